import { type Campaign, packageOf } from "../campaign/Campaign.ts"
import type { Deliverable } from "../deliverables/Deliverable.ts"
import type { Tier } from "../deliverables/Package.ts"
import { shorterOf, type UsageRights } from "../deliverables/UsageRights.ts"
import type { Lever } from "../strategy/Lever.ts"

/** What is on the table beside the rate. */
export interface OnTable {
  readonly deliverables: ReadonlyArray<Deliverable>
  readonly usage: UsageRights
  /** A product on top, and how their content is shared further, in the team's words; null where neither was offered. */
  readonly product: string | null
  readonly syndication: string | null
}

/** A package of a campaign with the levers that were put on the table. */
export const tableOf = (campaign: Campaign, tier: Tier, levers: ReadonlyArray<Lever>): OnTable => {
  const { deliverables, leastUsage, usage } = packageOf(campaign, tier)
  return {
    deliverables,
    usage: levers.includes("usage_rights") ? campaign.packages.filter((one) => one.tier <= tier).reduce((least, one) => shorterOf(least, one.leastUsage ?? one.usage), leastUsage ?? usage) : usage,
    product: levers.includes("product") ? campaign.levers?.product?.what ?? null : null,
    syndication: levers.includes("syndication") ? campaign.levers?.syndication ?? null : null
  }
}
