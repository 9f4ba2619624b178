import { matchesOf } from "./matchesOf.ts"
import { mayMatch } from "./mayMatch.ts"

/** One sentence or line of a normalised text, in lower case, with where it stands. */
export interface Sentence {
  readonly from: number
  readonly to: number
  readonly text: string
  /** It ends in a question mark, or in nothing and begins as a question does. */
  readonly asks: boolean
}

/** Splits at line ends, and at points, exclamation and question marks that a space or an end follows; decimals and addresses stay whole. */
export const sentences = (lower: string): ReadonlyArray<Sentence> => {
  const found: Array<Sentence> = []
  for (const match of matchesOf(lower, sentence)) {
    const text = match[0].trim()
    if (text === "") continue
    const from = match.index + match[0].indexOf(text)
    found.push({ from, to: from + text.length, text, asks: isQuestion(text) })
  }
  return found
}

const sentence = /[^\n.!?;]+(?:[.!?;](?![\s"')]|$)[^\n.!?;]*)*[.!?;]*/g

const isQuestion = (text: string): boolean => /\?[!?"')]*$/.test(text) || !/[.!]$/.test(text) && inverted.test(text)
const inverted =
  /^(?:(?:hi|hey|hello|and|also|so|but|ok|okay|or|oh|btw|quick q)[ ,]+){0,3}(?:do (?:you|i|we|they)|does (?:it|the|this|that|your)|did (?:you|they)|(?:is|are) (?:it|this|that|there|you|we|they|the|your)|(?:can|could|would|will|should) (?:you|i|we|it|this|there|they)|may i|what(?:'s| is| are| would| do| does| kind| about)|when (?:is|are|do|does|would|will|can|should)|where (?:is|are|do|does|would|will|can|should)|how (?:much|many|long|is|are|do|does|would|will|about)|which (?:one|product|usage|platform|date)|who (?:is|are|do|does|would|will|should))\b/

/** Where `pattern` first matches in the text, or null. */
export const find = (text: string, pattern: RegExp): { readonly from: number; readonly to: number } | null => {
  const match = mayMatch(text, pattern) ? pattern.exec(text) : null
  return match === null ? null : { from: match.index, to: match.index + match[0].length }
}
