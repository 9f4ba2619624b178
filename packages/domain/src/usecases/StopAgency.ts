import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { type Actor, CommandId, type NegotiationId } from "../Ids.ts"
import { isPossible } from "../negotiation/Table.ts"
import { Store } from "../ports/Store.ts"
import { humanCommand } from "./HumanCommand.ts"
import { textHash } from "./textHash.ts"

/** This is no agency's domain. `expected` says what would be. */
export class NoAgency extends Data.TaggedError("NoAgency")<{ readonly expected: string }> {}

/** Everybody's: whoever has an address there says nothing of who acts for them. */
const publicDomains: ReadonlySet<string> = new Set([
  "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com",
  "proton.me", "protonmail.com", "gmx.com", "gmx.net", "gmx.de", "web.de", "mail.com", "mail.ru", "yandex.com", "yandex.ru", "qq.com", "163.com", "naver.com", "zoho.com", "fastmail.com"
])

/** Another set of negotiations would end than the one that was shown: nothing was changed. `now` is how many it is, and `digest` what names them. */
export class AgencyChanged extends Data.TaggedError("AgencyChanged")<{ readonly now: number; readonly digest: string }> {}

/**
 * Ends the negotiations that an address of the agency's domain takes part in, each as a command of its own (HUMAN-05). Without `seen` they are only listed,
 * with a digest that names them; with it exactly those end, or none where the set is another one by now. Run again with the same command it ends
 * none twice.
 */
export const stopAgency = (text: string, by: Actor, command: CommandId, seen: string | null) =>
  Effect.gen(function*() {
    const domain = text.trim().toLowerCase().replace(/^.*@/u, "")
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/u.test(domain) || publicDomains.has(domain)) {
      return yield* new NoAgency({ expected: "the domain of an agency's own mail addresses, e.g. brightside.com, and not a public mail provider's" })
    }
    const store = yield* Store
    const rows = yield* Effect.forEach(yield* store.byDomain(domain), (id) => store.negotiation(id))
    const known = rows.filter((row) => row !== null).filter(({ quarantined }) => quarantined === null)
    const open = known.filter(({ state }) => isPossible(state._tag, "Stop"))
    if (seen === null) return { domain, negotiations: open, refused: [], digest: digestOf(domain, open) }
    // delivered again, the command answers as it did the first time: what it ended counts as shown
    const ended = yield* Effect.filter(known.filter((row) => !open.includes(row)), (row) =>
      Effect.map(store.events(row.id), (events) => events.some((one) => one.command === ownCommand(command, row.id))).pipe(Effect.catchTag("Quarantined", () => Effect.succeed(false))))
    const shown = known.filter((row) => open.includes(row) || ended.includes(row))
    const digest = digestOf(domain, shown)
    if (digest !== seen) return yield* new AgencyChanged({ now: open.length, digest: digestOf(domain, open) })
    const done = yield* Effect.forEach(shown, (row) =>
      humanCommand(row.id, { _tag: "Stop" }, by, ownCommand(command, row.id)).pipe(
        Effect.as({ row, refusal: null }),
        // a neighbour that cannot end right now keeps no other from it
        Effect.catchAll((error) => error._tag === "StoreUnavailable" ? Effect.fail(error) : Effect.succeed({ row, refusal: error }))
      ))
    return {
      domain, digest,
      negotiations: done.filter(({ refusal }) => refusal === null).map(({ row }) => row),
      refused: done.flatMap(({ refusal, row }) => refusal === null || refusal._tag === "NotPossible" ? [] : [{ negotiation: row.id, refusal }])
    }
  })

const ownCommand = (command: CommandId, id: NegotiationId): CommandId => CommandId.make(`${command}-${id}`)

/** Names a set of negotiations, in few letters that a person can type. */
const digestOf = (domain: string, rows: ReadonlyArray<{ readonly id: NegotiationId }>): string =>
  textHash([domain, ...rows.map(({ id }) => id).sort()].join("\n")).slice(0, 8)
