import * as Schema from "effect/Schema"

/** Made by the caller, a UUID for one: sent again with the same id, a command is handled once. Who gives it is told by the token it came with. */
export const command = Schema.NonEmptyTrimmedString.pipe(Schema.maxLength(100))
