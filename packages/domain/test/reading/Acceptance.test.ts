import { assert, describe, it } from "@effect/vitest"
import { cents } from "../../src/Money.ts"
import type { ReadingContext } from "../../src/ports/ReplyReader.ts"
import { longest } from "../../src/reading/Normal.ts"
import { readByRules } from "../../src/reading/RuleReader.ts"
import type { ReplyReading } from "../../src/reading/ReplyReading.ts"
import { acceptances } from "./acceptances.ts"
import { asks } from "./asks.ts"
import { nearMisses } from "./nearMisses.ts"

const context: ReadingContext = {
  influencerName: "Maya Lopez",
  currency: "USD",
  openOffer: cents(200000),
  deliverables: [{ kind: "instagram_reel", quantity: 1 }, { kind: "instagram_story", quantity: 2 }],
  averageViews: 85000
}
const read = (newText: string, changed: Partial<ReadingContext> = {}): ReplyReading =>
  readByRules({ subject: "Re: Spring Glow", newText, hiddenText: "", fromName: "Maya Lopez", fromAddress: "maya@example.com" }, { ...context, ...changed })
const every = <A>(families: Readonly<Record<string, ReadonlyArray<A>>>): ReadonlyArray<A> => Object.values(families).flat()

describe("Acceptance", () => {
  it("READ-01 READ-03 reads a plain acceptance in everyday wording", () => {
    const missed = every(acceptances).filter((text) => {
      const { ask, confidence, intent } = read(text)
      return intent !== "accept" || confidence < 75 || ask !== null && ask.money.minor !== cents(200000)
    })
    assert.deepStrictEqual(missed, [])
  })
  it("READ-03 takes none of the replies close to an acceptance for one", () => {
    assert.deepStrictEqual(every(nearMisses).filter((text) => read(text).intent === "accept"), [])
  })
  it("READ-03 an acceptance in the grammar holds only for our figure and our package", () => {
    for (const text of ["I accept your offer of $2,000.", "Let's do the $2,000 you offered. I'm in.", "Happy to do the reel and both stories for $2,000."]) {
      assert.strictEqual(read(text).intent, "accept", text)
      assert.strictEqual(read(text, { openOffer: cents(210000) }).intent, "counter", text)
      assert.notStrictEqual(read(text, { openOffer: null }).intent, "accept", text)
    }
    const deliverables = [{ kind: "instagram_reel", quantity: 1 }, { kind: "instagram_story", quantity: 3 }] as const
    assert.notStrictEqual(read("One reel and two stories for $2,000 works for me. Deal.", { deliverables }).intent, "accept")
  })
  it("READ-01 reads a question after warm words as a question", () => {
    assert.strictEqual(read("I'm happy to proceed with the conversation. What are the usage terms?").intent, "question")
    assert.strictEqual(read("Happy to proceed with the conversation! How long would you use the content for?").intent, "question")
  })
  it("READ-02 reads the figure of a counter in everyday wording", () => {
    assert.deepStrictEqual(every(asks).filter(([text, ask]) => {
      const reading = read(text)
      return reading.intent !== "counter" || reading.ask?.money.minor !== cents(ask)
    }), [])
  })
  it("READ-03 a text too long to search is for a person, and takes no long time", () => {
    for (const word of ["accept ", "2000 ", "happy to "]) {
      const text = word.repeat(Math.ceil(200_000 / word.length))
      const reading = read(text)
      assert.isAbove(text.length, longest)
      assert.strictEqual(reading.intent, "unclear")
      assert.strictEqual(reading.otherPrices, true)
      assert.isAtMost(reading.confidence, 20)
    }
  })
})
