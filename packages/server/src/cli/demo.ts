import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { WorkersHealth } from "../Workers.ts"
import * as Workers from "../Workers.ts"
import * as Console from "effect/Console"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { existsSync, mkdtempSync, readdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { demoClock, runDemo } from "../demo/runDemo.ts"
import { renderDemo } from "../demo/Report.ts"
import { portsLayer, prepareDataDir, surfacesLayer } from "../Server.ts"
import { loadSettings, type ServerSettings } from "../Settings.ts"
import { CommandFailed } from "./CommandFailed.ts"

const seed = Options.integer("seed").pipe(Options.withDescription("Another number plays another campaign; the same number the same one"), Options.withDefault(1))
const once = Options.boolean("once").pipe(Options.withDescription("End when everything has settled instead of serving on"))
const json = Options.boolean("json").pipe(Options.withDescription("Print the figures as one JSON object in the last line"))

/** `parley demo`: the sample campaign against simulated creators, through real mail files. */
export const demo = Command.make("demo", { seed, once, json }, ({ json, once, seed }) =>
  Effect.scoped(Effect.gen(function*() {
    const loaded = yield* loadSettings
    const settings: ServerSettings = {
      ...loaded, dataDir: yield* freshDataDir(loaded), maildirSettle: 0, mailbox: "maildir", roster: "csv",
      httpPort: process.env["PARLEY_HTTP_PORT"] === undefined ? 0 : loaded.httpPort
    }
    yield* prepareDataDir(settings)
    yield* Console.log(`Twelve creators, seed ${seed}. Everything is kept in ${settings.dataDir}\n`)

    const ports = yield* Layer.build(portsLayer(settings, { concurrency: 1, print: () => {} }))
    yield* Layer.build(surfacesLayer(settings).pipe(
      Layer.provide(Layer.succeed(WorkersHealth, { read: Effect.succeed({}) })),
      Layer.provide(Layer.succeedContext(ports))
    ))
    const clock = demoClock()
    const { result, status } = yield* runDemo({
      seed, clock, maildir: join(settings.dataDir, "maildir"), progress: (line) => { process.stdout.write(`${line}\n`) }
    }).pipe(Effect.provide(ports))

    const first = status.negotiations[0]
    yield* Console.log([
      "", renderDemo(status), "",
      `${result.emailsSent} mails sent, ${result.duplicateEmails} twice, ${result.unaccountedMessages} unaccounted for.`,
      "Look inside:",
      `  PARLEY_DATA_DIR=${settings.dataDir} npm run -s parley -- status`,
      `  PARLEY_DATA_DIR=${settings.dataDir} npm run -s parley -- timeline "${first?.creator ?? ""}"`,
      `  PARLEY_DATA_DIR=${settings.dataDir} npm run -s parley -- explain "${first?.creator ?? ""}"`,
      `  the mails themselves: ${join(settings.dataDir, "maildir", ".Sent", "cur")}`
    ].join("\n"))
    if (json) yield* Console.log(JSON.stringify(result))
    if (once || !process.stdout.isTTY) return

    yield* Console.log("\nStill serving; Ctrl-C ends it.")
    clock.goLive()
    yield* Layer.build(Workers.layer({ idle: Duration.millis(500) }).pipe(Layer.provide(Layer.succeedContext(ports)))).pipe(Effect.withClock(clock.clock))
    return yield* Effect.never
  }))).pipe(Command.withDescription("Watch a whole campaign negotiated with twelve simulated creators"))

const freshDataDir = (settings: ServerSettings) => {
  if (process.env["PARLEY_DATA_DIR"] === undefined) return Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-demo-")))
  return existsSync(settings.dataDir) && readdirSync(settings.dataDir).length > 0
    ? new CommandFailed({ message: `The demo wants an empty folder, and ${settings.dataDir} is not empty: name another in PARLEY_DATA_DIR, or leave it unset for a new one` })
    : Effect.succeed(settings.dataDir)
}
