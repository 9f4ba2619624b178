import { assert, describe, it } from "@effect/vitest"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import { instant } from "@parley/domain/Instant"
import { isConversation } from "@parley/domain/negotiation/conversation"
import type { Event } from "@parley/domain/negotiation/Event"
import { type Decision, type NewNegotiation, Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import type * as Layer from "effect/Layer"
import { cents } from "@parley/domain/Money"
import { actor, agreed, always, campaign, campaignId, changesOf, influencer, message, negotiationId, offerDecided, offerSent, opened, personId, step, stopped } from "./fixtures.ts"
import type { Check } from "./StoreScenario.ts"

const creator = (id: string, email: string): NewNegotiation => ({ id: negotiationId(id), influencer: { ...influencer(`p-${id}`), email: EmailAddress.make(email) } })

const plenty = { budget: 1_000_000, headcount: 50 }

/** Campaign "spring": a and b with Kit's address, c with a plus address of Kit's, d with one of his own; and e of "winter" with Kit's. */
const agency = Effect.gen(function*() {
  const store = yield* Store
  yield* store.addCampaign(campaign("spring", plenty), [
    creator("a", "kit@talent.example"), creator("b", "kit@talent.example"), creator("c", "kit+cleo@talent.example"), creator("d", "dora@example.com")
  ], instant(1))
  yield* store.addCampaign(campaign("winter", plenty), [creator("e", "kit@talent.example")], instant(1))
  return store
})

const begin = (id: string, of = "spring") => opened({ campaign: campaignId(of), influencer: personId(`p-${id}`) }, 10)

/** Opens unless another talks with the same address; then it waits. */
const openAlone = (id: string, now: number, of = "spring"): Decision => (state, { talksElsewhere }) => {
  const other = talksElsewhere()
  const first: ReadonlyArray<Event> = state._tag === "Unopened" ? [begin(id, of)] : []
  const waits: Event | null = other === null ? null : { _tag: "ConversationAwaited", needed: cents(100), with: other, at: instant(now) }
  return Either.right(changesOf(state, [...first, waits ?? offerDecided(1, 100, now)]))
}

const seenBy = (id: string, at: number) =>
  Effect.gen(function*() {
    const store = yield* Store
    const seen: Array<string | null> = []
    yield* store.transact(step(id, `look ${id} ${at}`, at, (state, { talksElsewhere }) => {
      seen.push(talksElsewhere())
      return Either.right(changesOf(state, []))
    }))
    return seen[0]
  })

/** What a store does where several negotiations of a campaign have one manager. */
export const managers = (check: Check, make: () => Layer.Layer<Store, unknown>): void => {
  describe("a manager's conversations", () => {
    check("MUST show a decision who talks with an address of its, a plus address too, in its campaign alone (PARTY-02)", Effect.gen(function*() {
      const store = yield* agency
      assert.isNull(yield* seenBy("b", 5))
      yield* store.transact(step("a", "open a", 10, always([begin("a"), offerDecided(1, 100, 10)])))
      for (const [id, other] of [["a", null], ["b", "a"], ["c", "a"], ["d", null], ["e", null]] as const) assert.strictEqual(yield* seenBy(id, 20), other, id)
    }))

    check("MUST count whom we wrote to in a thread as one of its addresses (PARTY-02)", Effect.gen(function*() {
      const store = yield* agency
      const toKit = { ...message("out", "d", "out", 10), to: [{ name: "", address: "Kit+dora@talent.example" }], cc: [] }
      yield* store.transact(step("d", "open d", 10, always([begin("d"), offerDecided(1, 100, 10)], { messages: [toKit] })))
      assert.strictEqual(yield* seenBy("b", 20), "d")
    }))

    check("MUST name who shares an address in any campaign, and not itself (PARTY-02)", Effect.gen(function*() {
      const store = yield* agency
      const of = (id: string) => store.sharing(negotiationId(id))
      assert.deepStrictEqual(yield* of("b"), ["a", "c", "e"].map(negotiationId))
      assert.deepStrictEqual([yield* of("d"), yield* of("nobody")], [[], []])
    }))

    for (const [ending, events] of [
      ["agreed", [agreed(100, 50)]], ["stopped", [stopped(50)]], ["declined", [{ _tag: "Declined", reply: null, at: instant(50) }]],
      ["walked", [{ _tag: "Walked", reason: "team", why: null, by: actor("parley"), at: instant(50) }]], ["stale", [{ _tag: "WentStale", at: instant(50) }]]
    ] satisfies ReadonlyArray<readonly [string, ReadonlyArray<Event>]>) {
      check(`MUST wake those who wait for a conversation that is ${ending}, and nobody while it goes on (PARTY-02)`, Effect.gen(function*() {
        const store = yield* agency
        yield* store.transact(step("a", "open a", 10, openAlone("a", 10)))
        for (const id of ["b", "c"]) assert.strictEqual((yield* store.transact(step(id, `open ${id}`, 10, openAlone(id, 10)))).state, "Waiting")
        yield* store.transact(step("a", "sent", 20, always([offerSent(1, 100, 20, null)])))
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(1000), 10), [])
        yield* store.transact(step("a", "end", 50, always(events)))
        assert.deepStrictEqual([...yield* store.deadlinesDue(instant(50), 10)].sort(), ["b", "c"].map(negotiationId))
        assert.strictEqual((yield* store.transact(step("b", "wake b", 60, openAlone("b", 60)))).state, "Opening")
        assert.strictEqual((yield* store.transact(step("c", "wake c", 60, openAlone("c", 60)))).state, "Waiting")
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(1000), 10), [])
      }))
    }

    it.effect("MUST let one alone go of those that are opened in the same instant, in any order of openings and endings (PARTY-02)", () =>
      Effect.promise(() => FastCheck.assert(FastCheck.asyncProperty(plans, (moves) => Effect.runPromise(Effect.provide(play(moves), make()))), { numRuns: 25 })), 60_000)
  })
}

