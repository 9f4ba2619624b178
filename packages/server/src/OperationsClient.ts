import * as HttpApiClient from "@effect/platform/HttpApiClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { connect } from "node:net"
import { Api } from "@parley/api/SocketApi"
import { BadInput, NotFound, Refused, Unavailable } from "@parley/api/Problems"
import { Operations } from "./Operations.ts"

/** Whether a server answers on this socket. */
export const isListening = (socket: string): Effect.Effect<boolean> =>
  Effect.async((resume) => {
    const connection = connect(socket)
    const answer = (listening: boolean) => () => {
      connection.destroy()
      resume(Effect.succeed(listening))
    }
    connection.once("connect", answer(true))
    connection.once("error", answer(false))
  })

/** The operations of a running server, asked over its socket. */
export const layer = (socket: string): Layer.Layer<Operations> =>
  Layer.effect(
    Operations,
    Effect.gen(function*() {
      const client = yield* HttpApiClient.make(Api, { baseUrl: "http://parley" })
      const { parley } = client
      return {
        status: Effect.mapError(parley.status(), known),
        startCampaign: (campaign, roster) => Effect.mapError(parley.startCampaign({ payload: { campaign, roster } }), known),
        find: (negotiation) => Effect.mapError(parley.find({ path: { negotiation } }), known),
        draft: (negotiation) => Effect.mapError(parley.draft({ path: { negotiation } }), known),
        stopAgency: (payload) => Effect.mapError(parley.stopAgency({ payload }), known),
        timeline: (negotiation) => Effect.mapError(parley.timeline({ path: { negotiation } }), known),
        explain: (negotiation) => Effect.mapError(parley.explain({ path: { negotiation } }), known),
        decide: (negotiation, payload) => Effect.mapError(parley.decide({ path: { negotiation }, payload }), known),
        deadLetters: Effect.mapError(parley.deadLetters(), known),
        settleLetter: (payload) => Effect.mapError(parley.settleLetter({ payload }), known),
        switchSending: (stop, by) => Effect.mapError(parley.switchSending({ payload: { stop, by } }), known),
        audit: (urlParams) => Effect.mapError(parley.audit({ urlParams }), known),
        forget: (address, by) => Effect.mapError(parley.forget({ payload: { address, by } }), known)
      }
    })
  ).pipe(
    Layer.provide(NodeHttpClient.layerWithoutAgent),
    Layer.provide(NodeHttpClient.makeAgentLayer(agentOptions(socket)))
  )

/** Node's agents hand `socketPath` on to every connection, though their types do not say so. */
const agentOptions = (socketPath: string) => ({ keepAlive: false, socketPath })

/** What the server said, or that it could not be understood. */
const known = (error: { readonly _tag: string; readonly message: string }): BadInput | NotFound | Refused | Unavailable =>
  error instanceof BadInput || error instanceof NotFound || error instanceof Refused || error instanceof Unavailable
    ? error
    : new Unavailable({ message: `The running server did not answer as expected: ${error.message}` })
