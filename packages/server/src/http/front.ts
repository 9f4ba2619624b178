import type * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as NodeHttpServerRequest from "@effect/platform-node/NodeHttpServerRequest"
import * as Effect from "effect/Effect"
import type { IncomingMessage } from "node:http"
import { problemResponse, unanswered } from "./problemResponse.ts"

/**
 * What every request passes on its way in and every answer on its way out: bodies are JSON and of a bounded size, failures are problems, and browsers are
 * told to guess nothing and to embed nothing.
 */
export const front = <E, R>(app: HttpApp.Default<E, R>) =>
  Effect.gen(function*() {
    const request = yield* HttpServerRequest.HttpServerRequest
    const taken = takesBody(request) ? yield* Effect.either(body(request)) : null
    const response = yield* taken === null
      ? answered(app)
      : taken._tag === "Left"
      ? taken.left
      : Effect.provideService(answered(app), HttpServerRequest.HttpServerRequest, taken.right)
    return guarded(response)
  })

/** A roster may come as text. */
const limitOf = (url: string): number => /^\/api\/v1\/campaigns(?:\/check)?(?:\?|$)/.test(url) ? 5_000_000 : 250_000

/** Nothing but the API reads bodies. */
const takesBody = ({ method, url }: HttpServerRequest.HttpServerRequest): boolean => url.startsWith("/api/v1/") && (method === "POST" || method === "PUT" || method === "PATCH")

const answered = <E, R>(app: HttpApp.Default<E, R>) => Effect.catchAllCause(app, unanswered)

/** The request with its body read, or the answer to one whose body is none that is taken. */
const body = (request: HttpServerRequest.HttpServerRequest): Effect.Effect<HttpServerRequest.HttpServerRequest, Effect.Effect<HttpServerResponse.HttpServerResponse>> =>
  Effect.gen(function*() {
    const limit = limitOf(request.url)
    const bytes = yield* read(NodeHttpServerRequest.toIncomingMessage(request), limit)
    if (bytes === null) {
      // what is left of it is not read
      return yield* Effect.fail(Effect.map(problemResponse("too-large", `The body is larger than ${limit} bytes`), HttpServerResponse.setHeader("connection", "close")))
    }
    const bad = (field: string, expected: string, got: string) => problemResponse("bad-input", "The body cannot be read", { problems: [{ field, expected, got }] })
    const type = request.headers["content-type"] ?? "application/json"
    if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) return yield* Effect.fail(bad("content-type", "application/json", type))
    const text = yield* Effect.try({ try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes), catch: () => bad("body", "text in UTF-8", "other bytes") })
    const json: unknown = yield* Effect.try({
      try: (): unknown => text === "" ? null : JSON.parse(text), catch: (error) => bad("body", "JSON", error instanceof Error ? error.message : String(error))
    })
    return Object.create(request, { text: { value: Effect.succeed(text) }, json: { value: Effect.succeed(json) } })
  })

/** Null when there is more than `limit`; a body that never ends is given up with its connection. */
const read = (source: IncomingMessage, limit: number): Effect.Effect<Uint8Array | null> =>
  Effect.async((resume) => {
    const announced = Number(source.headers["content-length"] ?? 0)
    const chunks: Array<Buffer> = []
    let size = 0
    const stop = () => source.off("data", take).off("end", end).off("error", end)
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) return void chunks.push(chunk)
      stop()
      resume(Effect.succeed(null))
    }
    const end = () => {
      stop()
      resume(Effect.succeed(Buffer.concat(chunks)))
    }
    if (announced > limit) return resume(Effect.succeed(null))
    source.on("data", take).on("end", end).on("error", end)
    return Effect.sync(stop)
  })

const headers = {
  "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "x-frame-options": "DENY", "cross-origin-resource-policy": "same-origin",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'", "cache-control": "no-store"
}

/** What an answer says of itself stays. */
const guarded = (response: HttpServerResponse.HttpServerResponse): HttpServerResponse.HttpServerResponse => {
  const missing = Object.fromEntries(Object.entries(headers).filter(([name]) => response.headers[name] === undefined))
  return HttpServerResponse.setHeaders(response, { ...missing, ...response.status === 401 ? { "www-authenticate": "Bearer realm=\"parley\"" } : {} })
}
