import type { Message } from "./Mailbox.ts"
import { type Header, type Part, parse } from "./Mime.ts"
import { invalid } from "./Refusal.ts"

export const formats = ["full", "metadata", "minimal", "raw"] as const
export type Format = (typeof formats)[number]

/** The format a request asks for. */
export const formatOf = (query: URLSearchParams): Format => {
  const asked = (query.get("format") ?? "full").toLowerCase()
  const format = formats.find((one) => one === asked)
  if (format === undefined) throw invalid(`Invalid value at 'format' (type.googleapis.com/google.apps.gmail.v1.Format), "${asked}"`)
  return format
}

/** A message as `users.messages` shows it: https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages#Message */
export const messageResource = (message: Message, format: Format, metadataHeaders: ReadonlyArray<string> = []) => {
  const root = parse(message.raw)
  return {
    ...messageName(message),
    snippet: snippetOf(root),
    sizeEstimate: message.raw.length,
    historyId: message.historyId.toString(),
    internalDate: String(message.internalDate),
    ...(format === "full" ? { payload: payloadOf(root, "") } : {}),
    ...(format === "metadata" ? { payload: { mimeType: root.mimeType, headers: chosen(root.headers, metadataHeaders) } } : {}),
    ...(format === "raw" ? { raw: Buffer.from(message.raw).toString("base64url") } : {})
  }
}

/** What answers to writes hold. Lists that are empty are left out, as everywhere in this API. */
export const messageName = ({ id, labels, threadId }: Pick<Message, "id" | "threadId" | "labels">) => ({ id, threadId, ...(labels.length === 0 ? {} : { labelIds: labels }) })

/** The text a reader sees, for searching. */
export const textOf = (part: Part): string =>
  part.parts.length > 0 ? part.parts.map(textOf).join("\n") : part.mimeType === "text/html" ? part.content.toString("utf8").replace(/<[^>]*>/gu, " ") : part.mimeType.startsWith("text/") ? part.content.toString("utf8") : ""

const chosen = (headers: ReadonlyArray<Header>, names: ReadonlyArray<string>): ReadonlyArray<Header> => {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  return wanted.size === 0 ? headers : headers.filter(({ name }) => wanted.has(name.toLowerCase()))
}

interface Payload {
  readonly partId: string
  readonly mimeType: string
  readonly filename: string
  readonly headers: ReadonlyArray<Header>
  readonly body: { readonly size: number; readonly data?: string; readonly attachmentId?: string }
  readonly parts?: ReadonlyArray<Payload>
}

const payloadOf = (part: Part, partId: string): Payload => ({
  partId,
  mimeType: part.mimeType,
  filename: part.filename,
  headers: part.headers,
  body: {
    size: part.content.length,
    ...(part.parts.length > 0 || part.content.length === 0 ? {} : part.filename === "" ? { data: part.content.toString("base64url") } : { attachmentId: `ANG-${partId}` })
  },
  ...(part.parts.length === 0 ? {} : { parts: part.parts.map((one, index) => payloadOf(one, partId === "" ? String(index) : `${partId}.${index}`)) })
})

const snippetOf = (root: Part): string => {
  const [first = root] = leaves(root).filter((leaf) => leaf.mimeType.startsWith("text/"))
  const words = textOf(first).replace(/\s+/gu, " ").trim().slice(0, 200)
  return words.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;").replace(/"/gu, "&quot;").replace(/'/gu, "&#39;")
}

const leaves = (part: Part): ReadonlyArray<Part> => part.parts.length === 0 ? [part] : part.parts.flatMap(leaves)
