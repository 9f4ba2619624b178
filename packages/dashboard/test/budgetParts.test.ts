import { assert, describe, it } from "@effect/vitest"
import { budgetParts, cpmPlaces } from "../src/campaign/budgetParts.ts"

describe("a campaign's bar (DASH-01)", () => {
  it("shows agreed, reserved and free as shares of the budget", () => {
    assert.deepStrictEqual(budgetParts({ budget: 4000, agreed: 1000, reserved: 2000 }), { agreed: 0.25, reserved: 0.5, free: 0.25, over: 0 })
  })

  it("stays inside when more is spoken for than the budget, and says how much", () => {
    assert.deepStrictEqual(budgetParts({ budget: 4000, agreed: 5000, reserved: 0 }), { agreed: 1, reserved: 0, free: 0, over: 1000 })
  })

  it("is empty, not broken, without a budget", () => assert.deepStrictEqual(budgetParts({ budget: 0, agreed: 0, reserved: 0 }), { agreed: 0, reserved: 0, free: 1, over: 0 }))
})

describe("a campaign's CPM scale (DASH-01)", () => {
  it("holds target, ceiling and what is reached, also over the ceiling", () => {
    for (const campaignCpm of [1, 2230, 3000, 9000]) {
      const { ceiling, now, target } = cpmPlaces({ targetCpm: 2000, ceilingCpm: 3000, campaignCpm })
      assert.isTrue(target < ceiling && ceiling < 1 && now !== null && now > 0 && now < 1, String(campaignCpm))
    }
  })

  it("has no dot before the first deal", () => assert.isNull(cpmPlaces({ targetCpm: 2000, ceilingCpm: 3000, campaignCpm: null }).now))
})
