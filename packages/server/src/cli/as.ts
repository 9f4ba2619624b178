import * as Options from "@effect/cli/Options"
import { userInfo } from "node:os"

/** The account's name; its number where it has none, as in a container that runs as any user. */
const account = (): string => {
  try {
    return userInfo().username
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`
  }
}

/** Every decision of a person is recorded with who made it. */
export const as = Options.text("as").pipe(Options.withDescription("Who decides, for the books"), Options.withDefault(`console:${account()}`))
