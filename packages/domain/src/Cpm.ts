import * as Brand from "effect/Brand"
import * as Data from "effect/Data"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { type Cents, cents } from "./Money.ts"

/** Minor units per 1,000 views: 2000 is a CPM of 20.00. Whole, 1 to 9,000,000, so that a rate stays a safe integer. */
export const CpmCents = Schema.Int.pipe(Schema.between(1, 9_000_000), Schema.brand("@parley/domain/CpmCents"))
export type CpmCents = typeof CpmCents.Type

/** Names a number already known to be a CPM. */
export const cpmCents = Brand.nominal<CpmCents>()

/** A price was asked of a figure that has none. `field` is the argument's name (PRICE-01). */
export class NotPriceable extends Data.TaggedError("NotPriceable")<{
  readonly field: "views" | "cpm" | "rate"
  readonly expected: string
  readonly got: number
}> {}

/**
 * views x cpm / 1000 in minor units, half up (PRICE-01). `views` is whole, 1 to 10^9; `cpm` whole, 1 to 9,000,000.
 * Fails with `NotPriceable` for anything else: a creator without views has no price, never a price of 0.
 */
export const rateAtCpm = (views: number, cpm: number): Either.Either<Cents, NotPriceable> => {
  if (!isViews(views)) return Either.left(badViews(views))
  if (!Number.isInteger(cpm) || cpm < 1 || cpm > 9_000_000) {
    return Either.left(new NotPriceable({ field: "cpm", expected: "whole minor units per 1,000 views, 1 to 9,000,000", got: cpm }))
  }
  return Either.right(cents(divideHalfUp(views * cpm, 1000)))
}

/** rate x 1000 / views, half up: the CPM that a rate means; 0 when it is under half a minor unit. Fails as `rateAtCpm` does. */
export const cpmOfRate = (rate: number, views: number): Either.Either<CpmCents, NotPriceable> => {
  if (!isViews(views)) return Either.left(badViews(views))
  if (!Number.isInteger(rate) || rate < 0 || rate > Number.MAX_SAFE_INTEGER / 1000) {
    return Either.left(new NotPriceable({ field: "rate", expected: "whole minor units, 0 or more", got: rate }))
  }
  return Either.right(cpmCents(divideHalfUp(rate * 1000, views)))
}

const isViews = (views: number): boolean => Number.isInteger(views) && views >= 1 && views <= 1_000_000_000

const badViews = (got: number): NotPriceable =>
  new NotPriceable({ field: "views", expected: "a whole number, 1 to 1,000,000,000", got })

/** Both whole and 0 or more; exact up to the largest safe integer. */
const divideHalfUp = (numerator: number, denominator: number): number => {
  const rest = numerator % denominator
  return (numerator - rest) / denominator + (rest * 2 >= denominator ? 1 : 0)
}
