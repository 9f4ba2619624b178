import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpMiddleware from "@effect/platform/HttpMiddleware"
import * as HttpRouter from "@effect/platform/HttpRouter"
import * as HttpServerError from "@effect/platform/HttpServerError"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { randomUUID } from "node:crypto"
import { rmSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { ListenOptions } from "node:net"
import * as ApiHandlers from "./ApiHandlers.ts"
import type { Intakes } from "./intakes.ts"
import type { Operations } from "./Operations.ts"
import { GmailPush } from "./GmailPush.ts"
import { FormHook } from "./intake/FormHook.ts"
import { SlackHook } from "./slack/SlackHook.ts"
import { Readiness } from "./Readiness.ts"

/** Every response carries `x-request-id`, and so does every log line the request caused. */
const withRequestId = HttpMiddleware.make((app) =>
  Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    const given = request.headers["x-request-id"]
    const id = given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
    yield* HttpApp.appendPreResponseHandler((_, response) => Effect.succeed(HttpServerResponse.setHeader(response, "x-request-id", id)))
    return yield* Effect.annotateLogs(app, { request: id })
  }))

const probes = HttpRouter.empty.pipe(
  HttpRouter.get("/health", HttpServerResponse.json({ status: "alive" })),
  HttpRouter.get("/ready", Effect.gen(function*() {
    const readiness = yield* Readiness
    const report = yield* readiness.report
    return yield* HttpServerResponse.json(report, { status: report.ready ? 200 : 503 })
  })),
  HttpRouter.all("*", HttpServerResponse.json({ message: "There is nothing here; try /health or /ready" }, { status: 404 }))
)

/** With a server's scope: what is being answered then has a second; a caller that only holds its connection holds up nobody. */
const hangUp = (server: Server) => Effect.sync(() => { setTimeout(() => server.closeAllConnections(), 1000).unref() })

const listening = (options: ListenOptions) => {
  const server = createServer()
  return Layer.scopedDiscard(Effect.addFinalizer(() => hangUp(server))).pipe(Layer.provideMerge(NodeHttpServer.layer(() => server, options)))
}

/**
 * What is open to whoever can reach the port: `/health`, `/ready`, and the webhooks, each of which makes sure who calls. They are answered in front
 * of the router because they are called the most.
 */
export const openLayer = (options: { readonly host: string; readonly port: number }): Layer.Layer<never, HttpServerError.ServeError, Readiness | GmailPush | SlackHook | FormHook> =>
  Layer.scopedDiscard(Effect.gen(function*() {
    const webhooks = new Map([["/webhooks/gmail", (yield* GmailPush).take], ["/webhooks/slack", (yield* SlackHook).take], ["/webhooks/clickup", (yield* FormHook).take]])
    const routed = yield* NodeHttpServer.makeHandler(probes, withRequestId)
    const server = createServer((request, response) => {
      const take = webhooks.get(request.url?.split("?", 1)[0] ?? "") ?? routed
      take(request, response)
    })
    yield* Effect.acquireRelease(
      Effect.async<void, HttpServerError.ServeError>((resume) => {
        server.once("error", (cause) => resume(Effect.fail(new HttpServerError.ServeError({ cause }))))
        server.listen(options, () => resume(Effect.void))
      }),
      () => Effect.zipRight(hangUp(server), Effect.async<void>((resume) => void server.close(() => resume(Effect.void))))
    )
    const address = server.address()
    yield* Effect.logInfo(`Listening on http://${options.host}:${typeof address === "object" && address !== null ? address.port : options.port}`)
  }))

/** The API for this machine's own CLI: a socket that only the account running the server can open. */
export const socketLayer = (path: string): Layer.Layer<never, HttpServerError.ServeError, Operations | Intakes> =>
  HttpApiBuilder.serve(withRequestId).pipe(
    Layer.provide(ApiHandlers.layer),
    Layer.provide(Layer.unwrapScoped(privateSocket(path)))
  )

/** The socket is made with mode 600 from the first moment: the process's umask covers its making. */
const privateSocket = (path: string) =>
  Effect.gen(function*() {
    rmSync(path, { force: true })
    const before = process.umask(0o177)
    yield* Effect.addFinalizer(() => Effect.sync(() => rmSync(path, { force: true })))
    return listening({ path }).pipe(
      Layer.tap(() => Effect.sync(() => process.umask(before)))
    )
  })
