import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { flexibleCeiling, forEngagement, shareOfSavings } from "../../src/ledger/Flexibility.ts"
import { exposureOf } from "../../src/ledger/Ledger.ts"
import type { Command } from "../../src/negotiation/Command.ts"
import { decide } from "../../src/negotiation/decide.ts"
import { limitsFor } from "../../src/strategy/Limits.ts"
import * as G from "../negotiation/given.ts"

const ceiling = fc.integer({ min: 0, max: 1_000_000_000_000 })
const engagement = fc.option(fc.integer({ min: 0, max: 10_000 }))
const ledger = fc.record({
  budget: fc.integer({ min: 0, max: 10_000_000 }), committed: fc.integer({ min: 0, max: 10_000_000 }), headcount: fc.integer({ min: 1, max: 20 }), seats: fc.nat(20),
  open: fc.nat(20), saved: fc.integer({ min: -1_000_000, max: 1_000_000 })
})

describe("forEngagement (LEDGER-02)", () => {
  it("adds 15 % over 5 %, 8 % over 3 %, and nothing at 3 % or where nobody knows", () => {
    assert.deepStrictEqual([null, 0, 300, 301, 500, 501, 10_000].map(forEngagement), [0, 0, 0, 800, 800, 1_500, 1_500])
  })
})

describe("shareOfSavings (LEDGER-02)", () => {
  it("is an equal part for each open negotiation, the decider's own included", () => {
    assert.deepStrictEqual([0, 1, 2, 6].map((open) => shareOfSavings({ ...G.freeLedger, open, saved: 1_000 })), [1_000, 500, 333, 142])
    assert.deepStrictEqual([0, -1, -1_000_000].map((saved) => shareOfSavings({ ...G.freeLedger, open: 3, saved })), [0, 0, 0])
  })

  it.prop("shares out no more than was saved, and less to each the more share", [ledger], ([view]) => {
    const share = shareOfSavings(view)
    assert.isTrue(Number.isSafeInteger(share) && share >= 0)
    assert.isAtMost(share * (view.open + 1), Math.max(0, view.saved))
    assert.isAtMost(shareOfSavings({ ...view, open: view.open + 1 }), share)
  })
})

describe("flexibleCeiling (LEDGER-02)", () => {
  it.prop("is never above 120 % of the ceiling, nor under it, and whole", [ceiling, engagement, fc.nat(2 ** 31 - 1)], ([amount, bps, share]) => {
    const flexible = flexibleCeiling(amount, forEngagement(bps), share)
    assert.isTrue(Number.isSafeInteger(flexible) && flexible >= amount)
    assert.isTrue(BigInt(flexible) * 10n <= BigInt(amount) * 12n)
  })

  it.prop("is exactly its parts, rounded down, where together they stay under 20 %", [ceiling, engagement, fc.nat(100_000)], ([amount, bps, share]) => {
    const exact = BigInt(amount) + BigInt(amount) * BigInt(forEngagement(bps)) / 10_000n + BigInt(share)
    const most = BigInt(amount) + BigInt(amount) * 2_000n / 10_000n
    assert.strictEqual(BigInt(flexibleCeiling(amount, forEngagement(bps), share)), exact < most ? exact : most)
  })

  it.prop("grows with engagement and with savings, never falls", [ceiling, fc.nat(10_000), fc.nat(10_000), fc.nat(1_000_000), fc.nat(1_000_000)], ([amount, one, other, little, more]) => {
    const [lower, higher] = one < other ? [one, other] : [other, one]
    assert.isAtMost(flexibleCeiling(amount, forEngagement(lower), little), flexibleCeiling(amount, forEngagement(higher), little))
    assert.isAtMost(flexibleCeiling(amount, forEngagement(one), little), flexibleCeiling(amount, forEngagement(one), little + more))
  })

  it.prop("is the ceiling itself without savings and engagement", [ceiling, fc.nat(300)], ([amount, bps]) => {
    assert.strictEqual(flexibleCeiling(amount, forEngagement(bps), 0), amount)
    assert.strictEqual(flexibleCeiling(amount, forEngagement(null), 0), amount)
  })
})

