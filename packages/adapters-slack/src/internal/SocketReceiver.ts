import type { Logger, WebClientOptions } from "@slack/web-api"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { clean } from "./BoltLogger.ts"
import type { Deliveries } from "./Deliveries.ts"
import * as SocketConnection from "./SocketConnection.ts"
import * as SocketProblem from "./SocketProblem.ts"

/** Milliseconds. */
export interface SocketTimes {
  /** That Slack may take from the first request to its hello. */
  readonly hello: number
  /** Without an answer to a ping, after which a connection is lost. */
  readonly ping: number
  readonly firstRetry: number
  readonly longestRetry: number
  /** That what is being worked on may take to be acknowledged, before its connection is closed. */
  readonly drain: number
}

export const usualTimes: SocketTimes = { hello: 15_000, ping: 5000, firstRetry: 1000, longestRetry: 60_000, drain: 3000 }

/** How it goes; written here, read for the readiness. */
export interface SocketState {
  connected: boolean
  lastHello: number | null
  reconnects: number
  problem: string | null
  terminal: boolean
}

/** Slack's reasons for an orderly change of connections. */
const orderly: ReadonlyArray<string> = ["refresh_requested", "warning"]

/**
 * Keeps a connection to Slack as long as the scope is open, each with a client of its own. It ends by itself only where Slack will never take
 * us, and it never fails: decisions in Slack may be away, Parley goes on.
 */
export const supervise = ({ appToken, clientOptions, deliveries, logger, state, times }: {
  readonly appToken: Redacted.Redacted
  readonly clientOptions: WebClientOptions
  readonly deliveries: Deliveries
  readonly logger: Logger
  readonly state: SocketState
  readonly times: SocketTimes
}): Effect.Effect<void, never, Scope.Scope> =>
  Effect.gen(function*() {
    const live = new Set<SocketConnection.SocketConnection>()
    yield* Effect.addFinalizer(() => Effect.promise(() => Promise.all(Array.from(live, (connection) => connection.end()))))

    const hear = ({ ack, body, retry_num, retry_reason }: SocketConnection.SlackEvent): void => {
      if (typeof body !== "object" || body === null) return void ack().catch(() => undefined)
      deliveries.handle({
        body: { ...body },
        ...(retry_num === undefined ? {} : { retryNum: retry_num }),
        ...(retry_reason === undefined ? {} : { retryReason: retry_reason }),
        // the connection may be gone by now: Slack sends it again, and the same command is handled once
        ack: (answer) => ack(typeof answer === "object" && answer !== null ? { ...answer } : {}).catch((error: unknown) => logger.warn(`an acknowledgement did not reach Slack: ${clean([error])}`))
      }).catch((error: unknown) => logger.error(`what Slack sent was not handled, and not acknowledged: ${clean([error])}`))
    }

    const opened = Effect.sync(() => {
      const connection = SocketConnection.open({ appToken: Redacted.value(appToken), clientOptions, hear, logger, ping: times.ping })
      live.add(connection)
      return connection
    })
    const closed = (connection: SocketConnection.SocketConnection) => Effect.promise(() => connection.end().then(() => void live.delete(connection)))

    /** Until its hello. Lost or told to go before it is a failure. */
    const greeted = ({ hello, over }: SocketConnection.SocketConnection) =>
      Effect.tryPromise({
        try: () => Promise.race([hello, over.then((reason) => Promise.reject(new Error(reason === null ? "the connection was lost" : `Slack says ${reason}`)))]),
        catch: SocketProblem.of
      }).pipe(Effect.timeoutFail({ duration: times.hello, onTimeout: () => SocketProblem.passing("Slack did not say hello in time") }))

    /** One connection, from its beginning to the moment when another is needed: why, and how long this one lasted. */
    const once: Effect.Effect<{ readonly problem: SocketProblem.SocketProblem; readonly lasted: number | null; readonly atOnce: boolean }> = Effect.gen(function*() {
      const connection = yield* opened
      const refused = yield* Effect.flip(greeted(connection)).pipe(Effect.catchAll(() => Effect.succeed(null)))
      if (refused !== null) {
        yield* Effect.fork(closed(connection))
        return { problem: refused, lasted: null, atOnce: false }
      }
      const since = yield* Clock.currentTimeMillis
      if (state.lastHello !== null) state.reconnects += 1
      Object.assign(state, { connected: true, lastHello: since, problem: null } satisfies Partial<SocketState>)
      yield* Effect.logInfo("connected to Slack").pipe(Effect.annotateLogs({ reconnects: state.reconnects }))
      const reason = yield* Effect.promise(() => connection.over)
      const lasted = (yield* Clock.currentTimeMillis) - since
      if (reason === null) {
        yield* Effect.fork(closed(connection))
        return { problem: SocketProblem.passing("the connection to Slack was lost"), lasted, atOnce: false }
      }
      // it takes acknowledgements for a while, and the next one is open before it closes
      yield* Effect.fork(Effect.zipRight(Effect.timeoutOption(Effect.promise(deliveries.idle), times.drain), closed(connection)))
      return { problem: SocketProblem.passing(`Slack ended the connection (${clean([reason])})`), lasted, atOnce: orderly.includes(reason) }
    }).pipe(
      // whatever Slack's client throws, the next one may do
      Effect.catchAllDefect((defect) => Effect.succeed({ problem: SocketProblem.passing(`Slack's client failed: ${clean([defect])}`), lasted: null, atOnce: false })))

    if (Redacted.value(appToken).trim() === "") {
      Object.assign(state, { problem: "SLACK_APP_TOKEN is empty: set the app-level token, xapp-..., and start Parley again", terminal: true } satisfies Partial<SocketState>)
      return yield* Effect.logError("SLACK_APP_TOKEN is empty")
    }
    let failures = 0
    for (;;) {
      const { atOnce, lasted, problem } = yield* once
      // a connection that Slack ends in good order serves until the next one is open
      Object.assign(state, { connected: atOnce && state.connected, problem: problem.text, terminal: problem.terminal } satisfies Partial<SocketState>)
      if (problem.terminal) return yield* Effect.logError(problem.text)
      if (lasted !== null) failures = 0
      // one that Slack ends as soon as it is open is no change of connections
      if (atOnce && lasted !== null && lasted >= times.firstRetry) continue
      const most = Math.min(times.longestRetry, times.firstRetry * 2 ** Math.min(failures, 20))
      const wait = Math.max(problem.retryAfter, times.firstRetry, most * (0.5 + (yield* Random.next) / 2))
      failures += 1
      yield* Effect.logWarning(problem.text).pipe(Effect.annotateLogs({ failures, waitMillis: Math.round(wait) }))
      yield* Effect.sleep(Duration.millis(wait))
    }
  })
