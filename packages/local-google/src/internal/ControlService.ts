import type { Answer, Request } from "../Exchange.ts"
import type { GmailWorld } from "../GmailWorld.ts"
import type { PubSubWorld } from "../PubSubWorld.ts"
import { header, headersOf } from "./Mime.ts"
import { messageIdOf } from "./Outgoing.ts"

/** What a test in another process asks: which mails left, and what was called. No part of Google. */
export const controlService = (world: { readonly gmail: GmailWorld; readonly pubsub: PubSubWorld; readonly calls: () => ReadonlyArray<string> }) => (request: Request): Answer | null => {
  if (request.method !== "GET" || request.path !== "/control/state") return null
  const calls: Record<string, number> = {}
  for (const name of world.calls()) calls[name] = (calls[name] ?? 0) + 1
  const sent = world.gmail.sent().map(({ id, raw, threadId }) => {
    const headers = headersOf(raw)
    return { id, threadId, messageId: messageIdOf(raw), to: header(headers, "to") ?? "", subject: header(headers, "subject") ?? "", marker: header(headers, "x-parley-marker") }
  })
  return { status: 200, body: { sent, drafts: world.gmail.drafts().length, calls, pushes: world.pubsub.counts() } }
}
