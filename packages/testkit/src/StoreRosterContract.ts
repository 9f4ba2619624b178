import { assert, describe } from "@effect/vitest"
import { rowKey } from "@parley/domain/influencer/RosterPrint"
import type { RosterTrace } from "@parley/domain/influencer/RosterWatch"
import { instant } from "@parley/domain/Instant"
import type { NewRoster, RosterNote } from "@parley/domain/ports/RosterBooks"
import { AlreadyExists } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import { campaign, campaignId, influencer, negotiationId } from "./fixtures.ts"
import { type Check, limits, started } from "./StoreScenario.ts"

const summer = campaignId("summer")
const salt = "salt of summer"
const mayaKey = rowKey(salt, "p-maya@example.com")
const trace = (key: string, more: Partial<RosterTrace> = {}): RosterTrace => ({ key, standing: "Known", seen: "print", since: instant(2), known: "print", negotiation: null, ...more })
const roster: NewRoster = { source: "creators.csv", salt, traces: [trace(mayaKey, { negotiation: negotiationId("m") }), trace("!problem")] }
const creator = (id: string) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })

/** Campaign "spring" without a roster, and "summer" with one of which Maya is the only row. */
const watched = Effect.gen(function*() {
  const store = yield* started()
  yield* store.addCampaign(campaign("summer", limits), [{ id: negotiationId("m"), influencer: influencer("p-maya") }], instant(2), [], roster)
  return store
})

const note = (revision: number, more: Partial<RosterNote> = {}): RosterNote => ({
  campaign: summer, revision, failures: 0, isDoubted: false, kept: [], dropped: [], start: [], notices: [], at: instant(9), ...more
})

const sorted = (traces: ReadonlyArray<RosterTrace>): ReadonlyArray<RosterTrace> => traces.toSorted((a, b) => a.key < b.key ? -1 : 1)

