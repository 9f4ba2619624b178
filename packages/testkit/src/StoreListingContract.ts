import { assert, describe } from "@effect/vitest"
import type { Event } from "@parley/domain/negotiation/Event"
import type { StateTag } from "@parley/domain/negotiation/State"
import { instant } from "@parley/domain/Instant"
import type { LetterPlace, ListedNegotiation, NegotiationPlace, NegotiationQuery } from "@parley/domain/ports/Listings"
import type { Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import type * as Context from "effect/Context"
import { agreed, always, campaign, campaignId, influencer, negotiationId, offerSent, opened, personId, put, step, stopped } from "./fixtures.ts"
import { arrival, type Check, key, mail, open, setAside, started } from "./StoreScenario.ts"

type Books = Context.Tag.Service<Store>

const everything: NegotiationQuery = { campaign: null, states: [], search: null, sort: "updated", descending: true }

/** The part of the store's contract about lists that are asked for a page at a time. */
export const lists = (check: Check): void => {
  describe("the lists", () => {
    check("MUST give negotiations in the order asked for, those of one instant in the order of their making (API-01)", Effect.gen(function*() {
      const store = yield* lively
      const of = (query: Partial<NegotiationQuery>) => Effect.map(store.negotiationPage({ ...everything, ...query }, null, 100), names)
      assert.deepStrictEqual(yield* of({}), ["a40", "b30", "c10", "z2", "y2", "d1"])
      assert.deepStrictEqual(yield* of({ descending: false }), ["d1", "y2", "z2", "c10", "b30", "a40"])
      assert.deepStrictEqual(yield* of({ sort: "created" }), ["z2", "y2", "d1", "c10", "b30", "a40"])
      assert.deepStrictEqual(yield* of({ sort: "created", descending: false }), ["a40", "b30", "c10", "d1", "y2", "z2"])
    }))

    check("MUST leave out what does not fit each filter, and what does not fit all of them (API-01)", Effect.gen(function*() {
      const store = yield* lively
      for (const sort of ["updated", "created"] as const) {
        const of = (query: Partial<NegotiationQuery>) => Effect.map(store.negotiationPage({ ...everything, descending: false, sort, ...query }, null, 100), (found) => names(found).sort())
        const states: ReadonlyArray<StateTag> = ["Agreed", "Unopened"]
        assert.deepStrictEqual(yield* of({ campaign: campaignId("spring") }), ["a40", "b30", "c10", "d1"])
        assert.deepStrictEqual(yield* of({ states }), ["a40", "d1", "y2", "z2"])
        assert.deepStrictEqual(yield* of({ states, campaign: campaignId("spring") }), ["a40", "d1"])
        assert.deepStrictEqual(yield* of({ campaign: campaignId("winter") }), [])
        assert.deepStrictEqual(yield* of({ search: "creator p-" }), ["a40", "b30", "c10", "d1", "y2", "z2"])
        assert.deepStrictEqual(yield* of({ search: "r p-b" }), ["b30"])
        assert.deepStrictEqual(yield* of({ search: "@p-z" }), ["z2"])
        assert.deepStrictEqual(yield* of({ search: "@p-z", campaign: campaignId("spring") }), [])
        assert.deepStrictEqual(yield* of({ search: "100%" }), [])
      }
      yield* store.addCampaign(campaign("umlaut", { budget: 1, headcount: 1 }), [{ id: negotiationId("ä"), influencer: { ...influencer("p-ä"), name: "ÄNNE Ørsted" } }], instant(3))
      assert.deepStrictEqual(names(yield* store.negotiationPage({ ...everything, search: "änne ø" }, null, 100)), ["ä3"])
    }))

    check("MUST, page after page, give the whole list exactly once, whatever the page, the filter and the order, and while creators are added (API-01)", Effect.gen(function*() {
      const store = yield* lively
      const queries = FastCheck.sample(FastCheck.record({
        campaign: FastCheck.constantFrom(null, campaignId("spring"), campaignId("autumn")), states: FastCheck.subarray<StateTag>(["Unopened", "Opening", "Agreed"]),
        search: FastCheck.constantFrom(null, "creator", "p-a"), sort: FastCheck.constantFrom("updated" as const, "created" as const), descending: FastCheck.boolean()
      }), { numRuns: 40, seed: 7 })
      for (const [turn, query] of queries.entries()) {
        const before = yield* store.negotiationPage(query, null, 1000)
        const told = yield* walk(store, query, 1 + turn % 4, turn % 5 === 0
          ? store.addCampaign(campaign(`more-${turn}`, { budget: 1, headcount: 1 }), [{ id: negotiationId(`n${turn}`), influencer: influencer(`p-n${turn}`) }], instant(50 + turn))
          : Effect.void)
        assert.strictEqual(new Set(told.map(({ row }) => row.id)).size, told.length, JSON.stringify(query))
        const seen = new Set(before.map(({ row }) => row.id))
        assert.deepStrictEqual(told.filter(({ row }) => seen.has(row.id)), [...before], JSON.stringify(query))
        assert.deepStrictEqual(told.filter(({ row }) => !seen.has(row.id)), (yield* store.negotiationPage(query, null, 1000)).filter(({ row }) => !seen.has(row.id) && told.some((one) => one.row.id === row.id)))
      }
    }))

    check("MUST give what waits for a person, the longest first, with what has ended while a mail of it is held (API-01, HUMAN-05)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.addCampaign(campaign("autumn", { budget: 1000, headcount: 3 }), [{ id: negotiationId("y"), influencer: influencer("p-y") }], instant(2))
      for (const id of ["a", "b", "c"]) yield* store.transact(open(id, 100))
      yield* store.transact(step("y", "open y", 10, always([opened({ campaign: campaignId("autumn"), influencer: personId("p-y") }, 10)])))
      yield* store.transact(step("a", "agree a", 40, always([agreed(100, 40)], { outbox: [{ _tag: "Put", lane: "mail", seq: 2, eventIndex: 0, status: "held", nextAt: instant(40) }] })))
      yield* store.transact(step("b", "agree b", 41, always([agreed(100, 41)], { outbox: [put(2, 41)] })))
      yield* store.transact(step("y", "hand y", 30, always([escalated(30)])))
      yield* store.transact(step("c", "hand c", 50, always([escalated(50)])))
      const told: Array<string> = []
      for (let after: NegotiationPlace | null = null;;) {
        const page: ReadonlyArray<ListedNegotiation> = yield* store.waitingPage(after, 1)
        told.push(...names(page))
        after = page.at(-1) ?? after
        if (page.length === 0) break
      }
      assert.deepStrictEqual(told, ["y30", "a40", "c50"])
      assert.deepStrictEqual(names(yield* store.waitingPage(null, 10)), told)
      yield* store.moveOutbox(mail("a", 2), ["held"], "pending", {})
      assert.deepStrictEqual(names(yield* store.waitingPage(null, 10)), ["y30", "c50"])
    }))

    check("MUST give campaigns with their totals and how many negotiations stand in each state (API-01)", Effect.gen(function*() {
      const store = yield* lively
      const [spring, autumn, none] = yield* store.campaignPage(0, 10)
      assert.isUndefined(none)
      assert.deepStrictEqual([spring?.books.campaign.id, spring?.addedAt, spring?.states], [campaignId("spring"), instant(1), { Agreed: 1, Stopped: 1, Opening: 1, Unopened: 1 }])
      assert.deepStrictEqual([autumn?.books.campaign.id, autumn?.addedAt, autumn?.states], [campaignId("autumn"), instant(2), { Unopened: 2 }])
      assert.deepStrictEqual((yield* store.campaigns).map((one) => one), [spring?.books, autumn?.books])
      assert.deepStrictEqual(yield* store.campaignPage(spring?.position ?? 0, 1), autumn === undefined ? [] : [autumn])
      assert.deepStrictEqual(yield* store.listedCampaign(campaignId("autumn")), autumn ?? null)
      assert.isNull(yield* store.listedCampaign(campaignId("winter")))
    }))

    check("MUST give every dead letter once, page after page, outbox before inbox (API-01, OPS-03)", Effect.gen(function*() {
      const store = yield* started()
      for (const id of ["a", "b", "c"]) {
        yield* store.transact(open(id, 100, [put(1, 10, 1)]))
        yield* store.moveOutbox(mail(id, 1), ["pending"], id === "b" ? "in_doubt" : "dead", { nextAt: instant(id === "a" ? 30 : 20) })
      }
      yield* store.ingest("box", ["1", "2", "3"].map(arrival), "7", instant(5))
      for (const id of ["1", "3"]) yield* store.settleInbox({ key: key(id), status: "owned", reason: "failed", negotiation: null, error: "broken" }, null)
      for (const size of [1, 2, 3, 10]) {
        const told: Array<string> = []
        let after: LetterPlace | null = null
        for (;;) {
          const page: ReadonlyArray<{ readonly place: LetterPlace; readonly letter: unknown }> = yield* store.letterPage(after, size)
          for (const { place } of page) {
            told.push(place.kind === "outbox" ? place.key?.[0] ?? "" : String(place.kind))
            after = place
          }
          if (page.length < size) break
        }
        assert.deepStrictEqual(told, ["b", "c", "a", "inbox", "inbox"], String(size))
      }
      assert.deepStrictEqual((yield* store.letterPage(null, 10)).map(({ letter }) => letter._tag === "Inbox" ? letter.row.providerId : letter.row.status), ["in_doubt", "dead", "dead", "1", "3"])
    }))

    check("MUST give every unaccounted message in the order of arrival, page after page (API-01, MAIL-05)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.ingest("box", ["1", "2", "3", "4"].map(arrival), "7", instant(5))
      yield* store.retryInbox(key("1"), instant(90), { error: "later", attempts: 2, negotiation: negotiationId("a") })
      yield* store.settleInbox({ key: key("3"), status: "ignored", reason: "test", negotiation: null }, null)
      const [first, second] = yield* store.unaccountedPage(-1, 2)
      assert.deepInclude(first, { providerId: "1", receivedAt: instant(5), nextAt: instant(90), attempts: 2, negotiation: negotiationId("a") })
      assert.deepInclude(second, { providerId: "2", nextAt: instant(5), attempts: 0, negotiation: null })
      assert.deepStrictEqual((yield* store.unaccountedPage(second?.order ?? -1, 10)).map(({ providerId }) => providerId), ["4"])
    }))

    check("MUST find negotiations by a creator's whole name without case, until they are forgotten (API-01)", Effect.gen(function*() {
      const store = yield* lively
      assert.deepStrictEqual(yield* store.called("CREATOR P-a"), [negotiationId("a")])
      assert.deepStrictEqual(yield* store.called("creator p-"), [])
      yield* store.forget((yield* store.traces("p-a@example.com")) ?? assert.fail("unknown"))
      assert.deepStrictEqual(yield* store.called("creator p-a"), [])
      assert.deepStrictEqual(yield* store.negotiationPage({ ...everything, search: "p-a" }, null, 10), [])
    }))

    check("MUST tell the place of the newest event", Effect.gen(function*() {
      const store = yield* started()
      assert.strictEqual(yield* store.newest, 0)
      yield* store.transact(open("a", 100))
      assert.strictEqual(yield* store.newest, 2)
      assert.strictEqual((yield* store.audit({ negotiations: null, campaign: null, type: null, from: null, to: null }, 0, 10)).at(-1)?.position, 2)
    }))

    check("MUST list what is set aside as it stands (STATE-04)", Effect.gen(function*() {
      const store = yield* started()
      yield* setAside("a")
      assert.strictEqual((yield* store.negotiationPage(everything, null, 10)).find(({ row }) => row.id === "a")?.row.quarantined, "set aside")
    }))
  })
}

