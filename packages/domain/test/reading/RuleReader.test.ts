import { assert, describe, it } from "@effect/vitest"
import type { ReadingContext, ReplyText } from "../../src/ports/ReplyReader.ts"
import { cents } from "../../src/Money.ts"
import { readByRules } from "../../src/reading/RuleReader.ts"
import { later } from "./later.ts"
import { nearly } from "./nearly.ts"
import { type Labelled, replies, unseen } from "./replies.ts"

const contextOf = (row: Labelled): ReadingContext => ({
  influencerName: "Maya Lopez",
  currency: "USD",
  openOffer: cents(200000),
  deliverables: row.package ?? [{ kind: "instagram_reel", quantity: 1 }, { kind: "instagram_story", quantity: 2 }],
  averageViews: 85000
})
const replyOf = (row: Labelled): ReplyText => ({
  subject: row.subject ?? "Re: Spring Glow",
  newText: row.text,
  hiddenText: "",
  fromName: row.name ?? "Maya Lopez",
  fromAddress: row.from ?? "maya@example.com"
})
const judge = (row: Labelled): string | null => {
  const reading = readByRules(replyOf(row), contextOf(row))
  const wrong: Array<string> = []
  if (reading.intent !== row.intent) wrong.push(`intent ${reading.intent} (${reading.confidence}), not ${row.intent}`)
  const carries = row.intent === "accept" || row.intent === "counter"
  const got = reading.ask?.money
  if (carries && (got?.minor !== row.ask || row.ask !== undefined && got?.currency !== (row.currency ?? "USD"))) {
    wrong.push(`ask ${got?.minor} ${got?.currency}, not ${row.ask}`)
  }
  if ((reading.ask?.firm ?? false) !== (row.firm ?? false)) wrong.push("firm")
  if (reading.counterparty !== (row.manager === true ? "talent_manager" : "influencer")) wrong.push(reading.counterparty)
  const kinds = reading.triggers.map((t) => t.kind).sort().join()
  if (kinds !== [...(row.triggers ?? [])].sort().join()) wrong.push(`triggers [${kinds}]`)
  return wrong.length === 0 ? null : `${row.text.slice(0, 90)}: ${wrong.join("; ")}`
}

describe("RuleReader", () => {
  it("READ-01 READ-02 READ-04 PARTY-01 reads every labelled reply as the definitions say", () => {
    assert.isAtLeast(replies.length, 120)
    assert.deepStrictEqual(replies.map(judge).filter((line) => line !== null), [])
  })
  it("READ-01 reads replies that no rule was written for", () => {
    assert.deepStrictEqual(unseen.map(judge).filter((line) => line !== null), [])
  })
  it("READ-01 reads replies written against the rules", () => {
    const wrong = later.map(judge).filter((line) => line !== null)
    assert.isAtMost(wrong.length, 5, wrong.join("\n"))
  })
  it("READ-03 a sentence close to an acceptance is none", () => {
    assert.deepStrictEqual(nearly.filter((text) => {
      const row: Labelled = { text, intent: "unclear" }
      return readByRules(replyOf(row), contextOf(row)).intent === "accept"
    }), [])
  })
  it("READ-03 never takes anything else for an acceptance", () => {
    for (const row of [...replies, ...unseen, ...later]) {
      if (row.intent !== "accept") assert.notStrictEqual(readByRules(replyOf(row), contextOf(row)).intent, "accept", row.text)
    }
  })
})
