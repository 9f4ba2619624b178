import { gmail, type gmail_v1 } from "@googleapis/gmail"
import { OAuth2Client } from "google-auth-library"
import { type GoogleServer, type Options, start } from "../src/GoogleServer.ts"

export interface World {
  readonly server: GoogleServer
  readonly api: gmail_v1.Gmail
}

/** A server and the real SDK signed in to it, for the length of a test. */
export const withGoogle = async (options: Options, run: (world: World) => Promise<void>): Promise<void> => {
  const server = await start(options)
  try {
    await run({ server, api: clientOf(server) })
  } finally {
    await server.close()
  }
}

export const clientOf = (server: GoogleServer, scope?: string): gmail_v1.Gmail => {
  const auth = new OAuth2Client()
  auth.setCredentials({ access_token: server.oauth.issueAccessToken(scope), expiry_date: Date.now() + 3_600_000 })
  return gmail({ version: "v1", auth, rootUrl: `${server.url}/`, retryConfig: { retry: 0, noResponseRetries: 0 } })
}

/** What an error answer said. */
export const refusalOf = async (call: Promise<unknown>): Promise<{ readonly status: number; readonly reason: string; readonly message: string }> => {
  try {
    await call
  } catch (error) {
    const response: unknown = field(error, "response")
    const body = field(field(response, "data"), "error")
    const errors = field(body, "errors")
    return {
      status: Number(field(response, "status")),
      reason: String(field(Array.isArray(errors) ? errors[0] : undefined, "reason")),
      message: String(field(body, "message"))
    }
  }
  throw new Error("the call went through")
}

export const field = (value: unknown, name: string): unknown => typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

export const mail = (headers: Readonly<Record<string, string>>, body = "Hello"): string =>
  `${Object.entries({ From: "partnerships@parley.example", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}\r\n`

export const base64 = (raw: string): string => Buffer.from(raw).toString("base64url")

export const inbound = (id: string, more: Readonly<Record<string, string>> = {}): string =>
  mail({ From: "Maya <maya@creator.example>", To: "partnerships@parley.example", Subject: "A campaign", "Message-ID": `<${id}@creator.example>`, ...more })
