/** Longest text that is split into new words and history, in UTF-16 code units: a hundred pages. */
export const maxTextLength = 200_000
/** Most lines of it. */
export const maxTextLines = 10_000

export interface Cut<A> {
  readonly kept: A
  readonly cut: boolean
}

/** The start of a text up to the limits, its line ends "\n". */
export const cutText = (text: string): Cut<string> => {
  const even = text.slice(0, 2 * maxTextLength).replace(/\r\n?/gu, "\n")
  let end = -1
  for (let line = 0; line < maxTextLines; line++) {
    end = even.indexOf("\n", end + 1)
    if (end < 0) break
  }
  const kept = even.slice(0, Math.min(end < 0 ? even.length : end, maxTextLength))
  return { kept, cut: text.length > 2 * maxTextLength || kept.trimEnd() !== even.trimEnd() }
}

/** The first lines up to the limits; a line that passes them is left out whole. */
export const cutLines = <A extends { readonly text: string }>(lines: ReadonlyArray<A>): Cut<ReadonlyArray<A>> => {
  let length = 0
  const past = lines.findIndex((line, index) => {
    length += line.text.length + 1
    return index >= maxTextLines || length > maxTextLength + 1
  })
  return past < 0 ? { kept: lines, cut: false } : { kept: lines.slice(0, past), cut: lines.slice(past).some((line) => line.text.trim() !== "") }
}
