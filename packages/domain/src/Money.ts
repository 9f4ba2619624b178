import * as Brand from "effect/Brand"
import * as Data from "effect/Data"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { Currency, minorDigits } from "./Currency.ts"

/** Whole minor units, 0 or more: 12500 is 125.00 in the campaign's currency. A safe integer. */
export const Cents = Schema.Int.pipe(
  Schema.between(0, Number.MAX_SAFE_INTEGER),
  Schema.brand("@parley/domain/Cents")
)
export type Cents = typeof Cents.Type

/** An amount somebody named, in the currency they named it in. */
export const Money = Schema.Struct({ minor: Cents, currency: Currency })
export type Money = typeof Money.Type

/** Two currencies met where one was expected; Parley never converts (PRICE-01). */
export class MixedCurrencies extends Data.TaggedError("MixedCurrencies")<{
  readonly expected: Currency
  readonly got: Currency
}> {}

/** Names a number that is already known to be whole minor units; costs nothing and checks nothing. */
export const cents = Brand.nominal<Cents>()

/** The minor units of `money`, if it is in `currency`. */
export const inCurrency = (money: Money, currency: Currency): Either.Either<Cents, MixedCurrencies> =>
  money.currency === currency
    ? Either.right(money.minor)
    : Either.left(new MixedCurrencies({ expected: currency, got: money.currency }))

/** `2450000` in USD is "$24,500"; minor digits are shown only when they are not zero. */
export const formatMoney = (minor: Cents, currency: Currency): string => {
  const digits = minorDigits[currency]
  const unit = 10 ** digits
  const whole = Math.floor(minor / unit).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",")
  const rest = minor % unit
  const number = rest === 0 ? whole : `${whole}.${rest.toString().padStart(digits, "0")}`
  return currency === "USD" ? `$${number}` : currency === "EUR" ? `€${number}` : currency === "GBP" ? `£${number}` : `${currency} ${number}`
}
