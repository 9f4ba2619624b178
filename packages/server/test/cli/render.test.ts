import { assert, describe, it } from "@effect/vitest"
import type { CampaignSummary } from "@parley/api/Reports"
import { renderForecast } from "../../src/cli/render.ts"

const campaign: CampaignSummary = {
  id: "spring", name: "Spring Glow", currency: "USD", budget: 1_000_000, agreed: 150_000, reserved: 400_000, deals: 1, headcount: 5, targetCpm: 2_000, ceilingCpm: 3_000, campaignCpm: 1_500, saved: 50_000,
  forecast: {
    agreed: { deals: 1, spend: 150_000, cpm: 1_500 }, open: { offers: 2, reserved: 400_000 }, ifAllAccept: { deals: 3, spend: 550_000, cpm: 1_833 },
    ended: 2, atThisRate: { deals: 2, spend: 350_000, cpm: 1_750 }, headcountLeft: 4
  }
}

describe("what status says of where a campaign will land (LEDGER-02)", () => {
  it("tells both forecasts, what they rest on, and how many creators are wanted", () => {
    assert.deepStrictEqual(renderForecast(campaign), [
      "forecast, if all 2 open offers are accepted as they stand: 3 deals for $5,500, CPM $18.33",
      "forecast, at the share that has closed so far (1 of 2 that ended): 2 deals for $3,500, CPM $17.50",
      "4 more creators wanted, 2 on offer; deals cost $500 less than their targets together"
    ])
  })

  it("speaks of one offer, and of none", () => {
    const first = (offers: number) => renderForecast({ ...campaign, forecast: { ...campaign.forecast, open: { offers, reserved: 0 } } })[0]
    assert.strictEqual(first(1), "forecast, if the open offer is accepted as it stands: 3 deals for $5,500, CPM $18.33")
    assert.strictEqual(first(0), "forecast: nothing is on offer, so it stays at 1 deal for $1,500, CPM $15")
  })

  it("makes no guess while nothing has ended, and says when deals cost more than their targets", () => {
    const forecast = { ...campaign.forecast, ended: 0, atThisRate: null, headcountLeft: 1 }
    assert.deepStrictEqual(renderForecast({ ...campaign, saved: -12_345, forecast }).slice(1), [
      "forecast, at the share that has closed so far: none yet, for no negotiation has ended",
      "1 more creator wanted, 2 on offer; deals cost $123.45 more than their targets together"
    ])
  })
})
