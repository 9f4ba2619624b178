import * as HttpServerError from "@effect/platform/HttpServerError"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import { BadInput, type Problem, problemOf, type ProblemKind, problemType, RequestId } from "@parley/api/Problems"
import type * as HttpApiError from "@effect/platform/HttpApiError"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"

/** A failure as a response. */
export const problemResponse = (kind: ProblemKind, detail: string, more: Partial<Pick<Problem, "problems" | "retryAfter">> = {}): Effect.Effect<HttpServerResponse.HttpServerResponse> =>
  Effect.map(RequestId, (id) => {
    const problem = problemOf(kind, detail, id, more)
    return HttpServerResponse.unsafeJson(problem, { status: problem.status, contentType: problemType })
  })

/** What nothing answered: no such route, or a failure of ours, which is logged and not told. */
export const unanswered = <E>(cause: Cause.Cause<E>): Effect.Effect<HttpServerResponse.HttpServerResponse, E> => {
  if (Cause.isInterruptedOnly(cause)) return Effect.failCause(cause)
  const error = Cause.squash(cause)
  return HttpServerError.isServerError(error) && error._tag === "RouteNotFound"
    ? problemResponse("not-found", "There is nothing here; /docs lists what there is")
    : Effect.zipRight(Effect.logError("a request failed", cause), problemResponse("internal", "Parley failed to answer this; the log says why, under the same request id"))
}

/** What a request lacks to be one of the API's, in the API's own shape. */
export const badInputOf = ({ issues }: HttpApiError.HttpApiDecodeError): BadInput =>
  new BadInput({
    message: "What was sent does not have the expected shape",
    problems: issues.filter(({ message, path }) =>
      // a field that may be left out was given, and wrongly: that it could be left out is no help
      !message.startsWith("Expected undefined,") || !issues.some((other) => other.path.join(".") === path.join(".") && other.message !== message)
    ).map(({ message, path }) => {
      const [, expected, got] = /^Expected (.*?), actual ([^]*)$/.exec(message) ?? []
      return { field: path.map(String).join("."), expected: expected ?? (message === "is missing" ? "a value" : message), got: got ?? (message === "is missing" ? "nothing" : "another") }
    })
  })
