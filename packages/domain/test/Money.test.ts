import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { Currency, minorDigits } from "../src/Currency.ts"
import { Cents, cents, formatMoney, inCurrency, MixedCurrencies } from "../src/Money.ts"

const amount = fc.maxSafeNat()
const currency = fc.constantFrom(...Currency.literals)

describe("Cents", () => {
  it.prop("holds whole minor units from 0 to the largest safe integer, and nothing else (PRICE-01)", [fc.double()], ([value]) => {
    assert.strictEqual(Schema.is(Cents)(value), Number.isSafeInteger(value) && value >= 0)
  })
})

describe("inCurrency", () => {
  it.prop("gives the minor units in the same currency, and a typed error for any other (PRICE-01)", [amount, currency, currency], ([minor, got, expected]) => {
    const result = inCurrency({ minor: cents(minor), currency: got }, expected)
    assert.deepStrictEqual(result, got === expected ? Either.right(cents(minor)) : Either.left(new MixedCurrencies({ expected, got })))
  })
})

describe("formatMoney", () => {
  it("groups thousands and shows minor digits only where there are some", () => {
    assert.deepStrictEqual(
      [formatMoney(cents(2_450_000), "USD"), formatMoney(cents(123_405), "EUR"), formatMoney(cents(5), "GBP"), formatMoney(cents(1_200), "JPY"), formatMoney(cents(0), "CHF")],
      ["$24,500", "€1,234.05", "£0.05", "JPY 1,200", "CHF 0"]
    )
  })

  it.prop("says exactly the amount it was given", [amount, currency], ([minor, unit]) => {
    const digits = formatMoney(cents(minor), unit).replace(/[^\d.]/g, "")
    const [whole = "", rest = ""] = digits.split(".")
    assert.strictEqual(BigInt(whole + rest.padEnd(minorDigits[unit], "0")), BigInt(minor))
  })
})
