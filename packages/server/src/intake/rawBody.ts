import type { IncomingMessage } from "node:http"

/** The very bytes of a request's body, which a signature is about; null when there are more than `longest`, of which no more is read. */
export const rawBody = async (request: IncomingMessage, longest: number): Promise<Uint8Array | null> => {
  const chunks: Array<Buffer> = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > longest) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}
