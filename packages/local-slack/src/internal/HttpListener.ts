import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { Duplex } from "node:stream"

/** A request; header names are lower case. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** `body` is sent as JSON. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

/** What a request comes to; "reset" ends its connection without a word. */
export type Outcome = Answer | "reset"

/** `gone` comes when the caller waits no more. */
export type Handler = (request: Request, gone: Promise<void>) => Promise<Outcome>

export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void

export interface HttpListener {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Serves on loopback only. */
export const listen = (port: number, handle: Handler, upgrade: Upgrade): Promise<HttpListener> =>
  new Promise((resolve, reject) => {
    const server = createServer((incoming, response) => void answer(incoming, response, handle))
    server.on("upgrade", upgrade)
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => {
      const address = server.address()
      resolve({
        port: typeof address === "object" && address !== null ? address.port : port,
        close: () => new Promise((closed) => {
          server.close(() => closed())
          server.closeAllConnections()
        })
      })
    })
  })

const answer = async (incoming: IncomingMessage, response: ServerResponse, handle: Handler): Promise<void> => {
  try {
    const gone = new Promise<void>((ended) => response.once("close", ended))
    const outcome = await handle(await read(incoming), gone)
    if (outcome === "reset") {
      incoming.socket.resetAndDestroy()
      return
    }
    response.writeHead(outcome.status, { "content-type": "application/json; charset=utf-8", ...outcome.headers })
    response.end(JSON.stringify(outcome.body))
  } catch (cause) {
    if (response.headersSent || response.destroyed) {
      response.destroy()
      return
    }
    const error = cause instanceof Error ? cause.stack ?? cause.message : String(cause)
    response.writeHead(500, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify({ ok: false, error: "internal_error", cause: error }))
  }
}

const read = async (incoming: IncomingMessage): Promise<Request> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://localhost")
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]))
  return { method: incoming.method ?? "GET", path: pathname, query: searchParams, headers, body: Buffer.concat(chunks).toString("utf8") }
}
