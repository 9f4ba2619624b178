import * as Either from "effect/Either"
import { describeDeliverables } from "../deliverables/Deliverable.ts"
import { formatMoney } from "../Money.ts"
import { checkAmounts } from "./AmountCheck.ts"
import type { Brief, RenderedMail } from "./Brief.ts"
import { grantedTexts, shown } from "./BriefTexts.ts"
import { checkFrames } from "./FrameCheck.ts"
import { checkHidden } from "./HiddenCheck.ts"
import { checkNames, checkOthers } from "./NameCheck.ts"
import { passageOf } from "./Passage.ts"
import { visibleHtml } from "./VisibleHtml.ts"
import { checkWords } from "./WordCheck.ts"

/** Why a mail may not leave, and the words that are the reason. */
export interface Objection {
  readonly code:
    | "unrendered_slot" | "placeholder" | "markup" | "hidden" | "variants_differ" | "amount" | "currency" | "agreed_to_ask"
    | "promise" | "limits" | "others" | "prompt" | "link" | "missing_terms" | "too_long"
  readonly quote: string
}

/**
 * Reads a rendered mail against its brief; no objections means that it may leave (GATE-01, GATE-02, GATE-04). Subject, text
 * and the visible text of the HTML are all read. What the team wrote in the brief is granted, word for word; all else is not.
 * `others` is what other creators are called (`namesOf`): it stands beside the brief, which a writer gets to see (READ-05).
 */
export const gate = (mail: RenderedMail, brief: Brief, others: ReadonlyArray<string> = []): ReadonlyArray<Objection> => {
  if (mail.text.length > longest || mail.subject.length > longest || mail.html.length > 2 * longest || [mail.subject, mail.text, mail.html].some((part) => part.length >= 600 && unbroken.test(part))) return [{ code: "too_long", quote: `${mail.text.length} characters` }]
  const objections: Array<Objection> = []
  const texts = grantedTexts(brief)
  const seen = visibleHtml(mail.html)
  if (Either.isLeft(seen)) objections.push({ code: "markup", quote: seen.left.quote })
  const visible = Either.isRight(seen) ? seen.right : null
  const isSame = visible !== null && lines(visible) === lines(mail.text)
  if (visible !== null && !isSame && squeeze(visible) !== squeeze(mail.text)) objections.push({ code: "variants_differ", quote: difference(mail.text, visible) })
  if (/[\r\n]/.test(mail.subject)) objections.push({ code: "hidden", quote: "line break in the subject" })
  const passages = [mail.subject, mail.text, ...visible === null || isSame ? [] : [visible]].map((part) => passageOf(part, brief, texts))
  for (const passage of passages) objections.push(...checkHidden(passage), ...checkWords(passage), ...checkFrames(passage), ...checkAmounts(passage), ...checkNames(passage))
  objections.push(...checkOthers(passages, brief, others), ...checkTerms(mail, brief))
  return objections.filter((o, i) => objections.findIndex((p) => p.code === o.code && p.quote === o.quote) === i)
}

/** UTF-16 units of a mail that is read at all: no negotiation mail is longer, and the work of reading stays bounded. */
const longest = 12_000
/** So long without a space is no word. */
const unbroken = /(?<![^\s<>])[^\s<>]{600}/

const squeeze = (text: string): string => text.replace(/\s+/g, "")

const lines = (text: string): string => text.trim().replace(/\n+/g, "\n")

const difference = (text: string, visible: string): string => {
  const a = squeeze(text)
  const b = squeeze(visible)
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return `${a.slice(at, at + 30)} | ${b.slice(at, at + 30)}`
}

/** Offers and confirmations say what is bought for how much; a confirmation also how it is paid (GATE-02, GATE-04). */
const checkTerms = (mail: RenderedMail, brief: Brief): ReadonlyArray<Objection> => {
  if (brief.purpose !== "opening" && brief.purpose !== "counter" && brief.purpose !== "confirmation") return []
  const needed = [
    shown(describeDeliverables(brief.deliverables)),
    ...brief.rate === null ? [] : [formatMoney(brief.rate, brief.currency)],
    ...brief.purpose === "confirmation" ? [shown(brief.paymentTerms), ...brief.nextSteps.map(shown)] : []
  ]
  return needed.filter((text) => text !== "" && !mail.text.includes(text)).map((quote) => ({ code: "missing_terms", quote }))
}
