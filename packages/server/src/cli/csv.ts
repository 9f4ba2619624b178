import { printable } from "./printable.ts"

/** One line of RFC 4180. A cell that a spreadsheet would take for a formula gets a ' in front, and so stays text. */
export const csvLine = (cells: ReadonlyArray<string | number | null>): string => `${cells.map(cell).join(",")}\r\n`

const cell = (value: string | number | null): string => {
  if (typeof value !== "string") return value === null ? "" : String(value)
  const text = printable(value)
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll("\"", "\"\"")}"` : safe
}

/** Also behind spaces, which some spreadsheets drop, and in the wide forms that some take for the same. */
const formula = /^\s*[=+\-@＝＋－＠]/
