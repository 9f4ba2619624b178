import type { Acceptance } from "./Acceptance.ts"
import type { Found } from "./AskFinder.ts"
import * as Cues from "./Cues.ts"
import { isForeign } from "./Foreign.ts"
import { machineNotice } from "./Machine.ts"
import type { Intent } from "./ReplyReading.ts"
import { find, type Sentence } from "./Sentences.ts"
import { injectionIn } from "./Triggers.ts"
import { hasMatch } from "./matchesOf.ts"

/** What the reply does, and how sure that is, 0 to 100. */
export interface Position {
  readonly intent: Intent
  readonly confidence: number
}

/**
 * Reads the position of a reply. `own` says whether the ask, if there is one, is our open offer; `wishes` whether they want a term otherwise; `offerOpen` whether
 * there is one; `acceptance` what they do with it. A yes counts only without condition, other price or second thought (READ-03); in doubt it is `unclear`.
 */
export const findIntent = (
  subject: string,
  lower: string,
  all: ReadonlyArray<Sentence>,
  found: Found,
  own: boolean,
  wishes: boolean,
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
  if (machine === "machine" || machine === "automatic" && found.ask === null) return { intent: "out_of_office", confidence: 92 }
  if (foreign) return counterAsk && found.sure && !found.others ? { intent: "counter", confidence: 60 } : { intent: "unclear", confidence: 35 }
  if (steered && lines.length === 0) return { intent: "unclear", confidence: 80 }
  const firm = (line: Sentence): boolean => !hasMatch(line.text, Cues.harmless)
  const rejectsIn = (line: Sentence): boolean => { const at = find(line.text, Cues.rejection); return at !== null && !ifBefore.test(line.text.slice(0, at.from)) }
  const rejects = lines.some(rejectsIn)
  const accepts = lines.some((line) => !line.asks && hasMatch(line.text, Cues.acceptance))
  const reserved = lines.some((line) => firm(line) && hasMatch(line.text, Cues.reservation))
  const changes = lines.some((line) => firm(line) && hasMatch(line.text, Cues.change) && !hasMatch(line.text, paperwork)) || wishes
  const asks = lines.some((line) => line.asks && !tag.test(line.text) || hasMatch(line.text, Cues.inquiry))
  if (machine === "away" && found.ask === null && acceptance === "none" && !accepts && !rejects) return { intent: "out_of_office", confidence: 85 }
  const handsOver = hasMatch(text, Cues.handingOver) && !hasMatch(text, asksThem)
  const ironic = hasMatch(text, irony)

  if (acceptance === "plain" && offerOpen && !counterAsk && !found.others && !rejects && !ironic && !steered) return { intent: "accept", confidence: 88 }
  if (handsOver && !counterAsk && !accepts && !rejects) return { intent: "handoff", confidence: 85 }
  const takenBack = lines.findLastIndex((line) => hasMatch(line.text, retracts))
  if (takenBack > 0 && !counterAsk && acceptance !== "plain" && !lines.slice(takenBack).some(rejectsIn)) return { intent: "unclear", confidence: 60 }
  if (rejects && !accepts) {
    if (counterAsk && hasMatch(text, Cues.openDoor)) return { intent: "counter", confidence: 75 }
    if (!(changes && hasMatch(text, Cues.openDoor))) return { intent: "reject", confidence: 88 }
  }
  if (ironic && (accepts || acceptance !== "none" || own)) return { intent: "unclear", confidence: 45 }
  if (hasMatch(text, retracts) && !counterAsk) return { intent: "unclear", confidence: 60 }
  if (asks && hypothetical.test(text)) return { intent: "question", confidence: 70 }
  if (counterAsk) {
    if (accepts && found.others && !changes && !Cues.acceptance.test(text.split(/\bbut\b/)[1] ?? "") && usualOnly.test(text)) return { intent: "unclear", confidence: 45 }
    return { intent: "counter", confidence: found.sure ? steered ? 75 : 88 : 55 }
  }
  if (accepts && !rejects) {
    if (changes) return { intent: "counter", confidence: 78 }
    const open = lines.some((line) => line.asks && firm(line) && !hasMatch(line.text, Cues.acceptance))
    return acceptance === "none" && open && !reserved && !found.others ? { intent: "question", confidence: 72 } : { intent: "unclear", confidence: 50 }
  }
  if (rejects) return { intent: "unclear", confidence: 45 }
  if (asks && questionFirst.test(text) && !found.others) return { intent: "question", confidence: 82 }
  if (!counterAsk && demand.test(text)) return { intent: "unclear", confidence: 70 }
  if (changes) return { intent: "counter", confidence: 80 }
  if (card.test(text) && found.others && !(asks && found.grounded.length === 0)) return { intent: "counter", confidence: 65 }
  if (own && !asks) return reserved ? { intent: "unclear", confidence: 45 } : { intent: "unclear", confidence: 55 }
  if (asks) return { intent: "question", confidence: found.others ? 65 : 82 }
  return hasMatch(text, Cues.undecided) ? { intent: "unclear", confidence: 82 } : { intent: "unclear", confidence: lines.length <= 2 ? 70 : 40 }
}

export const irony = /\b(?:lol|lmao|haha|as if|yeah right|in your dreams|how generous|wash your car|of the century|very funny|what a joke)\b|🙄|😂|🤣|🤡/
/** Nobody else deals with it: somebody must be asked first. */
const asksThem = /\b(?:i'll|i will|i need to|i have to|i must|let me|gonna|i'm going to|will) (?:ask|check with|talk to|speak to|discuss (?:it|this) with|show (?:it|this) to|run (?:it|this) (?:by|past)) (?:my|her|him|them|the|it|[a-z]+)\b|\b(?:has|have|needs?) to (?:say yes|agree|approve|ok|okay|sign off)\b/
/** A legal demand is no position on our offer. */
const demand = /\binfring\w*|\bcease and desist\b|\bin breach of\b|\bbreach(?:ed|es)? (?:of )?(?:our|the|my)\b|\b(?:take|taking) legal (?:action|steps)\b|\bused my (?:clip|photos?|videos?|content|images?|picture|footage)\b/
export const hypothetical = /\bhypothetical\w*|\btheoretically\b|\bin theory\b|\bif i were to\b|\bsuppose (?:i|we|that)\b|\bout of curiosity\b/
/** "If not, it's a no": they end it only if we do not move, which is a wish. */
const ifBefore = /\b(?:if|unless|otherwise|or else|either)\b/
/** "I'll sleep on it, ok?" asks nothing. */
const tag = /\b(?:ok|okay|alright|haha|k)\?+[!]*$|, ?(?:cool|yeah|right)\?+[!]*$/
export const retracts = /\b(?:scratch that|on second thought|never ?mind|take that back|changed my mind|actually,? wait|disregard (?:that|my)|hold off)\b/
const paperwork = /^(?:please |can you |could you )?(?:send|share|forward)\b[^,]*\b(?:contract|agreement|brief|paperwork)\b/
const usualOnly = /\b(?:normal|usual|regular|standard|typical)(?:ly)?\b/
const questionFirst = /\bwiggle room\b|\bif i were to\b|\bhow would that\b|\bcan you tell me\b|\bcould you (?:share|clarify|tell|explain)\b|^(?:hi|hello|hey)?[^.!?]{0,12}\b(?:what|which|when|who|how|where) (?:is|are|would|did|does|do|rights|usage|else|many|brand)\b/m
const card = /\brates?\b|\bpricing\b|\brate card\b/
