import * as Data from "effect/Data"
import { gaxios } from "google-auth-library"
import { scopes } from "../GoogleOAuth.ts"
import { SignedOut } from "./Session.ts"

/** What a call came to when it did not succeed, by what a caller can do about it. `retryAfter` is in milliseconds. */
export class Failure extends Data.TaggedError("GmailFailure")<{
  readonly kind:
    /** There is no such thing (any more). Nothing was done. */
    | "missing"
    /** The same request will never be taken. Nothing was done. */
    | "refused"
    /** The access token does not count any more; another may. Nothing was done. */
    | "stale"
    /** Nobody may use the mailbox until a person has signed in anew. Nothing was done. */
    | "signedOut"
    /** Nobody may use the mailbox until a person has mended it at Google's side. Nothing was done. */
    | "forbidden"
    /** Not now, or no answer came: a change may have been made. */
    | "unavailable"
  readonly reason: string
  readonly retryAfter?: number
}> {}

/** https://developers.google.com/workspace/gmail/api/guides/handle-errors */
export const failureOf = (call: string, error: unknown): Failure => {
  const failed = (kind: Failure["kind"], reason: string, retryAfter: number | null = null) =>
    new Failure({ kind, reason: `${call}: ${reason}`, ...(retryAfter === null ? {} : { retryAfter }) })
  if (error instanceof SignedOut) return new Failure({ kind: "signedOut", reason: error.reason })
  if (!(error instanceof gaxios.GaxiosError)) return failed("unavailable", error instanceof Error ? error.message : String(error))
  const { data, headers, status } = error.response ?? { data: undefined, headers: undefined, status: undefined }
  const said = messageOf(data) ?? error.message
  // the answer to a refresh of the access token, inside any call
  if (oauthError(data) !== null) {
    return oauthError(data) === "invalid_grant" || oauthError(data) === "invalid_client" || oauthError(data) === "unauthorized_client"
      ? failed("signedOut", `Google refuses the sign-in (${said})`)
      : failed("unavailable", said)
  }
  if (status === undefined) return failed("unavailable", `no answer (${error.code ?? error.message})`)
  const notNow = failed("unavailable", `${status} ${said}`, retryAfterOf(headers, said))
  // whoever stands between us and Gmail knows nothing of what it holds: its "not found" must not pass for a draft that is gone
  if (status >= 500 || !isGmails(data)) return notNow
  switch (status) {
    case 404:
    case 410:
      return failed("missing", said)
    case 401:
      return failed("stale", `Google refuses the sign-in (${said})`)
    case 403:
      if (hasReason(data, quotaReasons)) return notNow
      return hasReason(data, ["insufficientPermissions"])
        ? failed("signedOut", `Google does not permit it (${said}), Parley needs ${scopes.join(" ")}`)
        : failed("forbidden", `Google does not permit it (${said})`)
    case 408:
    case 429:
      return notNow
    default:
      return failed("refused", said)
  }
}

const field = (data: unknown, name: string): unknown =>
  typeof data === "object" && data !== null ? Object.entries(data).find(([key]) => key === name)?.[1] : undefined

const oauthError = (data: unknown): string | null => {
  const error = field(data, "error")
  return typeof error === "string" ? error : null
}

const messageOf = (data: unknown): string | null => {
  const message = field(field(data, "error"), "message") ?? field(data, "error_description") ?? field(data, "error")
  return typeof message === "string" ? message.slice(0, 300) : null
}

const isGmails = (data: unknown): boolean => typeof field(field(data, "error"), "code") === "number"

const hasReason = (data: unknown, reasons: ReadonlyArray<string>): boolean => {
  const errors = field(field(data, "error"), "errors")
  return Array.isArray(errors) && errors.some((one) => reasons.includes(String(field(one, "reason"))))
}

const quotaReasons: ReadonlyArray<string> = ["rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded"]

/** By the header, in seconds or as a date, else by the time in Gmail's own message. */
const retryAfterOf = (headers: Headers | undefined, said: string): number | null => {
  const header = headers?.get("retry-after") ?? null
  if (header !== null && /^\d+$/u.test(header.trim())) return Number(header) * 1000
  const until = Date.parse(header ?? /retry after (\d[\dT:.-]+Z?)/iu.exec(said)?.[1] ?? "")
  return Number.isNaN(until) ? null : Math.max(0, until - Date.now())
}
