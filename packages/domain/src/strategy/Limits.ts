import * as Either from "effect/Either"
import { type Campaign, priceOf } from "../campaign/Campaign.ts"
import type { NotPriceable } from "../Cpm.ts"
import type { Tier } from "../deliverables/Package.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import { budgetFree, type LedgerView } from "../ledger/Ledger.ts"
import { type Cents, cents } from "../Money.ts"
import type { Views } from "../Views.ts"

/** What may be paid to one creator for one package now, and which limit is the tightest. Minor units. */
export interface CreatorLimits {
  readonly views: Views
  readonly target: Cents
  readonly ceiling: Cents
  readonly ceilingFrom: "cpm" | "roster" | "budget"
  /** The ceiling without the budget's say: what the creator may cost at all. */
  readonly ceilingBeforeBudget: Cents
  readonly floor: Cents
  readonly approvalAbove: Cents | null
}

/** The lowest of the CPM ceiling, the roster's maximum and the free budget bounds every offer (LEDGER-01, PRICE-03). */
export const limitsFor = (
  campaign: Campaign,
  influencer: Influencer,
  tier: Tier,
  ledger: LedgerView
): Either.Either<CreatorLimits, NotPriceable> =>
  Either.map(priceOf(campaign, tier, influencer.averageViews), (price) => {
    const max = influencer.maxRate
    const ceilingBeforeBudget = max !== null && max < price.ceiling ? max : price.ceiling
    const free = cents(budgetFree(ledger))
    const ceiling = free < ceilingBeforeBudget ? free : ceilingBeforeBudget
    return {
      views: price.views,
      target: price.target,
      ceiling,
      ceilingFrom: free < ceilingBeforeBudget ? "budget" : ceilingBeforeBudget < price.ceiling ? "roster" : "cpm",
      ceilingBeforeBudget,
      floor: cents(Math.max(campaign.minimumCost ?? 0, influencer.minRate ?? 0)),
      approvalAbove: campaign.approvalAbove
    }
  })
