import { type Logger, WebClient, type WebClientOptions } from "@slack/web-api"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import type { IncomingMessage, ServerResponse } from "node:http"
import { Desk } from "./Desk.ts"
import * as BoltApp from "./internal/BoltApp.ts"
import * as BoltLogger from "./internal/BoltLogger.ts"
import * as Deciders from "./internal/Deciders.ts"
import * as Deliveries from "./internal/Deliveries.ts"
import * as HttpReceiver from "./internal/HttpReceiver.ts"
import * as SlackCalls from "./internal/SlackCalls.ts"
import * as SocketReceiver from "./internal/SocketReceiver.ts"
import type { SlackOptions } from "./SlackOptions.ts"

/** How people's decisions get from Slack to us, and what became of them since the start. */
export interface SlackHealth {
  readonly transport: "socket" | "http"
  /** Null over HTTP, where nothing tells. */
  readonly connected: boolean | null
  /** Epoch milliseconds of the last hello of a connection. */
  readonly lastHello: number | null
  /** Connections after the first. */
  readonly reconnects: number
  /** Why there is no connection, and how to mend it where a person has to. */
  readonly problem: string | null
  /** Nothing is tried any more: a person has to mend it. */
  readonly terminal: boolean
  /** Clicks, forms and commands that were handled. */
  readonly handled: number
  /** Requests with a forged or old signature (SEC-01). */
  readonly refused: number
  /** Requests by people who may not decide (HUMAN-06). */
  readonly denied: number
}

export interface SlackDeskOptions extends SlackOptions {
  readonly transport:
    /** An app-level token, xapp-... */
    | { readonly _tag: "Socket"; readonly appToken: Redacted.Redacted; readonly times?: Partial<SocketTimes> }
    /** `patience`: milliseconds before Slack is told that it takes too long. */
    | { readonly _tag: "Http"; readonly signingSecret: Redacted.Redacted; readonly patience?: number }
}

/** Milliseconds; the usual ones where they are not given. */
export type SocketTimes = SocketReceiver.SocketTimes

/** Where people decide in Slack, by buttons, forms and commands; `take` hears POST /webhooks/slack, null where a socket is used. */
export class SlackDesk extends Context.Tag("@parley/adapters-slack/SlackDesk")<SlackDesk, {
  readonly health: Effect.Effect<SlackHealth>
  readonly take: ((request: IncomingMessage, response: ServerResponse) => void) | null
}>() {}

/** Builds without Slack: it connects in the background. On a stop, what is being handled ends first. */
export const layer = (options: SlackDeskOptions): Layer.Layer<SlackDesk, never, Desk> =>
  Layer.scoped(SlackDesk, Effect.gen(function*() {
    const desk = yield* Desk
    const runtime = yield* Effect.runtime()
    const logger = loggerOf(runtime)
    const clientOptions: WebClientOptions = {
      ...(options.apiUrl === null ? {} : { slackApiUrl: options.apiUrl }), retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: options.timeout, logger
    }
    const calls = SlackCalls.make(new WebClient(Redacted.value(options.botToken), { ...clientOptions }))
    const deciders = yield* Deciders.make(options.deciders, calls.members)
    const tally = { handled: 0, refused: 0, denied: 0 }
    const count = (what: keyof typeof tally): void => {
      tally[what] += 1
    }
    const deliveries = Deliveries.make()
    BoltApp.make({ receiver: deliveries.receiver, clientOptions, logger, runtime, inside: { desk, deciders, calls, count } })
    const drained = Effect.zipRight(Effect.sync(deliveries.stop), Effect.timeoutOption(Effect.promise(deliveries.idle), drain))
    const { transport } = options

    if (transport._tag === "Http") {
      const { close, take } = HttpReceiver.make({
        signingSecret: transport.signingSecret, deliveries, logger, now: Date.now, refused: () => count("refused"), patience: transport.patience ?? HttpReceiver.usualPatience
      })
      yield* Effect.addFinalizer(() => Effect.zipRight(Effect.sync(close), drained))
      const health = Effect.sync((): SlackHealth => ({ transport: "http", connected: null, lastHello: null, reconnects: 0, problem: null, terminal: false, ...tally }))
      return { health, take }
    }
    const state: SocketReceiver.SocketState = { connected: false, lastHello: null, reconnects: 0, problem: "not connected yet", terminal: false }
    yield* Effect.forkScoped(Effect.scoped(SocketReceiver.supervise({
      appToken: transport.appToken, clientOptions, deliveries, logger, state, times: { ...SocketReceiver.usualTimes, ...transport.times }
    })))
    // runs before the supervisor is stopped and the socket closed, over which it is acknowledged
    yield* Effect.addFinalizer(() => drained)
    return { health: Effect.sync((): SlackHealth => ({ transport: "socket", ...state, ...tally })), take: null }
  }))

/** A stop waits no longer for what is being handled. */
const drain = Duration.seconds(5)

const loggerOf = (runtime: Runtime.Runtime<never>): Logger =>
  BoltLogger.make((level, text) => {
    const said = Effect.annotateLogs(level === "warn" ? Effect.logWarning(text) : Effect.logError(text), { from: "slack" })
    Runtime.runFork(runtime)(said)
  })
