/** Stretches of a text that the team wrote, also several with but punctuation between them; half open, in UTF-16 units. */
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
  const isInside = (start: number, end: number): boolean => spans.some((span) => span.start <= start && end <= span.end)
  return {
    covers: (start, end) => {
      if (isInside(start, end)) return true
      if (spans.length === 0 || end - start > 200) return false
      let found = false
      for (let at = start; at < end; at++) {
        if (/[\s.,:;'-]/.test(part[at] ?? "")) continue
        if (!isInside(at, at + 1)) return false
        found = true
      }
      return found
    }
  }
}

const isEdge = (beyond: string, text: string, side: "before" | "after"): boolean => {
  const inside = side === "before" ? Array.from(text)[0] ?? "" : Array.from(text).at(-1) ?? ""
  const next = side === "before" ? Array.from(beyond).at(-1) ?? "" : Array.from(beyond)[0] ?? ""
  if (/[\p{L}\p{N}]/u.test(inside) && /[\p{L}\p{N}\p{Sc}\p{M}%]/u.test(next)) return false
  return !(/\p{N}/u.test(inside) && (side === "before" ? /\p{N}[.,'\u2019]$/u : /^[.,'\u2019]\p{N}/u).test(beyond))
}
