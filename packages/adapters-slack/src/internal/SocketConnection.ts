import { SocketModeClient } from "@slack/socket-mode"
import type { Logger, WebClientOptions } from "@slack/web-api"

/** One connection, from asking for its address to its end; never used again. */
export interface SocketConnection {
  /** Comes with Slack's hello, and fails with what Slack's client fails with, or with nothing where the connection was lost. */
  readonly hello: Promise<unknown>
  /** Why it is to be given up: a reason of Slack's, which leaves it open for a while, or null where it was lost. Never fails. */
  readonly over: Promise<string | null>
  /** Comes when nothing of it is left. Never fails. */
  readonly end: () => Promise<void>
}

/** What Slack sent, as its client tells of it. */
export interface SlackEvent {
  readonly ack: (answer?: Record<string, unknown>) => Promise<void>
  readonly body: unknown
  readonly retry_num?: number
  readonly retry_reason?: string
}

/** Says of itself what goes wrong in it, where Slack's client would reject a promise that nobody holds. */
class GuardedClient extends SocketModeClient {
  toldToGo: (reason: string) => void = () => undefined
  unreadable: () => void = () => undefined

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const reason = typeof data === "string" ? reasonToGo(data) : null
    // Slack's client would close at once, and what is being worked on could not be acknowledged
    if (reason !== null) return this.toldToGo(reason)
    try {
      await super.onWebSocketMessage(data, isBinary)
    } catch {
      this.unreadable()
    }
  }
}

const forced = 1000

export const open = ({ appToken, clientOptions, hear, logger, ping }: {
  readonly appToken: string
  readonly clientOptions: WebClientOptions
  readonly logger: Logger
  /** Milliseconds without an answer to a ping after which it is lost. */
  readonly ping: number
  readonly hear: (event: SlackEvent) => void
}): SocketConnection => {
  const client = new GuardedClient({ appToken, autoReconnectEnabled: false, clientOptions: { ...clientOptions }, clientPingTimeout: ping, logger })
  const over = new Promise<string | null>((resolve) => {
    client.toldToGo = resolve
    client.once("disconnected", () => resolve(null))
  })
  client.unreadable = () => logger.warn("Slack sent something over the socket that its client cannot read")
  client.on("slack_event", hear)
  const hello = client.start()
  hello.catch(() => undefined)
  let ending: Promise<void> | null = null
  const end = async (): Promise<void> => {
    // the address may only come now: what is opened with it is closed
    client.once("connecting", () => queueMicrotask(() => void client.disconnect()))
    // a peer that says nothing would be waited for half a minute
    const timer = setTimeout(() => void client.disconnect(), forced)
    await client.disconnect()
    clearTimeout(timer)
  }
  return { hello, over, end: () => ending ??= end() }
}

const reasonToGo = (data: string): string | null => {
  try {
    const frame: unknown = JSON.parse(data)
    if (typeof frame !== "object" || frame === null || !("type" in frame) || frame.type !== "disconnect") return null
    return "reason" in frame && typeof frame.reason === "string" ? frame.reason : "no reason"
  } catch {
    return null
  }
}
