import type { Brief, RenderedMail } from "@parley/domain/drafting/Brief"
import { gate } from "@parley/domain/drafting/Gate"
import { namesOf } from "@parley/domain/drafting/NameCheck"
import { visibleHtml } from "@parley/domain/drafting/VisibleHtml"
import { cpmOfRate } from "@parley/domain/Cpm"
import type { UsageDuration, UsageRights } from "@parley/domain/deliverables/UsageRights"
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
  usage: allowed.usageRights === undefined ? noUse : typeof allowed.usageRights === "string" ? usageOf(allowed.usageRights) : allowed.usageRights,
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

const noUse: UsageRights = { paid: "none", whitelisting: "none", organic: "none" }

/** The kinds of use that a line's words grant; what they refuse, and what stays on the creator's own channel, is none. */
const usageOf = (text: string): UsageRights => {
  const clauses = text.toLowerCase().split(/[;,]|\band\b/)
  const granted = (kind: RegExp): UsageDuration => {
    const at = clauses.findIndex((clause) => kind.test(clause) && !/\b(?:no|not|without|none|only on your|own channel only)\b/.test(clause))
    return at < 0 ? "none" : durationOf(clauses.slice(at).join(" "))
  }
  return { paid: granted(/\b(?:paid|ads?|boost\w*|amplif\w*)\b/), whitelisting: granted(/white-?list|allow-?list|spark|partnership ads?/), organic: granted(/repost|(?:brand|our|client)(?:'?s)?(?: own)? (?:organic )?(?:channels?|accounts?|socials?|website|pages?)/) }
}

const durationOf = (text: string): UsageDuration =>
  durations.find(([pattern]) => pattern.test(text))?.[1] ?? "30_days"
const durations: ReadonlyArray<readonly [RegExp, UsageDuration]> = [
  [/perpet|forever|unlimited/, "perpetual"], [/\b(?:12|twelve|1|one|a)[ -](?:months?|year)\b(?<!(?:1|one|a) month)/, "1_year"], [/\b(?:6|six)[ -]months?\b|\b180[ -]days?\b/, "6_months"], [/\b(?:90[ -]days?|(?:3|three)[ -]months?)\b/, "90_days"], [/\b(?:60[ -]days?|(?:2|two)[ -]months?)\b/, "60_days"]
]

/** The line as a rendered mail: an HTML draft stands with the text its tags leave, a text draft with plain paragraphs. */
export const mailOf = ({ body, format }: DraftLine): RenderedMail => {
  const text = format === "html" ? Either.getOrElse(visibleHtml(body), () => textOf(body)) : body
  return { subject: "Re: our offer", text, html: format === "html" ? body : `<p>${escape(text).replace(/\n/g, "<br>")}</p>` }
}

const escape = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

const textOf = (html: string): string =>
  html.replace(/<br\s*\/?>|<\/(?:p|div|tr|li|h\d)>/gi, "\n").replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&amp;/g, "&").trim()
