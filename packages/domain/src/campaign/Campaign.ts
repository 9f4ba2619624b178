import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { CpmCents, type NotPriceable } from "../Cpm.ts"
import { Currency } from "../Currency.ts"
import { DeliverableKind } from "../deliverables/Deliverable.ts"
import { type CpmRange, Package, type PackagePrice, pricePackage, type Tier } from "../deliverables/Package.ts"
import { CampaignId } from "../Ids.ts"
import { Cents } from "../Money.ts"
import { CampaignLevers } from "./CampaignLevers.ts"
import { Policy } from "./Policy.ts"

const Range = Schema.Struct({ target: CpmCents, ceiling: CpmCents })

/** What is bought, for how much at most, and how. Amounts in minor units of `currency`. */
export const Campaign = Schema.Struct({
  id: CampaignId,
  name: Schema.NonEmptyTrimmedString,
  client: Schema.NonEmptyTrimmedString,
  about: Schema.String,
  currency: Currency,
  budget: Cents,
  headcount: Schema.Int.pipe(Schema.between(1, 100_000)),
  cpm: Range,
  rateCard: Schema.partialWith(Schema.Record({ key: DeliverableKind, value: Range }), { exact: true }),
  packages: Schema.NonEmptyArray(Package),
  levers: Schema.optional(CampaignLevers),
  minimumCost: Schema.NullOr(Cents),
  approvalAbove: Schema.NullOr(Cents),
  paymentTerms: Schema.NonEmptyTrimmedString,
  schedule: Schema.String,
  nextSteps: Schema.NonEmptyArray(Schema.NonEmptyTrimmedString),
  senderName: Schema.NonEmptyTrimmedString,
  /** An IANA name: the time zone of creators whose own is not known. */
  timeZone: Schema.NullOr(Schema.String),
  policy: Policy
})
export type Campaign = typeof Campaign.Type

/** The package of a tier; the campaign's first one where it has no such tier. */
export const packageOf = (campaign: Campaign, tier: Tier): Package =>
  campaign.packages.find((one) => one.tier === tier) ?? campaign.packages[0]

/** Views, target and ceiling rate of a package with a creator of these average views. */
export const priceOf = (
  campaign: Campaign,
  tier: Tier,
  averageViews: number
): Either.Either<PackagePrice, NotPriceable> =>
  pricePackage(packageOf(campaign, tier).deliverables, averageViews, (kind): CpmRange => campaign.rateCard[kind] ?? campaign.cpm)
