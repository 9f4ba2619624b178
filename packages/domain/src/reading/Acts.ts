import { actBias, actScale, actVocabulary, actWeights } from "./learned.ts"
import { type Worded, wordingsOf } from "./Wording.ts"

/** What a sentence of a reply does; `term` wants a term otherwise or makes agreement hang on one, `ask` wants another price. */
export const acts = ["accept", "ask", "term", "reject", "question", "undecided", "handoff", "machine", "neutral"] as const
export type Act = typeof acts[number]

/** How sure it is, act by act, that a sentence does it; the nine add up to 1. */
export type ActShares = ReadonlyArray<number>

/** Weighs the wordings of a sentence, as learnt from a phrase book and from labelled replies. */
export const actsOf = (sentence: Worded): ActShares => {
  const { index, weights } = table()
  const known = wordingsOf(sentence).flatMap((wording) => index.get(wording) ?? [])
  const scores = [...actBias]
  const share = actScale / Math.sqrt(Math.max(6, known.length))
  for (const row of known) for (let act = 0; act < acts.length; act++) scores[act] = (scores[act] ?? 0) + (weights[row * acts.length + act] ?? 0) * share
  return softmax(scores)
}

export const softmax = (scores: ReadonlyArray<number>): ReadonlyArray<number> => {
  const top = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - top))
  const sum = raised.reduce((a, b) => a + b, 0)
  return raised.map((value) => value / sum)
}

/** The letter that stands for a weight of 0; weights go 64 letters down and 63 up from it. */
export const zero = 0x140

interface Table { readonly index: ReadonlyMap<string, number>; readonly weights: Int8Array }
let made: Table | null = null
const table = (): Table => {
  if (made === null) {
    const weights = new Int8Array(actWeights.length)
    for (let i = 0; i < actWeights.length; i++) weights[i] = actWeights.charCodeAt(i) - zero
    made = { index: new Map(actVocabulary.split("\n").map((wording, row) => [wording, row])), weights }
  }
  return made
}
