import type { Deliverable } from "../deliverables/Deliverable.ts"
import * as Cues from "./Cues.ts"
import { type Normal, toOriginal } from "./Normal.ts"
import type { Concern, ConcernKind, Intent } from "./ReplyReading.ts"
import type { Sentence } from "./Sentences.ts"
import { wishesIn } from "./Wishes.ts"

/**
 * What they ask about or want changed, each kind once, with the sentence that says so (READ-01). A question names a term only
 * where our standing terms answer it; anything else they ask is `other`. In a counter a term is a wish: a price does not meet it.
 */
export const findConcerns = (normal: Normal, lines: ReadonlyArray<Sentence>, intent: Intent, deliverables: ReadonlyArray<Deliverable>): ReadonlyArray<Concern> => {
  const found: Array<Concern> = []
  for (const line of lines) {
    for (const kind of intent === "question" ? asked(line) : wished(line, deliverables)) {
      if (!found.some((c) => c.kind === kind)) found.push({ kind, evidence: toOriginal(normal, line.from, line.to) })
    }
  }
  return found
}

const asked = (line: Sentence): ReadonlyArray<ConcernKind> => {
  if (!line.asks && !Cues.inquiry.test(line.text) && !wants.test(line.text)) return []
  const kinds = questioned(line.text)
  return kinds.length > 0 ? kinds : line.asks ? ["other"] : []
}

const wished = (line: Sentence, deliverables: ReadonlyArray<Deliverable>): ReadonlyArray<ConcernKind> => {
  const money = matching(line.text, line.asks || wants.test(line.text) ? moneyTopics : [])
  const questions = line.asks ? questioned(line.text).filter((kind) => kind !== "other" && kind !== "price") : []
  return [...money, ...wishesIn(line.text, deliverables), ...questions]
}

const questioned = (text: string): ReadonlyArray<ConcernKind> => beyond.test(text) ? ["other"] : matching(text, questionTopics)

type Topics = ReadonlyArray<readonly [ConcernKind, RegExp]>

const matching = (text: string, topics: Topics): ReadonlyArray<ConcernKind> => topics.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind)

const wants =
  /\b(?:need|want|require|prefer|could|can|would|if|as long as|provided|low|instead|concern\w*|worried|question|wondering|tell me|let me know|clarify|share|my rate|my fee)\b/
/** What no standing term settles, so that an answer made of our terms would pass over it. */
const beyond = new RegExp([
  "\\b(?:up ?front|deposit|in advance|advance|tax(?:es|ed)?|vat|gross|withh\\w+|escrow|late|kill fee|early|earlier|faster|half|split|instal\\w+|currency|revisions?|rounds?|edits?|reshoots?)\\b",
  "\\b(?:ads?|whitelist\\w*|boost\\w*|spark|exclusiv\\w*|competitors?|repost\\w*|third part\\w+|other brands?|licen[sc]\\w*|perpetu\\w*|extend\\w*|renew\\w*|delete|take (?:it|them) down|archive|own(?:s|ership)?|raw)\\b",
  "\\b(?:means?|meaning|exactly|definition|difference|why|what if|what happens)\\b", "\\bpay for (?:the |my )?(?:shipping|travel|props|product|ads?)\\b"
].join("|"))
const moneyTopics: Topics = [
  ["budget", /\bbudget\b|\bwiggle room\b|\bmax(?:imum)?\b/],
  ["price", /\b(?:rate|price|fee|higher|low|increase|offer|pay more|number|charge|cost)\b|[$€£]/]
]
const questionTopics: Topics = [
  ["budget", /\bbudget\b|\bwiggle room\b|\bmax(?:imum)?\b/],
  ["price", /\b(?:rate|price|fee|higher|increase|offer|pay more|how much|charge|cost|negotiable|flexib\w+)\b|[$€£]/],
  ["payment", new RegExp([
    "\\b(?:when|how|how (?:soon|long|quickly|fast)|what) \\b(?!much)[^?]*\\b(?:pay|paid|payments?|payout)\\b", "\\bpayment (?:terms?|schedule|methods?|timeline|window|process|timing)\\b",
    "\\b(?:pay|paid|payment) (?:by|via|through|made by|net)\\b", "\\bnet ?\\d+\\b"
  ].join("|"))],
  ["usage", /\busage (?:rights|terms|period|window)\b|\b(?:how long|what|which|where|how)\b[^?]*\b(?:usage|rights|use (?:the|my|it|this|our)|used)\b|\b(?:usage|rights)\b[^?]*\b(?:organic|how long|period|days|months)\b/],
  ["scope", /\bwhat\b[^?]{0,25}\b(?:deliverables?|scope)\b|\bhow many (?:[a-z]+ )?(?:posts?|videos?|reels?|stories|tik ?toks?|shorts?|pieces|deliverables?)\b|\bdeliverables? (?:you|would|are)\b/],
  ["timing", /\b(?:deadlines?|timeline|schedule|due date|posting date)\b|\bgo(?:es|ing)? live\b|\b(?:when|by when|how soon|what (?:date|day|week)|which (?:date|day|week))\b[^?]*\b(?:posts?|publish(?:ed)?|live|drafts?|deliver(?:ed)?|content|film|due|start|(?:reel|video|tik ?tok|story|short) (?:need|have|be))\b/],
  ["product", /\b(?:products?|samples?|ship\w*|send (?:it|me) back|address|gift\w*)\b/],
  ["process", /\b(?:contract|agreement|next steps?|approval|brief|process|call|bot|who)\b/]
]
