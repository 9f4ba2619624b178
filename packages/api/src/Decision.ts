import * as Schema from "effect/Schema"
import { command } from "./Command.ts"

/** A mail's words: prose around slots such as `{{rate}}`, which Parley fills in. */
export const DraftWords = Schema.Struct({ subject: Schema.String.pipe(Schema.maxLength(500)), body: Schema.NonEmptyString.pipe(Schema.maxLength(20_000)) })
export type DraftWords = typeof DraftWords.Type

/** Everything a person can decide of a negotiation. */
export const choices = ["approve", "counter", "decline", "agree", "claim", "resume", "pause", "stop", "edit", "to-creator", "to-manager"] as const

/** What a person decides; `draft` holds the words of `edit`; `to-creator` and `to-manager` say whom mails speak to; `amount` as they typed it, in the campaign's currency, for `counter` and `agree`. */
export const Decision = Schema.Struct({
  choice: Schema.Literal(...choices),
  amount: Schema.optionalWith(Schema.NullOr(Schema.String.pipe(Schema.maxLength(50))), { default: () => null }),
  /** The version that the person was shown; refused when something happened since. Null: whatever stands now. */
  seen: Schema.optionalWith(Schema.NullOr(Schema.Int), { default: () => null }),
  /** What tells the version that was shown from the same one of other books, where it is known. */
  mark: Schema.optionalWith(Schema.NullOr(Schema.String.pipe(Schema.maxLength(100))), { default: () => null }),
  draft: Schema.optionalWith(Schema.NullOr(DraftWords), { default: () => null }),
  command
}).annotations({ identifier: "Decision", parseOptions: { errors: "all" } })
export type Decision = typeof Decision.Type
