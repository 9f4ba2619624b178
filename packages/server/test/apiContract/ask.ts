import { request } from "node:http"
import type { Answer } from "./Document.ts"

export interface Asked {
  readonly method: string
  /** As it stands in the request line, query and all. */
  readonly target: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** One request over a connection of its own, sent as it is given. An event stream is left when it has begun. */
export const ask = (port: number, { body, headers = {}, method, target }: Asked): Promise<Answer> =>
  new Promise((done, failed) => {
    const sent = request({ host: "127.0.0.1", port, method, path: target, headers: { ...headers, ...body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) } }, agent: false }, (response) => {
      const answer = (text: string): void => done({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      if (response.headers["content-type"]?.startsWith("text/event-stream") === true) {
        answer("")
        sent.destroy()
        return
      }
      const chunks: Array<Buffer> = []
      response.on("data", (chunk: Buffer) => void chunks.push(chunk))
      response.on("end", () => answer(Buffer.concat(chunks).toString("utf8")))
      response.on("error", failed)
    })
    sent.on("error", failed)
    sent.end(body)
  })
