import * as Either from "effect/Either"
import { type Campaign, priceOf } from "../campaign/Campaign.ts"
import type { NotPriceable } from "../Cpm.ts"
import type { Tier } from "../deliverables/Package.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import { flexibleCeiling, forEngagement, shareOfSavings } from "../ledger/Flexibility.ts"
import { budgetFree, type LedgerView } from "../ledger/Ledger.ts"
import type { LedgerSeen } from "../ledger/LedgerSeen.ts"
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
  readonly ledger: LedgerSeen
}

/** The lowest of the CPM ceiling with its flexibility, the roster's maximum and the free budget bounds every offer (LEDGER-01, LEDGER-02, PRICE-03). */
export const limitsFor = (
  campaign: Campaign,
  influencer: Influencer,
  tier: Tier,
  ledger: LedgerView
): Either.Either<CreatorLimits, NotPriceable> =>
  Either.map(priceOf(campaign, tier, influencer.averageViews), (price) => {
    const max = influencer.maxRate
    const engagement = forEngagement(influencer.engagementBps)
    const savings = shareOfSavings(ledger)
    const flexible = cents(flexibleCeiling(price.ceiling, engagement, savings))
    const ceilingBeforeBudget = max !== null && max < flexible ? max : flexible
    const free = cents(budgetFree(ledger))
    const ceiling = free < ceilingBeforeBudget ? free : ceilingBeforeBudget
    return {
      views: price.views,
      target: price.target,
      ceiling,
      ceilingFrom: free < ceilingBeforeBudget ? "budget" : ceilingBeforeBudget < flexible ? "roster" : "cpm",
      ceilingBeforeBudget,
      floor: cents(Math.max(campaign.minimumCost ?? 0, influencer.minRate ?? 0)),
      approvalAbove: campaign.approvalAbove,
      ledger: {
        free, committed: cents(ledger.committed), seats: ledger.seats, headcount: ledger.headcount, cpmCeiling: price.ceiling,
        flexibility: flexibilityOf(price.ceiling, flexible), engagement, savings: cents(savings)
      }
    }
  })

/** Basis points of the ceiling, to the nearest; 0 for a ceiling of nothing. */
const flexibilityOf = (ceiling: number, flexible: number): number => flexible === ceiling ? 0 : Math.round((flexible - ceiling) * 10_000 / ceiling)
