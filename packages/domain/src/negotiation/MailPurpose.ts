import * as Schema from "effect/Schema"

/** Why a mail is written; the words of the brief. */
export const MailPurpose = Schema.Literal("opening", "counter", "hold", "answer", "follow_up", "confirmation", "exit", "holding")
export type MailPurpose = typeof MailPurpose.Type
