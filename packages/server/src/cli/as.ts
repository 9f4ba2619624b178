import * as Options from "@effect/cli/Options"
import { userInfo } from "node:os"

/** Every decision of a person is recorded with who made it. */
export const as = Options.text("as").pipe(Options.withDescription("Who decides, for the books"), Options.withDefault(`console:${userInfo().username}`))
