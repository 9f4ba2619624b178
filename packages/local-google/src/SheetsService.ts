import { type Answer, failure, type Request, type Service } from "./Exchange.ts"

/** What a cell holds; with `shown` where its format shows something else, as `{ value: 0.05, shown: "5%" }`. An empty cell is "". */
export type Cell = string | number | boolean | { readonly value: string | number | boolean; readonly shown: string }

export interface SheetsOptions {
  /** The account that a bearer token was given to; null for a token that nobody gave out. */
  readonly accountOf: (token: string) => string | null
}

/** Spreadsheets on this machine, as strict as Google's: https://developers.google.com/workspace/sheets/api/reference/rest */
export interface SheetsWorld {
  readonly service: Service
  /** Makes the tab, and the spreadsheet, where there is none. */
  readonly setTab: (spreadsheet: string, tab: string, rows: ReadonlyArray<ReadonlyArray<Cell>>) => void
  /** The sheet id of a tab, as a browser shows it behind `#gid=`; null when there is none. */
  readonly gidOf: (spreadsheet: string, tab: string) => number | null
  readonly removeTab: (spreadsheet: string, tab: string) => void
  readonly share: (spreadsheet: string, account: string) => void
  readonly unshare: (spreadsheet: string, account: string) => void
  /** The next so many requests are over the quota. */
  readonly overQuota: (requests: number, headers?: Readonly<Record<string, string>>) => void
  /** Every request, oldest first. */
  readonly requests: () => ReadonlyArray<Request>
}

interface Tab {
  readonly gid: number
  rows: ReadonlyArray<ReadonlyArray<Cell>>
}

interface Spreadsheet {
  readonly tabs: Map<string, Tab>
  readonly readers: Set<string>
}

export const make = ({ accountOf }: SheetsOptions): SheetsWorld => {
  const spreadsheets = new Map<string, Spreadsheet>()
  const seen: Array<Request> = []
  let refusals: { readonly left: number; readonly headers: Readonly<Record<string, string>> } = { left: 0, headers: {} }

  const spreadsheet = (id: string): Spreadsheet => {
    const known = spreadsheets.get(id) ?? { tabs: new Map<string, Tab>(), readers: new Set<string>() }
    spreadsheets.set(id, known)
    return known
  }

  const service: Service = (request) => {
    const [, id, rest = ""] = /^\/v4\/spreadsheets\/([^/:]+)(.*)$/u.exec(request.path) ?? []
    if (id === undefined) return null
    seen.push(request)
    if (request.method !== "GET") return failure(404, "notFound", "Requested entity was not found.")
    if (refusals.left > 0) {
      refusals = { ...refusals, left: refusals.left - 1 }
      return failure(429, "rateLimitExceeded", quotaExceeded, refusals.headers)
    }
    const unknown = [...request.query.keys()].find((name) => !parametersOf(rest).includes(name))
    if (unknown !== undefined) {
      return failure(400, "invalid", `Invalid JSON payload received. Unknown name "${unknown}": Cannot bind query parameter. Field '${unknown}' could not be found in request message.`)
    }
    const token = /^Bearer (.+)$/u.exec(request.headers["authorization"] ?? "")?.[1]
    const account = token === undefined ? null : accountOf(token)
    if (account === null) return failure(401, "authError", "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.")
    const found = spreadsheets.get(decodeURIComponent(id))
    if (found === undefined) return failure(404, "notFound", "Requested entity was not found.")
    if (!found.readers.has(account)) return failure(403, "forbidden", "The caller does not have permission")
    return answer(decodeURIComponent(id), found, rest, request.query)
  }

  return {
    service,
    setTab: (id, name, rows) => {
      const { tabs } = spreadsheet(id)
      tabs.set(name, { gid: tabs.get(name)?.gid ?? (tabs.size === 0 ? 0 : 1000 + tabs.size), rows })
    },
    gidOf: (id, name) => spreadsheets.get(id)?.tabs.get(name)?.gid ?? null,
    removeTab: (id, name) => void spreadsheets.get(id)?.tabs.delete(name),
    share: (id, account) => void spreadsheet(id).readers.add(account),
    unshare: (id, account) => void spreadsheets.get(id)?.readers.delete(account),
    overQuota: (requests, headers = {}) => {
      refusals = { left: requests, headers }
    },
    requests: () => [...seen]
  }
}

const quotaExceeded = "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'."

const standard = ["alt", "fields", "key", "prettyPrint", "quotaUser", "$.xgafv"]
const rendering = ["majorDimension", "valueRenderOption", "dateTimeRenderOption"]
const parametersOf = (rest: string): ReadonlyArray<string> =>
  rest === "" ? [...standard, "ranges", "includeGridData"] : rest === "/values:batchGet" ? [...standard, ...rendering, "ranges"] : [...standard, ...rendering]

