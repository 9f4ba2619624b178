import { type Clues, cluesOf, markGrams, marksLength, standIn } from "./Clues.ts"

/** False only where the pattern does not match: told from what stands in the text at all, sooner than by searching it. For patterns that are made once. */
export const mayMatch = (text: string, pattern: RegExp): boolean => {
  let clues = cluesBy.get(pattern)
  if (clues === undefined) cluesBy.set(pattern, clues = cluesOf(pattern))
  return clues === null || standIn(clues, marksOf(text))
}

const cluesBy = new WeakMap<RegExp, Clues | null>()

/** One text is looked through for many patterns. */
const marksOf = (text: string): Int32Array => {
  for (const one of recent) if (one.text === text) return one.marks
  const marks = recent.length < 4 ? new Int32Array(marksLength) : recent.pop()?.marks ?? new Int32Array(marksLength)
  markGrams(text, marks)
  recent.unshift({ text, marks })
  return marks
}
const recent: Array<{ readonly text: string; readonly marks: Int32Array }> = []
