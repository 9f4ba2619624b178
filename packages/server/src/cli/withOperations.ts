import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Operations, layer as localLayer } from "../Operations.ts"
import * as OperationsClient from "../OperationsClient.ts"
import * as Ports from "../Ports.ts"
import { prepareDataDir, socketPath } from "../Server.ts"
import { loadSettings } from "../Settings.ts"

/** Runs with the operations of the server that holds the data directory, or, when none does, on the books themselves. */
export const withOperations = <A, E>(use: (operations: Operations["Type"]) => Effect.Effect<A, E>) =>
  Effect.gen(function*() {
    const settings = yield* loadSettings
    yield* prepareDataDir(settings)
    const socket = socketPath(settings)
    const layer = (yield* OperationsClient.isListening(socket))
      ? OperationsClient.layer(socket)
      : localLayer.pipe(
        Layer.provide(Layer.mergeAll(Ports.storeLayer(settings), Ports.rosterLayer(settings), Ports.identityLayer(settings, 1)))
      )
    return yield* Effect.flatMap(Operations, use).pipe(Effect.provide(layer))
  })
