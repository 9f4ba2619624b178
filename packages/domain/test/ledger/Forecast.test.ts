import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { campaignCpm } from "../../src/ledger/campaignCpm.ts"
import { forecastOf } from "../../src/ledger/Forecast.ts"
import { exposureOf } from "../../src/ledger/Ledger.ts"
import { unopened } from "../../src/negotiation/State.ts"
import * as G from "../negotiation/given.ts"
import * as Walk from "../negotiation/walk.ts"

const deals = fc.array(fc.record({ rate: fc.integer({ min: 1, max: 100_000_000 }), views: fc.integer({ min: 1, max: 50_000_000 }) }), { minLength: 1, maxLength: 40 })

describe("campaignCpm (LEDGER-02)", () => {
  it("weighs by views: a small dear deal and a large cheap one come to what all views cost together", () => {
    assert.strictEqual(campaignCpm(30_000 + 200_000, 10_000 + 190_000), 1_150)
    assert.strictEqual(campaignCpm(0, 0), null)
    assert.strictEqual(campaignCpm(1_000, 0), null)
  })

  it("has a figure for more views than one creator can have", () => {
    assert.strictEqual(campaignCpm(4_000_000_000, 2_000_000_000), 2_000)
  })

  it.prop("lies between the cheapest and the dearest deal, and does not change when a deal is split in two of the same price", [deals], ([all]) => {
    const rates = all.reduce((sum, { rate }) => sum + rate, 0)
    const views = all.reduce((sum, one) => sum + one.views, 0)
    const each = all.map((one) => one.rate * 1_000 / one.views)
    const cpm = campaignCpm(rates, views) ?? -1
    assert.isAtLeast(cpm, Math.floor(Math.min(...each)))
    assert.isAtMost(cpm, Math.ceil(Math.max(...each)))
    assert.strictEqual(campaignCpm(rates * 2, views * 2), cpm)
  })
})

describe("forecastOf (LEDGER-02)", () => {
  const deal = G.given(G.open, G.confirmSent(1), G.reply(G.asks(150_000)))
  const no = G.given(G.open, G.confirmSent(1), G.reply(G.readingOf({ intent: "reject" })))

  it("adds what open offers hold to what is agreed, and weighs it by the share that closed so far", () => {
    assert.deepStrictEqual(forecastOf(5, [deal, G.awaiting, G.awaiting, no, unopened]), {
      agreed: { deals: 1, spend: 150_000, cpm: 1_500 },
      open: { offers: 2, reserved: 400_000 },
      ifAllAccept: { deals: 3, spend: 550_000, cpm: 1_833 },
      ended: 2,
      atThisRate: { deals: 2, spend: 350_000, cpm: 1_750 },
      headcountLeft: 4
    })
  })

  it("guesses no share while nothing has ended, and has no CPM without views", () => {
    assert.strictEqual(forecastOf(5, [G.awaiting]).atThisRate, null)
    assert.deepStrictEqual(forecastOf(5, []), {
      agreed: { deals: 0, spend: 0, cpm: null }, open: { offers: 0, reserved: 0 }, ifAllAccept: { deals: 0, spend: 0, cpm: null }, ended: 0, atThisRate: null, headcountLeft: 5
    })
    assert.deepStrictEqual(forecastOf(5, [no, G.awaiting]).atThisRate, { deals: 0, spend: 0, cpm: null })
  })

  it.prop("of any campaign stays within budget and headcount, says what the books say, and puts this rate between none and all", [fc.integer({ min: 0, max: 2 ** 32 - 1 })], ([seed]) => {
    const dice = Walk.diceOf(seed)
    let world = Walk.worldOf(dice, 2 + dice.below(6))
    for (let count = 0; count < 60; count++) {
      world = Walk.step(world, dice).world
      const { agreed, atThisRate, ended, headcountLeft, ifAllAccept, open } = forecastOf(world.campaign.headcount, world.states)
      const exposures = world.states.map(exposureOf)
      assert.strictEqual(agreed.spend, exposures.reduce((sum, one) => sum + one.agreed, 0))
      assert.strictEqual(open.reserved, exposures.reduce((sum, one) => sum + one.reserved, 0))
      assert.strictEqual(ifAllAccept.spend, agreed.spend + open.reserved)
      assert.strictEqual(ifAllAccept.deals, agreed.deals + open.offers)
      assert.isAtMost(ifAllAccept.spend, world.campaign.budget)
      assert.isAtMost(ifAllAccept.deals, world.campaign.headcount)
      assert.strictEqual(headcountLeft, world.campaign.headcount - agreed.deals)
      assert.isAtLeast(ended, agreed.deals)
      assert.strictEqual(atThisRate === null, ended === 0)
      if (atThisRate !== null) {
        for (const field of ["deals", "spend"] as const) {
          assert.isTrue(Number.isSafeInteger(atThisRate[field]))
          assert.isAtLeast(atThisRate[field], agreed[field])
          assert.isAtMost(atThisRate[field], ifAllAccept[field])
        }
        if (ended === agreed.deals) assert.deepStrictEqual(atThisRate, ifAllAccept)
      }
      for (const landing of [agreed, ifAllAccept]) assert.strictEqual(landing.cpm === null, landing.deals === 0)
    }
  }, { fastCheck: { numRuns: 200 } })
})