/** The part of the store's contract about rosters that are watched. */
export const rosters = (check: Check): void => {
  describe("rosters", () => {
    check("MUST be kept with their campaign, or not at all (ROSTER-02)", Effect.gen(function*() {
      const store = yield* watched
      assert.deepStrictEqual(yield* store.rosters, [{ campaign: summer, source: "creators.csv", salt, revision: 0, failures: 0, isDoubted: false }])
      assert.deepStrictEqual(sorted(yield* store.rosterTraces(summer)), sorted(roster.traces))
      assert.deepStrictEqual(yield* store.rosterTraces(campaignId("spring")), [])
      const again = store.addCampaign(campaign("winter", limits), [{ id: negotiationId("m"), influencer: influencer("p-x") }], instant(3), [], roster)
      assert.instanceOf(yield* Effect.flip(again), AlreadyExists)
      assert.lengthOf(yield* store.rosters, 1)
    }))

    check("MUST start negotiations, keep and drop what is known and leave notices, at once (ROSTER-02)", Effect.gen(function*() {
      const store = yield* watched
      const noor = trace("noor", { negotiation: negotiationId("noor") })
      const kept = [noor, trace(mayaKey, { negotiation: negotiationId("m"), seen: null })]
      assert.isTrue(yield* store.noteRoster(note(0, {
        failures: 1, kept, dropped: ["!problem"], start: [creator("noor")], notices: [{ id: "n", payload: "{}", at: instant(9) }]
      })))
      assert.deepStrictEqual(sorted(yield* store.rosterTraces(summer)), sorted(kept))
      assert.deepStrictEqual((yield* store.rosters).map(({ failures, revision }) => [revision, failures]), [[1, 1]])
      assert.deepStrictEqual((yield* store.negotiations(summer)).map(({ id, state, version }) => [id, state._tag, version]), [["m", "Unopened", 0], ["noor", "Unopened", 0]])
      assert.include(yield* store.unopened(10), negotiationId("noor"))
      assert.deepStrictEqual(yield* store.byAddress("p-noor@example.com"), [negotiationId("noor")])
      assert.strictEqual((yield* store.counts).negotiations.Unopened, 6)
      assert.deepStrictEqual((yield* store.outboxDue("team", instant(9), 9)).map(({ payload }) => payload), ["{}"])
      assert.deepStrictEqual((yield* store.verify(() => {})).problems, [])
    }))

    check("MUST be in doubt once the books fell behind, until a note says otherwise, and refuse what was worked out before (ROSTER-02, STATE-05)", Effect.gen(function*() {
      const store = yield* watched
      const doubts = Effect.map(store.rosters, (all) => all.map(({ isDoubted, revision }) => [isDoubted, revision]))
      yield* store.fallBehind("box", instant(3))
      assert.deepStrictEqual(yield* doubts, [[true, 1]])
      assert.isFalse(yield* store.noteRoster(note(0)))
      assert.isTrue(yield* store.noteRoster(note(1, { isDoubted: true })))
      assert.deepStrictEqual(yield* doubts, [[true, 2]])
      assert.isTrue(yield* store.noteRoster(note(2)))
      assert.deepStrictEqual(yield* doubts, [[false, 3]])
    }))

    check("MUST change nothing when the revision has moved, or a creator is there already (ROSTER-02)", Effect.gen(function*() {
      const store = yield* watched
      assert.isTrue(yield* store.noteRoster(note(0)))
      const late = note(0, { kept: [trace("noor")], start: [creator("noor")], notices: [{ id: "n", payload: "{}", at: instant(9) }], failures: 5 })
      assert.isFalse(yield* store.noteRoster(late))
      assert.isFalse(yield* store.noteRoster({ ...late, campaign: campaignId("spring"), revision: 0 }))
      assert.instanceOf(yield* Effect.flip(store.noteRoster({ ...late, revision: 1, start: [creator("noor"), creator("a")] })), AlreadyExists)
      assert.deepStrictEqual((yield* store.rosters).map(({ failures, revision }) => [revision, failures]), [[1, 0]])
      assert.lengthOf(yield* store.rosterTraces(summer), 2)
      assert.lengthOf(yield* store.negotiations(summer), 1)
      assert.deepStrictEqual(yield* store.outboxDue("team", instant(9), 9), [])
    }))

    check("MUST keep of a forgotten person's row no more than that it must not begin again, and refuse what was worked out before (ROSTER-02, STATE-06)", Effect.gen(function*() {
      const store = yield* watched
      const whom = { address: "p-maya@example.com", negotiations: new Set<string>(), mails: new Set<string>() }
      assert.strictEqual((yield* store.forget(whom)).people, 1)
      const forgotten = trace(mayaKey, { standing: "Forgotten", seen: null, since: instant(0), known: "", negotiation: negotiationId("m") })
      assert.deepStrictEqual(sorted(yield* store.rosterTraces(summer)), sorted([forgotten, trace("!problem")]))
      assert.isFalse(yield* store.noteRoster(note(0, { start: [creator("noor")] })))
      assert.isTrue(yield* store.noteRoster(note(1)))
    }))

    check("MUST forget a row that never began, too (ROSTER-02, STATE-06)", Effect.gen(function*() {
      const store = yield* watched
      const key = rowKey(salt, "noor@example.com")
      yield* store.noteRoster(note(0, { kept: [trace(key, { standing: "New", known: "" })] }))
      yield* store.forget({ address: "noor@example.com", negotiations: new Set<string>(), mails: new Set<string>() })
      assert.deepStrictEqual((yield* store.rosterTraces(summer)).find((one) => one.key === key), trace(key, { standing: "Forgotten", seen: null, since: instant(0), known: "" }))
    }))

    check("MUST keep a forgotten person out of every watched roster, also of those that never showed them (ROSTER-02, STATE-06)", Effect.gen(function*() {
      const store = yield* watched
      yield* store.addCampaign(campaign("winter", limits), [creator("w")], instant(3), [], { source: "others.csv", salt: "salt of winter", traces: [] })
      yield* store.forget({ address: "p-maya@example.com", negotiations: new Set<string>(), mails: new Set<string>() })
      const key = rowKey("salt of winter", "p-maya@example.com")
      assert.deepStrictEqual(yield* store.rosterTraces(campaignId("winter")), [trace(key, { standing: "Forgotten", seen: null, since: instant(0), known: "" })])
      assert.deepStrictEqual((yield* store.rosters).map(({ revision }) => revision), [1, 1])
    }))
  })
}
