import { assert, describe, it } from "@effect/vitest"
import { cents } from "../../src/Money.ts"
import type { ReadingContext } from "../../src/ports/ReplyReader.ts"
import { acts, actsOf } from "../../src/reading/Acts.ts"
import { ground } from "../../src/reading/Grounding.ts"
import { actVocabulary, actWeights, stanceWeights } from "../../src/reading/learned.ts"
import { Intent, type ReplyReading } from "../../src/reading/ReplyReading.ts"
import { readByRules } from "../../src/reading/RuleReader.ts"
import { acceptances } from "./acceptances.ts"

const context: ReadingContext = {
  influencerName: "Maya Lopez",
  currency: "USD",
  openOffer: cents(200_000),
  deliverables: [{ kind: "instagram_reel", quantity: 1 }, { kind: "instagram_story", quantity: 2 }],
  averageViews: 85_000
}
const read = (newText: string): ReplyReading =>
  ground(readByRules({ subject: "Re: Spring Glow", newText, hiddenText: "", fromName: "Dana Reed", fromAddress: "dana@reed.example" }, context), newText, context)

/** What takes a yes back, wherever it is said. */
const spoilers = [
  "I'd need $2,400 though.", "But only if you pay half of it up front.", "We can't do the stories, just the reel.", "Actually hold on, scratch that, I need to think about it.",
  "I'm not doing it for less than three grand.", "That's assuming the usage is organic only.", "Please change clause 7 first.", "My manager has to approve it first.", "As long as I keep all the rights.", "Could you make it $2,200?"
]

describe("Judgement", () => {
  it("the weights that were learnt fit the acts and intents", () => {
    assert.lengthOf(actWeights, actVocabulary.split("\n").length * acts.length)
    for (const [name, row] of Object.entries(stanceWeights)) assert.lengthOf(row, Intent.literals.length, name)
    for (const asks of [true, false]) {
      const shares = actsOf({ text: "", asks })
      assert.lengthOf(shares, acts.length)
      assert.closeTo(shares.reduce((a, b) => a + b, 0), 1, 1e-9)
    }
  })

  it("a greeting, a name, a number of a list or a date does nothing, whatever was learnt of its words", () => {
    const neutral = acts.map((act) => act === "neutral" ? 1 : 0)
    for (const text of ["hi Name,", "dear Name", "Tiny .", "Name Name", "-  Date ", "best,", ""]) assert.deepStrictEqual(actsOf({ text, asks: false }), neutral, text)
    for (const text of ["yes", "?", " Own ", "Name accepts", "hi Name, deal"]) assert.notDeepEqual(actsOf({ text, asks: false }), neutral, text)
  })

  it("READ-03 money on top, a part left out and another offer than ours bar a weighed acceptance in a long mail too", () => {
    const mail = (line: string): string => `Hi Ana,\n\nYour mail came on a grey morning and made the kitchen brighter.\n\nHook, line and sinker, I'm yours for two grand.\n${line}\nMy dog sends her love, she still sleeps on the box.\n\nDana`
    for (const line of ["VAT comes on top.", "Our agency adds 15%.", "The stories we leave out.", "That is what I would have said had you offered it for the reel."]) assert.notStrictEqual(read(mail(line)).intent, "accept", line)
  })

  it("READ-01 reads what no rule was written for", () => {
    for (const [text, intent] of [
      ["Hook, line and sinker, I'm yours for two grand.", "accept"],
      ["I'd want the second story gone before I put my name under it.", "counter"],
      ["Our calendar for spring has no space left, so we'll sit this out and wish you a good campaign.", "reject"],
      ["From Monday on Priti looks after her, you'd best write to her about this.", "handoff"],
      ["Which of the two serums is it, and until when would you keep the video up?", "question"]
    ] as const) assert.strictEqual(read(text).intent, intent, text)
  })

  it("READ-03 whatever takes a yes back, before it or after it, leaves no acceptance", () => {
    const taken = Object.values(acceptances).flat().flatMap((yes) => spoilers.flatMap((spoiler) => [`${yes}\n\n${spoiler}`, `${spoiler}\n\n${yes}`]))
    assert.isAtLeast(taken.length, 3_000)
    assert.deepStrictEqual(taken.filter((text) => read(text).intent === "accept"), [])
  })

  it("READ-03 an acceptance that was weighed and not proven is too unsure to close a deal", () => {
    const weighed = read("Hook, line and sinker, I'm yours for two grand.")
    assert.deepStrictEqual([weighed.intent, weighed.confidence < 75], ["accept", true])
  })

  it("READ-03 our own figure without its sign is no other price, in a currency without cents too", () => {
    const yen: ReadingContext = { ...context, currency: "JPY", openOffer: cents(300_000) }
    const text = "Hook, line and sinker, I'm yours for 300,000."
    assert.strictEqual(ground(readByRules({ subject: "Re: x", newText: text, hiddenText: "", fromName: "Dana Reed", fromAddress: "dana@reed.example" }, yen), text, yen).intent, "accept")
  })

  it("READ-03 a usual price beside a yes does not unmake it, and leaves it to a person", () => {
    const text = "My reels usually go for $2,600, but I love the brand, so yes, I accept your offer."
    const reading = ground({ ...read(text), intent: "accept", ask: null, confidence: 90 }, text, context)
    assert.deepStrictEqual([reading.intent, reading.ask, reading.otherPrices], ["accept", null, true])
  })
})
