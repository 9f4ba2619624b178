/**
 * Cells as texts for `readRoster`, row by row from the sheet's first. They were asked for as UNFORMATTED_VALUE, because what a sheet shows
 * depends on its locale and its formats (`1.200,50`, or `4%` where 4.2 % stands): so `5%` comes as the number 0.05, which the engagement
 * column reads as 5 %, and a rate as 1200.5. Dates come as texts, since their numbers would pass for views. Cells and rows that are absent
 * at an end are empty ones; nothing becomes 0, for each column's reader refuses what it does not expect.
 */
export const tableOf = (values: ReadonlyArray<ReadonlyArray<unknown>>): ReadonlyArray<ReadonlyArray<string>> => values.map((row) => row.map(textOf))

const textOf = (cell: unknown): string =>
  typeof cell === "string" ? cell : typeof cell === "number" ? numberText(cell) : typeof cell === "boolean" ? (cell ? "TRUE" : "FALSE") : ""

/** At most 15 digits count in a sheet; those beyond them are what binary fractions leave over, as in 0.1 + 0.2. */
const numberText = (value: number): string => String(Number(value.toPrecision(15)))