const answer = (id: string, { tabs }: Spreadsheet, rest: string, query: URLSearchParams): Answer => {
  if (rest === "") {
    const sheets = [...tabs].map(([title, { gid, rows }], index) => ({
      properties: { sheetId: gid, title, index, sheetType: "GRID", gridProperties: { rowCount: rowsOf(rows), columnCount: columnsOf(rows) } }
    }))
    return { status: 200, body: { spreadsheetId: id, sheets } }
  }
  const isBatch = rest === "/values:batchGet"
  const single = /^\/values\/([^/]+)$/u.exec(rest)?.[1]
  if (!isBatch && single === undefined) return failure(404, "notFound", "Requested entity was not found.")
  const render = query.get("valueRenderOption") ?? "FORMATTED_VALUE"
  if (!["FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"].includes(render)) {
    return failure(400, "invalid", `Invalid value at 'value_render_option' (type.googleapis.com/google.apps.sheets.v4.ValueRenderOption), "${render}"`)
  }
  const found: Array<unknown> = []
  for (const text of isBatch ? query.getAll("ranges") : [decodeURIComponent(single ?? "")]) {
    const values = valuesOf(tabs, text, render)
    if (values === null) return failure(400, "badRequest", `Unable to parse range: ${text}`)
    found.push(values)
  }
  return { status: 200, body: isBatch ? { spreadsheetId: id, ...(found.length === 0 ? {} : { valueRanges: found }) } : found[0] }
}

/** As Sheets sends them: empty cells at a row's end and empty rows at the end are absent, and so is `values` when nothing is left. */
const valuesOf = (tabs: ReadonlyMap<string, Tab>, text: string, render: string): unknown => {
  const range = parseRange(text, [...tabs.keys()])
  const name = range?.tab ?? [...tabs.keys()][0]
  const tab = name === undefined ? undefined : tabs.get(name)
  if (range === null || name === undefined || tab === undefined) return null
  const rows = tab.rows.slice(range.fromRow, range.toRow).map((row) =>
    trimmed(row.slice(range.fromColumn, range.toColumn).map((cell) => rendered(cell, render)), (value) => value === ""))
  const values = trimmed(rows, (row) => row.length === 0)
  return { range: writeRange(name, rowsOf(tab.rows), columnsOf(tab.rows), range), majorDimension: "ROWS", ...(values.length === 0 ? {} : { values }) }
}

const trimmed = <A>(list: ReadonlyArray<A>, isEmpty: (one: A) => boolean): ReadonlyArray<A> => list.slice(0, list.findLastIndex((one) => !isEmpty(one)) + 1)

const rendered = (cell: Cell, render: string): string | number | boolean => {
  const { shown, value } = typeof cell === "object" ? cell : { value: cell, shown: typeof cell === "boolean" ? String(cell).toUpperCase() : String(cell) }
  return render === "FORMATTED_VALUE" ? shown : value
}

const rowsOf = (rows: Tab["rows"]): number => Math.max(1000, rows.length)
const columnsOf = (rows: Tab["rows"]): number => Math.max(26, ...rows.map((row) => row.length))

/** A part of a tab, rows and columns counted from 0, `to` exclusive; infinite where the range is open. */
interface A1Range {
  /** Null is the first tab. */
  readonly tab: string | null
  readonly fromRow: number
  readonly toRow: number
  readonly fromColumn: number
  readonly toColumn: number
}

/** Reads `Tab`, `'My Tab'`, `Tab!A1`, `'My Tab'!A1:C5`, `A:C`, `2:5`; null for what Sheets cannot parse. A bare word is a tab if `tabs` has it. */
const parseRange = (text: string, tabs: ReadonlyArray<string>): A1Range | null => {
  const whole = (tab: string): A1Range => ({ tab, fromRow: 0, toRow: Infinity, fromColumn: 0, toColumn: Infinity })
  const bare = unquoted(text)
  if (bare !== null && tabs.includes(bare)) return whole(bare)
  const split = /^('(?:[^']|'')*'|[^'!]+)!(.+)$/u.exec(text)
  const tab = split === null ? null : unquoted(split[1] ?? "")
  if (tab !== null && !tabs.includes(tab)) return null
  const cells = /^([A-Za-z]{1,3})?(\d{1,7})?(?::([A-Za-z]{1,3})?(\d{1,7})?)?$/u.exec(split === null ? text : split[2] ?? "")
  if (cells === null) return null
  const [all, fromColumn, fromRow, toColumn, toRow] = cells
  const isOne = !all.includes(":")
  if (isOne ? fromColumn === undefined || fromRow === undefined : (fromColumn ?? fromRow) === undefined || (toColumn ?? toRow) === undefined) return null
  return {
    tab,
    fromRow: fromRow === undefined ? 0 : Number(fromRow) - 1,
    toRow: isOne ? Number(fromRow) : toRow === undefined ? Infinity : Number(toRow),
    fromColumn: fromColumn === undefined ? 0 : columnOf(fromColumn) - 1,
    toColumn: isOne ? columnOf(fromColumn ?? "") : toColumn === undefined ? Infinity : columnOf(toColumn)
  }
}

/** As an answer names it: `'My Tab'!A1:Z1000`. */
const writeRange = (tab: string, rows: number, columns: number, { fromColumn, fromRow, toColumn, toRow }: A1Range): string => {
  const name = /^[A-Za-z_][A-Za-z0-9_]*$/u.test(tab) ? tab : `'${tab.replaceAll("'", "''")}'`
  return `${name}!${letters(fromColumn)}${fromRow + 1}:${letters(Math.min(toColumn, columns) - 1)}${Math.min(toRow, rows)}`
}

const unquoted = (text: string): string | null =>
  /^'(?:[^']|'')*'$/u.test(text) ? text.slice(1, -1).replaceAll("''", "'") : text.includes("'") || text.includes("!") ? null : text

const columnOf = (name: string): number => name.toUpperCase().split("").reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + String.fromCharCode(65 + column % 26)
