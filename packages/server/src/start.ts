import { KillPoints } from "@parley/domain/usecases/KillPoints"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Grace from "./Grace.ts"
import { portsLayer, prepareDataDir, serverLayer, socketPath } from "./Server.ts"
import { loadSettings } from "./Settings.ts"
import * as ShiftedClock from "./ShiftedClock.ts"
import { Busy } from "./Workers.ts"

/** Runs the server until it is interrupted; what was begun is finished or parked before the process ends. Tests give it other ports. */
export const startOn = (ports: typeof portsLayer) =>
  Effect.gen(function*() {
    const settings = yield* loadSettings
    yield* prepareDataDir(settings)
    const busy = new Set<string>()
    yield* Grace.watch(settings.grace, () => [...busy])
    yield* Effect.scoped(Effect.gen(function*() {
      const context = yield* Layer.build(serverLayer(settings).pipe(
        Layer.provideMerge(ports(settings, { concurrency: 16, print: (text) => { process.stdout.write(`${text}\n`) } })),
        Layer.provide(Layer.succeed(Busy, busy))
      ))
      yield* Effect.addFinalizer(() => Effect.provide(Effect.flatMap(KillPoints, ({ reach }) => reach("stop-signalled")), context))
      yield* Effect.logInfo("Parley is running").pipe(Effect.annotateLogs({
        data: settings.dataDir, mailbox: settings.mailbox, address: settings.agentAddress,
        socket: socketPath(settings), autonomy: settings.autonomy
      }))
      return yield* Effect.never
    })).pipe(settings.clockOffset === 0 ? (run) => run : Effect.withClock(ShiftedClock.make(settings.clockOffset)))
  })

export const start = startOn(portsLayer)
