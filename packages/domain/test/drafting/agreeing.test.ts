import { assert, describe, it } from "@effect/vitest"
import { gate } from "../../src/drafting/Gate.ts"
import { render } from "../../src/drafting/Slots.ts"
import { writeTemplate } from "../../src/drafting/TemplateWriter.ts"
import { plain } from "./briefs.ts"

const passes = (purpose: "counter" | "exit" | "answer" | "hold" | "confirmation", words: string): boolean => {
  const brief = { ...plain, purpose, rate: purpose === "exit" ? null : plain.rate }
  const draft = writeTemplate(brief)
  const mail = render({ ...draft, body: draft.body.replace("{{sign_off}}", `${words}\n\n{{sign_off}}`) }, brief)
  return mail._tag === "Right" && gate(mail.right, brief).length === 0
}

/** Words that agree to their price without naming it. */
const agreeing = [
  "Sure, your number works for us. We agree to your figure, you have a deal.", "Happy to meet your rate.", "Ok, let's go with what you asked for.", "You have a deal!",
  "We accept your fee.", "We can do your price.", "Your rate is fine with us.", "Consider it agreed at your figure.", "Let's do it for what you named.", "It's a deal on your terms.",
  "We'll match your ask.", "We will pay what you want."
]

describe("a mail that agrees without a figure (GATE-01, GATE-02)", () => {
  for (const words of agreeing) {
    it(`does not leave: ${words}`, () => {
      for (const purpose of ["counter", "exit", "answer", "hold"] as const) assert.isFalse(passes(purpose, words), purpose)
    })
  }

  it("what does not agree leaves", () => {
    for (const words of [
      "Your rate is more than this campaign can carry.", "Thank you for naming your rate.", "We can't meet your figure.", "I hope we have a deal soon.", "Would you accept our offer?",
      "If this works for you, we have a deal."
    ]) assert.isTrue(passes("counter", words), words)
    assert.isTrue(passes("confirmation", "So glad that we have a deal."))
  })
})
