import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import type { BooksFile } from "@parley/adapters-sqlite/BooksFile"
import type { VerifyReport } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { killAt } from "../KillSwitch.ts"
import { loadSettings } from "../Settings.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { json, print } from "./print.ts"
import { makeProgress } from "./progress.ts"
import { withBooks } from "./withBooks.ts"

const backup = Command.make("backup", {
  file: Args.text({ name: "file" }).pipe(Args.withDescription("Where to write it; there must be no file of that name")),
  json
}, ({ file, json }) =>
  Effect.gen(function*() {
    const settings = yield* loadSettings
    const { backup } = yield* Effect.promise(() => import("@parley/adapters-sqlite/Backup"))
    const progress = makeProgress("copied")
    const { anchor, ...written } = yield* withBooks(settings, null, (books) =>
      Effect.flatMap(Effect.promise(() => backup(books, file, { progress: progress.show, kill: killAt(settings.killAt) })), (done) => done)).pipe(
        Effect.ensuring(Effect.sync(progress.clear))
      )
    yield* print(json, { ...written, ...anchor }, ({ bytes, events, file, head }) =>
      `${file}: ${(bytes / 1e6).toFixed(1)} MB, ${events} events, head ${head === "" ? "none" : head}`)
  })).pipe(Command.withDescription("Copy the books as they are at this moment, also while a server runs"))

const verify = Command.make("verify", {
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
  })).pipe(Command.withDescription("Check the books or a backup: integrity, hash chains, snapshots against replay, the ledger"))

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

/** What is done to the books as a file, in this process. */
export const bookCommands = [backup, verify] as const
