import * as Schema from "effect/Schema"

/** ISO 4217 codes Parley can negotiate in, with the number of decimal digits of their minor unit. */
export const minorDigits = {
  AUD: 2, BRL: 2, CAD: 2, CHF: 2, CNY: 2, CZK: 2, DKK: 2, EUR: 2, GBP: 2, HKD: 2, INR: 2, JPY: 0,
  KRW: 0, MXN: 2, NOK: 2, NZD: 2, PLN: 2, SEK: 2, SGD: 2, TRY: 2, USD: 2, ZAR: 2
} as const

/** A campaign's currency. Money is never converted between currencies. */
export const Currency = Schema.Literal(
  "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "INR", "JPY",
  "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "TRY", "USD", "ZAR"
)
export type Currency = typeof Currency.Type
