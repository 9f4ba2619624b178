import * as Options from "@effect/cli/Options"
import { userInfo } from "node:os"

/** Every decision of a person is recorded with who made it. */
export const as = Options.text("as").pipe(Options.withDescription("Who decides, for the books; of a server elsewhere it is the token's name"), Options.withDefault(`console:${accountName(userInfo)}`))

/** The account's name; its number where the system knows none for it, as in a container that runs as any user. */
export function accountName(read: () => { readonly username: string }): string {
  try {
    return read().username
  } catch {
    return `uid-${process.getuid?.() ?? "unknown"}`
  }
}
