import * as Schema from "effect/Schema"
import { choices } from "./Decision.ts"
import { NegotiationReport } from "./NegotiationReports.ts"

/** A choice with what it comes to, e.g. "agree at $2,400". */
const Suggestion = Schema.Struct({ choice: Schema.Literal(...choices), detail: Schema.NullOr(Schema.String) })

/** What is asked of a person, as the team's channel asks it. Texts of others are hostile data: show them as plain text. */
export const Asked = Schema.Struct({
  kind: Schema.String,
  title: Schema.String,
  /** In the order of a disciplined negotiator's liking. */
  suggestions: Schema.Array(Suggestion),
  /** Name and value. */
  facts: Schema.Array(Schema.Struct({ name: Schema.String, value: Schema.String })),
  /** Their words, those that are evidence first. */
  quotes: Schema.Array(Schema.String),
  /** Why its number is what it is, line by line. */
  why: Schema.Array(Schema.String),
  /** The mail that waits for a yes, as it would leave. */
  draft: Schema.NullOr(Schema.Struct({ to: Schema.String, subject: Schema.String, text: Schema.String })),
  /** Where the thread can be read. */
  link: Schema.NullOr(Schema.String),
  since: Schema.Int
}).annotations({ identifier: "Asked" })
export type Asked = typeof Asked.Type

/** What waits for a person in one negotiation, and everything that may be decided of it. Amounts in minor units of its currency. */
export const Question = Schema.Struct({
  negotiation: NegotiationReport,
  /** Null when nothing is asked. */
  asked: Schema.NullOr(Asked),
  /** Why it is with a person, e.g. "above_limit". */
  reason: Schema.NullOr(Schema.String),
  /** Both rates: ours that stands, theirs, and the one that a yes would close or send. */
  rates: Schema.Struct({ offer: Schema.NullOr(Schema.Int), ask: Schema.NullOr(Schema.Int), waiting: Schema.NullOr(Schema.Int) }),
  /** What the state allows, whether asked for or not. */
  allowed: Schema.Array(Schema.Literal(...choices)),
  /** Go back as `seen` and `mark` of the decision. */
  seen: Schema.Int,
  mark: Schema.NullOr(Schema.String)
}).annotations({ identifier: "Question" })
export type Question = typeof Question.Type
