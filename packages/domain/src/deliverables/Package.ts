import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { type CpmCents, type NotPriceable, rateAtCpm } from "../Cpm.ts"
import { type Cents, cents } from "../Money.ts"
import { type Views, views } from "../Views.ts"
import { Deliverable, type DeliverableKind } from "./Deliverable.ts"
import { UsageRights } from "./UsageRights.ts"

/** 1 is what the campaign wants; 2 and 3 are smaller packages to fall back on. */
export const Tier = Schema.Literal(1, 2, 3)
export type Tier = typeof Tier.Type

/** What one rate buys. At least one deliverable. */
export const Package = Schema.Struct({
  tier: Tier,
  deliverables: Schema.NonEmptyArray(Deliverable),
  usage: UsageRights,
  /** Shorter rights to fall back on; absent: `usage` is not bargained over (LEVER-01). */
  leastUsage: Schema.optional(UsageRights)
})
export type Package = typeof Package.Type

/** A CPM target and ceiling, for the campaign or for one kind of deliverable. */
export interface CpmRange {
  readonly target: CpmCents
  readonly ceiling: CpmCents
}

/** What a package is worth with a creator of so many average views per deliverable. */
export interface PackagePrice {
  readonly views: Views
  readonly target: Cents
  readonly ceiling: Cents
}

/**
 * Every deliverable is expected to bring the creator's average views; each kind is priced at its own CPM where the
 * campaign's rate card has one (PRICE-03). Fails as `rateAtCpm` does, also when the views of all pieces exceed 10^9.
 */
export const pricePackage = (
  deliverables: ReadonlyArray<Deliverable>,
  averageViews: number,
  cpmFor: (kind: DeliverableKind) => CpmRange
): Either.Either<PackagePrice, NotPriceable> => {
  // every decision prices its package: a loop costs a tenth of a generator
  let total = 0
  let target = 0
  let ceiling = 0
  for (const { kind, quantity } of deliverables) {
    const range = cpmFor(kind)
    const views = averageViews * quantity
    const atTarget = rateAtCpm(views, range.target)
    if (Either.isLeft(atTarget)) return Either.left(atTarget.left)
    const atCeiling = rateAtCpm(views, range.ceiling)
    if (Either.isLeft(atCeiling)) return Either.left(atCeiling.left)
    target += atTarget.right
    ceiling += atCeiling.right
    total += views
  }
  return Either.map(rateAtCpm(total, 1), () => ({ views: views(total), target: cents(target), ceiling: cents(ceiling) }))
}
