import * as HttpApiClient from "@effect/platform/HttpApiClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { connect } from "node:net"
import { Api } from "@parley/api/Api"
import { BadInput, NotAllowed, NotFound, Refused, TooLarge, TooMany, Unauthenticated, Unavailable } from "@parley/api/Problems"
import { actorHeader } from "@parley/api/SessionApi"
import { composed, Operations } from "./Operations.ts"
import * as RemoteServer from "./RemoteServer.ts"
import type { Problem } from "./operations/Problem.ts"

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

/** HTTP over a running server's socket. */
export const socketLayer = (socket: string): Layer.Layer<HttpClient.HttpClient> =>
  NodeHttpClient.layerWithoutAgent.pipe(Layer.provide(NodeHttpClient.makeAgentLayer(agentOptions(socket))))

/** The operations of a running server, asked over its socket. */
export const layer = (socket: string): Layer.Layer<Operations> => Layer.effect(Operations, make({ baseUrl: "http://parley" })).pipe(Layer.provide(socketLayer(socket)))

/** The operations of a server elsewhere, asked with a token. */
export const remoteLayer = ({ token, url }: { readonly url: string; readonly token: Redacted.Redacted }): Layer.Layer<Operations> =>
  Layer.effect(Operations, make({ baseUrl: url, explain: RemoteServer.told(url) })).pipe(Layer.provide(RemoteServer.httpLayer(token)))

/** The operations of the server at a URL, over whatever client is given; `explain` says what a call that failed comes to, `transform` adds what every request carries. */
export const make = ({ baseUrl, explain = known, transform = (client) => client }: {
  readonly baseUrl: string
  readonly explain?: (error: Failed) => Problem
  readonly transform?: (client: HttpClient.HttpClient) => HttpClient.HttpClient
}): Effect.Effect<Operations["Type"], never, HttpClient.HttpClient> =>
  Effect.gen(function*() {
    const { approvals, campaigns, negotiations, operations } = yield* HttpApiClient.make(Api, { baseUrl, transformClient: (client) => transform(withActor(client)) })
    const asked = <A, E extends Failed, R>(answer: Effect.Effect<A, E, R>) => Effect.mapError(answer, explain)
    /** On the socket the actor is told; over the network it is the token's name, whatever is told. */
    const by = <A, E extends Failed, R>(actor: string, answer: Effect.Effect<A, E, R>) => Effect.locally(asked(answer), actorRef, actor)
    const parts = {
      campaignPage: (urlParams) => asked(campaigns.list({ urlParams })),
      campaign: (campaign) => asked(campaigns.one({ path: { campaign } })),
      ledger: (campaign, urlParams) => asked(campaigns.ledger({ path: { campaign }, urlParams })),
      startCampaign: (campaign, roster) => asked(campaigns.start({ payload: { campaign, roster } })),
      checkCampaign: (campaign, roster) => asked(campaigns.check({ payload: { campaign, roster } })),
      rosterProblems: (campaign, urlParams) => asked(campaigns.rosterProblems({ path: { campaign }, urlParams })),
      negotiationPage: (urlParams) => asked(negotiations.list({ urlParams })),
      approvals: (urlParams) => asked(approvals.list({ urlParams })),
      find: (negotiation) => asked(negotiations.one({ path: { negotiation } })),
      timeline: (negotiation) => asked(negotiations.timeline({ path: { negotiation } })),
      explain: (negotiation) => asked(negotiations.explain({ path: { negotiation } })),
      offers: (negotiation) => asked(negotiations.offers({ path: { negotiation } })),
      question: (negotiation) => asked(negotiations.question({ path: { negotiation } })),
      draft: (negotiation) => asked(negotiations.draft({ path: { negotiation } })),
      decide: (negotiation, { by: actor, ...payload }) => by(actor, negotiations.decide({ path: { negotiation }, payload })),
      overview: asked(operations.overview()),
      letterPage: (urlParams) => asked(operations.deadLetters({ urlParams })),
      settleLetter: ({ by: actor, ...payload }) => by(actor, operations.settleLetter({ payload })),
      unaccounted: (urlParams) => asked(operations.unaccounted({ urlParams })),
      sending: asked(operations.sending()),
      switchSending: (stop, actor) => by(actor, operations.switchSending({ payload: { stop } })),
      stopAgency: ({ by: actor, ...payload }) => by(actor, operations.stopAgency({ payload })),
      audit: (urlParams) => asked(operations.audit({ urlParams }))
    } satisfies Omit<Operations["Type"], "status" | "deadLetters" | "forget">
    return { ...parts, ...composed(parts), forget: (address, actor) => by(actor, operations.forget({ payload: { address } })) }
  })

/** Whom the socket is told a call is made for. */
export const actorRef: FiberRef.FiberRef<string | null> = FiberRef.unsafeMake<string | null>(null)

export const withActor = HttpClient.mapRequestEffect((request: HttpClientRequest.HttpClientRequest) =>
  Effect.map(FiberRef.get(actorRef), (actor) => actor === null ? request : HttpClientRequest.setHeader(request, actorHeader, encodeURIComponent(actor))))

/** Node's agents hand `socketPath` on to every connection, though their types do not say so. */
const agentOptions = (socketPath: string) => ({ keepAlive: false, socketPath })

/** A call's failure, whoever failed. */
export interface Failed {
  readonly _tag: string
  readonly message: string
}

/** What the server said, or that it could not be understood. */
export const known = (error: Failed): Problem =>
  error instanceof BadInput || error instanceof NotFound || error instanceof Refused || error instanceof Unavailable
    ? error
    : error instanceof Unauthenticated || error instanceof NotAllowed || error instanceof TooMany || error instanceof TooLarge
    ? new Refused({ message: error.message })
    : new Unavailable({ message: `The running server did not answer as expected: ${error.message}` })
