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

/** What a request lacks to be one of the API's, in the API's own shape: each field once, with all that it may be. */
export const badInputOf = ({ issues }: HttpApiError.HttpApiDecodeError): BadInput => {
  const problems = [...Map.groupBy(issues, ({ path }) => path.map(String).join("."))].map(([field, all]) => {
    // that a field could be left out is no help to who gave it
    const told = all.map(({ message }) => read(message)).filter(({ expected }, index) => expected !== "undefined" || index === 0 && all.length === 1)
    return { field, expected: [...new Set(told.map(({ expected }) => expected))].join(" or "), got: told[0]?.got ?? "nothing" }
  })
  return new BadInput({ message: "What was sent does not have the expected shape", problems })
}

const read = (message: string): { readonly expected: string; readonly got: string } => {
  const [, expected, got] = /^Expected (.*?), actual ([^]*)$/.exec(message) ?? []
  return message === "is missing" ? { expected: "a value", got: "nothing" } : { expected: expected ?? message, got: got ?? "another" }
}