/** Two campaigns; of spring's creators a has agreed, b was stopped and c was opened. */
const lively = Effect.gen(function*() {
  const store = yield* started()
  yield* store.addCampaign(campaign("autumn", { budget: 1000, headcount: 3 }), ["y", "z"].map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })), instant(2))
  for (const id of ["a", "b", "c"]) yield* store.transact(open(id, 100))
  yield* store.transact(step("a", "sent", 20, always([offerSent(1, 100, 20, 90)])))
  yield* store.transact(step("b", "stop", 30, always([stopped(30)])))
  yield* store.transact(step("a", "agree", 40, always([agreed(100, 40)])))
  return store
})

const escalated = (at: number): Event => ({ _tag: "Escalated", reason: "unclear", reply: null, proposal: null, at: instant(at) })

const walk = (store: Books, query: NegotiationQuery, size: number, between: Effect.Effect<void, unknown>) =>
  Effect.gen(function*() {
    const told: Array<ListedNegotiation> = []
    let after: NegotiationPlace | null = null
    for (let turn = 0;; turn++) {
      const page: ReadonlyArray<ListedNegotiation> = yield* store.negotiationPage(query, after, size)
      told.push(...page)
      after = page.at(-1) ?? after
      if (page.length < size) return told
      if (turn === 0) yield* between
    }
  })

const names = (found: ReadonlyArray<ListedNegotiation>): Array<string> => found.map(({ row, updatedAt }) => `${row.id}${updatedAt}`)
