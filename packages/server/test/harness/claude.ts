import { createServer } from "node:http"

/** One call as the server made it. */
export interface ModelCall {
  readonly role: "reader" | "writer"
  readonly model: string
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  /** The system prompt up to its last cache breakpoint; empty where there is none. */
  readonly prefix: string
  /** All that follows it. */
  readonly rest: string
  readonly schema: string
}

export interface Claude {
  readonly url: string
  readonly calls: () => ReadonlyArray<ModelCall>
  /** Answers everything, or what holds `about`, with this status from now on; null goes back to answering. */
  readonly fail: (status: number | null, about?: string) => void
  readonly close: () => Promise<void>
}

/** The Messages API on this machine, with a model behind it that reads the plainest replies and writes around slots. */
export const start = async (): Promise<Claude> => {
  const calls: Array<ModelCall> = []
  let failing: { readonly status: number; readonly about: string } | null = null
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => void chunks.push(chunk))
    request.on("end", () => {
      const body: Body = JSON.parse(Buffer.concat(chunks).toString("utf8"))
      const last = body.system.findLastIndex((block) => block.cache_control !== undefined)
      const schema = JSON.stringify(body.output_config?.format?.schema ?? {})
      const role = schema.includes("intent") ? "reader" as const : "writer" as const
      const turn = JSON.stringify([body.system.slice(last + 1), body.messages])
      calls.push({ role, model: body.model, headers: request.headers, prefix: body.system.slice(0, last + 1).map(({ text }) => text).join(""), rest: turn, schema })
      const answer = role === "reader" ? read(turn) : write(turn)
      const [status, said] = failing === null || !turn.includes(failing.about)
        ? [200, {
          id: `msg_${calls.length}`, type: "message", role: "assistant", model: body.model, content: [{ type: "text", text: JSON.stringify(answer), citations: null }],
          stop_reason: "end_turn", stop_sequence: null, usage: { input_tokens: 300, output_tokens: 80, cache_read_input_tokens: 4_500, cache_creation_input_tokens: 0 }
        }] as const
        : [failing.status, { type: "error", error: { type: failing.status === 529 ? "overloaded_error" : "api_error", message: "no" }, request_id: "req_1" }] as const
      response.writeHead(status, { "content-type": "application/json", "request-id": `req_${calls.length}` }).end(JSON.stringify(said))
    })
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
    calls: () => [...calls],
    fail: (status, about = "") => {
      failing = status === null ? null : { status, about }
    },
    close: () => new Promise((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  }
}

interface Body {
  readonly model: string
  readonly system: ReadonlyArray<{ readonly text: string; readonly cache_control?: unknown }>
  readonly messages: unknown
  readonly output_config?: { readonly format?: { readonly schema?: unknown } }
}

const read = (turn: string) => {
  const accepts = /I accept your offer/.exec(turn)
  const asks = /\$(\d),(\d{3})(?= for a reel)/.exec(turn)
  return {
    counterparty: "influencer", agency: null, triggers: [], concerns: [],
    ask: accepts === null && asks !== null ? { quote: asks[0], minor: Number(`${asks[1]}${asks[2]}00`), currency: "USD", firm: false } : null,
    intent: accepts !== null ? "accept" : asks !== null ? "counter" : "unclear", confidence: 95
  }
}

const write = (turn: string) => ({
  subject: "Partnership",
  body: turn.includes("farewell")
    ? "Hi {{name}},\n\nThank you for your time. We won't come together this time, and the door stays open.\n\n{{sign_off}}"
    : `Hi {{name}},\n\nWhat a lovely note to find, written by a model.\n\n{{terms}}\n\n${turn.includes("{{next_steps}}") ? "{{next_steps}}\n\n" : ""}{{sign_off}}`
})
