import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as Schema from "effect/Schema"

/** One thing that is wrong with what was sent: where, what was expected, what was found. */
export const FieldProblem = Schema.Struct({ field: Schema.String, expected: Schema.String, got: Schema.String })
export type FieldProblem = typeof FieldProblem.Type

/** What was sent cannot be used; nothing was changed. */
export class BadInput extends Schema.TaggedError<BadInput>()("BadInput", {
  message: Schema.String,
  problems: Schema.Array(FieldProblem)
}, HttpApiSchema.annotations({ status: 400 })) {}

/** Nothing has this name, or several things do; `candidates` lists what was meant perhaps. */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", {
  message: Schema.String,
  candidates: Schema.Array(Schema.String)
}, HttpApiSchema.annotations({ status: 404 })) {}

/** Understood, and refused: the rules or the state forbid it. Nothing was changed. */
export class Refused extends Schema.TaggedError<Refused>()("Refused", {
  message: Schema.String,
  /** The field that another value could mend. */
  field: Schema.optional(Schema.Literal("amount"))
}, HttpApiSchema.annotations({ status: 409 })) {}

/** The books or an adapter cannot be used now. */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", { message: Schema.String }, HttpApiSchema.annotations({ status: 503 })) {}
