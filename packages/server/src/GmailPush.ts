import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Runtime from "effect/Runtime"
import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { type Instant, instant } from "@parley/domain/Instant"
import type { Push } from "@parley/domain/ports/Push"
import { Store, type StoreUnavailable } from "@parley/domain/ports/Store"
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

/** Milliseconds. Gmail drops what it would say within a second of its last word: we look again when that second is over. */
const lookAgainAfter = 2000

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
    const { recalls, verify } = PushVerifier.make({ audience, serviceAccount, certsUrl })
    const ours = [settings.agentAddress, ...settings.ownAddresses]
    let toldAt = 0
    let lookAt: number | null = null
    const counts = { accepted: 0, repeated: 0, rejected: 0, refused: 0, unanswered: 0 }

    const runtime = yield* Effect.runtime()
    const run = Runtime.runFork(runtime)

    const waitAndLook: Effect.Effect<void> = Effect.gen(function*() {
      for (;;) {
        const left: number = (lookAt ?? 0) - (yield* Clock.currentTimeMillis)
        if (left <= 0) break
        yield* Effect.sleep(left)
      }
      lookAt = null
      yield* bell.open
    })

    const pushOf = (body: string, at: Instant): Push => ({
      mailbox: settings.mailbox, at,
      ...Either.match(PushMessage.decode(body), {
        // it has no name of its own that could be trusted
        onLeft: ({ expected, field }) => ({ id: `unreadable ${randomUUID()}`, position: null, problem: `${field}: expected ${expected}` }),
        onRight: ({ emailAddress, historyId, messageId }) => ({
          id: messageId, position: historyId, problem: ours.includes(emailAddress) ? null : "it tells of another mailbox"
        })
      })
    })

    const noted = ({ at, problem }: Push, isNew: boolean): number => {
      counts[problem !== null ? "rejected" : isNew ? "accepted" : "repeated"] += 1
      if (problem !== null) run(Effect.logWarning("a push cannot be used").pipe(Effect.annotateLogs({ problem })))
      else if (isNew) {
        bell.unsafeOpen()
        // one look behind the last of many pushes, however many they are
        const isArranged = lookAt !== null
        lookAt = at + lookAgainAfter
        if (!isArranged) run(Effect.forkIn(waitAndLook, scope))
      }
      return 204
    }

    /** The status to answer; 2xx once it is in the books, whatever is in it, for what is answered otherwise comes again for ever. */
    const keep = (body: string): Effect.Effect<number, StoreUnavailable> =>
      Effect.flatMap(Clock.currentTimeMillis, (at) => {
        const push = pushOf(body, instant(at))
        return Effect.map(store.notePush(push), (isNew) => noted(push, isNew))
      })

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
      return yield* keep(yield* Effect.async<string, Error>((resume) => bodyOf(request, (body) => resume(body))))
    })

    const clock = yield* Effect.clock
    return {
      counts: Effect.sync(() => ({ ...counts })),
      take: (request, response) => {
        response.setHeader("x-request-id", randomUUID())
        if (request.method !== "POST") return void response.writeHead(405, { allow: "POST" }).end()
        const answer = (work: Effect.Effect<number, unknown>): void =>
          void Runtime.runCallback(runtime)(work, {
            onExit: (exit) => {
              if (Exit.isFailure(exit)) {
                counts.unanswered += 1
                if (!Cause.isInterruptedOnly(exit.cause)) run(Effect.logError("a push could not be kept").pipe(Effect.annotateLogs({ problem: describe(exit.cause) })))
              }
              const status = Exit.isSuccess(exit) ? exit.value : 503
              // what is left of the body is nobody's business
              if (status !== 204) response.setHeader("connection", "close")
              response.writeHead(status).end()
            }
          })
        // most pushes come with a token that was checked already: of those no more is asked of Effect than to keep them
        if (recalls(request.headers.authorization, clock.unsafeCurrentTimeMillis())) bodyOf(request, (body) => answer(Effect.flatMap(body, keep)))
        else answer(handled(request))
      }
    }
  }))

/** Cut behind `longest`, which makes it unreadable. */
const bodyOf = (request: IncomingMessage, done: (body: Effect.Effect<string, Error>) => void): void => {
  const chunks: Array<Buffer> = []
  let size = 0
  let isOver = false
  const end = (body: Effect.Effect<string, Error>): void => {
    if (isOver) return
    isOver = true
    done(body)
  }
  const take = (chunk: Buffer): void => {
    chunks.push(chunk)
    size += chunk.length
    if (size <= longest) return
    request.off("data", take).pause()
    end(Effect.succeed(Buffer.concat(chunks).toString("utf8")))
  }
  request.on("data", take)
  request.on("end", () => end(Effect.succeed(Buffer.concat(chunks).toString("utf8"))))
  request.on("error", (error) => end(Effect.fail(error)))
  // an error costs more than all the rest, and every request closes
  request.on("close", () => { if (!isOver) end(Effect.fail(new Error("the caller hung up"))) })
}
