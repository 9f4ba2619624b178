import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { type ModelAnswer, readingOf } from "../../src/reading/ModelReading.ts"
import type { ReplyReading } from "../../src/reading/ReplyReading.ts"

const text = "Hi Ana,\n\nthanks! I’d need “$2,500” for\nboth reels. My team at Bright Lane reads this too.\nMy lawyer has questions. $2,500 is my lowest."
const answer: ModelAnswer = {
  counterparty: "influencer", agency: null, triggers: [], concerns: [], intent: "counter", confidence: 90,
  ask: { quote: "$2,500", minor: 250000, currency: "USD", firm: true }
}
const read = (changes: object, of = text): ReplyReading => Either.getOrThrow(readingOf({ ...answer, ...changes }, of))
const refused = (given: unknown): string => Either.match(readingOf(given, text), { onLeft: (e) => e.field, onRight: () => "taken" })
const words = (span: { readonly start: number; readonly end: number } | undefined): string => text.slice(span?.start, span?.end)

describe("ModelReading", () => {
  it("READ-01 points every fact at its words", () => {
    const reading = read({
      triggers: [{ kind: "legal_language", quote: "My lawyer" }], concerns: [{ kind: "scope", quote: "both reels" }]
    })
    assert.deepStrictEqual(reading.ask, { money: { minor: 250000, currency: "USD" }, evidence: { start: text.indexOf("$2,500"), end: text.indexOf("$2,500") + 6 }, firm: true })
    assert.strictEqual(words(reading.triggers[0]?.evidence), "My lawyer")
    assert.strictEqual(words(reading.concerns[0]?.evidence), "both reels")
    assert.deepStrictEqual([reading.intent, reading.confidence, reading.counterparty, reading.otherPrices], ["counter", 90, "influencer", true])
  })

  it("READ-01 finds a quote whatever its spaces, case and quotation marks", () => {
    for (const quote of ["$2,500 for both reels", "i'd need \"$2,500\" for both", "  I’d   need “$2,500” for\nboth ", "I'd need $2,500\u200b for"]) {
      assert.include(words(read({ ask: { ...answer.ask, quote } }).ask?.evidence), "$2,500", quote)
    }
  })

  it("READ-02 an ask whose words do not stand in the text makes the position unclear, confidence 0", () => {
    for (const quote of ["$2,600", "", "   ", "\"'"]) {
      const reading = read({ ask: { ...answer.ask, quote } })
      assert.deepStrictEqual([reading.intent, reading.ask, reading.confidence], ["unclear", null, 0], quote)
    }
  })

  it("READ-01 only a counter or an acceptance carries an ask", () => {
    const reading = read({ intent: "reject" })
    assert.deepStrictEqual([reading.intent, reading.ask, reading.confidence], ["reject", null, 90])
  })

  it("READ-04 a trigger without its words keeps firing on an empty span, a concern does not; each kind counts once, where it stands", () => {
    const reading = read({
      triggers: [{ kind: "hostile_tone", quote: "nowhere" }, { kind: "legal_language", quote: "nowhere" }, { kind: "legal_language", quote: "My lawyer" }],
      concerns: [{ kind: "usage", quote: "nowhere" }]
    })
    assert.deepStrictEqual(reading.triggers.map(({ evidence, kind }) => [kind, words(evidence)]), [["hostile_tone", ""], ["legal_language", "My lawyer"]])
    assert.deepStrictEqual(reading.concerns, [])
  })

  it("READ-01 what cannot be used is refused, and the field named", () => {
    assert.strictEqual(refused({ ...answer, intent: "yes" }), "intent")
    assert.strictEqual(refused({ ...answer, confidence: 101 }), "confidence")
    assert.strictEqual(refused({ ...answer, confidence: 0.9 }), "confidence")
    assert.strictEqual(refused({ ...answer, confidence: -1 }), "confidence")
    assert.strictEqual(refused({ ...answer, ask: { ...answer.ask, minor: 2500.5 } }), "ask.minor")
    assert.strictEqual(refused({ ...answer, ask: { ...answer.ask, minor: 0 } }), "ask.minor")
    assert.strictEqual(refused({ ...answer, ask: { ...answer.ask, minor: 1e300 } }), "ask.minor")
    assert.strictEqual(refused({ ...answer, ask: { ...answer.ask, currency: "BTC" } }), "ask.currency")
    assert.strictEqual(refused({ ...answer, triggers: [{ kind: "unknown_sender", quote: "" }] }), "triggers.0.kind")
    assert.strictEqual(refused({ ...answer, concerns: null }), "concerns")
    assert.strictEqual(refused([]), "answer")
    assert.strictEqual(refused({}), "counterparty")
    assert.strictEqual(refused("accept"), "answer")
    assert.strictEqual(refused(null), "answer")
  })

  it("PARTY-01 an agency counts when the text names it", () => {
    assert.strictEqual(words(read({ agency: "bright lane" }).agency), "Bright Lane")
    assert.notProperty(read({ agency: "Dark Lane" }), "agency")
    assert.notProperty(read({}), "agency")
  })

  it.prop("READ-01 any JSON at all is read or refused", [fc.jsonValue(), fc.string({ unit: "binary" })], ([value, of]) => {
    readingOf(value, of)
  })

  const pieces = fc.array(fc.oneof(fc.constantFrom("$2,500", "2.5k", " ", "\n", "“", "'", "\u200b", "é", "I’d", "need", "ﬁ", "👩‍💻"), fc.string({ unit: "binary", maxLength: 4 })), { maxLength: 14 }).map((all) => all.join(""))
  it.prop("READ-01 every span lies in the text, and a quote that is no part of it yields no ask", [pieces, pieces, fc.nat()], ([of, quoted, at]) => {
    const within = of.slice(at % (of.length + 1))
    for (const quote of [quoted, within]) {
      const reading = read({ ask: { ...answer.ask, quote }, triggers: [{ kind: "hostile_tone", quote }], concerns: [{ kind: "price", quote }] }, of)
      for (const { end, start } of [...reading.ask === null ? [] : [reading.ask.evidence], ...reading.triggers.map((t) => t.evidence), ...reading.concerns.map((c) => c.evidence)]) {
        assert.isTrue(start >= 0 && start <= end && end <= of.length, `${start}..${end} of ${of.length}`)
      }
      if (quote !== "" && of.includes(quote.trim()) && quote.trim() !== "") assert.strictEqual(reading.ask?.evidence.start, of.indexOf(quote.trim()))
    }
    assert.isNull(read({ ask: { ...answer.ask, quote: `${quoted}zq7` } }, of.replaceAll("zq7", "")).ask)
  })
})
