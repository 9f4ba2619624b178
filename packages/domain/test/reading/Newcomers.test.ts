import { assert, describe, it } from "@effect/vitest"
import { cents } from "../../src/Money.ts"
import { readByRules } from "../../src/reading/RuleReader.ts"
import { asks } from "./asks.ts"
import { type Tried, tried } from "./newcomers.ts"

const read = (newText: string, second: "tiktok_video" | "instagram_story" = "tiktok_video") =>
  readByRules({ subject: "Re: Spring Glow", newText, hiddenText: "", fromName: "Maya Lopez", fromAddress: "maya@example.com" }, {
    influencerName: "Maya Lopez", currency: "USD", openOffer: cents(200000), averageViews: 85000,
    deliverables: [{ kind: "instagram_reel", quantity: 1 }, { kind: second, quantity: second === "tiktok_video" ? 1 : 2 }]
  })
/** In a counter the price and the budget are no terms: the answer is a price. */
const termsOf = (text: string, second?: "tiktok_video" | "instagram_story"): ReadonlyArray<string> => {
  const reading = read(text, second)
  const kinds = reading.concerns.map((concern) => concern.kind)
  return reading.intent === "counter" ? kinds.filter((kind) => !["price", "budget", "process", "other"].includes(kind)) : kinds
}

const judge = (row: Tried): ReadonlyArray<string> => {
  const reading = read(row.text)
  const wrong = [
    ...reading.intent === row.intent ? [] : [`intent ${reading.intent}`],
    ...row.ask === undefined || (reading.ask?.money.minor ?? null) === row.ask ? [] : [`ask ${reading.ask?.money.minor}`],
    ...row.terms === undefined || termsOf(row.text).toSorted().join() === row.terms.toSorted().join() ? [] : [`terms ${termsOf(row.text).join()}`],
    ...row.others === undefined || reading.otherPrices === row.others ? [] : ["other prices"],
    ...row.intent === "reject" && reading.triggers.length > 0 ? ["triggers"] : []
  ]
  return wrong.length === 0 ? [] : [`${row.text}: ${wrong.join("; ")}`]
}

describe("replies of newcomers", () => {
  for (const [name, rows] of Object.entries(tried)) {
    it(name, () => assert.deepStrictEqual(rows.flatMap(judge), []))
  }
  it("READ-01 a counter in everyday wording wants no term otherwise", () => {
    assert.deepStrictEqual(Object.values(asks).flat().filter(([text]) => termsOf(text, "instagram_story").length > 0), [])
  })
})

describe("one figure for the package, named before it", () => {
  for (const text of [
    "My rate for the reel and the TikTok would be $3,300. Could that work?",
    "My rate for the reel and the TikTok is $3,300.",
    "The reel and TikTok together come to $3,300."
  ]) {
    it(`READ-02 is sure of the ask: ${text}`, () => {
      const reading = read(text)
      assert.deepStrictEqual([reading.intent, reading.ask?.money.minor, reading.otherPrices], ["counter", 330_000, false])
      assert.isAtLeast(reading.confidence, 80)
    })
  }
})
