import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import type { BooksFile } from "@parley/adapters-sqlite/BooksFile"
import { instant } from "@parley/domain/Instant"
import type { VerifyReport } from "@parley/domain/ports/Store"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as KillSwitch from "../KillSwitch.ts"
import { prepareDataDir } from "../Server.ts"
import { loadSettings } from "../Settings.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { copyBooks } from "./copyBooks.ts"
import { json, print } from "./print.ts"
import { printable } from "./printable.ts"
import { makeProgress } from "./progress.ts"
import { withBooks } from "./withBooks.ts"

export const backup = Command.make("backup", {
  file: Args.text({ name: "file" }).pipe(Args.withDescription("Where to write it; there must be no file of that name")),
  json
}, ({ file, json }) =>
  Effect.gen(function*() {
    const { anchor, ...written } = yield* copyBooks(yield* loadSettings, file)
    yield* print(json, { ...written, ...anchor }, ({ bytes, events, file, head }) =>
      `${file}: ${(bytes / 1e6).toFixed(1)} MB, ${events} events, head ${head === "" ? "none" : head}`)
  })).pipe(Command.withDescription("Copy the books as they are at this moment, also while a server runs"))

export const verify = Command.make("verify", {
  file: Args.optional(Args.text({ name: "file" }).pipe(Args.withDescription("A backup; without it, the books of the data directory"))),
  json
}, ({ file, json }) =>
  Effect.gen(function*() {
    const report = yield* withBooks(yield* loadSettings, Option.getOrNull(file), checked)
    yield* print(json, report, ({ events, head, negotiations, problems }) =>
      [
        ...problemLines(problems),
        `${negotiations} negotiations, ${events} events, head ${head === "" ? "none" : head}: ${problems.length === 0 ? "everything adds up" : `${problems.length} problems`}`
      ].join("\n"))
    if (report.problems.length > 0) return yield* new CommandFailed({ message: "the books do not add up" })
  })).pipe(Command.withDescription("Check the books or a backup: integrity, hash chains, replay, ledger"))

/** The whole check, with its progress. */
const checked = (books: BooksFile) =>
  Effect.gen(function*() {
    const { verify } = yield* Effect.promise(() => import("@parley/adapters-sqlite/Verify"))
    const progress = makeProgress("checked")
    progress.show(0)
    const report = yield* Effect.promise(() => verify(books.db, (events, of) => progress.show(events / of))).pipe(Effect.ensuring(Effect.sync(progress.clear)))
    return { ...report, head: books.anchor.head }
  })

const problemLines = (problems: VerifyReport["problems"]): ReadonlyArray<string> =>
  problems.map((one) => `${one.negotiation ?? "the books"}${one.version === null ? "" : `, event ${one.version}`}: ${one.problem}`)

export const restore = Command.make("restore", {
  file: Args.text({ name: "file" }).pipe(Args.withDescription("A backup of this release or an older one")),
  json
}, ({ file, json }) =>
  Effect.gen(function*() {
    const settings = yield* loadSettings
    const progress = makeProgress("checked")
    yield* prepareDataDir(settings)
    const { BrokenBooks, restore } = yield* Effect.promise(() => import("@parley/adapters-sqlite/Restore"))
    const now = instant(yield* Clock.currentTimeMillis)
    const restored = yield* withBooks(settings, file, (books) =>
      Effect.flatten(Effect.promise(() => restore(settings.dataDir, books, {
        mailbox: settings.mailbox, now, progress: progress.show, kill: KillSwitch.make(settings)
      })))).pipe(
        Effect.ensuring(Effect.sync(progress.clear)),
        Effect.tapError((error) => error instanceof BrokenBooks ? Console.error(printable(problemLines(error.problems).join("\n"))) : Effect.void)
      )
    const { anchor, ...rest } = restored
    yield* print(json, { ...rest, ...anchor }, ({ aside, events, head, since }) =>
      [
        `${events} events, head ${head === "" ? "none" : head}, stand in ${settings.dataDir}.`,
        aside === null ? "There were no books before." : `The former books are in ${aside}.`,
        `At the next start, mail since ${new Date(since).toISOString()} is looked through again. Sending is stopped: look at \`parley status\`, then \`parley sending resume\`.`
      ].join("\n"))
  })).pipe(Command.withDescription("Put a backup in the place of the books; no server may run"))
