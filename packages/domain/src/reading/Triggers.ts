import type { ReadingContext } from "../ports/ReplyReader.ts"
import { type Figure } from "./Amounts.ts"
import { type Normal, normalise, toOriginal } from "./Normal.ts"
import { find, type Sentence } from "./Sentences.ts"
import type { Trigger, TriggerKind } from "./ReplyReading.ts"

/** What a person must see, whatever the intent (READ-04), each kind once, with the words that fired it. */
export const findTriggers = (
  normal: Normal,
  lines: ReadonlyArray<Sentence>,
  figures: ReadonlyArray<Figure>,
  hiddenText: string,
  context: ReadingContext
): ReadonlyArray<Trigger> => {
  const found: Array<Trigger> = []
  const add = (kind: TriggerKind, from: number, to: number): void => {
    if (!found.some((t) => t.kind === kind)) found.push({ kind, evidence: toOriginal(normal, from, to) })
  }
  const hostileAt = find(normal.lower, hostile)
  if (hostileAt !== null) add("hostile_tone", hostileAt.from, hostileAt.to)
  const shoutedAt = find(normal.text, shouting)
  if (shoutedAt !== null && !/[a-z]{3}[^.!?]*$/.test(normal.text.slice(shoutedAt.from, shoutedAt.to))) add("hostile_tone", shoutedAt.from, shoutedAt.to)
  for (const line of lines) {
    const legalAt = footer.test(line.text) ? null : find(line.text.replace(engaged, (words) => " ".repeat(words.length)), legal)
    if (legalAt !== null) add("legal_language", line.from + legalAt.from, line.from + legalAt.to)
    const unusualAt = find(line.text, unusual)
    if (unusualAt !== null && !refusal.test(line.text.slice(0, unusualAt.from)) && !(line.asks && !/\$|\b(?:i|we) (?:can|could|also)\b/.test(line.text))) {
      add("unusual_deliverables", line.from + unusualAt.from, line.from + unusualAt.to)
    }
    const steers = injectionIn(line.text)
    if (steers !== null) add("prompt_injection", line.from + steers.from, line.from + steers.to)
    const payment = find(line.text, paymentChange)
    if (payment !== null) add("payment_change", line.from + payment.from, line.from + payment.to)
  }
  // hidden words point at nothing a person can see: the span is empty
  if (injectionIn(normalise(hiddenText).lower) !== null || hiddenPrice.test(hiddenText)) add("prompt_injection", 0, 0)
  const foreign = figures.find((f) => f.kind === "money" && f.currency !== null && f.currency !== context.currency)
  if (foreign !== undefined) add("other_currency", foreign.from, foreign.to)
  return found
}

/** Where a sentence steers the agent or the process rather than negotiates; such text is ignored for the intent (READ-05). */
export const injectionIn = (lower: string): { readonly from: number; readonly to: number } | null => {
  const at = find(lower, injection)
  return at === null || /\b(?:ignore|disregard) (?:my|the) (?:previous|last|earlier) (?:e-?mail|message|note)/.test(lower) && !/instruction|prompt|system/.test(lower) ? null : at
}

