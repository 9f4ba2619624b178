import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { limitsFor } from "../../src/strategy/Limits.ts"
import { campaignWith, creatorWith, freeLedger, freely } from "../negotiation/given.ts"

const limits = (campaign = campaignWith(), creator = creatorWith(), ledger = freeLedger) =>
  Either.getOrThrow(limitsFor(campaign, creator, 1, ledger))

describe("limitsFor", () => {
  it("takes target and ceiling from the CPM, and no floor, where nothing else is said (PRICE-02)", () => {
    assert.deepStrictEqual({ ...limits() }, {
      views: creatorWith().averageViews, target: limits().target, ceiling: limits().ceiling, ceilingFrom: "cpm",
      ceilingBeforeBudget: limits().ceiling, floor: limits().floor, approvalAbove: null, ledger: freely
    })
    assert.deepStrictEqual([limits().target, limits().ceiling, limits().floor], [200_000, 300_000, 0])
  })

  it("is held by the roster's maximum, or by the money that is left, and says which (PRICE-03, LEDGER-01)", () => {
    const roster = limits(campaignWith(), creatorWith({ maxRate: 250_000 }))
    assert.deepStrictEqual([roster.ceiling, roster.ceilingFrom], [250_000, "roster"])
    const budget = limits(campaignWith(), creatorWith({ maxRate: 250_000 }), { ...freeLedger, committed: freeLedger.budget - 100 })
    assert.deepStrictEqual([budget.ceiling, budget.ceilingFrom, budget.ceilingBeforeBudget], [100, "budget", 250_000])
  })

  it("takes the higher of the campaign's minimum cost and the roster's minimum as floor (PRICE-03)", () => {
    assert.strictEqual(limits(campaignWith({ minimumCost: 500 }), creatorWith({ minRate: 900 })).floor, 900)
    assert.strictEqual(limits(campaignWith({ minimumCost: 900 }), creatorWith({ minRate: 500 })).floor, 900)
  })

  it.prop("never exceeds any of its bounds, nor falls under zero, even when the books are overdrawn (LEDGER-01)", [
    fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: 3_000_000 })
  ], ([maxRate, budget, committed]) => {
    const { ceiling } = limits(campaignWith(), creatorWith({ maxRate }), { budget, committed, headcount: 1, seats: 0, open: 0, saved: 0 })
    assert.isAtLeast(ceiling, 0)
    for (const bound of [300_000, maxRate, Math.max(0, budget - committed)]) assert.isAtMost(ceiling, bound)
  })
})
