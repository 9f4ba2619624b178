import { sheets } from "@googleapis/sheets"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import { readRoster } from "@parley/domain/influencer/RosterTable"
import { Roster, RosterUnavailable } from "@parley/domain/ports/Roster"
import { pauseAfter, type RetryPolicy, retryPolicies } from "@parley/domain/usecases/RetryPolicy"
import { failureOf, noSuchTab, type SheetsFailure, timedOut } from "./internal/failure.ts"
import { load, type ServiceAccount } from "./internal/serviceAccount.ts"
import { tableOf } from "./internal/tableOf.ts"
import { expectedSource, parseSource, type SheetSource } from "./SheetSource.ts"

export interface Options {
  /** The path of a service account's JSON key; read when the first roster is. */
  readonly keyFile: string
  /** What a source leaves out, as `<spreadsheet id or URL>#<tab>`. */
  readonly fallback: string | null
  /** Where Google's API and sign-in are, if not at Google. */
  readonly rootUrl: string | null
  readonly tokenUrl: string | null
  /** Milliseconds for one request, 20 s unless given. */
  readonly timeout?: number
  readonly retry?: RetryPolicy
}

/** Longer pauses than this are left to the next read. */
const longestPause = 10_000

/**
 * Rosters in Google Sheets: `source` is a spreadsheet's id or URL and a tab, `<id>#<tab>` (ROSTER-01). One request a read, a second
 * where the tab is not named. Reads that failed for a passing reason are tried again, as `retryPolicies.roster` says.
 */
export const layer = (options: Options): Layer.Layer<Roster> => {
  const { fallback, keyFile, retry = retryPolicies.roster, rootUrl, timeout = 20_000, tokenUrl } = options
  let known: ServiceAccount | null = null

  const account = (source: string) =>
    Effect.suspend(() => known === null
      ? load(keyFile, tokenUrl, timeout).pipe(
        Effect.tap((loaded) => Effect.sync(() => void (known = loaded))),
        Effect.mapError((told) => new RosterUnavailable({ source, ...told }))
      )
      : Effect.succeed(known))

  const read = (source: string, { spreadsheet, tab }: SheetSource, { address, client }: ServiceAccount) => {
    const api = sheets({ version: "v4", auth: client, ...(rootUrl === null ? {} : { rootUrl }) })
    const asked = { source, spreadsheet, account: address, tab: tab._tag === "Named" ? tab.name : tab._tag === "Gid" ? `gid=${tab.gid}` : "" }
    const call = <A>(request: (options: { readonly signal: AbortSignal; readonly retry: false; readonly timeout: number }) => Promise<A>): Effect.Effect<A, SheetsFailure> =>
      Effect.tryPromise({ try: (signal) => request({ signal, retry: false, timeout }), catch: (error) => failureOf(error, asked) }).pipe(
        Effect.timeoutFail({ duration: timeout, onTimeout: () => timedOut(source, timeout) })
      )
    // https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets/get
    const title = tab._tag === "Named" ? Effect.succeed(tab.name) : Effect.flatMap(
      call((request) => api.spreadsheets.get({ spreadsheetId: spreadsheet, fields: "sheets.properties(sheetId,title)" }, request)),
      ({ data }) => {
        const all = data.sheets ?? []
        const found = (tab._tag === "First" ? all[0] : all.find((one) => one.properties?.sheetId === tab.gid))?.properties?.title
        return typeof found === "string" ? Effect.succeed(found) : Effect.fail(failureOf(noSuchTab, asked))
      }
    )
    // https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values/batchGet
    return Effect.flatMap(title, (name) =>
      Effect.map(
        call((request) => api.spreadsheets.values.batchGet({
          spreadsheetId: spreadsheet, ranges: [`'${name.replaceAll("'", "''")}'`], majorDimension: "ROWS",
          valueRenderOption: "UNFORMATTED_VALUE", dateTimeRenderOption: "FORMATTED_STRING"
        }, request)),
        ({ data }) => tableOf(data.valueRanges?.[0]?.values ?? [])
      ))
  }

  const persistent = <A>(work: Effect.Effect<A, SheetsFailure>, failures = 1): Effect.Effect<A, SheetsFailure> =>
    Effect.catchAll(work, (failure) =>
      !failure.isPassing || failures >= retry.attempts || (failure.told.retryAfter ?? 0) > longestPause
        ? Effect.fail(failure)
        : Effect.flatMap(pauseAfter(retry, failures, Cause.fail(failure.told)), (pause) => Effect.zipRight(Effect.sleep(pause), persistent(work, failures + 1))))

  return Layer.succeed(Roster, {
    read: Effect.fn("SheetsRoster.read")(function*(source, currency) {
      const where = parseSource(source, fallback)
      if (Either.isLeft(where)) return yield* new RosterUnavailable({ source, reason: where.left, expected: expectedSource })
      const reader = yield* account(source)
      const table = yield* persistent(read(source, where.right, reader)).pipe(
        Effect.mapError(({ isPassing, told }) => {
          // perhaps the key was replaced: the next read takes it from the file again
          if (!isPassing) known = null
          return told
        })
      )
      return readRoster(table, currency)
    })
  })
}
