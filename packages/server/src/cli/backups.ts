import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Schema from "effect/Schema"
import { resolve } from "node:path"
import { backUpOnce, checkBackups, keepBackups } from "../backups/keepBackups.ts"
import { loadSettings } from "../Settings.ts"
import { copyBooks } from "./copyBooks.ts"

const folder = Args.text({ name: "folder" }).pipe(Args.withDescription("Where they are kept; it must exist"))
const every = Options.integer("every").pipe(
  Options.withDescription("Hours between two"), Options.withDefault(24), Options.withSchema(Schema.Int.pipe(Schema.between(1, 8760)))
)
const keep = Options.integer("keep").pipe(
  Options.withDescription("How many of the newest stay"), Options.withDefault(30), Options.withSchema(Schema.Int.pipe(Schema.between(1, 10_000)))
)
const once = Options.boolean("once").pipe(Options.withDescription("Make one now, remove what is too old, and end: for a timer of your own"))
const check = Options.boolean("check").pipe(Options.withDescription("Make none; 1 when the newest is older than twice --every"))

/** `parley backups <folder>`: what a container beside the server runs. */
export const backups = Command.make("backups", { folder, every, keep, once, check }, ({ check, every, folder, keep, once }) =>
  Effect.gen(function*() {
    const settings = yield* loadSettings
    const plan = { folder: resolve(folder), every: Duration.hours(every), keep, copy: (file: string) => copyBooks(settings, file) }
    yield* check ? checkBackups(plan) : once ? backUpOnce(plan) : keepBackups(plan)
  }).pipe(Logger.withMinimumLogLevel(LogLevel.Info))).pipe(Command.withDescription("Back up the books again and again, and keep the newest"))
