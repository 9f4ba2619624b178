import * as Either from "effect/Either"
import { type Campaign, packageOf } from "../campaign/Campaign.ts"
import type { Tier } from "../deliverables/Package.ts"
import { isShorter } from "../deliverables/UsageRights.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import type { LedgerView } from "../ledger/Ledger.ts"
import { limitsFor } from "./Limits.ts"
import { defaultTerms, type LeverOptions, type LeverTerms } from "./Levers.ts"

/**
 * What else than money this campaign has for this creator, with `tier` on the table and `last` the rate of it, minor units; undefined where
 * it has nothing (LEVER-01).
 */
export const leversFor = (campaign: Campaign, influencer: Influencer, tier: Tier, last: number, ledger: LedgerView): LeverOptions | undefined => {
  const { levers, packages } = campaign
  const { leastUsage, usage } = packageOf(campaign, tier)
  const mayShorten = leastUsage !== undefined && isShorter(leastUsage, usage)
  if (levers === undefined && packages.length === 1 && !mayShorten) return undefined
  return {
    packages: packages.flatMap((one) => one.tier === 1 || one.tier <= tier ? [] : Either.match(limitsFor(campaign, influencer, one.tier, ledger), {
      onLeft: () => [],
      onRight: ({ ceiling, floor, target }) => [{ tier: one.tier === 2 ? 2 as const : 3 as const, limits: { target, ceiling, floor } }]
    })),
    others: [
      ...mayShorten ? ["usage_rights" as const] : [],
      ...levers?.product === undefined ? [] : ["product" as const],
      ...levers?.syndication === undefined ? [] : ["syndication" as const],
      ...levers?.shareCpm === true ? ["cpm_transparency" as const] : []
    ],
    terms: termsFor(campaign, last),
    approvalAbove: campaign.approvalAbove
  }
}

/** A product with a price in a shop is worth that to them, and costs the client less than half of it. */
const termsFor = ({ levers, policy }: Campaign, last: number): LeverTerms => {
  const value = levers?.product?.value ?? null
  const worth = value === null || last < 1 ? null : Math.min(10_000, Math.round(value * 10_000 / last))
  return {
    ...defaultTerms,
    ...worth === null ? {} : { product: { cost: Math.round(worth * 2 / 5), worth } },
    ...policy.leverTerms
  }
}
