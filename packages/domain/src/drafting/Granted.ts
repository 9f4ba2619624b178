/** Stretches of a text that the team wrote; half open, in UTF-16 units. */
export interface Granted {
  readonly covers: (start: number, end: number) => boolean
}

/** Finds every whole occurrence of `texts` in `part`: one that no letter, digit or currency mark continues. */
export const findGranted = (part: string, texts: ReadonlyArray<string>): Granted => {
  const spans: Array<{ readonly start: number; readonly end: number }> = []
  for (const text of texts) {
    for (let start = part.indexOf(text); start >= 0; start = part.indexOf(text, start + 1)) {
      const end = start + text.length
      if (isEdge(part.slice(Math.max(0, start - 2), start), text, "before") && isEdge(part.slice(end, end + 2), text, "after")) spans.push({ start, end })
    }
  }
  return { covers: (start, end) => spans.some((span) => span.start <= start && end <= span.end) }
}

const isEdge = (beyond: string, text: string, side: "before" | "after"): boolean => {
  const inside = side === "before" ? Array.from(text)[0] ?? "" : Array.from(text).at(-1) ?? ""
  const next = side === "before" ? Array.from(beyond).at(-1) ?? "" : Array.from(beyond)[0] ?? ""
  if (/[\p{L}\p{N}]/u.test(inside) && /[\p{L}\p{N}\p{Sc}\p{M}%]/u.test(next)) return false
  return !(/\p{N}/u.test(inside) && (side === "before" ? /\p{N}[.,'\u2019]$/u : /^[.,'\u2019]\p{N}/u).test(beyond))
}
