import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Runtime from "effect/Runtime"
import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { describe } from "@parley/domain/usecases/describe"
import type { ServerSettings } from "./Settings.ts"
import { MailBell } from "./Workers.ts"

/** What became of the pushes since the start. */
export interface PushCounts {
  /** New word of a change. */
  readonly accepted: number
  /** Delivered before. */
  readonly repeated: number
  /** Genuine, and of no use: they are kept with the reason, and never come again. */
  readonly rejected: number
  /** Not signed by Google for our subscription: nothing of them was kept (SEC-01). */
  readonly refused: number
  /** Neither could be told or kept now; they come again. */
  readonly unanswered: number
}

/** Takes what Gmail has Pub/Sub push to us; `take` is null where no subscription is configured. */
export class GmailPush extends Context.Tag("@parley/server/GmailPush")<GmailPush, {
  readonly take: ((request: IncomingMessage, response: ServerResponse) => void) | null
  readonly counts: Effect.Effect<PushCounts | null>
}>() {}

/** Gmail drops what it would say within a second of its last word: we look again when that second is over. */
const lookAgainAfter = "2 seconds"

/** Longer bodies are not read; Gmail's are below 1,000 bytes. */
const longest = 65_536

export const layer = (settings: ServerSettings): Layer.Layer<GmailPush, never, Store> =>
  Layer.scoped(GmailPush, Effect.gen(function*() {
    const { certsUrl, pushAudience: audience, pushServiceAccount: serviceAccount } = settings.google
    if (settings.mailbox !== "gmail" || audience === null || serviceAccount === null) return { take: null, counts: Effect.succeed(null) }
    const store = yield* Store
    const bell = yield* MailBell
    const scope = yield* Effect.scope
    const [PushVerifier, PushMessage] = yield* Effect.promise(() =>
      Promise.all([import("@parley/adapters-gmail/PushVerifier"), import("@parley/adapters-gmail/PushMessage")]))
    const { verify } = PushVerifier.make({ audience, serviceAccount, certsUrl })
    const ours = [settings.agentAddress, ...settings.ownAddresses]
    let toldAt = 0
    const counts = { accepted: 0, repeated: 0, rejected: 0, refused: 0, unanswered: 0 }

    const noted = Effect.fnUntraced(function*(body: string) {
      const at = instant(yield* Clock.currentTimeMillis)
      const message = PushMessage.decode(body)
      const push = Either.match(message, {
        // it has no name of its own that could be trusted
        onLeft: ({ expected, field }) => ({ id: `unreadable ${randomUUID()}`, position: null, problem: `${field}: expected ${expected}` }),
        onRight: ({ emailAddress, historyId, messageId }) => ({
          id: messageId, position: historyId, problem: ours.includes(emailAddress) ? null : "it tells of another mailbox"
        })
      })
      const isNew = yield* store.notePush({ ...push, mailbox: settings.mailbox, at })
      counts[push.problem !== null ? "rejected" : isNew ? "accepted" : "repeated"] += 1
      if (push.problem === null && isNew) {
        yield* bell.open
        yield* bell.open.pipe(Effect.delay(lookAgainAfter), Effect.forkIn(scope))
      }
      if (push.problem !== null) yield* Effect.logWarning("a push cannot be used").pipe(Effect.annotateLogs({ problem: push.problem }))
    })

    /** The status to answer; 2xx once it is in the books, whatever is in it, for what is answered otherwise comes again for ever. */
    const handled = Effect.fnUntraced(function*(request: IncomingMessage) {
      const genuine = yield* Effect.either(verify(request.headers.authorization))
      if (Either.isLeft(genuine)) {
        if (genuine.left._tag === "PushForged") {
          counts.refused += 1
          const at = yield* Clock.currentTimeMillis
          // whoever sends many would fill the log
          if (at - toldAt >= 60_000) {
            toldAt = at
            yield* Effect.logWarning("a forged push was refused").pipe(Effect.annotateLogs({ reason: genuine.left.reason, refused: counts.refused }))
          }
          return 401
        }
        counts.unanswered += 1
        yield* Effect.logWarning("a push cannot be checked now")
        return 503
      }
      yield* noted(yield* Effect.promise(() => bodyOf(request)))
      return 204
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
            return Cause.isInterruptedOnly(cause) ? Effect.succeed(503) : Effect.as(Effect.logError("a push could not be kept").pipe(Effect.annotateLogs({ problem: describe(cause) })), 503)
          }),
          Effect.map((status) => {
            // what is left of the body is nobody's business
            if (status !== 204) response.setHeader("connection", "close")
            response.writeHead(status).end()
          })
        ))
      }
    }
  }))

/** Cut behind `longest`, which makes it unreadable. */
const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    size += bytes.length
    if (size > longest) break
  }
  return Buffer.concat(chunks).toString("utf8")
}
