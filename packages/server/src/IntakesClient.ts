import * as HttpApiClient from "@effect/platform/HttpApiClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Api } from "@parley/api/Api"
import { Intakes } from "./intakes.ts"
import { actorRef, known, socketLayer, withActor } from "./OperationsClient.ts"

/** The same of a running server, asked over its socket. */
export const layer = (socket: string): Layer.Layer<Intakes> =>
  Layer.effect(
    Intakes,
    Effect.map(HttpApiClient.make(Api, { baseUrl: "http://parley", transformClient: withActor }), ({ intakes }) => ({
      list: Effect.mapError(intakes.list(), known),
      answer: (form, { by, ...payload }) => Effect.locally(Effect.mapError(intakes.answer({ path: { form }, payload }), known), actorRef, by)
    }))
  ).pipe(Layer.provide(socketLayer(socket)))
