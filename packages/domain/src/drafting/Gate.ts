import * as Either from "effect/Either"
import { describeDeliverables } from "../deliverables/Deliverable.ts"
import { formatMoney } from "../Money.ts"
import { invisible, normalise } from "../reading/Normal.ts"
import { checkAmounts } from "./AmountCheck.ts"
import type { Brief, RenderedMail } from "./Brief.ts"
import { grantedTexts, shown } from "./BriefTexts.ts"
import { findGranted, type Granted } from "./Granted.ts"
import { visibleHtml } from "./VisibleHtml.ts"

/** Why a mail may not leave, and the words that are the reason. */
export interface Objection {
  readonly code:
    | "unrendered_slot" | "placeholder" | "markup" | "hidden" | "variants_differ" | "amount" | "currency" | "agreed_to_ask"
    | "promise" | "limits" | "others" | "prompt" | "link" | "missing_terms"
  readonly quote: string
}

/**
 * Reads a rendered mail against its brief; no objections means that it may leave (GATE-01, GATE-02, GATE-04). Subject, text
 * and the visible text of the HTML are all read. What the team wrote in the brief is granted, word for word; all else is not.
 */
export const gate = (mail: RenderedMail, brief: Brief): ReadonlyArray<Objection> => {
  const objections: Array<Objection> = []
  const texts = grantedTexts(brief)
  const seen = visibleHtml(mail.html)
  if (Either.isLeft(seen)) objections.push({ code: "markup", quote: seen.left.quote })
  const visible = Either.isRight(seen) ? seen.right : null
  if (visible !== null && squeeze(visible) !== squeeze(mail.text)) objections.push({ code: "variants_differ", quote: difference(mail.text, visible) })
  if (/[\r\n]/.test(mail.subject)) objections.push({ code: "hidden", quote: "line break in the subject" })
  for (const part of [mail.subject, mail.text, ...visible === null ? [] : [visible]]) {
    const granted = findGranted(part, texts)
    objections.push(...checkHidden(part, granted), ...checkWords(part, brief, granted), ...checkAmounts(part, brief, granted))
  }
  objections.push(...checkTerms(mail, brief))
  return objections.filter((o, i) => objections.findIndex((p) => p.code === o.code && p.quote === o.quote) === i)
}

const squeeze = (text: string): string => text.replace(/\s+/g, "")

const difference = (text: string, visible: string): string => {
  const a = squeeze(text)
  const b = squeeze(visible)
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return `${a.slice(at, at + 30)} | ${b.slice(at, at + 30)}`
}

const checkHidden = (part: string, granted: Granted): ReadonlyArray<Objection> => {
  const found: Array<Objection> = []
  const strange = invisible.exec(part) ?? /[^\P{C}\n]/u.exec(part)
  if (strange !== null) found.push({ code: "hidden", quote: `U+${(strange[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}` })
  for (const match of part.matchAll(disguised)) {
    if (!granted.covers(match.index, match.index + match[0].length)) found.push({ code: "hidden", quote: match[0] })
  }
  return found
}

/** Digits of other scripts or styles, and words that mix alphabets. */
const disguised =
  /(?![0-9])[\p{Nd}\p{No}]|[\p{Script=Cyrillic}\p{Script=Greek}][\p{L}]*[A-Za-z]|[A-Za-z][\p{L}]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\u{1D400}-\u{1D7FF}\uFF01-\uFF5E]/gu

const checkWords = (part: string, brief: Brief, granted: Granted): ReadonlyArray<Objection> => {
  const normal = normalise(part)
  const found: Array<Objection> = []
  for (const { code, deniable, pattern } of rulesFor(brief)) {
    for (const match of normal.lower.matchAll(pattern)) {
      const start = normal.starts[match.index] ?? 0
      const end = normal.ends[match.index + match[0].length - 1] ?? start
      // Brackets that stand in the team's own names are no placeholder's.
      const named = code === "placeholder" && granted.covers(start, start + 1) && granted.covers(end - 1, end)
      if (named || granted.covers(start, end) || deniable && denied(normal.lower.slice(0, match.index))) continue
      found.push({ code, quote: part.slice(start, end) })
    }
  }
  return found
}

interface WordRule {
  readonly code: Objection["code"]
  readonly pattern: RegExp
  /** Saying no to it passes. */
  readonly deniable: boolean
}

const rulesFor = (brief: Brief): ReadonlyArray<WordRule> => [
  ...rules,
  ...brief.usage.paid === "none" ? [{ code: "promise", deniable: true, pattern: /\b(?:paid (?:usage|ads?|media|promotion)|boost\w*|as (?:an )?ads?|advertis\w*)\b/g } as const] : [],
  ...brief.usage.whitelisting === "none" ? [{ code: "promise", deniable: true, pattern: /\b(?:white-?list\w*|allow-?list\w*|spark (?:ads?|codes?)|dark posts?)\b/g } as const] : []
]

