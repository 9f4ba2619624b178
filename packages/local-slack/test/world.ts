import { ErrorCode, LogLevel, WebClient } from "@slack/web-api"
import { type Options, type SlackServer, start } from "../src/SlackServer.ts"

export const channel = "C0PARTNERS"

/** A server and the real client of its bot, for the length of a test. */
export const withSlack = async (options: Options, run: (world: { readonly server: SlackServer; readonly api: WebClient }) => Promise<void>): Promise<void> => {
  const server = await start(options)
  try {
    await run({ server, api: clientOf(server) })
  } finally {
    await server.close()
  }
}

export const clientOf = (server: SlackServer, token: string | undefined = server.workspace.botToken): WebClient =>
  new WebClient(token, { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger: logger() })

/** A logger that says nothing: refusals are what is tested. */
export const logger = () => {
  const silent = (): void => undefined
  return { debug: silent, info: silent, warn: silent, error: silent, setLevel: silent, setName: silent, getLevel: () => LogLevel.ERROR }
}

/** The error that Slack named. */
export const refusalOf = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.then(() => null, (thrown: unknown) => thrown)
  if (error === null) throw new Error("the call went through")
  if (field(error, "code") === ErrorCode.PlatformError) return String(field(field(error, "data"), "error"))
  throw error
}

export const field = (value: unknown, name: string): unknown => typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

export const at = (value: unknown, ...path: ReadonlyArray<string | number>): unknown => path.reduce<unknown>((inside, name) => field(inside, String(name)), value)