interface Move {
  readonly negotiation: number
  readonly isEnd: boolean
  readonly delay: number
}

const plans = FastCheck.array(
  FastCheck.record({ negotiation: FastCheck.nat(5), isEnd: FastCheck.nat(2).map((n) => n === 0), delay: FastCheck.nat(2) }),
  { minLength: 10, maxLength: 60, size: "max" }
)

/** Six creators of one manager; whoever waits at the end was woken or somebody else talks. */
const play = (moves: ReadonlyArray<Move>): Effect.Effect<void, unknown, Store> =>
  Effect.gen(function*() {
    const store = yield* Store
    const ids = Array.from({ length: 6 }, (_, index) => `n${index}`)
    yield* store.addCampaign(campaign("spring", plenty), ids.map((id, index) => creator(id, index % 2 === 0 ? "kit@talent.example" : `kit+${id}@talent.example`)), instant(1))
    const talking = Effect.map(store.negotiations(campaignId("spring")), (rows) => rows.filter(({ state }) => isConversation(state)).length)
    yield* Effect.forEach(moves, ({ delay, isEnd, negotiation }, index) =>
      Effect.gen(function*() {
        for (let turn = 0; turn < delay; turn++) yield* Effect.yieldNow()
        const id = `n${negotiation}`
        yield* store.transact(step(id, `c${index}`, 100 + index, (state, view) =>
          isEnd
            ? Either.right(changesOf(state, isConversation(state) ? [stopped(100 + index)] : []))
            : state._tag === "Unopened" || state._tag === "Waiting" ? openAlone(id, 100 + index)(state, view) : Either.right(changesOf(state, []))))
        assert.isAtMost(yield* talking, 1)
      }), { concurrency: "unbounded" })
    if ((yield* talking) > 0) return
    const waiting = (yield* store.negotiations(campaignId("spring"))).filter(({ state }) => state._tag === "Waiting").map(({ id }) => id)
    assert.deepStrictEqual([...yield* store.deadlinesDue(instant(10_000), 100)].sort(), waiting.sort())
    const { problems } = yield* store.verify(() => {})
    assert.deepStrictEqual(problems, [])
  })