describe("the limits with flexibility (LEDGER-02)", () => {
  const limits = (view: typeof G.freeLedger, engagementBps: number | null, maxRate: number | null = null) =>
    Either.getOrThrow(limitsFor(G.campaignWith(), G.creatorWith({ engagementBps, maxRate }), 1, view))

  it("raise the CPM ceiling alone; the roster's maximum and the free budget bound below it", () => {
    const saved = { ...G.freeLedger, open: 1, saved: 18_000 }
    assert.deepStrictEqual([limits(saved, 400).ceiling, limits(saved, 400).ceilingFrom, limits(saved, 400).target], [333_000, "cpm", 200_000])
    assert.deepStrictEqual(limits(saved, 400).ledger, { ...G.freely, flexibility: 1_100, engagement: 800, savings: G.freely.savings + 9_000 })
    assert.deepStrictEqual([limits(saved, 700, 320_000).ceiling, limits(saved, 700, 320_000).ceilingFrom], [320_000, "roster"])
    assert.deepStrictEqual([limits({ ...saved, committed: 690_000 }, 700).ceiling, limits({ ...saved, committed: 690_000 }, 700).ceilingFrom], [310_000, "budget"])
    assert.strictEqual(limits({ ...saved, saved: 10_000_000 }, 700).ceiling, 360_000)
  })

  it.prop("raise neither target nor opening, nor what needs a person's yes", [ledger, engagement, fc.option(fc.integer({ min: 0, max: 400_000 })), fc.option(fc.integer({ min: 1, max: 400_000 }))], ([view, engagementBps, minRate, maxRate]) => {
    const campaign = G.campaignWith({ approvalAbove: 190_000 })
    const opening = (flexible: boolean) => decide({ _tag: "Unopened" }, G.open, {
      campaign, ledger: flexible ? view : { ...view, saved: 0 }, dispatching: false, influencer: G.creatorWith({ engagementBps: flexible ? engagementBps : null, minRate, maxRate })
    }).pipe(Either.map((events) => events.map((event) => event._tag === "OfferDecided" ? { tag: event._tag, rate: event.rate, held: event.held, target: event.why.target } : { tag: event._tag })))
    assert.deepStrictEqual(opening(true), opening(false))
  })
})

describe("what a deal saves (LEDGER-02)", () => {
  it("is its target less its rate, negative over it, whoever closed it", () => {
    const saved = (...commands: ReadonlyArray<Command>) => exposureOf(G.given(G.open, G.confirmSent(1), ...commands)).saved
    assert.strictEqual(saved(G.reply(G.asks(150_000))), 50_000)
    assert.strictEqual(saved(G.reply(G.accepts())), 0)
    assert.strictEqual(saved(G.reply(G.asks(290_000, true))), -90_000)
    assert.strictEqual(saved(G.agreeAt(120_000)), 80_000)
    assert.strictEqual(saved(G.reply(G.asks(150_000, false, "EUR"))), 0)
  })

  it("is nothing for a deal of which no target was noted", () => {
    const [read, deal, ...rest] = G.when(G.awaiting, G.reply(G.asks(150_000)))
    if (read === undefined || deal?._tag !== "Agreed") return assert.fail("no deal")
    const { target, ...old } = deal
    assert.strictEqual(target, 200_000)
    assert.deepStrictEqual(exposureOf(G.next(G.awaiting, [read, old, ...rest])), { reserved: 0, agreed: 150_000, views: 100_000, saved: 0 })
  })
})

describe("an acceptance of an offer whose ceiling shrank meanwhile (LEDGER-02, STRAT-01)", () => {
  const rich = G.contextWith({ ledger: { ...G.freeLedger, saved: 60_000 } })
  const poor = G.contextWith()
  const overCeiling = G.givenIn(rich, G.open, G.confirmSent(1), G.counterWith(340_000), G.confirmSent(2))

  it("closes at the offer that was sent", () => {
    const deal = G.when(overCeiling, G.reply(G.accepts()), poor).find((event) => event._tag === "Agreed")
    assert.strictEqual(deal?._tag === "Agreed" ? deal.rate : null, 340_000)
  })

  it("is not renewed: an ask over the new ceiling is a person's, one within it is taken", () => {
    const reason = (ask: number) => G.when(overCeiling, G.reply(G.asks(ask)), poor).flatMap((event): ReadonlyArray<string | number> => event._tag === "Escalated" ? [event.reason] : event._tag === "Agreed" ? [event.rate] : [])
    assert.deepStrictEqual(reason(400_000), ["our_offer_over_ceiling"])
    assert.deepStrictEqual(reason(290_000), [290_000])
  })

  it.prop("closes whatever became of the savings", [fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.nat(20)], ([saved, open]) => {
    const events = G.when(overCeiling, G.reply(G.accepts()), G.contextWith({ ledger: { ...G.freeLedger, saved, open } }))
    assert.deepStrictEqual(events.flatMap((event) => event._tag === "Agreed" ? [event.rate] : []), [340_000])
  })
})
