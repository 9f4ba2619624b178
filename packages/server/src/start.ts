import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { portsLayer, prepareDataDir, serverLayer, socketPath } from "./Server.ts"
import { loadSettings } from "./Settings.ts"

/** Runs the server until it is interrupted; what was begun is finished or parked before the process ends. */
export const start = Effect.gen(function*() {
  const settings = yield* loadSettings
  yield* prepareDataDir(settings)
  yield* Effect.scoped(Effect.gen(function*() {
    yield* Layer.build(serverLayer(settings).pipe(
      Layer.provide(portsLayer(settings, { concurrency: 16, print: (text) => { process.stdout.write(`${text}\n`) } }))
    ))
    yield* Effect.logInfo("Parley is running").pipe(Effect.annotateLogs({
      data: settings.dataDir, mailbox: settings.mailbox, address: settings.agentAddress,
      socket: socketPath(settings), autonomy: settings.autonomy
    }))
    return yield* Effect.never
  }))
})