const hostile =
  /\b(?:f+u+c+k\w*|f[*@#]+\w*|bullsh\w*|piss off|screw you|go to hell|idiots?|morons?|pathetic|scammers?|clowns?|you people|shame on|ashamed|insult(?:ing)?|disgusting|disgraceful|how dare you|exploit(?:ing|ative)?|i(?:'ll| will) (?:expose|report|destroy|ruin|sue|make sure)|regret this|waste of (?:my )?time|ripping (?:us|me|creators) off|garbage|stupid|crook\w*|liars?|parasites?|or else)\b|f\*+/
const shouting = /(?:\b[A-Z']{2,}\b[ ,!.]+){4,}/
const legal =
  /\b(?:lawyers?|attorneys?|counsel|solicitors?|legal (?:team|action|department|counsel|rights|review|advice)|lawsuit|sue|suing|court|breach\w*|infring\w*|cease and desist|nda|non-?disclosure|indemni\w*|liabilit\w*|clauses?|intellectual property|\bip (?:rights|ownership)|ownership of|owns? the (?:content|footage|rights)|licen[sc](?:e|ing) (?:fee|terms|rights|agreement|the content)|perpetual(?:ly)? licen[sc]e|buy-?out|perpetu\w*|exclusiv\w*|non-?compete|copyright\w*|governing law|jurisdiction|arbitration|gdpr|dmca|termination)\b/
/** Bound to somebody else: why they decline, not a term of ours. */
const engaged = /\b(?:i'm|i am|we're|we are|she's|she is|he's|maya is|being|already|currently|signed)(?: (?:already|currently|still|now|contractually|an?))* exclusiv\w*(?: (?:deal|contract|agreement|partnership|partner))? (?:with|to) (?:another|a different|a competing|a competitor|one of your)\b/g
const footer = /\b(?:this (?:e-?mail|message)|intended (?:solely|only)|confidential|unauthori[sz]ed|disclaimer|all rights reserved)\b/
const unusual =
  /\b(?:whitelist\w*|white-list\w*|allow-?list\w*|spark (?:codes?|ads?)|paid (?:ads?|usage|media|promotion)|(?:run|use|boost|used|running|boosted|boosting)(?: it| this| them| the content| my content)? (?:as|in|for) (?:an? )?(?:paid )?ads?|ads? usage|boosting|dark posts?|in-person|events?|appearances?|ambassador\w*|live ?streams?|livestream\w*|going live|podcasts?|product design|co-?design|capsule|collection|affiliate\w*|commission|rev(?:enue)? share|equity|billboards?|print|ooh|newsletter|blog post|ugc package|photo ?shoot|workshop|speaking)\b/
const refusal = /\b(?:don't|do not|doesn't|won't|no|not|never|without|can't|cannot|excluding|exclude|instead of)\b[^.,]{0,40}$/
const injection = new RegExp([
  "\\b(?:ignore|disregard|forget|override|bypass)\\b[^.!?]{0,30}\\b(?:instructions?|prompts?|rules|guidelines|guardrails|limits|constraints|previous|prior|above|policy)\\b", "^\\s*(?:system|assistant|developer|user|admin)(?: (?:prompt|message|note|override))? ?[:>\\]]", "<\\/?(?:system|assistant|instructions?|prompt)>|\\[\\/?(?:inst|system)\\]|<\\|",
  "\\b(?:ai|a\\.i\\.) (?:assistant|agent|model|bot|system)\\b[ ,:]*(?:please|you|must|should|reveal|confirm|accept|reply|set|ignore|note)", "\\b(?:dear|attention|note to|to the|hey) (?:the )?(?:ai|llm|language model|chatbot|assistant|bot|chatgpt|claude|gpt)\\b", "\\byou are (?:now|a|an) (?:ai|language model|assistant|helpful|in developer|dan)\\b|\\bas an (?:ai|llm)\\b|\\bdeveloper mode\\b|\\bjailbreak\\b",
  "\\b(?:reveal|print|output|repeat|disclose|show|tell me|share)\\b[^.!?]{0,30}\\b(?:your (?:system )?(?:prompt|instructions|maximum (?:rate|price|cpm)|ceiling|internal|approval limit|reservation)|ceiling cpm|max(?:imum)? cpm|internal (?:notes|limits|budget))", "\\b(?:by (?:replying|responding|reading|opening|receiving) (?:to )?this|(?:failure|failing) to (?:reply|respond)[^.!?]{0,40}(?:constitutes|means|accept)|deemed (?:to have )?accept)",
  "\\b(?:your (?:boss|manager|ceo|supervisor|team lead)|the (?:client|brand) (?:has )?(?:already )?)(?: has| have| just)?(?: already)? (?:approved|authori[sz]ed|said to|told)", "\\bset (?:the )?(?:rate|offer|price|budget|limit) to\\b", "\\b(?:output|respond|reply) (?:only )?(?:with|in) (?:json|the (?:word|following))\\b", "\\bmark (?:this|the) (?:deal|negotiation|campaign|thread) as\\b"
].join("|"))
const paymentChange = /\b(?:new|updated?|changed?|different) (?:bank|payment|account|payout|paypal|wire|invoice) ?(?:details|account|info\w*|address|instructions)?\b|\b(?:pay|send|wire|transfer)\b[^.!?]{0,40}\b(?:to (?:this|my|the following|our) (?:new |other )?(?:bank|account|wallet|paypal|iban))|\biban\b|\bcrypto wallet\b|\bwallet address\b/
const hiddenPrice = /[$€£]\s?\d|\baccept\w*\b|\bconfirm\w*\b|\brate\b/i
