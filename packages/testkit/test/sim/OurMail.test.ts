import { assert, describe, it } from "@effect/vitest"
import { render } from "@parley/domain/drafting/Slots"
import { writeTemplate } from "@parley/domain/drafting/TemplateWriter"
import { cents } from "@parley/domain/Money"
import { MailPurpose } from "@parley/domain/negotiation/MailPurpose"
import { composeEmail } from "@parley/email/composeEmail"
import { parseEmail } from "@parley/email/parseEmail"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { type OurMail, readOurMail } from "../../src/sim/OurMail.ts"

const read = (text: string) =>
  readOurMail({
    subject: "Partnership", text, messageId: "1@lumen.example", references: [], from: { name: "Nora Lind", address: "nora@lumen.example" },
    to: [{ name: "Maya", address: "maya@example.com" }], cc: [], date: 0
  })

const terms = "Deliverables: 1 Instagram reel and 2 TikTok videos\nRate: $2,728.50 (previously $2,480)\nPayment: within 30 days"

describe("OurMail", () => {
  it("reads rate and deliverables from the terms, not the previous rate or their own ask", () => {
    assert.deepStrictEqual(read(`Thank you for naming your rate of $3,900.\n\n${terms}\n\nDoes this work for you?`), {
      kind: "offer", rate: 272_850, mark: "$", final: false,
      deliverables: [{ kind: "instagram_reel", quantity: 1 }, { kind: "tiktok_video", quantity: 2 }]
    })
  })

  it("reads a rate from prose where no line names it", () => {
    assert.strictEqual(read("We could go up from ~~€2,000~~ to €2,200 for this.").rate, 220_000)
    assert.strictEqual(read("Our offer is CAD 1,850.").mark, "CAD ")
  })

  it("tells a confirmation, an exit and an invitation from an offer", () => {
    assert.strictEqual(read(`Here is what we have agreed:\n\n${terms}\n\nNext steps:\n\n1. We send the contract.`).kind, "confirmation")
    assert.strictEqual(read("We won't be able to come together on this campaign. All the best.").kind, "exit")
    assert.strictEqual(read("Would this be of interest, and what rate do you have in mind?").kind, "invitation")
  })

  it("hears that an offer is the last one", () => {
    assert.isTrue(read(`This is our best and final offer:\n\n${terms}`).final)
  })

  it("does not read the history below a mail", () => {
    assert.strictEqual(read("Could you come down a little?\n\nOn Mon, 2 Nov 2026 Maya <maya@example.com> wrote:\n> My rate is $9,000").rate, null)
  })

  it.effect("reads every mail the template writer sends, as text and as HTML (SIM-01)", () =>
    Effect.gen(function*() {
      for (const purpose of MailPurpose.literals) {
        const isExit = purpose === "exit" || purpose === "holding"
        const { html, subject, text } = Either.getOrThrow(render(writeTemplate({ ...brief, purpose, rate: isExit ? null : brief.rate }), { ...brief, purpose, rate: isExit ? null : brief.rate }))
        const expected: OurMail = {
          kind: purpose === "exit" || purpose === "holding" ? purpose : purpose === "confirmation" ? "confirmation" : "offer", rate: isExit ? null : 272_800, mark: "$", final: false,
          deliverables: isExit ? [] : brief.deliverables
        }
        assert.deepStrictEqual(read(text), expected, `${purpose} as text`)
        const raw = yield* composeEmail({
          from: { name: "Nora Lind", address: "nora@lumen.example" }, to: [{ name: "Maya", address: "maya@example.com" }], cc: [], subject, text, html,
          messageId: "1@lumen.example", inReplyTo: null, references: [], date: 0
        })
        assert.deepStrictEqual(read((yield* parseEmail(raw)).text), expected, `${purpose} as HTML`)
      }
    }))
})

const brief = {
  recipientName: "Maya Lopez", counterparty: "influencer", influencerName: "Maya Lopez", senderName: "Nora Lind", clientName: "Lumen", campaignName: "Spring Glow",
  about: "A launch.", currency: "USD", rate: cents(272_800), previousRate: cents(248_000), theirAsk: cents(390_000),
  deliverables: [{ kind: "instagram_reel", quantity: 1 }, { kind: "tiktok_video", quantity: 1 }],
  usage: { paid: "none", whitelisting: "none", organic: "90_days" }, paymentTerms: "within 30 days of publication", schedule: "live by 20 October 2026",
  isReply: true, final: false, concerns: ["payment"], followUp: 1, nextSteps: ["We send the contract.", "You send the content."]
} as const
