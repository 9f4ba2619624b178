import * as Data from "effect/Data"

/** The command ran and its answer is no: exit code 1. */
export class CommandFailed extends Data.TaggedError("CommandFailed")<{ readonly message: string }> {}
