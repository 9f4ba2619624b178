import * as Context from "effect/Context"
import type * as Redacted from "effect/Redacted"
import type { Who } from "./Identity.ts"
import { hashOf, newSecret } from "./secrets.ts"

/** Secrets that sign in once each, as a link does: whoever comes second finds it spent. They are for signing in only, and known to this process alone, by their hashes. */
export class SignInLinks extends Context.Reference<SignInLinks>()("@parley/server/access/SignInLinks", { defaultValue: () => make() }) {}

const make = () => {
  const open = new Map<string, Who>()
  return {
    /** Signs in whoever brings it as somebody; the session ends with their token. */
    issue: (who: Who): Redacted.Redacted => {
      const secret = newSecret("token")
      open.set(hashOf(secret), who)
      return secret
    },
    /** Whose it was; null for one that is not known or was spent. */
    spend: (secret: Redacted.Redacted): Who | null => {
      const hash = hashOf(secret)
      const who = open.get(hash) ?? null
      open.delete(hash)
      return who
    }
  }
}
