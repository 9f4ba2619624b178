import { LogLevel, WebClient } from "@slack/web-api"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SlackOptions } from "../SlackOptions.ts"
import { type Failure, failureOf } from "./Failure.ts"

/** One call of a method of the Web API, tried once. */
export interface SlackClient {
  readonly call: (method: string, args: Record<string, unknown>) => Effect.Effect<unknown, Failure>
}

type Options = Pick<SlackOptions, "apiUrl" | "botToken" | "timeout">

export const make = (options: Options): Effect.Effect<SlackClient> =>
  Effect.map(raw(options), (call) => {
    const token = Redacted.value(options.botToken)
    const hidden = (text: string): string => (token === "" ? text : text.replaceAll(token, "[token]")).replace(/xox[a-z]-[\w-]+/gu, "[token]")
    // a token with a line break in it stands in fetch's own complaint
    return { call: (method, args) => Effect.mapError(call(method, args), (error) => failureOf(method, error, hidden)) }
  })

/** The same with the client's own errors, which may hold the token. Slack's own client says nothing by itself: its log would hold what notices say. */
export const raw = ({ apiUrl, botToken, timeout }: Options): Effect.Effect<(method: string, args: Record<string, unknown>) => Effect.Effect<unknown, unknown>> =>
  Effect.sync(() => {
    const silent = (): void => undefined
    const client = new WebClient(Redacted.value(botToken), {
      ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }), timeout, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true,
      logger: { debug: silent, info: silent, warn: silent, error: silent, setLevel: silent, setName: silent, getLevel: () => LogLevel.ERROR }
    })
    return (method, args) => Effect.tryPromise({ try: () => client.apiCall(method, args), catch: (error) => error })
  })
