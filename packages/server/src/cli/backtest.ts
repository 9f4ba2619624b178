import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { BadInput } from "@parley/api/Problems"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type Moment, readMoment } from "../audit/moment.ts"
import { backtest as compare } from "../backtest/backtest.ts"
import { readPolicyFile } from "../backtest/readPolicy.ts"
import { limits, renderBacktest } from "../backtest/renderBacktest.ts"
import { loadSettings } from "../Settings.ts"
import { json, print } from "./print.ts"
import { makeProgress } from "./progress.ts"
import { withBooks } from "./withBooks.ts"

const time = (name: string, description: string) => Options.optional(Options.text(name).pipe(Options.withDescription(description)))

/** `parley backtest`: recorded negotiations decided once more under another policy; the books are only read (SIM-02). */
export const backtest = Command.make("backtest", {
  policy: Options.text("policy").pipe(Options.withDescription("A YAML file with the fields of a policy that are to be others, e.g. rounds: 4")),
  from: time("from", "Compare decisions not before this date (2026-11-23) or instant (2026-11-23T10:00:00Z); UTC unless it names an offset"),
  to: time("to", "Compare decisions not after this date or instant, which is itself taken in"),
  books: Options.optional(Options.text("books").pipe(Options.withDescription("A backup; without it, the books of the data directory, also while a server runs"))),
  json
}, ({ books, from, json, policy, to }) =>
  Effect.gen(function*() {
    const other = yield* readPolicyFile(policy)
    const [first, last] = [yield* momentOf("--from", from), yield* momentOf("--to", to)]
    if (first !== null && last !== null && first.first > last.last) {
      return yield* new BadInput({ message: "Nothing can be compared like this", problems: [{ field: "--from", expected: "a time that is not after --to", got: Option.getOrElse(from, () => "") }] })
    }
    const { campaignsIn, eventsIn, peopleIn } = yield* Effect.promise(() => import("@parley/adapters-sqlite/LogFile"))
    const progress = makeProgress("decided")
    const { campaigns, report } = yield* withBooks(yield* loadSettings, Option.getOrNull(books), ({ anchor, db }) =>
      Effect.sync(() => {
        const campaigns = campaignsIn(db)
        return { campaigns, report: compare({ events: progress.through(eventsIn(db), anchor.events), campaigns, people: peopleIn(db) }, { policy: other, from: first?.first ?? null, to: last?.last ?? null }) }
      })).pipe(Effect.ensuring(Effect.sync(progress.clear)))
    const currencies = new Map([...campaigns].map(([id, { currency }]) => [String(id), String(currency)]))
    yield* print(json, { ...report, limits }, (all) => renderBacktest(all, currencies))
  })).pipe(Command.withDescription("Decide recorded negotiations once more under another policy"))

const momentOf = (field: string, text: Option.Option<string>): Effect.Effect<Moment | null, BadInput> => {
  if (Option.isNone(text)) return Effect.succeed(null)
  const moment = readMoment(text.value)
  return moment === null
    ? new BadInput({ message: "Nothing can be compared like this", problems: [{ field, expected: "a date such as 2026-11-23 or an instant such as 2026-11-23T10:00:00Z", got: text.value }] })
    : Effect.succeed(moment)
}
