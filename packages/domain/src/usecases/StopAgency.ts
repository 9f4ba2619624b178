import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { type Actor, CommandId } from "../Ids.ts"
import { isPossible } from "../negotiation/Table.ts"
import { Store } from "../ports/Store.ts"
import { humanCommand } from "./HumanCommand.ts"

/** This is no agency's domain. `expected` says what would be. */
export class NoAgency extends Data.TaggedError("NoAgency")<{ readonly expected: string }> {}

/** Everybody's: whoever has an address there says nothing of who acts for them. */
const publicDomains: ReadonlySet<string> = new Set([
  "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com",
  "proton.me", "protonmail.com", "gmx.com", "gmx.net", "gmx.de", "web.de", "mail.com", "mail.ru", "yandex.com", "yandex.ru", "qq.com", "163.com", "naver.com", "zoho.com", "fastmail.com"
])

/**
 * Ends every negotiation that can be ended and that an address of the agency's domain takes part in, each as a command of its own (HUMAN-05); lists them
 * only unless `confirmed`. Run again with the same command it ends none twice.
 */
export const stopAgency = (text: string, by: Actor, command: CommandId, confirmed: boolean) =>
  Effect.gen(function*() {
    const domain = text.trim().toLowerCase().replace(/^.*@/u, "")
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/u.test(domain) || publicDomains.has(domain)) {
      return yield* new NoAgency({ expected: "the domain of an agency's own mail addresses, e.g. brightside.com, and not a public mail provider's" })
    }
    const store = yield* Store
    const rows = yield* Effect.forEach(yield* store.byDomain(domain), (id) => store.negotiation(id))
    const known = rows.filter((row) => row !== null).filter(({ quarantined }) => quarantined === null)
    if (!confirmed) return { domain, negotiations: known.filter(({ state }) => isPossible(state._tag, "Stop")), refused: [] }
    // those that have ended too: delivered again, the command answers as it did the first time
    const done = yield* Effect.forEach(known, (row) =>
      humanCommand(row.id, { _tag: "Stop" }, by, CommandId.make(`${command}-${row.id}`)).pipe(
        Effect.as({ row, refusal: null }),
        // a neighbour that cannot end right now keeps no other from it
        Effect.catchAll((error) => error._tag === "StoreUnavailable" ? Effect.fail(error) : Effect.succeed({ row, refusal: error }))
      ))
    return {
      domain,
      negotiations: done.filter(({ refusal }) => refusal === null).map(({ row }) => row),
      refused: done.flatMap(({ refusal, row }) => refusal === null || refusal._tag === "NotPossible" ? [] : [{ negotiation: row.id, refusal }])
    }
  })
