import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http"

/** What the Messages API answers to one call. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** As JSON, or as it is. */
  readonly body?: unknown
  /** Where it stops: before any byte, or in the middle of the body, by silence or by ending the connection. */
  readonly stops?: "silent" | "silent in the body" | "gone" | "gone in the body"
}

/** A call as it came over the wire. */
export interface Call {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly raw: string
  readonly model: string
  /** Text of the system blocks up to the last one with a cache breakpoint, and all that follows. */
  readonly prefix: string
  readonly rest: string
  readonly schema: unknown
  readonly maxTokens: number
  readonly keys: ReadonlyArray<string>
}

export interface MessagesServer {
  readonly url: string
  readonly calls: ReadonlyArray<Call>
  /** Comes when so many calls have come. */
  readonly called: (count: number) => Effect.Effect<void>
}

const field = (value: unknown, name: string): unknown => typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined
const list = (value: unknown): ReadonlyArray<unknown> => Array.isArray(value) ? value : []

const callOf = (path: string, headers: IncomingHttpHeaders, raw: string): Call => {
  const body: unknown = JSON.parse(raw)
  const system = list(field(body, "system"))
  const last = system.findLastIndex((block) => field(field(block, "cache_control"), "type") === "ephemeral")
  return {
    path, headers, raw, model: String(field(body, "model")),
    prefix: system.slice(0, last + 1).map((block) => String(field(block, "text"))).join(""),
    rest: JSON.stringify([system.slice(last + 1), field(body, "messages")]),
    schema: field(field(field(body, "output_config"), "format"), "schema"),
    maxTokens: Number(field(body, "max_tokens")),
    keys: Object.keys(typeof body === "object" && body !== null ? body : {})
  }
}

export const message = (text: string, changes: object = {}): unknown => ({
  id: "msg_1", type: "message", role: "assistant", model: "claude", content: text === "" ? [] : [{ type: "text", text, citations: null }], stop_reason: "end_turn", stop_sequence: null,
  usage: { input_tokens: 120, output_tokens: 60, cache_read_input_tokens: 4500, cache_creation_input_tokens: 7 }, ...changes
})

export const answered = (answer: unknown, changes: object = {}): Reply => ({ body: message(typeof answer === "string" ? answer : JSON.stringify(answer), changes) })

export const refusal = (status: number, type: string, said = "no", headers: Readonly<Record<string, string>> = {}): Reply =>
  ({ status, headers, body: { type: "error", error: { type, message: said }, request_id: "req_9" } })

/** The Messages API on this machine: keeps every call as it came, answers by `script`, whose last line is repeated. */
export const start = (script: ReadonlyArray<Reply> | ((call: Call, index: number) => Reply)): Effect.Effect<MessagesServer, never, Scope.Scope> =>
  Effect.gen(function*() {
    const calls: Array<Call> = []
    const waiting = new Set<() => void>()
    const server = createServer((request, response) => {
      const chunks: Array<Buffer> = []
      request.on("data", (chunk: Buffer) => void chunks.push(chunk))
      request.on("end", () => {
        const call = callOf(request.url ?? "", request.headers, Buffer.concat(chunks).toString("utf8"))
        calls.push(call)
        const reply = typeof script === "function" ? script(call, calls.length - 1) : script[Math.min(calls.length, script.length) - 1]
        send(reply ?? {}, response)
        for (const look of waiting) look()
      })
    })
    yield* Effect.acquireRelease(
      Effect.async<void>((resume) => void server.listen(0, "127.0.0.1", () => resume(Effect.void))),
      () => Effect.async<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
    )
    const address = server.address()
    return {
      url: `http://127.0.0.1:${typeof address === "object" ? address?.port ?? 0 : 0}`,
      calls,
      called: (count) => Effect.async<void>((resume) => {
        const look = (): void => {
          if (calls.length < count) return
          waiting.delete(look)
          resume(Effect.void)
        }
        waiting.add(look)
        look()
      })
    }
  })

const send = ({ body, headers = {}, status = 200, stops }: Reply, response: ServerResponse): void => {
  if (stops === "silent") return
  if (stops === "gone") return void response.destroy()
  const text = typeof body === "string" ? body : JSON.stringify(body ?? {})
  response.writeHead(status, { "content-type": "application/json", "request-id": "req_7", ...headers })
  if (stops === undefined) return void response.end(text)
  response.write(text.slice(0, Math.floor(text.length / 2)))
  if (stops === "gone in the body") response.socket?.end()
}
