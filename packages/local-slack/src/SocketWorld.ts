import { randomBytes, randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { type WebSocket, WebSocketServer } from "ws"
import type { Envelope, Outcome, Retry, Transport } from "./Delivery.ts"
import { field, isJson, parsed } from "./internal/Json.ts"
import { Refusal } from "./internal/Refusal.ts"
import type { Json } from "./Message.ts"

/** How Socket Mode goes, and what one can do to it. */
export interface SocketWorld {
  /** That were greeted and are open, frozen ones too. */
  readonly connections: () => number
  /** Comes when that many are open and not frozen, at once if they are. */
  readonly connected: (count?: number) => Promise<void>
  /** Comes when that many or fewer are open, frozen or not. */
  readonly disconnected: (count?: number) => Promise<void>
  /** Tells every connection, or the oldest alone, to go; the app is to close it and come again. */
  readonly disconnect: (reason: "refresh_requested" | "warning" | "link_disabled", which?: "all" | "oldest") => void
  /** Cuts the TCP connections without a word. */
  readonly kill: () => void
  /** Those that are open now stay open, but nothing is said or heard on them any more. */
  readonly freeze: () => void
  /**
   * Does not hear the next acknowledgements, and sends what they were for again, in an envelope of its own: at once, or on the next connection,
   * as every connection died with the acknowledgement on its way ("killed").
   */
  readonly loseAcks: (count: number, how?: "unheard" | "killed") => void
  /** apps.connections.open answers with this error from now on; null takes it back. */
  readonly refuseConnections: (reason: string | null) => void
  /** All that was heard from the app, in order. */
  readonly heard: () => ReadonlyArray<Json>
}

export interface Options {
  readonly ackTimeoutMillis: number
  readonly pingMillis: number
  /** Draws the connection of each delivery; null takes the newest. */
  readonly seed: number | null
  readonly appId: string
  readonly port: () => number
}

export interface Sockets {
  readonly world: SocketWorld
  readonly send: Transport
  /** A URL that one connection may use once. */
  readonly open: () => string
  readonly upgrade: (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly close: () => void
}

interface Pending {
  readonly envelope: Envelope
  readonly attempt: number
  readonly settle: (outcome: Outcome) => void
  readonly timer: NodeJS.Timeout
}

const mostConnections = 10

export const make = ({ ackTimeoutMillis, appId, pingMillis, port, seed }: Options): Sockets => {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const open = new Set<WebSocket>()
  const frozen = new Set<WebSocket>()
  const pending = new Map<string, Pending>()
  /** Lost and not sent again yet, as nothing was connected. */
  const waiting: Array<() => void> = []
  const watchers = new Set<() => void>()
  const heard: Array<Json> = []
  const draw = drawing(seed ?? 1)
  let acksToLose = 0
  let killsWithAck = false
  let refusal: string | null = null

  const changed = (): void => watchers.forEach((watch) => watch())
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const watch = (): void => {
        if (!holds()) return
        watchers.delete(watch)
        resolve()
      }
      watchers.add(watch)
      watch()
    })

  const kill = (): void => server.clients.forEach((socket) => socket.terminate())

  const accept = (socket: WebSocket): void => {
    if (open.size >= mostConnections) {
      socket.send(JSON.stringify({ type: "disconnect", reason: "too_many_websockets", debug_info: { host: "local" } }))
      socket.close(1000)
      return
    }
    const pings = setInterval(() => {
      if (!frozen.has(socket)) socket.ping("Ping from local Slack")
    }, pingMillis)
    socket.on("message", (data) => {
      const message = parsed(Buffer.isBuffer(data) ? data.toString("utf8") : "")
      if (isJson(message)) hear(message)
    })
    socket.on("error", () => socket.terminate())
    socket.on("close", () => {
      clearInterval(pings)
      open.delete(socket)
      frozen.delete(socket)
      changed()
    })
    open.add(socket)
    socket.send(JSON.stringify({
      type: "hello", num_connections: open.size, connection_info: { app_id: appId },
      debug_info: { host: "local", started: new Date().toISOString(), build_number: 1, approximate_connection_time: 18_060 }
    }))
    changed()
    waiting.splice(0).forEach((sendAgain) => sendAgain())
  }

  const hear = (message: Json): void => {
    heard.push(message)
    const id = String(message["envelope_id"])
    const one = pending.get(id)
    if (one === undefined) return
    pending.delete(id)
    clearTimeout(one.timer)
    if (acksToLose > 0) {
      acksToLose -= 1
      const sendAgain = (): void => deliver({ ...one, attempt: one.attempt + 1 }, { attempt: one.attempt, reason: "timeout" })
      if (killsWithAck) {
        waiting.push(sendAgain)
        kill()
      } else sendAgain()
      return
    }
    const payload = field(message, "payload")
    one.settle({ _tag: "acked", payload: isJson(payload) ? payload : {}, attempts: one.attempt })
  }

  const deliver = ({ attempt, envelope, settle }: Omit<Pending, "timer">, retry: Retry | null): void => {
    const all = [...open]
    const socket = seed === null ? all.at(-1) : all[Math.floor(draw() * all.length)]
    if (socket === undefined) return settle({ _tag: "refused", status: null, reason: "not connected", shown: "dispatch_failed" })
    const id = randomUUID()
    const timer = setTimeout(() => {
      pending.delete(id)
      settle({ _tag: "unanswered", attempts: attempt, shown: "operation_timeout" })
    }, ackTimeoutMillis)
    pending.set(id, { envelope, attempt, settle, timer })
    if (frozen.has(socket)) return
    socket.send(JSON.stringify({
      envelope_id: id, type: envelope.kind, accepts_response_payload: envelope.kind !== "events_api", payload: envelope.payload,
      ...(retry === null ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason })
    }))
  }

  return {
    send: (envelope, retry) => new Promise((settle) => deliver({ envelope, attempt: 1, settle }, retry)),
    open: () => {
      if (refusal !== null) throw new Refusal(refusal)
      const ticket = randomBytes(16).toString("hex")
      tickets.add(ticket)
      return `ws://127.0.0.1:${port()}/link/?ticket=${ticket}&app_id=${appId}`
    },
    upgrade: (incoming, socket, head) => {
      socket.on("error", () => socket.destroy())
      const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://localhost")
      if (pathname !== "/link/" || !tickets.delete(searchParams.get("ticket") ?? "")) {
        socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        return
      }
      server.handleUpgrade(incoming, socket, head, accept)
    },
    close: () => {
      for (const { attempt, settle, timer } of pending.values()) {
        clearTimeout(timer)
        settle({ _tag: "unanswered", attempts: attempt, shown: "operation_timeout" })
      }
      pending.clear()
      waiting.splice(0)
      kill()
    },
    world: {
      connections: () => open.size,
      connected: (count = 1) => until(() => open.size - frozen.size >= count),
      disconnected: (count = 0) => until(() => open.size <= count),
      disconnect: (reason, which = "all") => {
        const told = which === "all" ? [...open] : [...open].slice(0, 1)
        told.forEach((socket) => socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "local" } })))
      },
      kill,
      freeze: () =>
        open.forEach((socket) => {
          frozen.add(socket)
          socket.pause()
        }),
      loseAcks: (count, how = "unheard") => {
        acksToLose = count
        killsWithAck = how === "killed"
      },
      refuseConnections: (reason) => {
        refusal = reason
      },
      heard: () => [...heard]
    }
  }
}

/** Numbers from 0 to 1 that repeat with their seed. */
const drawing = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
