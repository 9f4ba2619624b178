import type { Currency } from "../Currency.ts"
import { keyedHash } from "../forgetting/keyedHash.ts"
import { type Cents, formatMoney } from "../Money.ts"
import type { RosterProblem, RosterRow } from "./RosterRow.ts"
import type { RosterTrace } from "./RosterWatch.ts"

/** A column whose change the team is told of; its texts are as a person reads them. */
export interface WatchedColumn {
  readonly name: string
  readonly textOf: (row: RosterRow, currency: Currency) => string
}

const amount = (value: Cents | null, currency: Currency): string => value === null ? "empty" : formatMoney(value, currency)

/** Every column but the address, which is who the row is. */
export const watchedColumns: ReadonlyArray<WatchedColumn> = [
  { name: "Name", textOf: ({ name }) => name },
  { name: "Platform", textOf: ({ platform }) => platform },
  { name: "Handle", textOf: ({ handle }) => handle === "" ? "empty" : handle },
  { name: "Average Views", textOf: ({ averageViews }) => String(averageViews) },
  { name: "Min Rate", textOf: ({ minRate }, currency) => amount(minRate, currency) },
  { name: "Max Rate", textOf: ({ maxRate }, currency) => amount(maxRate, currency) },
  { name: "Engagement Rate", textOf: ({ engagementBps }) => engagementBps === null ? "empty" : `${engagementBps / 100}%` },
  { name: "Time Zone", textOf: ({ timeZone }) => timeZone ?? "empty" }
]

/** Names a row by its address, lower case, in the books of one watched roster, whose `salt` is its own. */
export const rowKey = (salt: string, email: string): string => keyedHash(salt, `row ${email}`)

/** The address's part of a row's key. */
export const addressKey = (key: string): string => key.split("+", 1)[0] ?? key

/** Names one of several rows with an address: the key of the address, and of what the creator is called where. */
const memberKey = (salt: string, { email, handle, platform }: RosterRow): string => `${rowKey(salt, email)}+${keyedHash(salt, `${email} ${platform} ${handle}`).slice(0, 16)}`

/**
 * The keys of the rows of one read, in their order. A row has its address's key; where several share the address, as a manager's creators do, one of
 * them has it, the one that had it before if it is there, and the others keys of their own, which they keep. After the address was forgotten all have its key.
 * `isLeftOut` tells of an address's key that a row of it cannot be read.
 */
export const rowKeys = (salt: string, rows: ReadonlyArray<RosterRow>, traces: ReadonlyArray<RosterTrace>, isLeftOut: (key: string) => boolean): ReadonlyArray<string> => {
  const known = new Map(traces.map((trace) => [trace.key, trace]))
  const holders = new Map<string, RosterRow>()
  for (const [email, sharing] of Map.groupBy(rows, (row) => row.email)) {
    const trace = known.get(rowKey(salt, email))
    const free = sharing.filter((row) => !known.has(memberKey(salt, row)))
    const said = trace === undefined ? "" : trace.known === "" ? trace.seen ?? "" : trace.known
    // without the row that had it, a row with another name and handle is taken for that row, changed
    const holder = free.find((row) => isOfCreator(salt, said, email, row)) ?? free.find((row) => said.split(".")[0] === column(salt, email, "Name", row.name)) ?? (trace !== undefined && isLeftOut(trace.key) ? undefined : free[0])
    if (holder !== undefined) holders.set(email, holder)
  }
  return rows.map((row) => {
    const key = rowKey(salt, row.email)
    return holders.get(row.email) === row || known.get(key)?.standing === "Forgotten" ? key : memberKey(salt, row)
  })
}

const column = (salt: string, email: string, name: string, text: string): string => keyedHash(salt, `${email} ${name} ${text}`).slice(0, 16)

/** Tells what a row says from what it said before, column by column; nothing of it can be read back without a guess at it and the salt. */
export const printOf = (salt: string, row: RosterRow, currency: Currency): string =>
  watchedColumns.map(({ name, textOf }) => column(salt, row.email, name, textOf(row, currency))).join(".")

/** Whether a print of a row with this address says the creator of another row: the same platform and handle. */
export const isOfCreator = (salt: string, print: string, email: string, row: Pick<RosterRow, "platform" | "handle">): boolean => {
  const parts = print.split(".")
  return watchedColumns.every(({ name }, index) =>
    !(name === "Platform" || name === "Handle") || parts[index] === column(salt, email, name, name === "Platform" ? row.platform : row.handle))
}

/** The columns in which two prints of one row differ, by their places in `watchedColumns`. */
export const changedColumns = (before: string, after: string): ReadonlyArray<number> => {
  const [old, now] = [before.split("."), after.split(".")]
  return watchedColumns.flatMap((_, index) => old[index] === now[index] ? [] : [index])
}

/**
 * Names a problem wherever its row has moved to: the second cell of a column with the same words is another problem, as a row above it is
 * none. Begins with `!`, as no row's key does.
 */
export const problemKeys = (salt: string, problems: ReadonlyArray<RosterProblem>): ReadonlyMap<string, RosterProblem> => {
  const counts = new Map<string, number>()
  return new Map(problems.map((problem) => {
    const what = JSON.stringify([problem.column, problem.got])
    const count = (counts.get(what) ?? 0) + 1
    counts.set(what, count)
    return [`!${keyedHash(salt, `problem ${count} ${what}`)}`, problem] as const
  }))
}

/** A problem says nothing but that it is there. */
export const problemPrint = "!"

export const isProblemKey = (key: string): boolean => key.startsWith("!")
