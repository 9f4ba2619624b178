import type { Currency } from "@parley/domain/Currency"
import { type ReadingContext, type ReaderUnavailable, ReplyReader, type ReplyText } from "@parley/domain/ports/ReplyReader"
import { findAmounts, minorOf } from "@parley/domain/reading/Amounts"
import { ground } from "@parley/domain/reading/Grounding"
import { parseEmail } from "@parley/email/parseEmail"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { type BareReplyLine, Label, type Saying } from "./Lines.ts"

/** The mail parsed as the mailbox parses it, with what a reader is told beside it. */
export const contextOf = (line: BareReplyLine): Effect.Effect<{ readonly text: ReplyText; readonly context: ReadingContext }> =>
  Effect.gen(function*() {
    // safe: the header lines are written here, so the mail can be read
    const mail = yield* Effect.orDie(parseEmail(mimeOf(line)))
    return {
      text: { subject: mail.subject, newText: mail.newText, hiddenText: mail.hiddenText, signature: mail.signatureText, fromName: mail.from.name, fromAddress: mail.from.address },
      context: {
        // a line does not say whose offer it is; the product knows
        influencerName: "",
        currency: offerCurrency(mail.quotedText, line.context.lastOfferCents),
        openOffer: line.context.lastOfferCents,
        deliverables: line.context.deliverables,
        averageViews: line.context.averageViews
      }
    }
  })

/** What the product would act on: the reading, checked against the text. */
export const readLine = (line: BareReplyLine): Effect.Effect<Saying, ReaderUnavailable, ReplyReader> =>
  Effect.gen(function*() {
    const reader = yield* ReplyReader
    const { context, text } = yield* contextOf(line)
    const { ask, counterparty, intent, triggers } = ground(yield* reader.read(text, context), text.newText, context)
    return {
      intent,
      proposedRateCents: ask?.money.minor ?? null,
      currency: ask?.money.currency ?? null,
      counterparty,
      triggers: [...new Set(triggers.map(({ kind }) => kind === "payment_change" ? redirected : kind))].filter(Schema.is(Label))
    }
  })

/** The label's word for a payment that is to go elsewhere, which the product tells apart. */
const redirected = "prompt_injection"

/** The line as a mail on the wire. */
const mimeOf = ({ body, format, from, subject }: BareReplyLine): Uint8Array =>
  new TextEncoder().encode([
    `From: ${oneLine(from)}`,
    "To: us@parley.example",
    `Subject: ${oneLine(subject)}`,
    "MIME-Version: 1.0",
    `Content-Type: text/${format === "html" ? "html" : "plain"}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(body, "utf8").toString("base64").replace(/.{76}/g, "$&\r\n")
  ].join("\r\n"))

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim()

/** Ours are in USD unless the quoted history writes our figure in another currency. */
const offerCurrency = (quoted: string, offer: number | null): Currency => {
  for (const figure of findAmounts(quoted)) {
    if (figure.currency !== null && figure.currency !== "other" && minorOf(figure, figure.currency) === offer) return figure.currency
  }
  return "USD"
}
