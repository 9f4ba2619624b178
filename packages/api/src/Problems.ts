import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"

/** One thing that is wrong with what was sent: where, what was expected, what was found. */
export const FieldProblem = Schema.Struct({ field: Schema.String, expected: Schema.String, got: Schema.String }).annotations({ identifier: "FieldProblem" })
export type FieldProblem = typeof FieldProblem.Type

/** What the answer to a request is called, in its `x-request-id` and in every log line it caused. */
export class RequestId extends Context.Reference<RequestId>()("@parley/api/RequestId", { defaultValue: () => "" }) {}

/** How every failure is answered (RFC 9457, `application/problem+json`). */
export const Problem = Schema.Struct({
  /** Names the kind of problem, e.g. "urn:parley:problem:bad-input". */
  type: Schema.String,
  title: Schema.String,
  status: Schema.Int,
  detail: Schema.String,
  requestId: Schema.String,
  problems: Schema.Array(FieldProblem),
  /** What was meant perhaps. */
  candidates: Schema.optional(Schema.Array(Schema.String)),
  /** The field that another value could mend. */
  field: Schema.optional(Schema.Literal("amount")),
  /** Seconds until it is worth trying again. */
  retryAfter: Schema.optional(Schema.Int)
}).annotations({ identifier: "Problem", description: "RFC 9457 problem details" })
export type Problem = typeof Problem.Type

/** The content type of every failure. */
export const problemType = "application/problem+json"

export type ProblemKind = keyof typeof kinds

/** A problem as it is answered. */
export const problemOf = (kind: ProblemKind, detail: string, requestId: string, more: Partial<Pick<Problem, "problems" | "candidates" | "field" | "retryAfter">> = {}): Problem => ({
  type: `urn:parley:problem:${kind}`, title: kinds[kind].title, status: kinds[kind].status, detail, requestId, problems: [], ...more
})

/** Every kind of failure, with its HTTP status. */
export const kinds = {
  "bad-input": { status: 400, title: "What was sent cannot be used" },
  "unauthorized": { status: 401, title: "Nobody is signed in" },
  "forbidden": { status: 403, title: "Not allowed" },
  "not-found": { status: 404, title: "Not found" },
  "refused": { status: 409, title: "Refused" },
  "too-large": { status: 413, title: "Too large" },
  "too-many": { status: 429, title: "Too many requests" },
  "internal": { status: 500, title: "Parley failed" },
  "unavailable": { status: 503, title: "Not available now" }
} as const

/** What was sent cannot be used; nothing was changed. */
export class BadInput extends Schema.TaggedError<BadInput>()("BadInput", { message: Schema.String, problems: Schema.Array(FieldProblem) }) {}

/** No token or session came with the request, or one that is not known, has ended or was revoked. */
export class Unauthenticated extends Schema.TaggedError<Unauthenticated>()("Unauthenticated", { message: Schema.String }) {}

/** The caller is known and may not do this. */
export class NotAllowed extends Schema.TaggedError<NotAllowed>()("NotAllowed", { message: Schema.String }) {}

/** Nothing has this name, or several things do; `candidates` lists what was meant perhaps. */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", { message: Schema.String, candidates: Schema.Array(Schema.String) }) {}

/** Understood, and refused: the rules or the state forbid it. Nothing was changed. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", {
  message: Schema.String,
  /** The field that another value could mend. */
  field: Schema.optional(Schema.Literal("amount"))
}) {}

/** The body is larger than is read. */
export class TooLarge extends Schema.TaggedError<TooLarge>()("TooLarge", { message: Schema.String }) {}

/** Asked too often; `retryAfter` in seconds. */
export class TooMany extends Schema.TaggedError<TooMany>()("TooMany", { message: Schema.String, retryAfter: Schema.Int }) {}

/** The books or an adapter cannot be used now. */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", { message: Schema.String }) {}

/** A failure, and how it is answered: `more` are the members it has beside those of every problem. */
const answered = <A extends { readonly message: string }>(kind: ProblemKind, failure: Schema.Schema<A, A>, from: (problem: Problem) => A, more: (error: A) => Partial<Problem>) =>
  Schema.transformOrFail(Problem, failure, {
    strict: true,
    decode: (problem) => Effect.succeed(from(problem)),
    encode: (error) => Effect.map(RequestId, (requestId) => ({ ...problemOf(kind, error.message, requestId), ...more(error) }))
  }).annotations(HttpApiSchema.annotations({ status: kinds[kind].status, description: kinds[kind].title })).pipe(HttpApiSchema.withEncoding({ kind: "Json", contentType: problemType }))

export const BadInputAnswer = answered("bad-input", Schema.typeSchema(BadInput), ({ detail, problems }) => new BadInput({ message: detail, problems }), ({ problems }) => ({ problems }))
export const Unauthorized = answered("unauthorized", Schema.typeSchema(Unauthenticated), ({ detail }) => new Unauthenticated({ message: detail }), () => ({}))
export const Forbidden = answered("forbidden", Schema.typeSchema(NotAllowed), ({ detail }) => new NotAllowed({ message: detail }), () => ({}))
export const NotFoundAnswer = answered("not-found", Schema.typeSchema(NotFound), ({ candidates = [], detail }) => new NotFound({ message: detail, candidates }), ({ candidates }) => ({ candidates }))
export const RefusedAnswer = answered("refused", Schema.typeSchema(Refused), ({ detail, field }) => new Refused({ message: detail, field }), ({ field }) => field === undefined ? {} : { field })
export const TooLargeAnswer = answered("too-large", Schema.typeSchema(TooLarge), ({ detail }) => new TooLarge({ message: detail }), () => ({}))
export const TooManyAnswer = answered("too-many", Schema.typeSchema(TooMany), ({ detail, retryAfter = 1 }) => new TooMany({ message: detail, retryAfter }), ({ retryAfter }) => ({ retryAfter }))
export const UnavailableAnswer = answered("unavailable", Schema.typeSchema(Unavailable), ({ detail }) => new Unavailable({ message: detail }), () => ({}))
