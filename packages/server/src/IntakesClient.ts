import * as HttpApiClient from "@effect/platform/HttpApiClient"
import type * as HttpClient from "@effect/platform/HttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { Api } from "@parley/api/Api"
import { Intakes } from "./intakes.ts"
import { actorRef, type Failed, known, socketLayer, withActor } from "./OperationsClient.ts"
import type { Problem } from "./operations/Problem.ts"
import * as RemoteServer from "./RemoteServer.ts"

/** The same of a running server, asked over its socket. */
export const layer = (socket: string): Layer.Layer<Intakes> => Layer.effect(Intakes, make("http://parley", known)).pipe(Layer.provide(socketLayer(socket)))

/** The same of a server elsewhere, asked with a token. */
export const remoteLayer = ({ token, url }: { readonly url: string; readonly token: Redacted.Redacted }): Layer.Layer<Intakes> =>
  Layer.effect(Intakes, make(url, RemoteServer.told(url))).pipe(Layer.provide(RemoteServer.httpLayer(token)))

const make = (baseUrl: string, explain: (error: Failed) => Problem): Effect.Effect<Intakes["Type"], never, HttpClient.HttpClient> =>
  Effect.map(HttpApiClient.make(Api, { baseUrl, transformClient: withActor }), ({ intakes }) => ({
    list: Effect.mapError(intakes.list(), explain),
    answer: (form, { by, ...payload }) => Effect.locally(Effect.mapError(intakes.answer({ path: { form }, payload }), explain), actorRef, by)
  }))
