import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { describe } from "@parley/domain/usecases/describe"
import { between } from "@parley/domain/usecases/KillPoints"
import type { ServerSettings } from "../Settings.ts"
import { rawBody } from "./rawBody.ts"

/** What became of the webhooks since the start. */
export interface FormCounts {
  /** New word of a form. */
  readonly accepted: number
  /** Delivered before. */
  readonly repeated: number
  /** Genuine, and of no use: they are kept with the reason. */
  readonly rejected: number
  /** Not signed by ClickUp with our secret, or too long: nothing of them was kept (SEC-01). */
  readonly refused: number
  /** They could not be kept now; they come again. */
  readonly unanswered: number
}

/** Takes what ClickUp tells us; `take` is null where no form service is configured. */
export class FormHook extends Context.Tag("@parley/server/intake/FormHook")<FormHook, {
  readonly take: ((request: IncomingMessage, response: ServerResponse) => void) | null
  readonly counts: Effect.Effect<FormCounts | null>
}>() {}

/** Longer bodies are not read; ClickUp's are below 10,000 bytes. */
const longest = 262_144

export const layer = (settings: ServerSettings): Layer.Layer<FormHook, never, Store> =>
  Layer.effect(FormHook, Effect.gen(function*() {
    if (settings.intake !== "clickup") return { take: null, counts: Effect.succeed(null) }
    const store = yield* Store
    const secret = settings.clickUp.webhookSecret ?? Redacted.make("")
    const [{ isSigned }, { eventOf }] = yield* Effect.promise(() => Promise.all([import("@parley/adapters-clickup/Signature"), import("@parley/adapters-clickup/WebhookEvent")]))
    const counts = { accepted: 0, repeated: 0, rejected: 0, refused: 0, unanswered: 0 }
    let toldAt = -Infinity

    const refused = Effect.fnUntraced(function*(status: number, reason: string) {
      counts.refused += 1
      const at = yield* Clock.currentTimeMillis
      // whoever sends many would fill the log
      if (at - toldAt >= 60_000) {
        toldAt = at
        yield* Effect.logWarning("a webhook was refused").pipe(Effect.annotateLogs({ reason, refused: counts.refused }))
      }
      return status
    })

    /** The status to answer: 200 once it is in the books, whatever is in it. */
    const handled = Effect.fnUntraced(function*(request: IncomingMessage) {
      const body = yield* Effect.promise(() => rawBody(request, longest))
      if (body === null) return yield* refused(413, `it is longer than ${longest} bytes`)
      if (!isSigned(secret, body, request.headers["x-signature"])) return yield* refused(401, "its signature is not that of CLICKUP_WEBHOOK_SECRET")
      const event = eventOf(body)
      const isNew = yield* store.noteWebhook({ ...event, at: instant(yield* Clock.currentTimeMillis) }).pipe(between("before-webhook", "after-webhook"))
      counts[event.problem !== null ? "rejected" : isNew ? "accepted" : "repeated"] += 1
      if (event.problem !== null) yield* Effect.logWarning("a webhook cannot be used").pipe(Effect.annotateLogs({ problem: event.problem }))
      return 200
    })

    const runtime = yield* Effect.runtime()
    return {
      counts: Effect.sync(() => ({ ...counts })),
      take: (request, response) => {
        response.setHeader("x-request-id", randomUUID())
        if (request.method !== "POST") return void response.writeHead(405, { allow: "POST" }).end()
        Runtime.runFork(runtime)(handled(request).pipe(
          Effect.catchAllCause((cause) => {
            counts.unanswered += 1
            return Cause.isInterruptedOnly(cause) ? Effect.succeed(503) : Effect.as(Effect.logError("a webhook could not be kept").pipe(Effect.annotateLogs({ problem: describe(cause) })), 503)
          }),
          Effect.map((status) => {
            // what is left of the body is nobody's business
            if (status !== 200) response.setHeader("connection", "close")
            response.writeHead(status).end()
          })
        ))
      }
    }
  }))
