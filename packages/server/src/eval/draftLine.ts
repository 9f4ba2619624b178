import type { Brief, RenderedMail } from "@parley/domain/drafting/Brief"
import { gate } from "@parley/domain/drafting/Gate"
import { namesOf } from "@parley/domain/drafting/NameCheck"
import { cpmOfRate } from "@parley/domain/Cpm"
import { cents } from "@parley/domain/Money"
import * as Either from "effect/Either"
import type { DraftLine, Verdict } from "./Lines.ts"

/** What the gate says of a draft whose line names what it may say. */
export const judgeLine = (line: DraftLine): Verdict => {
  const objections = gate(mailOf(line), briefOf(line), (line.confidential?.otherInfluencers ?? []).flatMap(namesOf))
  return {
    decision: objections.length === 0 ? "pass" : "block",
    reasons: objections.map(({ code, quote }) => `${code}: ${quote}`)
  }
}

/**
 * The brief that allows what the line allows. `answer` is the one purpose that asks for no terms block, which these free
 * mails do not have. A brief never holds what must not be shown (READ-05), so `confidential` is no part of it.
 */
export const briefOf = ({ allowed }: DraftLine): Brief => ({
  purpose: "answer",
  recipientName: "",
  counterparty: "influencer",
  influencerName: "",
  senderName: "",
  clientName: "",
  campaignName: "",
  about: "",
  currency: allowed.currency,
  rate: allowed.rateCents,
  previousRate: null,
  theirAsk: allowed.theirRateCents ?? null,
  deliverables: allowed.deliverables,
  usage: allowed.usageRights === undefined || typeof allowed.usageRights === "string" ? noUse : allowed.usageRights,
  paymentTerms: allowed.paymentTerms ?? "",
  schedule: typeof allowed.usageRights === "string" ? allowed.usageRights : "",
  isReply: true,
  final: false,
  concerns: [],
  followUp: 0,
  nextSteps: [],
  mentions: (allowed.mentionsAllowed?.amountsCents ?? []).map((amount) => cents(amount)),
  cpm: allowed.mentionsAllowed?.cpm === true && allowed.rateCents !== null ? Either.getOrNull(cpmOfRate(allowed.rateCents, allowed.averageViews)) : null
})

const noUse = { paid: "none", whitelisting: "none", organic: "none" } as const

/** The line as a rendered mail: an HTML draft stands with the text its tags leave, a text draft with plain paragraphs. */
export const mailOf = ({ body, format }: DraftLine): RenderedMail => {
  const text = format === "html" ? textOf(body) : body
  return { subject: "Re: our offer", text, html: format === "html" ? body : `<p>${escape(text).replace(/\n/g, "<br>")}</p>` }
}

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

const textOf = (html: string): string =>
  html.replace(/<br\s*\/?>|<\/(?:p|div|tr|li|h\d)>/gi, "\n").replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&amp;/g, "&").trim()
