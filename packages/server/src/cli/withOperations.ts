import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Option from "effect/Option"
import { layerWith, Operations } from "../Operations.ts"
import * as OperationsClient from "../OperationsClient.ts"
import * as Ports from "../Ports.ts"
import { prepareDataDir, socketPath, uploadsOf } from "../Server.ts"
import { loadSettings } from "../Settings.ts"
import { remoteOf } from "./remote.ts"
import { kept } from "./withBooks.ts"

/**
 * Runs with the operations of the server that `url` or PARLEY_URL names; where neither does, of the one that holds the data directory, or, when none does, on the
 * books themselves. Only a command that `creates` makes books where there are none: a look into a folder must not leave a database in it.
 */
export const withOperations = <A, E>(url: Option.Option<string>, use: (operations: Operations["Type"]) => Effect.Effect<A, E>, creates = false) =>
  Effect.gen(function*() {
    const remote = yield* remoteOf(url)
    if (remote !== null) return yield* Effect.flatMap(Operations, use).pipe(Effect.provide(OperationsClient.remoteLayer(remote)))
    const settings = yield* loadSettings
    if (creates) yield* prepareDataDir(settings)
    else yield* kept(settings)
    const socket = socketPath(settings)
    const layer = (yield* OperationsClient.isListening(socket))
      ? OperationsClient.layer(socket)
      : layerWith(Layer.merge(Ports.mailboxLayer(settings), Ports.teamLayer(settings, () => {})), uploadsOf(settings)).pipe(
        Layer.provide(Layer.mergeAll(Ports.storeLayer(settings), Ports.rosterLayer(settings), Ports.identityLayer(settings, 1)))
      )
    return yield* Effect.flatMap(Operations, use).pipe(Effect.provide(layer))
  })
