import type { Acceptance } from "./Acceptance.ts"
import type { Found } from "./AskFinder.ts"
import * as Cues from "./Cues.ts"
import { isForeign } from "./Foreign.ts"
import { machineNotice } from "./Machine.ts"
import type { Intent } from "./ReplyReading.ts"
import type { Sentence } from "./Sentences.ts"
import { injectionIn } from "./Triggers.ts"

/** What the reply does, and how sure that is, 0 to 100. */
export interface Position {
  readonly intent: Intent
  readonly confidence: number
}

/**
 * Reads the position of a reply. `own` says whether the ask, if there is one, is our open offer; `offerOpen` whether
 * there is one; `acceptance` what they do with it. A yes counts only without condition, other price or second thought (READ-03); in doubt it is `unclear`.
 */
export const findIntent = (
  subject: string,
  lower: string,
  all: ReadonlyArray<Sentence>,
  found: Found,
  own: boolean,
  offerOpen: boolean,
  acceptance: Acceptance
): Position => {
  const lines = all.filter((line) => injectionIn(line.text) === null)
  const steered = lines.length < all.length
  const text = lines.map((line) => line.text).join("\n")
  const foreign = isForeign(lower)
  const counterAsk = found.ask !== null && !own
  const machine = machineNotice(subject, lower)
  if (machine === "notice") return { intent: "unclear", confidence: 80 }
  if (machine === "out_of_office" && found.ask === null) return { intent: "out_of_office", confidence: 92 }
  if (foreign) return counterAsk && found.sure && !found.others ? { intent: "counter", confidence: 60 } : { intent: "unclear", confidence: 35 }
  if (steered && lines.length === 0) return { intent: "unclear", confidence: 80 }
  const firm = (line: Sentence): boolean => !Cues.harmless.test(line.text)
  const rejects = lines.some((line) => Cues.rejection.test(line.text))
  const accepts = lines.some((line) => !line.asks && Cues.acceptance.test(line.text))
  const reserved = lines.some((line) => firm(line) && Cues.reservation.test(line.text))
  const changes = lines.some((line) => firm(line) && Cues.change.test(line.text) && !paperwork.test(line.text))
  const asks = lines.some((line) => line.asks || Cues.inquiry.test(line.text))
  const handsOver = Cues.handingOver.test(text)
  const ironic = irony.test(text)

  if (acceptance === "plain" && offerOpen && !counterAsk && !found.others && !rejects && !ironic && !steered) return { intent: "accept", confidence: 88 }
  if (handsOver && !counterAsk && !accepts && !rejects) return { intent: "handoff", confidence: 85 }
  if (rejects && !accepts) {
    if (counterAsk && Cues.openDoor.test(text)) return { intent: "counter", confidence: 75 }
    if (!(changes && Cues.openDoor.test(text))) return { intent: "reject", confidence: 88 }
  }
  if (ironic) return { intent: "unclear", confidence: 45 }
  if (retracts.test(text) && !counterAsk) return { intent: "unclear", confidence: 60 }
  if (counterAsk) {
    if (accepts && found.others && !changes && !Cues.acceptance.test(text.split(/\bbut\b/)[1] ?? "") && usualOnly.test(text)) return { intent: "unclear", confidence: 45 }
    return { intent: "counter", confidence: found.sure ? steered ? 75 : 88 : 55 }
  }
  if (accepts && !rejects) {
    if (changes) return { intent: "counter", confidence: 78 }
    const open = lines.some((line) => line.asks && firm(line) && !Cues.acceptance.test(line.text))
    return acceptance === "none" && open && !reserved && !found.others ? { intent: "question", confidence: 72 } : { intent: "unclear", confidence: 50 }
  }
  if (rejects) return { intent: "unclear", confidence: 45 }
  if (asks && questionFirst.test(text) && !found.others) return { intent: "question", confidence: 82 }
  if (changes) return { intent: "counter", confidence: 80 }
  if (card.test(text) && found.others) return { intent: "counter", confidence: 65 }
  if (own && !asks) return reserved ? { intent: "unclear", confidence: 45 } : { intent: "unclear", confidence: 55 }
  if (asks) return { intent: "question", confidence: found.others ? 65 : 82 }
  return Cues.undecided.test(text) ? { intent: "unclear", confidence: 82 } : { intent: "unclear", confidence: lines.length <= 2 ? 70 : 40 }
}

const irony = /\b(?:lol|lmao|haha|as if|yeah right|in your dreams|how generous|wash your car|of the century|very funny|what a joke)\b|🙄|😂|🤣|🤡/
const retracts = /\b(?:scratch that|on second thought|never ?mind|take that back|changed my mind|actually,? wait|disregard (?:that|my)|hold off)\b/
const paperwork = /^(?:please |can you |could you )?(?:send|share|forward)\b[^,]*\b(?:contract|agreement|brief|paperwork)\b/
const usualOnly = /\b(?:normal|usual|regular|standard|typical)(?:ly)?\b/
const questionFirst = /\bwiggle room\b|\bif i were to\b|\bhow would that\b|\bcan you tell me\b|\bcould you (?:share|clarify|tell|explain)\b|^(?:hi|hello|hey)?[^.!?]{0,12}\b(?:what|which|when|who|how|where) (?:is|are|would|did|does|do|rights|usage|else|many|brand)\b/m
const card = /\brates?\b|\bpricing\b|\brate card\b/
