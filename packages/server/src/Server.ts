import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { existsSync, mkdirSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import * as Identity from "./access/Identity.ts"
import * as Limits from "./access/Limits.ts"
import * as Origins from "./access/Origins.ts"
import * as GmailPush from "./GmailPush.ts"
import * as Http from "./Http.ts"
import * as FormHook from "./intake/FormHook.ts"
import * as Intakes from "./intakes.ts"
import * as KillSwitch from "./KillSwitch.ts"
import * as Operations from "./Operations.ts"
import * as RosterUploads from "./operations/RosterUploads.ts"
import * as Ports from "./Ports.ts"
import * as Readiness from "./Readiness.ts"
import { InvalidSettings, type ServerSettings } from "./Settings.ts"
import * as Sandbox from "./sandbox/Sandbox.ts"
import * as SlackHook from "./slack/SlackHook.ts"
import * as Workers from "./Workers.ts"
import { accessProblem } from "./folderAccess.ts"

/** Where a server listens for this machine's CLI. */
export const socketPath = (settings: ServerSettings): string => join(settings.dataDir, "parley.sock")

/** Makes the data directory, readable by this account only. */
export const prepareDataDir = ({ dataDir }: ServerSettings): Effect.Effect<void, InvalidSettings> =>
  Effect.try({
    try: () => {
      makeFolder(dataDir)
      return accessProblem(dataDir)
    },
    catch: (error) => error instanceof Error ? error.message : String(error)
  }).pipe(
    Effect.filterOrFail((problem) => problem === null, (problem) => problem),
    Effect.mapError((problem) => new InvalidSettings({
      problems: [`PARLEY_DATA_DIR: expected a folder that this account may make and write to; got ${JSON.stringify(dataDir)} (${problem})`]
    })),
    Effect.asVoid
  )

/** Step by step: Node's own recursive way never returns where the system refuses a name for ever, as in /proc. */
const makeFolder = (path: string): void => {
  if (existsSync(path) && statSync(path).isDirectory()) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** Every port by its configured adapter. The store comes first: whoever holds its lock may touch the rest. */
export const portsLayer = (settings: ServerSettings, options: { readonly concurrency: number; readonly print: (text: string) => void }) =>
  Layer.mergeAll(
    Ports.mailboxLayer(settings),
    Ports.rosterLayer(settings),
    Ports.teamLayer(settings, options.print),
    Ports.sourceLayer(settings),
    Ports.readerLayer(settings),
    Ports.writerLayer(settings),
    Ports.identityLayer(settings, options.concurrency),
    KillSwitch.layer(settings)
  ).pipe(Layer.provideMerge(Ports.storeLayer(settings)))

/** Where rosters that come as text are kept. */
export const uploadsOf = (settings: ServerSettings): RosterUploads.RosterUploads =>
  settings.roster === "csv" ? RosterUploads.inFolder(join(settings.dataDir, "rosters")) : RosterUploads.none

/** What listens: the API, its documents and the probes over the network, and the same on the socket for the CLI. */
export const surfacesLayer = (settings: ServerSettings) =>
  Layer.mergeAll(
    Http.openLayer({ host: settings.httpHost, port: settings.httpPort }),
    Http.socketLayer(socketPath(settings))
  ).pipe(
    Layer.provide(Http.surfaceLayer(Origins.make({ bound: settings.httpHost, publicUrl: settings.publicUrl }), { sandbox: settings.sandbox === "on" })),
    Layer.provide(Readiness.layer),
    Layer.provide(Sandbox.layer(settings)),
    Layer.provide([GmailPush.layer(settings), SlackHook.layer(settings), FormHook.layer(settings), Identity.layer(settings.apiToken), Limits.layer(settings.requestsPerSecond)]),
    Layer.provide(Operations.layer(uploadsOf(settings))),
    Layer.provide(Intakes.layer)
  )

/** The whole server but its ports. */
export const serverLayer = (settings: ServerSettings) =>
  surfacesLayer(settings).pipe(Layer.provide(Workers.layer({
    idle: Duration.millis(500),
    sync: settings.mailbox === "gmail" ? Duration.seconds(settings.google.pollSeconds) : Duration.millis(500),
    ...settings.intake === "none" ? {} : { forms: settings.clickUp.every }
  })))
