import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as Schema from "effect/Schema"
import { Access, Authorization } from "./Access.ts"

/** What is asked of a form by its own label, with what a person answered, if they did. */
export const IntakeQuestion = Schema.Struct({
  label: Schema.String,
  expected: Schema.String,
  got: Schema.String,
  answer: Schema.NullOr(Schema.String),
  by: Schema.NullOr(Schema.String)
}).annotations({ identifier: "IntakeQuestion" })
export type IntakeQuestion = typeof IntakeQuestion.Type

/** A form on its way to a campaign. Instants are epoch milliseconds; `nextAt` is when a pending one is tried next. */
export const IntakeReport = Schema.Struct({
  form: Schema.String,
  /** Null until it was fetched. */
  title: Schema.NullOr(Schema.String),
  link: Schema.NullOr(Schema.String),
  status: Schema.Literal("pending", "waiting", "started", "ignored", "failed"),
  campaign: Schema.NullOr(Schema.String),
  receivedAt: Schema.Int,
  nextAt: Schema.NullOr(Schema.Int),
  problem: Schema.NullOr(Schema.String),
  questions: Schema.Array(IntakeQuestion),
  /** What the form says and a campaign has no use for. */
  background: Schema.Array(Schema.Struct({ label: Schema.String, text: Schema.String }))
}).annotations({ identifier: "IntakeReport" })
export type IntakeReport = typeof IntakeReport.Type

export const IntakeList = Schema.Struct({ intakes: Schema.Array(IntakeReport) }).annotations({ identifier: "IntakeList" })
export type IntakeList = typeof IntakeList.Type

/** A person answers a question by its label, without case; `value` as they would have written it into the form. */
export const IntakeAnswer = Schema.Struct({
  label: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(500)),
  value: Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(2_000))
}).annotations({ identifier: "IntakeAnswer", parseOptions: { errors: "all" } })
export type IntakeAnswer = typeof IntakeAnswer.Type

/** Forms on their way to campaigns. */
export const intakesApi = HttpApiGroup.make("intakes")
  .add(HttpApiEndpoint.get("list", "/intakes").addSuccess(IntakeList).annotate(Access, "viewer"))
  .add(
    HttpApiEndpoint.post("answer", "/intakes/:form/answers")
      .setPath(Schema.Struct({ form: Schema.NonEmptyString.pipe(Schema.maxLength(200)) }))
      .setPayload(IntakeAnswer)
      .addSuccess(IntakeReport)
      .annotate(Access, "negotiator")
  )
  .middleware(Authorization)
