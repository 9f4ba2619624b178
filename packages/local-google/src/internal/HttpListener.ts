import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { Answer, Request } from "../Exchange.ts"
import { failure } from "../Exchange.ts"

/** What a request comes to; "reset" ends its connection without a word. */
export type Outcome = Answer | "reset"

/** `gone` comes when the caller waits no more. */
export type Handler = (request: Request, gone: Promise<void>) => Promise<Outcome>

export interface HttpListener {
  readonly port: number
  readonly close: () => Promise<void>
}

/** Serves on loopback only. */
export const listen = (port: number, handle: Handler): Promise<HttpListener> =>
  new Promise((resolve, reject) => {
    const server = createServer((incoming, response) => void answer(incoming, response, handle))
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
    const { body, headers = {}, status } = outcome
    response.writeHead(status, { ...(body === undefined ? {} : { "content-type": "application/json; charset=UTF-8" }), ...headers })
    response.end(body === undefined ? undefined : JSON.stringify(body))
  } catch (cause) {
    if (response.headersSent || response.destroyed) {
      response.destroy()
      return
    }
    const { body, status } = failure(500, "backendError", cause instanceof Error ? cause.stack ?? cause.message : String(cause))
    response.writeHead(status, { "content-type": "application/json; charset=UTF-8" }).end(JSON.stringify(body))
  }
}

const read = async (incoming: IncomingMessage): Promise<Request> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://localhost")
  const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]))
  return { method: incoming.method ?? "GET", path: pathname, query: searchParams, headers, body: Buffer.concat(chunks).toString("utf8") }
}
