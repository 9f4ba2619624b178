import { type Normal, toOriginal } from "./Normal.ts"
import type { Concern, ConcernKind } from "./ReplyReading.ts"
import type { Sentence } from "./Sentences.ts"

/** What they ask about or want changed, each kind once, with the sentence that says so (READ-01). */
export const findConcerns = (normal: Normal, lines: ReadonlyArray<Sentence>): ReadonlyArray<Concern> => {
  const found: Array<Concern> = []
  for (const line of lines) {
    if (!line.asks && !wants.test(line.text)) continue
    const kinds = topics.filter(([, pattern]) => pattern.test(line.text)).map(([kind]) => kind)
    const named: ReadonlyArray<ConcernKind> = kinds.length > 0 ? kinds : line.asks ? ["other"] : []
    for (const kind of named) {
      if (!found.some((c) => c.kind === kind)) found.push({ kind, evidence: toOriginal(normal, line.from, line.to) })
    }
  }
  return found
}

const wants =
  /\b(?:need|want|require|prefer|could|can|would|if|as long as|provided|low|instead|concern\w*|worried|question|wondering|tell me|let me know|clarify|share|my rate|my fee)\b/
const topics: ReadonlyArray<readonly [ConcernKind, RegExp]> = [
  ["budget", /\bbudget\b|\bwiggle room\b|\bmax(?:imum)?\b/],
  ["price", /\b(?:rate|price|fee|higher|low|increase|offer|pay more|number|charge|cost)\b|[$€£]/],
  ["payment", /\b(?:payment|paid|pay|invoice|net ?\d+|up ?front|deposit|paypal|wire|bank)\b/],
  ["usage", /\b(?:usage|rights|whitelist\w*|ads?|exclusiv\w*|organic|licen[sc]\w*|boost\w*|perpetu\w*)\b/],
  ["scope", /\b(?:deliverables?|stor(?:y|ies)|reels?|posts?|videos?|revisions?|scope|how many|script|concepts?)\b/],
  ["timing", /\b(?:when|deadline|timeline|schedule|go live|date|how soon|how long|week|month)\b/],
  ["product", /\b(?:product|sample|ship\w*|send (?:it|me) back|address|gift\w*)\b/],
  ["process", /\b(?:contract|agreement|next steps?|approval|brief|process|call|bot|who)\b/]
]
