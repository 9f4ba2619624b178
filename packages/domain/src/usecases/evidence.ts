import type { ReplyReading, Span } from "../reading/ReplyReading.ts"

/** The words a reading goes by, each with the line it stands in, cut to 300 characters: what must be seen first, then their price. */
export const evidenceIn = (text: string, { ask, triggers }: ReplyReading): ReadonlyArray<string> =>
  [...new Set([...triggers.map(({ evidence }) => evidence), ...ask === null ? [] : [ask.evidence]].map((span) => around(text, span)))].filter((words) => words !== "")

/** The agency that a reading found in the text (PARTY-01), on one line; null when it found none. */
export const agencyIn = (text: string, { agency }: ReplyReading): string | null => {
  const words = agency === undefined ? "" : text.slice(agency.start, agency.end).replace(/\s+/gu, " ").trim().slice(0, 120)
  return words === "" ? null : words
}

const longest = 300

const around = (text: string, { end, start }: Span): string => {
  const from = Math.max(text.lastIndexOf("\n", Math.max(0, start - 1)) + 1, start - longest / 2)
  const lineEnd = text.indexOf("\n", end)
  return text.slice(from, Math.min(lineEnd < 0 ? text.length : lineEnd, Math.max(end, from + longest))).slice(0, longest).trim()
}