const rules: ReadonlyArray<WordRule> = [
  { code: "unrendered_slot", deniable: false, pattern: /\{\{|\}\}/g },
  { code: "placeholder", deniable: false, pattern: /\[[^\]\n]{1,60}\]|<[a-z_ ]{2,40}>|\b(?:tbd|tbc|todo|lorem|ipsum|xx+)\b|\binsert (?:name|rate|amount|date|link)\b|_{3,}|\$x+\b|\?{3,}/g },
  { code: "promise", deniable: true, pattern: /\b(?:exclusiv\w*|guarant\w*|we (?:hereby )?promise|perpetu\w*|forever|unlimited|buy-?outs?|irrevocabl\w*|royalt\w*|worldwide|all media|licen[sc]\w*|usage rights (?:for|in|across)|in full before)\b/g },
  { code: "promise", deniable: true, pattern: /\b(?:(?:future|next|upcoming|more|further|additional|other|ongoing|repeat|regular|several|many) (?:paid )?(?:campaigns?|work|projects?|collab\w*|deals?|partnerships?|bookings?|opportunit\w*)|long-?term|retainer|ambassador\w*|every month|year-?round)\b/g },
  { code: "promise", deniable: true, pattern: /\b(?:commissions?|bonus(?:es)?|affiliate\w*|rev(?:enue)?[ -]share|equity|incentives?|kill fee|late fee|tips?|reimburs\w*|expenses|travel costs?|refund\w*|free (?:products?|samples?|gifts?|items?|pr)|complimentary|gift(?:ed|s|ing|cards?)?|gift cards?|on the house|send you (?:a|an|the|some|our|free|more) [a-z]+)\b/g },
  { code: "promise", deniable: true, pattern: /\b(?:up ?front|in advance|advance payment|deposit|(?:faster|early|earlier|quicker|instant|immediate|same[ -]day|next[ -]day|expedited|prompt) (?:payment|payout|pay)|pay(?:ment)?(?: you)? (?:faster|sooner|earlier|early|quickly|immediately|today|tomorrow|right away|instantly|same day|on signing|straight away))\b/g },
  { code: "promise", deniable: true, pattern: /\b(?:waiv\w*|legally|binding|without (?:review|approval|revisions?)|no (?:review|approval|revisions?) (?:needed|required|necessary)|skip (?:the )?(?:review|approval))\b/g },
  { code: "limits", deniable: false, pattern: /\b(?:budget\w*|ceilings?|max(?:imum|ed|es)?|our (?:cap|limits?)|capped|caps? (?:at|of|on)|limits? (?:is|are|of|on|for)|head-?room|wiggle room|room (?:to|for|on|in|left)|leeway|the most (?:we|i|that)|(?:most|highest|upper|top)(?: rate| price| figure| end| number)? (?:we|i|of (?:our|the)|that we)|approved (?:up to|for|amount|range|limit)|approval|authori[sz]ed|sign-?off (?:from|for|on)|up to|above (?:that|this)|as (?:high|far) as we|stretch\w*|go (?:any )?higher|go up|go beyond|flexib\w*|cpms?|cost per|per (?:mille|thousand)|internal\w*|allocated|reservation|walk-?away (?:price|rate)|price range|our range|target (?:rate|price|cpm)|floor)\b/g },
  { code: "others", deniable: false, pattern: /\b(?:(?:other|another|different|similar|fellow|most|all|many) (?:creators?|influencers?|talents?|partners)|(?:someone|somebody|anyone) else|(?:creators?|influencers?) (?:we|who|accepted|agreed|charge|get))\b/g },
  { code: "prompt", deniable: false, pattern: /\b(?:as an ai|ai (?:model|assistant)|language model|system prompt|(?:my|the|these) instructions|prompt|playbook|the brief says|internal notes?|note to self|draft (?:notes?|version)|here(?:'s| is) (?:the|a|your) (?:draft|email|reply|rewrite)|subject:)/g },
  { code: "link", deniable: false, pattern: /\b(?:https?|ftp|mailto|javascript|data):|\/\/[a-z]|\bwww\.|[\w.+-]+@[\w-]+\.[a-z]{2,}|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|co|io|net|org|tv|me|ly|gg|app|dev|link|shop|store|biz|info|ai|uk|de|fr|eu|us|ca|au|in|xyz|to)\b|\b[a-z0-9-]+\.[a-z]{2,}\//g }
]

/** A "no" governs the word: in the same clause, before it. */
const denied = (before: string): boolean => {
  const clause = (before.split(/[.!?;:,\n]|\b(?:but|however|instead|only if|unless|though)\b/).at(-1) ?? "")
    .replace(/\b(?:no (?:problem|worries|doubt|question|issue)|not (?:only|just|a problem)|why not|can't wait|cannot wait)\b/g, "")
  return /\b(?:not|no|never|cannot|can't|won't|unable|without|neither|nor|isn't|aren't|don't|doesn't|wouldn't|couldn't|excludes?|excluding)\b[^]{0,60}$/.test(clause)
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
