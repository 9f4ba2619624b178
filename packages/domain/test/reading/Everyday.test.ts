import { assert, describe, it } from "@effect/vitest"
import { cents } from "../../src/Money.ts"
import type { ReadingContext } from "../../src/ports/ReplyReader.ts"
import { ground } from "../../src/reading/Grounding.ts"
import type { ReplyReading } from "../../src/reading/ReplyReading.ts"
import { readByRules } from "../../src/reading/RuleReader.ts"
import { almost } from "./almost.ts"
import { everyday } from "./everyday.ts"

const context: ReadingContext = {
  influencerName: "",
  currency: "USD",
  openOffer: cents(90_000),
  deliverables: [{ kind: "instagram_reel", quantity: 1 }],
  averageViews: 20_000
}
const read = (newText: string, subject = "Re: Collab"): ReplyReading =>
  ground(readByRules({ subject, newText, hiddenText: "", fromName: "Lena Marsh", fromAddress: "lena@lenamarsh.example" }, context), newText, context)

describe("everyday mail", () => {
  it("READ-01 READ-02 READ-04 is read as the definitions say, whoever the creator is", () => {
    assert.deepStrictEqual(everyday.flatMap((mail) => {
      const { ask, intent, triggers } = read(mail.text)
      const labels = triggers.map(({ kind }) => kind).filter((kind) => kind !== "other_currency")
      const wrong = intent !== mail.intent || ask?.money.minor !== mail.ask || (mail.ask !== undefined && ask?.money.currency !== (mail.currency ?? "USD")) ||
        labels.join() !== (mail.triggers ?? []).join()
      return wrong ? [`${mail.text}: ${intent}, ${ask?.money.minor}, ${labels.join()}`] : []
    }), [])
  })

  it("READ-03 what only looks like a yes is none", () => {
    assert.deepStrictEqual(almost.filter((text) => read(text).intent === "accept"), [])
  })

  it("READ-01 a machine's mail is told from a person's by subject or text", () => {
    const text = "Thank you for your email. Our minimum for reels is $3,000."
    assert.strictEqual(read(text, "Out of office Re: Collab").intent, "out_of_office")
    assert.strictEqual(read("Your request (48213) has been received by our desk.").intent, "out_of_office")
    assert.strictEqual(read("Your message to tina@tina.example couldn't be delivered.").intent, "out_of_office")
    assert.strictEqual(read("Is this an automated message?").intent, "question")
    assert.strictEqual(read("I'm on holiday until Monday, but yes: $900 works for me, I accept.").intent === "out_of_office", false)
  })

  it("READ-02 words of chat are read like those of a letter, and point at what was written", () => {
    const text = "im in for 1.2k if u can"
    const { ask } = read(text)
    assert.strictEqual(ask?.money.minor, 120_000)
    assert.strictEqual(text.slice(ask?.evidence.start, ask?.evidence.end), "1.2k")
  })
})
