import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import { livingCast, livingForm } from "@parley/testkit/sim/livingCampaign"
import * as Clock from "effect/Clock"
import * as Console from "effect/Console"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { existsSync, mkdtempSync, readdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Identity from "../access/Identity.ts"
import { SignInLinks } from "../access/SignInLinks.ts"
import { liveOn } from "../demo/liveOn.ts"
import { renderDemo } from "../demo/Report.ts"
import { demoClock, recentClock, runDemo } from "../demo/runDemo.ts"
import * as Grace from "../Grace.ts"
import { Address } from "../Http.ts"
import * as Operations from "../Operations.ts"
import { identityLayer } from "../Ports.ts"
import { Played } from "../sandbox/Played.ts"
import { portsLayer, prepareDataDir, surfacesLayer } from "../Server.ts"
import { loadSettings, type ServerSettings } from "../Settings.ts"
import { type WorkerHealth, WorkersHealth } from "../Workers.ts"
import { CommandFailed } from "./CommandFailed.ts"

const seed = Options.integer("seed").pipe(Options.withDescription("Another number plays another campaign; the same number the same one"), Options.withDefault(1))
const once = Options.boolean("once").pipe(Options.withDescription("End when everything has settled instead of serving on"))
const json = Options.boolean("json").pipe(Options.withDescription("Print the figures as one JSON object in the last line"))
const serve = Options.boolean("serve").pipe(Options.withDescription("Serve on until Ctrl-C, also where the output is no terminal"))

/** `parley demo`: the sample campaign against simulated creators, through real mail files; then, for whoever watches, another one that goes on, with its dashboard. */
export const demo = Command.make("demo", { seed, once, json, serve }, ({ json, once, seed, serve }) =>
  Effect.scoped(Effect.gen(function*() {
    if (once && serve) return yield* new CommandFailed({ message: "--once ends the demo and --serve keeps it running: give one of them" })
    const goesOn = !once && (serve || process.stdout.isTTY)
    const loaded = yield* loadSettings
    const settings: ServerSettings = {
      ...loaded, dataDir: yield* freshDataDir(loaded), maildirSettle: 0, mailbox: "maildir", roster: "csv", sandbox: "on", authservId: null,
      httpPort: process.env["PARLEY_HTTP_PORT"] === undefined ? 0 : loaded.httpPort
    }
    yield* prepareDataDir(settings)
    yield* Console.log(`Twelve creators, seed ${seed}. Everything is kept in ${settings.dataDir}\n`)

    const living = livingCast(seed)
    // what is played runs no workers; what follows does
    let workers: Effect.Effect<Readonly<Record<string, WorkerHealth>>> = Effect.succeed({})
    const ports = yield* Layer.build(portsLayer(settings, { concurrency: 1, print: () => {} }))
    const surfaces = yield* Layer.build(surfacesLayer(settings).pipe(
      Layer.provide(Layer.succeed(WorkersHealth, { read: Effect.suspend(() => workers) })),
      Layer.provide(Layer.succeed(Played, new Set(living.played.map(({ member }) => member.address)))),
      Layer.provide(Layer.succeedContext(ports))
    ))
    const clock = goesOn ? recentClock(yield* Clock.currentTimeMillis) : demoClock()
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
    if (once) return
    if (!goesOn) return yield* Console.error("\nThe output is no terminal, so the demo ends here; with --serve it goes on, with its dashboard.")

    yield* Grace.watch(settings.grace, () => [])
    clock.advanceTo(yield* Clock.currentTimeMillis)
    clock.goLive()
    const health = yield* liveOn({ cast: living, dataDir: settings.dataDir, seed }).pipe(
      Effect.provide(Operations.layer()), Effect.provide(identityLayer(settings, 16)), Effect.provide(ports), Effect.withClock(clock.clock)
    )
    workers = health.read
    const link = yield* signInLink.pipe(Effect.provide(Identity.layer(null)), Effect.provide(ports), Effect.withClock(clock.clock))
    yield* Console.log([
      "", `Another campaign has just begun, ${livingForm.name}: six creators answer within a minute, one price will wait for your yes,`,
      `and ${living.free.map(({ name }) => name).join(" and ")} write nothing unless you do it for them, in the sandbox.`, "",
      `Dashboard: ${Context.get(surfaces, Address).url}/#token=${Redacted.value(link)}   (signs in once)`, "Stop: Ctrl-C"
    ].join("\n"))
    return yield* Effect.never
  }))).pipe(Command.withDescription("Watch a whole campaign negotiated with twelve simulated creators, then one that goes on"))

/** Signs in once, to these books and no others, as an admin whose token nobody has. What stands behind a # is sent to no server and kept in no log. */
const signInLink = Effect.gen(function*() {
  const identity = yield* Identity.Identity
  const { token: { expiresAt, id, name, role } } = yield* identity.create({ name: "visitor", role: "admin", expiresAt: null, createdBy: "demo" })
  return (yield* SignInLinks).issue({ token: id, name, role, expiresAt })
})

const freshDataDir = (settings: ServerSettings) => {
  if (process.env["PARLEY_DATA_DIR"] === undefined) return Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-demo-")))
  return existsSync(settings.dataDir) && readdirSync(settings.dataDir).length > 0
    ? new CommandFailed({ message: `The demo wants an empty folder, and ${settings.dataDir} is not empty: name another in PARLEY_DATA_DIR, or leave it unset for a new one` })
    : Effect.succeed(settings.dataDir)
}
