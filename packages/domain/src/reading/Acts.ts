import { actBias, actScale, actVocabulary, actWeights } from "./learned.ts"
import { type Worded, wordingsOf } from "./Wording.ts"

/** What a sentence of a reply does; `term` wants a term otherwise or makes agreement hang on one, `ask` wants another price. */
export const acts = ["accept", "ask", "term", "reject", "question", "undecided", "handoff", "machine", "neutral"] as const
export type Act = typeof acts[number]

/** How sure it is, act by act, that a sentence does it; the nine add up to 1. */
export type ActShares = ReadonlyArray<number>

/** Weighs the wordings of a sentence, as learnt from a phrase book and from labelled replies. */
export const actsOf = (sentence: Worded): ActShares => {
  const { index, rows, weights } = table()
  return weigh(sentence, actBias, actScale, (wording) => {
    const row = index.get(wording)
    return row === undefined ? undefined : rows[row] ??= weights.subarray(row * acts.length, (row + 1) * acts.length)
  })
}

/** The shares that the weights of a sentence's wordings come to, one an act; each counts less the more of them are known. */
export const weigh = (sentence: Worded, bias: ArrayLike<number>, scale: number, weightsOf: (wording: string) => ArrayLike<number> | undefined): ActShares => {
  if (isSilent(sentence)) return silent
  const known: Array<ArrayLike<number>> = []
  for (const wording of wordingsOf(sentence)) {
    const row = weightsOf(wording)
    if (row !== undefined) known.push(row)
  }
  const scores = Array.from(bias)
  const share = scale * shareOf(known.length)
  for (const row of known) for (let act = 0; act < acts.length; act++) scores[act] = (scores[act] ?? 0) + (row[act] ?? 0) * share
  return softmax(scores)
}

/** A greeting, a name, a number of a list, a date: such a line does nothing, whatever else was learnt of its words. */
export const isSilent = ({ text }: Worded): boolean => silence.test(text)
const silence = /^[^a-zA-Z?]*(?:(?:hi|hello|hey|dear|thanks|best|cheers|good (?:morning|afternoon|evening|day)|and|mr|mrs|ms|Name|Tiny|Date|Identifier|Phone|Count|Year|Time|Ordinal|Percentage)\b[^a-zA-Z?]*)*$/
const silent: ActShares = acts.map((act) => act === "neutral" ? 1 : 0)

/** How much one of so many wordings counts. */
export const shareOf = (wordings: number): number => 1 / Math.sqrt(Math.max(6, wordings))

export const softmax = (scores: ReadonlyArray<number>): ReadonlyArray<number> => {
  const top = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - top))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((value) => value / sum)
}

/** The letter that stands for a weight of 0; weights go so many letters up and down from it. */
export const zero = 80
export const steps = 45

/** `rows` are those of `weights` that were asked for: making one costs more than looking it up. */
interface Table { readonly index: ReadonlyMap<string, number>; readonly weights: Int8Array; readonly rows: Array<Int8Array | undefined> }
let made: Table | null = null
const table = (): Table => {
  if (made === null) {
    const weights = new Int8Array(actWeights.length)
    for (let i = 0; i < actWeights.length; i++) weights[i] = actWeights.charCodeAt(i) - zero
    const index = new Map(actVocabulary.split("\n").map((wording, row) => [wording, row]))
    made = { index, weights, rows: Array.from({ length: index.size }) }
  }
  return made
}
