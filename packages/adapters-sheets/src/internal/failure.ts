import * as Data from "effect/Data"
import { gaxios } from "google-auth-library"
import { RosterUnavailable } from "@parley/domain/ports/Roster"

/** A request that came to nothing: what the roster's reader is told, and whether asking again can help. */
export class SheetsFailure extends Data.TaggedError("SheetsFailure")<{ readonly told: RosterUnavailable; readonly isPassing: boolean }> {}

export interface Asked {
  readonly source: string
  readonly spreadsheet: string
  /** The tab as people know it. */
  readonly tab: string
  /** Who asked. */
  readonly account: string
}

/** What a rejected call of the client means: https://developers.google.com/workspace/sheets/api/troubleshoot-api-errors */
export const failureOf = (error: unknown, { account, source, spreadsheet, tab }: Asked): SheetsFailure => {
  const { headers, message, status } = partsOf(error)
  const shared = `a spreadsheet that is shared with ${account}, which may only view it`
  const failed = (reason: string, expected: string, isPassing = false): SheetsFailure => {
    const retryAfter = isPassing ? retryAfterOf(headers) : null
    return new SheetsFailure({ isPassing, told: new RosterUnavailable({ source, reason, expected, ...(retryAfter === null ? {} : { retryAfter }) }) })
  }
  // the token endpoint says invalid_grant, and the like, by 400 and 401
  if (/^(?:invalid_grant|invalid_client|unauthorized_client|account_not_found|disabled_client)\b/u.test(message)) {
    return failed(`Google does not let ${account} in: ${message}`, "a key that is not deleted, of an account that is not disabled, and a clock that is right")
  }
  switch (status) {
    case 400:
      return message.startsWith("Unable to parse range") ? failed(`the spreadsheet has no tab ${JSON.stringify(tab)}`, `the name of one of its tabs; ${message}`) : failed(message, shared)
    case 401:
      return failed(`Google does not let ${account} in: ${message}`, "a key that is not deleted, and a clock that is right")
    case 403:
      return failed(`${account} may not read the spreadsheet ${spreadsheet}: ${message}`, shared)
    case 404:
      return failed(`there is no spreadsheet ${spreadsheet}, or ${account} may not know of it: ${message}`, shared)
    case 429:
      return failed(`Google's quota is used up: ${message}`, "fewer than 60 reads a minute", true)
    default:
      return status === null || status >= 500 || status === 408
        ? failed(status === null ? `Google cannot be reached: ${message}` : `Google answered ${status}: ${message}`, "a connection to Google, later", true)
        : failed(`Google answered ${status}: ${message}`, shared)
  }
}

/** What `failureOf` takes where a list of the tabs lacks the one that was asked for. */
export const noSuchTab = new Error("Unable to parse range")

export const timedOut = (source: string, millis: number): SheetsFailure =>
  new SheetsFailure({ isPassing: true, told: new RosterUnavailable({ source, reason: `Google did not answer within ${millis / 1000} s`, expected: "a connection to Google, later" }) })

interface Parts {
  readonly status: number | null
  readonly message: string
  readonly headers: Headers | null
}

const partsOf = (error: unknown): Parts => {
  if (!(error instanceof gaxios.GaxiosError)) return { status: error === noSuchTab ? 400 : null, message: error instanceof Error ? error.message : "no reason was given", headers: null }
  const { code, message, response } = error
  const named = typeof code === "string" && response === undefined && !message.includes(code) ? ` (${code})` : ""
  return { status: response?.status ?? null, headers: response?.headers ?? null, message: message.slice(0, 300) + named }
}

/** Milliseconds; `Retry-After` is in seconds or an HTTP date. */
const retryAfterOf = (headers: Headers | null): number | null => {
  const text = headers?.get("retry-after") ?? ""
  const millis = /^\d{1,9}$/u.test(text) ? Number(text) * 1000 : text === "" ? NaN : Date.parse(text) - Date.now()
  return millis > 0 ? millis : null
}
