import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import type { AuditedEvent, AuditQuery } from "@parley/domain/ports/Audit"
import { Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { agreed, always, campaign, campaignId, influencer, negotiationId, offerSent, opened, personId, step, stopped } from "./fixtures.ts"
import { replays } from "./StoreReplays.ts"
import { type Check, open, started } from "./StoreScenario.ts"

/** The part of the `Store` contract that tells how the log of events is looked through. */
export const audits = (check: Check, make: () => Layer.Layer<Store, unknown>): void => {
  describe("the audit", () => {
    check("MUST tell every event with its place, whose it is and what was stored, in the order of storing (AUDIT-01)", Effect.gen(function*() {
      const store = yield* lively
      const all = yield* store.audit(everything, 0, 100)
      assert.deepStrictEqual(all.map(brief), [
        "a1 NegotiationOpened 10", "a2 OfferDecided 10", "b1 NegotiationOpened 10", "b2 OfferDecided 10",
        "a3 OfferSent 20", "z1 NegotiationOpened 25", "b3 Stopped 30", "a4 Agreed 40"
      ])
      assert.deepStrictEqual(all.map(({ position }) => position), [1, 2, 3, 4, 5, 6, 7, 8])
      assert.deepStrictEqual(all.map(({ campaign, influencer }) => [campaign, influencer])[5], [campaignId("autumn"), personId("p-z")])
      for (const id of ["a", "b", "z"]) {
        const stored = all.filter(({ negotiation }) => negotiation === id).map(({ at, command, event, hash, version }) => ({ version, event, at, command, hash }))
        assert.deepStrictEqual(stored, [...yield* store.events(negotiationId(id))])
      }
      assert.strictEqual(yield* store.auditCount(everything), 8)
    }))

    check("MUST leave out what does not fit each filter, and what does not fit all of them (AUDIT-01)", Effect.gen(function*() {
      const store = yield* lively
      const of = (query: Partial<AuditQuery>) =>
        Effect.gen(function*() {
          const found = yield* store.audit({ ...everything, ...query }, 0, 100)
          assert.strictEqual(yield* store.auditCount({ ...everything, ...query }), found.length)
          return found.map(brief)
        })
      const ids = (...names: ReadonlyArray<string>) => names.map((name) => negotiationId(name))
      assert.deepStrictEqual(yield* of({ negotiations: ids("b") }), ["b1 NegotiationOpened 10", "b2 OfferDecided 10", "b3 Stopped 30"])
      assert.deepStrictEqual(yield* of({ negotiations: ids("z", "b", "b", "nobody") }), [
        "b1 NegotiationOpened 10", "b2 OfferDecided 10", "z1 NegotiationOpened 25", "b3 Stopped 30"
      ])
      assert.deepStrictEqual(yield* of({ negotiations: [] }), [])
      assert.deepStrictEqual(yield* of({ campaign: campaignId("autumn") }), ["z1 NegotiationOpened 25"])
      assert.deepStrictEqual(yield* of({ campaign: campaignId("winter") }), [])
      assert.deepStrictEqual(yield* of({ type: "OfferDecided" }), ["a2 OfferDecided 10", "b2 OfferDecided 10"])
      assert.deepStrictEqual(yield* of({ type: "WentStale" }), [])
      assert.deepStrictEqual(yield* of({ campaign: campaignId("spring"), negotiations: ids("z", "a"), type: "NegotiationOpened", to: instant(10) }), ["a1 NegotiationOpened 10"])
    }))

    check("MUST count an instant named as from or to in (AUDIT-01)", Effect.gen(function*() {
      const store = yield* lively
      const between = (from: number | null, to: number | null, negotiations: AuditQuery["negotiations"] = null) =>
        Effect.map(store.audit({ ...everything, negotiations, from: from === null ? null : instant(from), to: to === null ? null : instant(to) }, 0, 100), (found) =>
          found.map(({ at }) => at))
      assert.deepStrictEqual(yield* between(20, 30), [20, 25, 30])
      assert.deepStrictEqual(yield* between(21, 29), [25])
      assert.deepStrictEqual(yield* between(30, null), [30, 40])
      assert.deepStrictEqual(yield* between(null, 10), [10, 10, 10, 10])
      assert.deepStrictEqual(yield* between(20, 40, [negotiationId("a")]), [20, 40])
    }))

    check("MUST page without a gap or a repeat while events are stored (AUDIT-01)", Effect.gen(function*() {
      const store = yield* started()
      yield* store.transact(open("a", 100))
      yield* store.transact(open("b", 100))
      for (const query of [everything, { ...everything, campaign: campaignId("spring") }, { ...everything, negotiations: [negotiationId("a"), negotiationId("b")] }]) {
        const told: Array<AuditedEvent> = []
        for (let turn = 0;; turn++) {
          const page = yield* store.audit(query, told.at(-1)?.position ?? 0, 3)
          told.push(...page)
          if (page.length < 3) break
          // another writer, between any two pages of the first turns
          if (turn < 3) yield* store.transact(step(turn % 2 === 0 ? "a" : "b", `${JSON.stringify(query)} ${turn}`, 50 + turn, always([stopped(50 + turn), stopped(50 + turn)])))
        }
        assert.deepStrictEqual(told, [...yield* store.audit(query, 0, 1000)])
        assert.strictEqual(told.length, yield* store.auditCount(everything))
      }
      assert.deepStrictEqual(yield* store.audit(everything, 1000, 10), [])
    }))

    check("MUST tell states as they stood, by events up to and including the instant (AUDIT-01)", Effect.gen(function*() {
      const store = yield* lively
      const at = (moment: number, scope: Partial<AuditQuery> = {}) =>
        Effect.map(store.statesAt({ ...everything, ...scope }, instant(moment), 0, 100), (found) => found.map(({ id, state, version }) => `${id}${version} ${state?._tag ?? "?"}`))
      assert.deepStrictEqual(yield* at(9), ["a0 Unopened", "b0 Unopened", "c0 Unopened", "d0 Unopened", "y0 Unopened", "z0 Unopened"])
      assert.deepStrictEqual(yield* at(10), ["a2 Opening", "b2 Opening", "c0 Unopened", "d0 Unopened", "y0 Unopened", "z0 Unopened"])
      assert.deepStrictEqual(yield* at(29, { campaign: campaignId("autumn") }), ["y0 Unopened", "z1 Waiting"])
      assert.deepStrictEqual(yield* at(30, { negotiations: [negotiationId("b"), negotiationId("a")] }), ["a3 AwaitingReply", "b3 Stopped"])
      assert.deepStrictEqual(yield* at(30, { campaign: campaignId("autumn"), negotiations: [negotiationId("a")] }), [])
      assert.deepStrictEqual(yield* at(40, { negotiations: [negotiationId("a")] }), ["a4 Agreed"])
    }))

    check("MUST page states in the order of their making (AUDIT-01)", Effect.gen(function*() {
      const store = yield* lively
      const told: Array<string> = []
      let after = 0
      for (;;) {
        const page = yield* store.statesAt(everything, instant(40), after, 4)
        for (const { id, position } of page) {
          told.push(id)
          after = position
        }
        if (page.length < 4) break
      }
      assert.deepStrictEqual(told, ["a", "b", "c", "d", "y", "z"])
    }))

    it.effect("MUST agree with each negotiation's own events and snapshots, whatever happened (AUDIT-01)", () => replays(make), 60_000)
  })
}

const everything: AuditQuery = { negotiations: null, campaign: null, type: null, from: null, to: null }

/** Two campaigns whose events take turns. */
const lively = Effect.gen(function*() {
  const store = yield* started()
  const others = ["y", "z"].map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) }))
  yield* store.addCampaign(campaign("autumn", { budget: 1000, headcount: 3 }), others, instant(2))
  yield* store.transact(open("a", 100))
  yield* store.transact(open("b", 100))
  yield* store.transact(step("a", "sent", 20, always([offerSent(1, 100, 20, 90)])))
  yield* store.transact(step("z", "opened", 25, always([opened({ campaign: campaignId("autumn"), influencer: personId("p-z") }, 25)])))
  yield* store.transact(step("b", "stop", 30, always([stopped(30)])))
  yield* store.transact(step("a", "agree", 40, always([agreed(100, 40)])))
  return store
})

const brief = ({ at, negotiation, type, version }: AuditedEvent): string => `${negotiation}${version} ${type} ${at}`
