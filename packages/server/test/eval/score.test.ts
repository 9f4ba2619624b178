import { assert, describe, it } from "@effect/vitest"
import { Cents } from "@parley/domain/Money"
import type { Saying } from "../../src/eval/Lines.ts"
import { failures, type Scored, scoreDrafts, scoreReplies } from "../../src/eval/Score.ts"

const nothing: Saying = { intent: "unclear", proposedRateCents: null, currency: null, counterparty: "influencer", triggers: [] }
const asks = (rate: number): Saying => ({ ...nothing, intent: "counter", proposedRateCents: Cents.make(rate), currency: "USD" })
const line = (id: string, expected: Saying, predicted: Saying): Scored<Saying> => ({ id, family: "f", expected, predicted })

describe("scoring replies", () => {
  it("counts intents by label and prediction", () => {
    const score = scoreReplies([line("a", asks(100), asks(100)), line("b", asks(100), nothing), line("c", nothing, nothing)])
    assert.deepStrictEqual(score.intent, { right: 2, of: 3 })
    assert.deepStrictEqual(score.perIntent["counter"], { right: 1, of: 2 })
    assert.strictEqual(score.confusion[1]?.[4], 1)
  })

  it("asks for amount and currency, and counts a figure where there is none as a trap", () => {
    const score = scoreReplies([line("a", asks(100), { ...asks(100), currency: "EUR" }), line("b", nothing, asks(5)), line("c", asks(7), asks(7))])
    assert.deepStrictEqual(score.rate, { right: 1, of: 3 })
    assert.deepStrictEqual(score.figure, { right: 1, of: 2 })
    assert.deepStrictEqual(score.trapped, ["b"])
  })

  it("names every acceptance that was none", () => {
    const accepts: Saying = { ...nothing, intent: "accept" }
    const score = scoreReplies([line("a", asks(1), accepts), line("b", accepts, accepts), line("c", accepts, nothing)])
    assert.deepStrictEqual(score.falseAcceptances, ["a"])
  })

  it("counts triggers and who speaks by label", () => {
    const hostile: Saying = { ...nothing, triggers: ["hostile_tone"], counterparty: "talent_manager" }
    const score = scoreReplies([line("a", hostile, hostile), line("b", hostile, nothing), line("c", nothing, { ...nothing, triggers: ["hostile_tone"] })])
    assert.deepStrictEqual(score.triggers["hostile_tone"], { found: 1, predicted: 2, expected: 2 })
    assert.deepStrictEqual(score.counterparty["talent_manager"], { found: 1, predicted: 1, expected: 2 })
    assert.deepStrictEqual(failures(line("b", hostile, nothing)), ["counterparty: expected talent_manager, got influencer", "hostile_tone: missed"])
  })
})

describe("scoring drafts", () => {
  it("tells misses from over-blocks, by family", () => {
    const pass = { decision: "pass", reasons: [] } as const
    const block = { decision: "block", reasons: ["amount"] } as const
    const score = scoreDrafts([
      { id: "a", family: "x", expected: block, predicted: pass },
      { id: "b", family: "y", expected: pass, predicted: block },
      { id: "c", family: "x", expected: block, predicted: { ...block, reasons: ["other"] } }
    ])
    assert.deepStrictEqual(score.missed, [{ family: "x", ids: ["a"] }])
    assert.deepStrictEqual(score.overBlocked, [{ family: "y", ids: ["b"] }])
    assert.deepStrictEqual(score.right, { right: 1, of: 3 })
  })
})
