import * as Either from "effect/Either"
import type { Currency } from "../Currency.ts"
import { formatMoney } from "../Money.ts"
import type { EmailAddress } from "./Influencer.ts"
import * as Cell from "./RosterCell.ts"
import type { RosterProblem, RosterReading, RosterRow } from "./RosterRow.ts"

/**
 * Reads a table of cells, header first, as it comes from a CSV file or a spreadsheet (ROSTER-01). Header names match without regard to
 * case, spaces and underscores; other columns are ignored; blank rows are skipped. A row with a problem is left out and the others go on;
 * without a required column no row can be good. Rates are in `currency`. Rows may share a mail
 * address, as a manager's creators do, when each has another name and another handle; of others the first goes on.
 */
export const readRoster = (table: ReadonlyArray<ReadonlyArray<string>>, currency: Currency): RosterReading => {
  const found = table.findIndex((row) => !isBlank(row))
  const headerAt = found === -1 ? 0 : found
  const header = readHeader(table[headerAt] ?? [], headerAt + 1)
  if (Either.isLeft(header)) return { rows: [], problems: header.left, leftOut: null }

  const rows: Array<RosterRow> = []
  const problems: Array<RosterProblem> = []
  const seen = new Map<EmailAddress, Array<Seen>>()
  const good = new Set<number>()
  let hasNobody = false
  for (const [index, cells] of table.entries()) {
    if (index <= headerAt || isBlank(cells)) continue
    const reading = readRow(cells, index + 1, header.right, currency, seen)
    if (Either.isRight(reading)) {
      rows.push(reading.right)
      good.add(index + 1)
    } else problems.push(...reading.left)
    hasNobody ||= Either.isLeft(Cell.email(cells[header.right.at.get("Email") ?? -1] ?? ""))
  }
  return { rows, problems, leftOut: hasNobody ? null : [...seen].flatMap(([email, found]) => found.some(({ isTwice, row }) => !isTwice && !good.has(row)) ? [email] : []) }
}

const required = ["Name", "Email", "Platform", "Handle", "Average Views", "Min Rate", "Max Rate", "Engagement Rate"] as const
const columns = [...required, "Time Zone"] as const
type Column = (typeof columns)[number]

/** A row with an address, as far as it says whom it is about. */
interface Seen {
  readonly row: number
  readonly name: string | null
  readonly handle: string | null
  /** A row above it is about the same creator. */
  readonly isTwice: boolean
}

const isSameCreator = (one: Omit<Seen, "isTwice">, other: Seen): boolean =>
  (one.name !== null && other.name !== null && plain(one.name) === plain(other.name)) ||
  (one.handle !== null && other.handle !== null && plain(one.handle) === plain(other.handle))

const plain = (text: string): string => normal(text).replace(/^@/u, "")

interface Header {
  readonly width: number
  readonly at: ReadonlyMap<Column, number>
}

const readHeader = (cells: ReadonlyArray<string>, row: number): Either.Either<Header, ReadonlyArray<RosterProblem>> => {
  const names = cells.map(normal)
  const at = new Map<Column, number>()
  const problems: Array<RosterProblem> = []
  for (const column of columns) {
    const places = names.flatMap((name, index) => (name === normal(column) ? [index] : []))
    const [place] = places
    if (places.length > 1) {
      problems.push({ row, column, expected: `one column "${column}"`, got: `${places.length} of them` })
    } else if (place !== undefined) {
      at.set(column, place)
    } else if (column !== "Time Zone") {
      problems.push({ row, column, expected: `a column "${column}"`, got: cut(cells.map((cell) => cell.trim()).join(", ")) })
    }
  }
  return problems.length > 0 ? Either.left(problems) : Either.right({ width: cells.length, at })
}

const readRow = (
  cells: ReadonlyArray<string>,
  row: number,
  header: Header,
  currency: Currency,
  seen: Map<EmailAddress, Array<Seen>>
): Either.Either<RosterRow, ReadonlyArray<RosterProblem>> => {
  const problems: Array<RosterProblem> = []
  const cell = (column: Column): string => cells[header.at.get(column) ?? -1] ?? ""
  const problem = (column: string, expected: string, got: string): null => {
    problems.push({ row, column, expected, got: cut(got) })
    return null
  }
  const read = <A>(column: Column, parse: (cell: string) => Cell.CellReading<A>): A | null =>
    Either.getOrElse(parse(cell(column)), (expected) => problem(column, expected, cell(column)))

  const beyond = cells.slice(header.width).filter((extra) => extra.trim() !== "")
  if (beyond.length > 0) {
    problem(`column ${header.width + 1}`, `${header.width} cells, as the header has; a cell with the separator in it must be quoted`, beyond.join(", "))
  }
  const name = read("Name", (value) => Cell.text(value, true))
  const email = read("Email", Cell.email)
  const handleCell = Cell.text(cell("Handle"), false)
  if (email !== null) {
    const others = seen.get(email) ?? []
    const own = { row, name, handle: Either.getOrNull(handleCell) }
    const same = others.find((other) => isSameCreator(own, other))
    seen.set(email, [...others, { ...own, isTwice: same !== undefined }])
    if (same !== undefined) problem("Email", `a mail address that no other row has, unless both name and handle are another creator's; row ${same.row} has it`, cell("Email"))
  }
  const platform = read("Platform", Cell.platform)
  const handle = read("Handle", () => handleCell)
  const averageViews = read("Average Views", Cell.averageViews)
  const minRate = read("Min Rate", (value) => Cell.rate(value, currency))
  const maxRate = read("Max Rate", (value) => Cell.rate(value, currency))
  if (minRate !== null && maxRate !== null && minRate > maxRate) {
    problem("Min Rate", `at most the Max Rate, ${formatMoney(maxRate, currency)}`, cell("Min Rate"))
  }
  const engagementBps = read("Engagement Rate", Cell.engagement)
  const timeZone = read("Time Zone", Cell.timeZone)

  return problems.length > 0 || name === null || email === null || platform === null || handle === null || averageViews === null
    ? Either.left(problems)
    : Either.right({ name, email, platform, handle, averageViews, minRate, maxRate, engagementBps, timeZone })
}

const normal = (name: string): string => name.normalize("NFKC").toLowerCase().replace(/[\s_\ufeff]/gu, "")

const isBlank = (cells: ReadonlyArray<string>): boolean => cells.every((cell) => cell.trim() === "")

const cut = (cell: string): string => (cell.length > 120 ? `${cell.slice(0, 119)}…` : cell)
