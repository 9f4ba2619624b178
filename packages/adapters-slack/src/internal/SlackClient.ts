import { LogLevel, WebClient } from "@slack/web-api"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SlackOptions } from "../SlackOptions.ts"
import { type Failure, failureOf } from "./Failure.ts"

/** One call of a method of the Web API, tried once. */
export interface SlackClient {
  readonly call: (method: string, args: Record<string, unknown>) => Effect.Effect<unknown, Failure>
}

/** Slack's own client says nothing by itself: its log would hold what notices say. */
export const make = ({ apiUrl, botToken, timeout }: Pick<SlackOptions, "apiUrl" | "botToken" | "timeout">): Effect.Effect<SlackClient> =>
  Effect.sync(() => {
    const token = Redacted.value(botToken)
    const silent = (): void => undefined
    const client = new WebClient(token, {
      ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }), timeout, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true,
      logger: { debug: silent, info: silent, warn: silent, error: silent, setLevel: silent, setName: silent, getLevel: () => LogLevel.ERROR }
    })
    const hidden = (text: string): string => (token === "" ? text : text.replaceAll(token, "[token]")).replace(/xox[a-z]-[\w-]+/gu, "[token]")
    return {
      call: (method, args) =>
        Effect.tryPromise({
          try: () => client.apiCall(method, args),
          // a token with a line break in it stands in fetch's own complaint
          catch: (error) => failureOf(method, error, hidden)
        })
    }
  })
