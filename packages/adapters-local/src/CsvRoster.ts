import { parse } from "csv-parse/sync"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as fs from "node:fs/promises"
import { resolve } from "node:path"
import { readRoster } from "@parley/domain/influencer/RosterTable"
import { Roster, RosterUnavailable } from "@parley/domain/ports/Roster"
import { reasonOf } from "./internal/Durable.ts"

/** Rosters in CSV files: `source` is the file's path. Commas, semicolons or tabs; UTF-8, with or without a byte order mark (ROSTER-01). */
export const layer: Layer.Layer<Roster> = Layer.succeed(Roster, {
  read: Effect.fn("CsvRoster.read")(function*(source, currency) {
    const bytes = yield* Effect.tryPromise({
      try: () => fs.readFile(resolve(source)),
      catch: (error) => new RosterUnavailable({ source, reason: reasonOf(error, resolve(source)), expected: "the path of a CSV file that can be read" })
    })
    const text = yield* Effect.try({
      try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
      catch: () => new RosterUnavailable({ source, reason: "the file is not UTF-8", expected: "a CSV file saved as UTF-8 (in Excel: CSV UTF-8)" })
    })
    const table = yield* Effect.try({
      try: () => parseCsv(text),
      catch: (error) => new RosterUnavailable({
        source,
        reason: error instanceof Error ? error.message : String(error),
        expected: "CSV: cells separated by commas or semicolons, those with separators, quotes or line breaks in double quotes"
      })
    })
    return readRoster(table, currency)
  })
})

/** Empty lines stay, as empty rows, so that a row's place in the table is the row a person sees in a spreadsheet. */
const parseCsv = (text: string): ReadonlyArray<ReadonlyArray<string>> =>
  parse(text, { delimiter: delimiterOf(text), record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true, skip_empty_lines: false })

/** The separator that cuts the first line with text into most cells, outside quotes; a comma if none does. */
const delimiterOf = (text: string): string => {
  const header = /^\s*(?:"(?:[^"]|"")*"|[^"\r\n])*/u.exec(text)?.[0].replace(/"(?:[^"]|"")*"/gu, "") ?? ""
  const count = (delimiter: string): number => header.split(delimiter).length
  return [";", "\t"].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), ",")
}
