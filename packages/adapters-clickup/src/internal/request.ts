import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"

/** A request that came to nothing. `status` is null where nobody answered; `retryAfter` in milliseconds where ClickUp said so. */
export class RequestFailed extends Data.TaggedError("RequestFailed")<{ readonly status: number | null; readonly reason: string; readonly retryAfter: number | null }> {}

export interface Access {
  /** Null is ClickUp's own. */
  readonly apiUrl: string | null
  readonly token: Redacted.Redacted
  /** Milliseconds for one request. */
  readonly timeout: number
}

const Refusal = Schema.parseJson(Schema.Struct({ err: Schema.optional(Schema.String), ECODE: Schema.optional(Schema.String) }))

/**
 * One GET of ClickUp's API v2, once: whoever asks has the patience. Limits are per token and minute, and their reset is in epoch seconds.
 * https://developer.clickup.com/docs/rate-limits, https://developer.clickup.com/docs/common_errors
 */
export const request = <A, I>({ apiUrl, timeout, token }: Access, path: string, answer: Schema.Schema<A, I>): Effect.Effect<A, RequestFailed> =>
  Effect.gen(function*() {
    const url = `${(apiUrl ?? "https://api.clickup.com/api/v2/").replace(/\/*$/u, "")}${path}`
    const { headers, status, text } = yield* Effect.tryPromise({
      try: async (signal) => {
        const response = await fetch(url, {
          headers: { authorization: Redacted.value(token), accept: "application/json" }, redirect: "error", signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)])
        })
        return { status: response.status, headers: response.headers, text: await response.text() }
      },
      catch: (error) => new RequestFailed({ status: null, retryAfter: null, reason: `ClickUp cannot be reached: ${causeOf(error)}` })
    })
    if (status !== 200) {
      const { ECODE = "", err = "" } = yield* Effect.orElseSucceed(Schema.decode(Refusal)(text), () => ({ ECODE: "", err: "" }))
      return yield* new RequestFailed({
        status, retryAfter: retryAfterOf(headers, yield* Effect.clockWith(({ currentTimeMillis }) => currentTimeMillis)),
        reason: status === 401 || status === 403
          ? `ClickUp does not let us in: ${status} ${ECODE} ${err}; expected in CLICKUP_API_TOKEN a token of somebody who may see the list`.replace(/ +/gu, " ")
          : `ClickUp answered ${[status, ECODE, err].filter((one) => one !== "").join(" ")}`
      })
    }
    return yield* Schema.decode(Schema.parseJson(answer))(text).pipe(
      Effect.mapError(({ message }) => new RequestFailed({ status, retryAfter: null, reason: `an answer that is not ClickUp's: ${message.replaceAll(/\s+/gu, " ").slice(0, 300)}` }))
    )
  })

const retryAfterOf = (headers: Headers, now: number): number | null => {
  const seconds = headers.get("retry-after") ?? ""
  const reset = headers.get("x-ratelimit-reset") ?? ""
  const spent = headers.get("x-ratelimit-remaining") === "0"
  const millis = /^\d{1,6}$/u.test(seconds) ? Number(seconds) * 1000 : spent && /^\d{9,11}$/u.test(reset) ? Number(reset) * 1000 - now : NaN
  return millis > 0 ? millis : null
}

/** What undici hides behind "fetch failed". */
const causeOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}
