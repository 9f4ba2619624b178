import * as ValidationError from "@effect/cli/ValidationError"
import { BadInput, NotFound, Refused, Unavailable } from "@parley/api/Problems"
import { StoreRefused } from "@parley/adapters-sqlite/StoreRefused"
import * as Cause from "effect/Cause"
import { describe } from "@parley/domain/usecases/describe"
import { InvalidSettings } from "../Settings.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { exitCodes } from "./exitCodes.ts"

/** What a person is told of a failure, and the exit code; `path` is the command that failed. */
export const explainFailure = (cause: Cause.Cause<unknown>, path: ReadonlyArray<string> = []): { readonly code: number; readonly text: string } => {
  const error = Cause.squash(cause)
  // the command-line library has printed what was wrong already
  if (ValidationError.isValidationError(error)) return { code: exitCodes.unusable, text: `See \`${["parley", ...path, "--help"].join(" ")}\`` }
  if (error instanceof InvalidSettings) return { code: exitCodes.unusable, text: ["Some settings cannot be used:", ...error.problems.map((problem) => `  ${problem}`)].join("\n") }
  if (error instanceof BadInput) {
    return { code: exitCodes.unusable, text: [error.message, ...error.problems.map((one) => `  ${one.field}: expected ${one.expected}; got ${one.got}`)].join("\n") }
  }
  if (error instanceof NotFound) return { code: exitCodes.no, text: [error.message, ...error.candidates.map((one) => `  ${one}`)].join("\n") }
  if (error instanceof Refused || error instanceof Unavailable || error instanceof CommandFailed) return { code: exitCodes.no, text: error.message }
  if (error instanceof StoreRefused) return { code: exitCodes.no, text: error.message }
  if (error instanceof Error && "_tag" in error && error._tag === "ServeError") {
    return { code: exitCodes.unusable, text: `${describe(cause)}\nExpected a free port and a path that can be listened on: see PARLEY_HTTP_HOST, PARLEY_HTTP_PORT and PARLEY_DATA_DIR (its parley.sock wants a short path)` }
  }
  if (error instanceof Error && "_tag" in error) return { code: exitCodes.no, text: describe(cause) }
  return { code: exitCodes.no, text: Cause.pretty(cause) }
}
