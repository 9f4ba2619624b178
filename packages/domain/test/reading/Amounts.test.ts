import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { type Figure, findAmounts, minorOf } from "../../src/reading/Amounts.ts"

const only = (text: string): Figure => {
  const figures = findAmounts(text)
  assert.strictEqual(figures.length, 1, `${text}: ${JSON.stringify(figures)}`)
  const [figure] = figures
  if (figure === undefined) throw new Error(text)
  return figure
}
const value = (figure: Figure): number => figure.coefficient / 10 ** figure.scale

describe("Amounts", () => {
  const notations: ReadonlyArray<readonly [string, number, string | null]> = [
    ["$2,500", 2500, "USD"], ["2500 USD", 2500, "USD"], ["USD2500", 2500, "USD"], ["US$ 2,500", 2500, "USD"], ["2.5k", 2500, null], ["2,5k", 2500, null], ["$2.5K", 2500, "USD"],
    ["€2.500", 2500, "EUR"], ["2.500,00 €", 2500, "EUR"], ["€1.500", 1500, "EUR"], ["1,500", 1500, null], ["2 500", 2500, null], ["2'500", 2500, null], ["CHF 2’500", 2500, "CHF"],
    ["twenty-five hundred", 2500, null], ["two and a half thousand", 2500, null], ["2 and a half grand", 2500, null], ["a grand", 1000, null], ["half a grand", 500, null],
    ["two thousand five hundred dollars", 2500, "USD"], ["one hundred and fifty euros", 150, "EUR"], ["twelve fifty", 1250, null], ["two point five thousand", 2500, null], ["25 hundred", 2500, null],
    ["1.2 mil", 1_200_000, null], ["1.2m", 1_200_000, null], ["₹1,50,000", 150_000, "INR"], ["1.5 lakh", 150_000, null], ["２，５００", 2500, null], ["٢٥٠٠", 2500, null], ["𝟐𝟓𝟎𝟎", 2500, null], ["②⑤⓪⓪", 2500, null],
    ["2\u200B5\u200B00", 2500, null], ["2,5OO", 2500, null], ["$l,500", 1500, "USD"], ["2 5 0 0", 2500, null], ["fіve thоusand", 5000, null], ["2½k", 2500, null], ["$2k5", 2500, "USD"], ["CA$2,500", 2500, "CAD"],
    ["$2,500 CAD", 2500, "CAD"], ["2500 quid", 2500, "GBP"], ["AED 9000", 9000, "other"], ["$1,234.56", 1234.56, "USD"], ["a couple of grand", 2000, null]
  ]
  for (const [text, expected, currency] of notations) {
    it(`READ-02 reads ${JSON.stringify(text)}`, () => {
      const figure = only(text)
      assert.strictEqual(value(figure), expected)
      assert.strictEqual(figure.currency, currency)
      assert.deepStrictEqual(figure.span, { start: 0, end: text.length })
    })
  }

  const kinds: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
    ["12% engagement", ["percentage"]], ["85k views", ["count"]], ["320,000 followers", ["count"]], ["my reels average 150,000", ["count"]], ["on 12 October", ["date"]], ["2026-10-12", ["date", "date", "date"]],
    ["10/12/2026", ["date", "date", "date"]], ["in 2025", ["year"]], ["at 3pm", ["time"]], ["10:30", ["time", "time"]], ["within 30 days", ["duration"]], ["a 60-second cut", ["duration"]], ["net 30", ["duration"]],
    ["3 reels", ["quantity"]], ["2x stories", ["quantity"]], ["a CPM of $20", ["cpm"]], ["$20 CPM", ["cpm"]], ["the 1st draft", ["ordinal"]], ["@maya99", ["identifier"]], ["https://x.com/2500", ["identifier"]],
    ["iphone15", ["identifier"]], ["2500 would be right", ["number"]], ["$800 each", ["money"]], ["800 dollars per reel", ["money"]], ["ticket number is 88412", ["identifier"]]
  ]
  for (const [text, expected] of kinds) {
    it(`READ-02 classifies ${JSON.stringify(text)} as ${expected.join()}`, () => {
      assert.deepStrictEqual(findAmounts(text).map((f) => f.kind), expected)
    })
  }

  it("READ-02 a phone number is no price", () => {
    assert.isTrue(findAmounts("Call +1 (415) 555-0132 or 415-555-0132").every((f) => f.kind === "phone"))
  })

  it("READ-02 both ends of a range share multiplier and currency", () => {
    for (const text of ["$2-3k", "between $2 and 3k", "$2k to $3k", "2-3k USD"]) {
      const [low, high] = findAmounts(text)
      assert.deepStrictEqual([low, high].map((f) => f === undefined ? null : [value(f), f.currency, f.range]), [[2000, "USD", "low"], [3000, "USD", "high"]], text)
    }
  })

  it("READ-02 minor units are exact or nothing", () => {
    assert.strictEqual(minorOf(only("$1,234.56"), "USD"), 123456)
    assert.strictEqual(minorOf(only("2.5k"), "JPY"), 2500)
    assert.isNull(minorOf(only("12.345678"), "USD"))
    assert.isNull(minorOf(only("0.5 yen"), "JPY"))
  })

  it.prop("READ-02 spans stay in the text, in order and apart, whatever it holds", [FastCheck.string({ unit: "binary", maxLength: 120 })], ([text]) => {
    let last = 0
    for (const { span } of findAmounts(text)) {
      assert.isAtLeast(span.start, last)
      assert.isAbove(span.end, span.start)
      assert.isAtMost(span.end, text.length)
      last = span.end
    }
  }, { fastCheck: { numRuns: 500 } })

  it.prop("READ-02 every amount is found again in every grouping", [FastCheck.integer({ min: 1000, max: 99_999_999 }), FastCheck.constantFrom(",", ".", " ", "'", "")], ([n, by]) => {
    const figure = findAmounts(`I would do it for $${String(n).replace(/\B(?=(\d{3})+(?!\d))/g, by)} all in`)[0]
    assert.strictEqual(figure === undefined ? null : minorOf(figure, "USD"), n * 100)
  }, { fastCheck: { numRuns: 500 } })
})
