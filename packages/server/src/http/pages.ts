import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { allowed } from "../access/authorization.ts"
import type { Identity } from "../access/Identity.ts"
import type { Limits } from "../access/Limits.ts"
import type { Origins } from "../access/Origins.ts"
import { Readiness } from "../Readiness.ts"
import { problemResponse } from "./problemResponse.ts"

/** What is answered beside the API: the probes, which are open, and the API's document and its page, for whoever may look. */
export const layer = (origins: Origins): Layer.Layer<never, never, Readiness | Identity | Limits> =>
  HttpApiBuilder.Router.use((router) =>
    Effect.gen(function*() {
      const readiness = yield* Readiness
      const context = yield* Effect.context<Identity | Limits>()
      const forViewers = <E, R>(answer: Effect.Effect<HttpServerResponse.HttpServerResponse, E, R>) =>
        Effect.matchEffect(Effect.provide(allowed("viewer", origins), context), {
          onFailure: (error) => problemResponse(kindOf[error._tag], error.message, error._tag === "TooMany" ? { retryAfter: error.retryAfter } : {}),
          onSuccess: () => answer
        })
      yield* router.get("/health", HttpServerResponse.json({ status: "alive" }))
      yield* router.get("/ready", Effect.gen(function*() {
        const report = yield* readiness.report
        return yield* HttpServerResponse.json(report, { status: report.ready ? 200 : 503 })
      }))
      // loaded when they are asked for: together they are larger than the rest of the server
      yield* router.get("/openapi.json", forViewers(Effect.flatMap(Effect.promise(() => import("./openApi.ts")), ({ openApi }) => HttpServerResponse.json(openApi()))))
      yield* router.get("/docs", forViewers(Effect.gen(function*() {
        const { docs } = yield* Effect.promise(() => import("./docs.ts"))
        return HttpServerResponse.setHeader(yield* yield* docs, "content-security-policy", "default-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'")
      })))
    }))

const kindOf = { Unauthenticated: "unauthorized", NotAllowed: "forbidden", TooMany: "too-many", Unavailable: "unavailable" } as const
