import { APIConnectionError, APIConnectionTimeoutError, APIError } from "@anthropic-ai/sdk"
import * as Data from "effect/Data"
import type { FailureKind } from "../Usage.ts"

/** What a call came to when it brought no answer. `retryAfter` is in milliseconds; `reason` holds neither key nor text. */
export class Failure extends Data.TaggedError("AnthropicFailure")<{
  readonly kind: FailureKind
  readonly reason: string
  readonly retryAfter?: number
}> {}

/** https://platform.claude.com/docs/en/api/errors. `now`, for a Retry-After that is a date, in milliseconds since 1970. */
export const failureOf = (error: unknown, model: string, now: number): Failure => {
  if (error instanceof APIConnectionTimeoutError) return new Failure({ kind: "unavailable", reason: "no answer in time" })
  if (error instanceof APIConnectionError) return new Failure({ kind: "unavailable", reason: `no answer (${codeOf(error) ?? "connection failed"})` })
  // an answer that breaks off half-way ends in the SDK's parser, as a plain SyntaxError or TypeError
  if (!(error instanceof APIError) || error.status === undefined) return new Failure({ kind: "unavailable", reason: `an answer that cannot be read (${nameOf(error)})` })
  const status: number = error.status
  const id = typeof error.requestID === "string" ? `, request ${error.requestID}` : ""
  const asked = retryAfterOf(error.headers, now)
  const failed = (kind: FailureKind, reason: string, retryAfter: number | null = asked): Failure =>
    new Failure({ kind, reason: `${reason} (${status}${error.type === null ? "" : ` ${error.type}`}${id})`, ...(retryAfter === null ? {} : { retryAfter }) })
  if (status === 529 || error.type === "overloaded_error") return failed("overloaded", "Anthropic is overloaded")
  if (status === 429) {
    return isSpend(error)
      ? failed("spend", "the spend limit is reached: raise it in the Anthropic console, or wait for the next period", Math.max(asked ?? 0, spendTime))
      : failed("limited", "too many calls")
  }
  if (status === 413) return failed("refused", "the request is too large")
  // whoever stands between us and Anthropic knows nothing of keys, models and texts
  if (error.type === null) return failed("unavailable", "an answer that is not Anthropic's: is ANTHROPIC_BASE_URL right?")
  if (status >= 500 || status === 408 || status === 409) return failed("unavailable", "Anthropic cannot answer now")
  if (status === 402 || error.type === "billing_error" || status === 400 && isBilling(error)) {
    return failed("forbidden", "the account has no credit: mend the billing in the Anthropic console", mendTime)
  }
  switch (status) {
    case 401:
      return failed("forbidden", "Anthropic does not take the key: put a valid one into ANTHROPIC_API_KEY", mendTime)
    case 403:
      return failed("forbidden", `the key in ANTHROPIC_API_KEY may not use ${model}: permit it in the Anthropic console, or configure another model`, mendTime)
    case 404:
      return failed("missing", `Anthropic knows no model ${model} (any more): configure another`, mendTime)
    default:
      return failed("refused", "Anthropic refuses the request")
  }
}

/** How long nothing will change that a person has to mend. */
export const mendTime = 600_000
const spendTime = 3_600_000

const isSpend = (error: APIError): boolean => /spend|billing|credit|quota_exceeded|monthly/iu.test(`${error.errorCode ?? ""} ${error.apiMessage ?? ""}`)
const isBilling = (error: APIError): boolean => /credit balance|billing/iu.test(error.apiMessage ?? "")

const nameOf = (error: unknown): string => error instanceof Error ? error.name : typeof error

/** ECONNREFUSED and the like; never a message, for a malformed key stands in fetch's own. */
const codeOf = (error: unknown): string | null => {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code: unknown = Reflect.get(at, "code")
    if (typeof code === "string" && /^[A-Z0-9_]{1,40}$/u.test(code)) return code
  }
  return null
}

const retryAfterOf = (headers: unknown, now: number): number | null => {
  if (!(headers instanceof Headers)) return null
  const header = headers.get("retry-after")?.trim() ?? ""
  if (/^\d+(?:\.\d+)?$/u.test(header)) return Math.ceil(Number(header) * 1000)
  const until = header === "" ? Number.NaN : Date.parse(header)
  return Number.isNaN(until) ? null : Math.max(0, until - now)
}
