import { assert, describe, it } from "@effect/vitest"
import { parseAmount } from "../src/amount.ts"
import { printable } from "../src/cli/printable.ts"

describe("parseAmount", () => {
  it("PRICE-01 HUMAN-03 reads a plain amount of the campaign's currency and nothing else", () => {
    for (const [text, minor] of [["2450", 245_000], ["2,450.50", 245_050], ["$2,450", 245_000], ["2450 USD", 245_000], ["usd 1.5", 150], [" 7 ", 700]] as const) {
      assert.strictEqual(parseAmount(text, "USD"), minor, text)
    }
    for (const text of ["", "0", "-5", "2.4.5", "2,45", "1.234", "€2450", "GBP 2450", "2450 EUR", "2k", "1e3", "NaN", "2450 or so"]) {
      assert.isNull(parseAmount(text, "USD"), text)
    }
    assert.strictEqual(parseAmount("€2450", "EUR"), 245_000)
    assert.strictEqual(parseAmount("JPY 300000", "JPY"), 300_000)
    assert.isNull(parseAmount("300.50", "JPY"))
  })
})

describe("printable", () => {
  it("SEC-02 leaves out what could steer a terminal or turn text around, and keeps line breaks", () => {
    assert.strictEqual(printable("a\u001b[2Jb\u009bc\u202ed\r\ne"), "a[2Jbcd\ne")
  })
})
