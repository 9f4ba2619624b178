import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpMiddleware from "@effect/platform/HttpMiddleware"
import * as HttpServerError from "@effect/platform/HttpServerError"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import { RequestId } from "@parley/api/Problems"
import type { Store } from "@parley/domain/ports/Store"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { randomUUID } from "node:crypto"
import { rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { ListenOptions } from "node:net"
import * as authorization from "./access/authorization.ts"
import type { Identity } from "./access/Identity.ts"
import type { Limits } from "./access/Limits.ts"
import type { Origins } from "./access/Origins.ts"
import * as ApiHandlers from "./ApiHandlers.ts"
import * as Dashboard from "./dashboard/Dashboard.ts"
import { GmailPush } from "./GmailPush.ts"
import { front } from "./http/front.ts"
import * as pages from "./http/pages.ts"
import type { Features } from "./http/sessionHandlers.ts"
import { Transport } from "./http/Transport.ts"
import { FormHook } from "./intake/FormHook.ts"
import type { Intakes } from "./intakes.ts"
import type { Operations } from "./Operations.ts"
import { Readiness } from "./Readiness.ts"
import type { Sandbox } from "./sandbox/Sandbox.ts"
import { SlackHook } from "./slack/SlackHook.ts"

type Handler = Effect.Effect.Success<ReturnType<typeof NodeHttpServer.makeHandler>>

/** Everything that is answered, ready for a server: over the network to whoever may ask, over the socket to its owner. */
export class Surface extends Context.Tag("@parley/server/Http/Surface")<Surface, Readonly<Record<"network" | "socket", Handler>> & {
  /** Ends what has no end by itself, so that a server that stops waits for nobody. */
  readonly endStreams: Effect.Effect<void>
}>() {}

/** Every response carries `x-request-id`, and so does every log line the request caused. */
const withRequestId = (transport: "network" | "socket") => HttpMiddleware.make((app) =>
  Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    const given = request.headers["x-request-id"]
    const id = given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
    yield* HttpApp.appendPreResponseHandler((_, response) => Effect.succeed(HttpServerResponse.setHeader(response, "x-request-id", id)))
    return yield* app.pipe(Effect.provideService(RequestId, id), Effect.provideService(Transport, transport), Effect.annotateLogs({ request: id }))
  }))

/** The API with its documents and the probes. */
export const surfaceLayer = (
  origins: Origins, features: Features
): Layer.Layer<Surface, never, Operations | Intakes | Readiness | Sandbox | Store | Identity | Limits> =>
  Layer.scoped(
    Surface,
    Effect.gen(function*() {
      const closing = yield* Deferred.make<void>()
      const context = yield* Layer.build(Layer.mergeAll(
        ApiHandlers.layer(origins, features, closing).pipe(Layer.provide(authorization.layer(origins))), pages.layer(origins), HttpApiBuilder.Router.Live, HttpApiBuilder.Middleware.layer, NodeHttpServer.layerContext
      ))
      const app = front(yield* Effect.provide(HttpApiBuilder.httpApp, context))
      const handler = (transport: "network" | "socket") => Effect.provide(NodeHttpServer.makeHandler(app, withRequestId(transport)), context)
      return { network: yield* handler("network"), socket: yield* handler("socket"), endStreams: Deferred.succeed(closing, undefined) }
    })
  )

/** Where people reach the open port, e.g. "http://127.0.0.1:8480". */
export class Address extends Context.Tag("@parley/server/Http/Address")<Address, { readonly url: string }>() {}

/** With a server's scope: what is being answered then has a second; a caller that only holds its connection holds up nobody. */
const hangUp = (server: Server) => Effect.sync(() => { setTimeout(() => server.closeAllConnections(), 1000).unref() })

const listening = (server: Server, options: ListenOptions, endStreams: Effect.Effect<void>) =>
  Effect.acquireRelease(
    Effect.async<void, HttpServerError.ServeError>((resume) => {
      server.once("error", (cause) => resume(Effect.fail(new HttpServerError.ServeError({ cause }))))
      server.listen(options, () => resume(Effect.void))
    }),
    () => Effect.all([endStreams, hangUp(server), Effect.async<void>((resume) => void server.close(() => resume(Effect.void)))], { discard: true })
  )

/** What can be reached over the network. The webhooks are answered in front of the router because they are called the most; each makes sure who calls. */
export const openLayer = (options: { readonly host: string; readonly port: number }): Layer.Layer<Address, HttpServerError.ServeError, Surface | GmailPush | SlackHook | FormHook> =>
  Layer.scoped(Address, Effect.gen(function*() {
    const webhooks = new Map([["/webhooks/gmail", (yield* GmailPush).take], ["/webhooks/slack", (yield* SlackHook).take], ["/webhooks/clickup", (yield* FormHook).take]])
    const { endStreams, network } = yield* Surface
    const dashboard = Dashboard.take()
    const server = createServer((request, response) => {
      const path = request.url?.split("?", 1)[0] ?? ""
      const take = webhooks.get(path) ?? (Dashboard.answers(path) ? dashboard : network)
      take(request, response)
    })
    yield* listening(server, options, endStreams)
    const address = server.address()
    const port = typeof address === "object" && address !== null ? address.port : options.port
    yield* Effect.logInfo(`Listening on http://${options.host}:${port}`)
    return { url: `http://${options.host === "0.0.0.0" ? "127.0.0.1" : options.host}:${port}` }
  }))

/** The same for this machine's own CLI: a socket that only the account running the server can open, made with mode 600 from the first moment by the process's umask. */
export const socketLayer = (path: string): Layer.Layer<never, HttpServerError.ServeError, Surface> =>
  Layer.scopedDiscard(Effect.gen(function*() {
    const { endStreams, socket } = yield* Surface
    rmSync(path, { force: true })
    yield* Effect.addFinalizer(() => Effect.sync(() => rmSync(path, { force: true })))
    const before = process.umask(0o177)
    yield* listening(createServer(socket), { path }, endStreams).pipe(Effect.ensuring(Effect.sync(() => process.umask(before))))
  }))
