import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { NothingToApprove, OutsideLimits } from "@parley/domain/negotiation/Refusal"
import { AlreadyExists, type DecisionView, Quarantined, type Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import type * as Layer from "effect/Layer"
import {
  agreed, always, campaign, campaignId, changesOf, influencer, message, messageId, negotiationId, offerDecided, offerSent, opened, personId, put, step, stopped
} from "./fixtures.ts"
import { access } from "./StoreAccessContract.ts"
import { audits } from "./StoreAuditContract.ts"
import { forgetting } from "./StoreForgetContract.ts"
import { intakes } from "./StoreIntakeContract.ts"
import { interleavings } from "./StoreInterleavings.ts"
import { ledgers } from "./StoreLedgers.ts"
import { lists } from "./StoreListingContract.ts"
import { managers } from "./StoreManagerContract.ts"
import { queues } from "./StoreQueuesContract.ts"
import { rosters } from "./StoreRosterContract.ts"
import { teams } from "./StoreTeamContract.ts"
import { arrival, type Check, limits, mail, mark, open, setAside, started } from "./StoreScenario.ts"

/** What every `Store` must do. `make` gives a layer of an empty store each time. */
export const suite = (name: string, make: () => Layer.Layer<Store, unknown>): void => {
  const check: Check = (title, body) => {
    it.effect(title, () => Effect.provide(body, make()))
  }

  describe(`${name}: Store`, () => {
    describe("a step", () => {
      check("MUST append its events, keep the state they lead to and answer the version (STATE-01)", Effect.gen(function*() {
        const store = yield* started()
        assert.deepStrictEqual(yield* store.transact(open("a", 100)), { state: "Opening", version: 2, events: 2, repeated: false })
        const row = yield* store.negotiation(negotiationId("a"))
        assert.strictEqual(row?.state._tag, "Opening")
        assert.strictEqual(row?.version, 2)
        const events = yield* store.events(negotiationId("a"))
        assert.deepStrictEqual(events.map(({ at, command, event, version }) => [version, event._tag, at, command]), [
          [1, "NegotiationOpened", 10, "open a"], [2, "OfferDecided", 10, "open a"]
        ])
        assert.notStrictEqual(events[0]?.hash, events[1]?.hash)
      }))

      check("MUST be handled once: the same command again answers the first outcome and changes nothing", Effect.gen(function*() {
        const store = yield* started()
        yield* store.transact(open("a", 100))
        yield* store.transact(step("a", "sent", 20, always([offerSent(1, 100, 20, 99)])))
        assert.deepStrictEqual(yield* store.transact(open("a", 100)), { state: "Opening", version: 2, events: 2, repeated: true })
        assert.strictEqual((yield* store.events(negotiationId("a"))).length, 3)
      }))

      check("MUST change nothing when its decision refuses, and may be asked again", Effect.gen(function*() {
        const store = yield* started()
        const refusal = new NothingToApprove({ state: "Unopened" })
        assert.deepStrictEqual(yield* Effect.flip(store.transact(step("a", "open a", 10, () => Either.left(refusal)))), refusal)
        assert.strictEqual((yield* store.transact(open("a", 100))).repeated, false)
      }))

      check("MUST be a success without events that still marks, stores and is handled once", Effect.gen(function*() {
        const store = yield* started()
        yield* store.ingest("box", [arrival("1")], "c", instant(5))
        const idle = step("a", "idle", 10, always([], { inbox: [mark("1", "ignored")], messages: [message("m", "a", "in", 5)] }))
        assert.deepStrictEqual(yield* store.transact(idle), { state: "Unopened", version: 0, events: 0, repeated: false })
        assert.strictEqual((yield* store.transact(idle)).repeated, true)
        assert.deepStrictEqual((yield* store.counts).inbox, { ignored: 1 })
        assert.deepStrictEqual((yield* store.messages(negotiationId("a"))).map(({ id }) => id), [messageId("m")])
      }))

      check("MUST set the negotiation aside when its decision throws, and the others go on (STATE-04)", Effect.gen(function*() {
        const store = yield* started()
        yield* store.transact(open("a", 100))
        const failing = step("a", "boom", 20, () => {
          throw new Error("boom")
        })
        const [failed, other] = yield* Effect.all([Effect.flip(store.transact(failing)), store.transact(open("b", 100))], { concurrency: 2 })
        assert.instanceOf(failed, Quarantined)
        assert.strictEqual(other.version, 2)
        assert.instanceOf(yield* Effect.flip(store.transact(step("a", "again", 30, always([stopped(30)])))), Quarantined)
        assert.include((yield* store.negotiation(negotiationId("a")))?.quarantined ?? "", "boom")
        assert.strictEqual((yield* store.counts).quarantined, 1)
        assert.include((yield* store.outboxOf("-")).map(({ payload }) => payload).join(), "quarantine a")
      }))

      check("MUST undo a step that cannot be written, set the negotiation aside and keep its neighbours", Effect.gen(function*() {
        const store = yield* started()
        yield* store.transact(open("a", 100, [put(1, 10, 1)]))
        const twice = step("a", "twice", 20, always([offerDecided(2, 300, 20)], { outbox: [put(1, 20)] }))
        const [failed, other] = yield* Effect.all([Effect.flip(store.transact(twice)), store.transact(open("b", 100))], { concurrency: 2 })
        assert.instanceOf(failed, Quarantined)
        assert.strictEqual(other.version, 2)
        assert.strictEqual((yield* store.events(negotiationId("a"))).length, 2)
        assert.deepStrictEqual((yield* store.campaigns).map(({ reserved, seats }) => [reserved, seats]), [[200, 2]])
      }))

      check("MUST refuse a negotiation that does not exist", Effect.gen(function*() {
        const store = yield* started()
        assert.instanceOf(yield* Effect.flip(store.transact(open("nobody", 100))), Quarantined)
      }))
    })

    describe("the ledger", () => {
      check("MUST show a decision what the others hold, never its own (LEDGER-01)", Effect.gen(function*() {
        const store = yield* started()
        yield* store.transact(open("a", 100))
        yield* store.transact(open("b", 250))
        const seen: Array<DecisionView> = []
        yield* store.transact(step("a", "look", 20, (state, view) => {
          seen.push(view)
          return Either.right(changesOf(state, []))
        }))
        assert.deepStrictEqual(seen.map(({ dispatching, ledger, version }) => ({ version, ledger, dispatching })), [{ version: 2, ledger: { budget: 1000, committed: 250, headcount: 3, seats: 1, open: 1, saved: 0 }, dispatching: false }])
      }))

      check("MUST refuse what exceeds the budget, whatever the decision says (LEDGER-01)", Effect.gen(function*() {
        const store = yield* started()
        yield* store.transact(open("a", 700))
        const refused = yield* Effect.flip(store.transact(open("b", 301)))
        assert.deepStrictEqual(refused, new OutsideLimits({ limit: "budget", amount: 301, bound: 300 }))
        assert.strictEqual((yield* store.negotiation(negotiationId("b")))?.version, 0)
        assert.strictEqual((yield* store.transact(open("b", 300))).version, 2)
      }))

      check("MUST refuse one more seat than the headcount (LEDGER-01)", Effect.gen(function*() {
        const store = yield* started()
        for (const id of ["a", "b", "c"]) yield* store.transact(open(id, 10))
        assert.deepStrictEqual(yield* Effect.flip(store.transact(open("d", 10))), new OutsideLimits({ limit: "headcount", amount: 4, bound: 3 }))
      }))

      check("MUST count agreed deals with their views, and release what ends (LEDGER-01, LEDGER-02)", Effect.gen(function*() {
        const store = yield* started()
        yield* store.transact(open("a", 100))
        yield* store.transact(open("b", 200))
        yield* store.transact(step("a", "agree", 20, always([agreed(150, 20)])))
        yield* store.transact(step("b", "stop", 20, always([stopped(20)])))
        const [books] = yield* store.campaigns
        assert.deepStrictEqual(books, {
          campaign: campaign("spring", limits), agreed: 150, reserved: 0, views: 100_000, deals: 1, seats: 1, saved: 0
        })
      }))

      check("MUST tell a decision what the others' deals cost less than their targets, and count a deal without one as saving nothing (LEDGER-02)", Effect.gen(function*() {
        const store = yield* started()
        const deal = (id: string, rate: number, target?: number) =>
          store.transact(step(id, `agree ${id}`, 20, always([agreed(rate, 20, target)])))
        for (const id of ["a", "b", "c"]) yield* store.transact(open(id, 100))
        const seen: Array<readonly [number, number]> = []
        const look = (id: string, time: number) => store.transact(step(id, `look ${id} ${time}`, time, (state, { ledger }) => {
          seen.push([ledger.saved, ledger.open])
          return Either.right(changesOf(state, []))
        }))
        yield* look("c", 15)
        yield* deal("a", 100, 180)
        yield* look("c", 21)
        yield* look("a", 22)
        yield* deal("b", 150, 120)
        yield* look("c", 23)
        yield* deal("c", 90)
        yield* look("b", 24)
        assert.deepStrictEqual(seen, [[0, 2], [80, 1], [0, 2], [50, 0], [80, 0]])
        assert.deepStrictEqual((yield* store.campaigns).map(({ saved }) => saved), [50])
        assert.deepStrictEqual((yield* store.verify(() => {})).problems, [])
      }))

      check("MUST wake those who wait for money when some is released, and let them rest when there is too little (LEDGER-01)", Effect.gen(function*() {
        const store = yield* started()
        const waiting = (id: string) => step(id, `open ${id}`, 10, always([opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10)]))
        yield* store.transact(open("a", 100))
        yield* store.transact(waiting("b"))
        yield* store.transact(waiting("c"))
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(1000), 10), [])
        yield* store.transact(step("a", "stop", 50, always([stopped(50)])))
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(49), 10), [])
        assert.deepStrictEqual([...yield* store.deadlinesDue(instant(50), 10)].sort(), [negotiationId("b"), negotiationId("c")])
        yield* store.transact(step("b", "woken", 60, always([])))
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(1000), 10), [negotiationId("c")])
      }))

      it.effect("MUST hold under any interleaving of concurrent steps: limits kept, commands once, versions without gaps (LEDGER-01)", () =>
        interleavings(make), 60_000)

      it.effect("MUST show each of many concurrent decisions the books exactly as the steps before it left them, savings included (LEDGER-01, LEDGER-02)", () =>
        ledgers(make, 12), 60_000)
    })

    managers(check, make)
    queues(check)
    audits(check, make)
    forgetting(check)

    rosters(check)
    intakes(check)
    teams(check)
    lists(check)
    access(check)

    describe("what is read", () => {
      check("MUST find messages by header, and by negotiation in the order they came into the books, though the clock went back meanwhile (MAIL-01 MAIL-02)", Effect.gen(function*() {
        const store = yield* started()
        const out = message("out", "a", "out", 30)
        const incoming = message("in", "a", "in", 20)
        yield* store.transact(step("a", "one", 30, always([], { messages: [out, incoming] })))
        yield* store.transact(step("a", "two", 31, always([], { messages: [out] })))
        assert.deepStrictEqual(yield* store.messages(negotiationId("a")), [out, incoming])
        assert.deepStrictEqual(yield* store.messagesByHeader([out.header, incoming.header, "nothing", out.header]), [incoming, out])
        assert.deepStrictEqual(yield* store.messagesByHeader([]), [])
      }))

      check("MUST know as contacts the creator and whom we wrote to, but nobody for having written (MAIL-08)", Effect.gen(function*() {
        const store = yield* started()
        yield* store.transact(step("a", "one", 30, always([], { messages: [message("out", "a", "out", 30), message("in", "a", "in", 20)] })))
        const of = (address: string) => store.byAddress(address)
        assert.deepStrictEqual(yield* of("p-b@example.com"), [negotiationId("b")])
        assert.deepStrictEqual(yield* of("maya@example.com"), [negotiationId("a")])
        assert.deepStrictEqual(yield* of("manager@example.com"), [negotiationId("a")])
        assert.deepStrictEqual(yield* of("stranger@example.com"), [])
        assert.deepStrictEqual(yield* of("onlooker@example.com"), [])
      }))

      check("MUST say what the other creators of a campaign are called, and nobody of another (GATE-02)", Effect.gen(function*() {
        const store = yield* started()
        const again = [{ id: negotiationId("e"), influencer: influencer("p-a") }, { id: negotiationId("f"), influencer: influencer("p-f") }]
        yield* store.addCampaign(campaign("winter", limits), again, instant(1))
        const of = (id: string) => Effect.map(store.otherCreators(negotiationId(id)), (found) => found.map(({ handle, name }) => `${name} ${handle}`).sort())
        assert.deepStrictEqual(yield* of("a"), ["Creator p-b @p-b", "Creator p-c @p-c", "Creator p-d @p-d"])
        assert.deepStrictEqual(yield* of("e"), ["Creator p-f @p-f"])
        assert.deepStrictEqual(yield* of("nobody"), [])
      }))

      check("MUST take a campaign with what the team is told of it, whole or not at all (STATE-01)", Effect.gen(function*() {
        const store = yield* started()
        const notice = (id: string) => ({ id, payload: "{}", at: instant(1) })
        yield* store.addCampaign(campaign("winter", limits), [], instant(1), [notice("begun"), notice("left out")])
        assert.strictEqual((yield* store.counts).team.pending, 2)
        const again = yield* Effect.flip(store.addCampaign(campaign("spring", limits), [], instant(1), [notice("again")]))
        assert.strictEqual((yield* store.counts).team.pending, 2)
        assert.deepStrictEqual(again, new AlreadyExists({ what: "campaign", id: "spring" }))
        const clash = [{ id: negotiationId("new"), influencer: influencer("new") }, { id: negotiationId("a"), influencer: influencer("p-a") }]
        const exists = yield* Effect.flip(store.addCampaign(campaign("autumn", limits), clash, instant(1)))
        assert.deepStrictEqual(exists, new AlreadyExists({ what: "negotiation", id: "a" }))
        assert.strictEqual(yield* store.campaign(campaignId("autumn")), null)
        assert.strictEqual(yield* store.influencer(personId("new")), null)
        assert.deepStrictEqual(yield* store.campaign(campaignId("spring")), campaign("spring", limits))
        assert.deepStrictEqual(yield* store.influencer(personId("p-a")), influencer("p-a"))
        assert.deepStrictEqual((yield* store.negotiations(campaignId("spring"))).map(({ id, state }) => [id, state._tag]), ["a", "b", "c", "d"].map((id) => [id, "Unopened"]))
        assert.strictEqual((yield* store.negotiations(null)).length, 4)
      }))

      check("MUST name what was never opened and what is due, and the instant of the next (STATE-02)", Effect.gen(function*() {
        const store = yield* started()
        assert.deepStrictEqual(yield* store.unopened(2), [negotiationId("a"), negotiationId("b")])
        assert.strictEqual(yield* store.nextDue, 1)
        for (const id of ["c", "d"]) yield* setAside(id)
        yield* store.transact(open("a", 100))
        yield* store.transact(open("b", 100))
        assert.deepStrictEqual(yield* store.unopened(9), [])
        assert.strictEqual(yield* store.nextDue, null)
        yield* store.transact(step("a", "sent", 20, always([offerSent(1, 100, 20, 90)])))
        yield* store.transact(step("b", "sent b", 20, always([offerSent(1, 100, 20, 80)])))
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(89), 9), [negotiationId("b")])
        assert.deepStrictEqual(yield* store.deadlinesDue(instant(90), 9), [negotiationId("b"), negotiationId("a")])
        assert.strictEqual(yield* store.nextDue, 80)
        yield* store.addNotice({ id: "n", payload: "", at: instant(70) })
        assert.strictEqual(yield* store.nextDue, 70)
        yield* store.ingest("box", [arrival("1")], "7", instant(60))
        assert.strictEqual(yield* store.nextDue, 60)
      }))

      check("MUST not count a row that another holds up as due", Effect.gen(function*() {
        const store = yield* started()
        for (const id of ["b", "c", "d"]) yield* setAside(id)
        yield* store.transact(open("a", 100, [put(1, 10, 1), put(2, 10, 1)]))
        yield* store.moveOutbox(mail("a", 1), ["pending"], "held", {})
        assert.strictEqual(yield* store.nextDue, null)
      }))

      check("MUST count by status, and find nothing wrong with what it wrote itself (STATE-05)", Effect.gen(function*() {
        const store = yield* started()
        yield* store.transact(open("a", 100, [put(1, 10, 1)]))
        yield* store.transact(open("b", 100, [put(1, 10, 1)]))
        yield* store.moveOutbox(mail("b", 1), ["pending"], "staged", {})
        yield* store.transact(step("b", "stop", 20, always([stopped(20)])))
        const counts = yield* store.counts
        assert.deepStrictEqual(counts.negotiations, { Unopened: 2, Opening: 1, Stopped: 1 })
        assert.deepStrictEqual(counts.mail, { pending: 1, staged: 1 })
        const heard: Array<number> = []
        assert.deepStrictEqual(yield* store.verify((events) => heard.push(events)), { negotiations: 4, events: 5, problems: [] })
        assert.strictEqual(heard.at(-1), 5)
        yield* store.check
      }))
    })
  })
}
