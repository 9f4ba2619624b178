import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import type { ReadingContext } from "../../src/ports/ReplyReader.ts"
import { cents } from "../../src/Money.ts"
import { ground } from "../../src/reading/Grounding.ts"
import type { Ask, Intent, ReplyReading } from "../../src/reading/ReplyReading.ts"

const context: ReadingContext = {
  influencerName: "Maya Lopez",
  currency: "USD",
  openOffer: cents(200000),
  deliverables: [{ kind: "instagram_reel", quantity: 2 }],
  averageViews: 85000
}
const ask = (minor: number, start = 0, end = 1): Ask => ({ money: { minor: cents(minor), currency: "USD" }, evidence: { start, end }, firm: false })
const reading = (intent: Intent, its: Ask | null): ReplyReading => ({
  intent, ask: its, otherPrices: false, confidence: 95, triggers: [], counterparty: "influencer", concerns: []
})

describe("Grounding", () => {
  it("READ-03 a text too long to search bears out no position", () => {
    const text = `I accept your offer. ${"1,".repeat(100_000)}`
    const grounded = ground(reading("accept", ask(200000)), text, context)
    assert.deepStrictEqual([grounded.intent, grounded.ask, grounded.confidence, grounded.otherPrices], ["unclear", null, 20, true])
    assert.deepStrictEqual(ground(grounded, text, context), grounded)
    assert.strictEqual(ground(reading("out_of_office", null), text, context).intent, "out_of_office")
  })
  it("READ-02 keeps an ask that stands in the text, in any notation", () => {
    for (const text of ["I'd need $2,500", "2.5k please", "twenty-five hundred", "$1,250 per reel"]) {
      assert.strictEqual(ground(reading("counter", ask(250000)), text, context).ask?.money.minor, 250000, text)
    }
  })
  it("READ-02 READ-03 among hundreds of figures there is neither an ask nor an acceptance", () => {
    const many = `Deal! I'd need $2,500. ${"$1,900 ".repeat(300)}`
    assert.strictEqual(ground(reading("accept", null), many, context).intent, "unclear")
    assert.deepStrictEqual([ground(reading("counter", ask(250000)), many, context).ask, ground(reading("counter", ask(250000)), many, context).confidence], [null, 0])
  })
  it("READ-02 READ-03 what is crossed out is neither an ask nor another price", () => {
    assert.strictEqual(ground(reading("counter", ask(250000)), "~~$2,500~~ $3,000", context).intent, "unclear")
    const crossed = ground(reading("accept", null), "~~$2,500~~ $2,000, deal", context)
    assert.deepStrictEqual([crossed.intent, crossed.confidence], ["accept", 60])
    for (const text of ["Deal! ~~But I need $2,600.~~", "~~Yes, $2,000 works!\nCan't wait!~~"]) assert.isAtMost(ground(reading("accept", null), text, context).confidence, 60, text)
    assert.isTrue(ground(reading("accept", null), "deal ~~ $2,500 ~~", context).otherPrices)
  })
  it("READ-02 an ask that the text does not give makes the reading unclear, without ask, confidence 0", () => {
    for (const text of ["I'd need $2,600", "€2,500 please", "I have 250,000 views", "I can't do it for $2,500", "no figure", "250000"]) {
      const grounded = ground(reading("counter", ask(250000)), text, context)
      assert.deepStrictEqual([grounded.intent, grounded.ask, grounded.confidence], ["unclear", null, 0], text)
    }
  })
  it("READ-02 evidence out of bounds grounds nothing", () => {
    assert.strictEqual(ground(reading("counter", ask(250000, 3, 999)), "$2,500", context).intent, "unclear")
  })
  it("READ-03 an acceptance beside another price becomes unclear", () => {
    assert.strictEqual(ground(reading("accept", null), "Deal at $2,300!", context).intent, "unclear")
    assert.strictEqual(ground(reading("accept", null), "Deal at 2.3k!", context).intent, "unclear")
    assert.strictEqual(ground(reading("accept", ask(230000)), "Deal at $2,300!", context).intent, "unclear")
    assert.strictEqual(ground(reading("accept", null), "Deal!", { ...context, openOffer: null }).intent, "unclear")
  })
  it("READ-03 an acceptance of our figure stands", () => {
    assert.strictEqual(ground(reading("accept", null), "Deal!", context).intent, "accept")
    assert.strictEqual(ground(reading("accept", ask(200000)), "2k works", context).intent, "accept")
    assert.strictEqual(ground(reading("accept", ask(200000)), "$1,000 per reel works", context).intent, "accept")
  })
  it("READ-03 other prices are read from the text, whatever the reader said", () => {
    assert.isTrue(ground(reading("question", null), "Someone offered me 3k, could you?", context).otherPrices)
    assert.isFalse(ground({ ...reading("question", null), otherPrices: true }, "Is $2,000 final?", context).otherPrices)
  })
  it("READ-01 only a counter or an acceptance carries an ask", () => {
    assert.isNull(ground(reading("reject", ask(500000)), "My minimum is $5,000, so no.", context).ask)
  })
  it.prop("READ-02 grounding twice is grounding once, and an ask is always in the text", [
    FastCheck.constantFrom("accept" as const, "counter" as const, "question" as const),
    FastCheck.integer({ min: 0, max: 400000 }),
    FastCheck.constantFrom("", "$2,000", "2k", "I'd do 2,500 or $2.2k", "1,250 per reel", "between 2 and 3k", "€3.000", "no")
  ], ([intent, minor, text]) => {
    const once = ground(reading(intent, ask(minor, 0, 0)), text, context)
    assert.deepStrictEqual(ground(once, text, context), once)
  })
})
