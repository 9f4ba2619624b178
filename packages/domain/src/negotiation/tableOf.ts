import { type Campaign, packageOf } from "../campaign/Campaign.ts"
import type { Deliverable } from "../deliverables/Deliverable.ts"
import type { Package, Tier } from "../deliverables/Package.ts"
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
  const bought = packageOf(campaign, tier)
  return {
    deliverables: bought.deliverables,
    usage: usageOf(campaign, bought, levers),
    product: levers.includes("product") ? campaign.levers?.product?.what ?? null : null,
    syndication: levers.includes("syndication") ? campaign.levers?.syndication ?? null : null
  }
}

/** Rights that were shortened for the package before stay as short with a smaller one; `levers` are in the order in which they were told. */
const usageOf = (campaign: Campaign, bought: Package, levers: ReadonlyArray<Lever>): UsageRights => {
  const shortened = levers.indexOf("usage_rights")
  if (shortened < 0) return bought.usage
  const least = leastOf(bought)
  return shortened < levers.indexOf("package") ? shorterOf(least, leastOf(campaign.packages[0])) : least
}

const leastOf = ({ leastUsage, usage }: Package): UsageRights => leastUsage ?? usage
