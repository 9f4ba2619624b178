/** One sentence or line of a normalised text, in lower case, with where it stands. */
export interface Sentence {
  readonly from: number
  readonly to: number
  readonly text: string
  /** It ends in a question mark. */
  readonly asks: boolean
}

/** Splits at line ends, and at points, exclamation and question marks that a space or an end follows; decimals and addresses stay whole. */
export const sentences = (lower: string): ReadonlyArray<Sentence> => {
  const found: Array<Sentence> = []
  for (const match of lower.matchAll(/[^\n.!?;]+(?:[.!?;](?![\s"')]|$)[^\n.!?;]*)*[.!?;]*/g)) {
    const text = match[0].trim()
    if (text === "") continue
    const from = match.index + match[0].indexOf(text)
    found.push({ from, to: from + text.length, text, asks: /\?[!?"')]*$/.test(text) })
  }
  return found
}

/** Where `pattern` first matches in the text, or null. */
export const find = (text: string, pattern: RegExp): { readonly from: number; readonly to: number } | null => {
  const match = pattern.exec(text)
  return match === null ? null : { from: match.index, to: match.index + match[0].length }
}
