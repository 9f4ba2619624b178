import type { gmail_v1 } from "@googleapis/gmail"
import * as Effect from "effect/Effect"
import { markerHeader } from "@parley/email/ReadMail"
import type { Failure } from "./Failure.ts"
import type { GmailClient } from "./GmailClient.ts"

/** A message with its bytes, as Gmail keeps it. */
export interface Message {
  readonly id: string
  readonly threadId: string
  readonly labels: ReadonlyArray<string>
  readonly raw: Uint8Array
  /** When Gmail took it in, epoch milliseconds. */
  readonly at: number
}

/** Null where there is none, or what is there is no id at all. */
export const get = (client: GmailClient, id: string): Effect.Effect<Message | null, Failure> =>
  isId(id)
    ? orNull(Effect.map(client.read("messages.get", (users) => users.messages.get({ userId: "me", id, format: "raw" })), messageOf))
    : Effect.succeed(null)

/** A message without its bytes. */
export const outline = (client: GmailClient, id: string) =>
  orNull(client.read("messages.get", (users) => users.messages.get({ userId: "me", id, format: "minimal" })))

export const labelsOf = (client: GmailClient, id: string): Effect.Effect<ReadonlyArray<string> | null, Failure> =>
  Effect.map(outline(client, id), (message) => message === null ? null : message.labelIds ?? [])

/** Every id that fits, newest first, with its thread. Gmail leaves out spam and bin unless asked. */
export const list = (client: GmailClient, query: { readonly q?: string; readonly labelIds?: Array<string>; readonly includeSpamTrash?: boolean }, atMost = Infinity) =>
  Effect.gen(function*() {
    const found: Array<{ readonly id: string; readonly threadId: string }> = []
    let pageToken: string | undefined
    do {
      const token = pageToken
      const page = yield* client.read("messages.list", (users) => users.messages.list({ userId: "me", maxResults: Math.min(500, atMost), ...query, ...(token === undefined ? {} : { pageToken: token }) }))
      found.push(...(page.messages ?? []).flatMap(({ id, threadId }) => typeof id === "string" ? [{ id, threadId: threadId ?? "" }] : []))
      pageToken = page.nextPageToken ?? undefined
    } while (pageToken !== undefined && found.length < atMost)
    return found
  })

/** Every draft, with its message's id. */
export const listDrafts = (client: GmailClient) =>
  Effect.gen(function*() {
    const found: Array<{ readonly id: string; readonly message: string }> = []
    let pageToken: string | undefined
    do {
      const token = pageToken
      const page = yield* client.read("drafts.list", (users) => users.drafts.list({ userId: "me", maxResults: 500, ...(token === undefined ? {} : { pageToken: token }) }))
      found.push(...(page.drafts ?? []).flatMap(({ id, message }) => typeof id === "string" && typeof message?.id === "string" ? [{ id, message: message.id }] : []))
      pageToken = page.nextPageToken ?? undefined
    } while (pageToken !== undefined)
    return found
  })

/** By what a message of ours is known again. Gmail's composer may drop our header and keep the Message-ID, whose name is the mark as well. */
export interface Mark {
  readonly marker: string | null
  readonly name: string | null
}

export const bears = (mark: Mark, marker: string): boolean => mark.marker === marker || mark.name === marker

/** Finds messages by our mark. What a message carries never changes, so each is looked at once. */
export const markers = (client: GmailClient) => {
  const known = new Map<string, Mark>()
  const note = (id: string, mark: Mark): void => {
    if (known.size >= 20_000) known.delete(known.keys().next().value ?? "")
    known.set(id, mark)
  }
  const markOf = Effect.fnUntraced(function*(id: string) {
    const before = known.get(id)
    if (before !== undefined) return before
    const message = yield* orNull(client.read("messages.get", (users) => users.messages.get({ userId: "me", id, format: "metadata", metadataHeaders: [markerHeader, "Message-ID"] })))
    const mark: Mark = message === null
      ? { marker: null, name: null }
      : { marker: header(message, markerHeader), name: /^<?([^@<>\s]+)@/u.exec(header(message, "Message-ID") ?? "")?.[1] ?? null }
    note(id, mark)
    return mark
  })
  return {
    note: (id: string, marker: string) => note(id, { marker, name: null }),
    markOf,
    /** The first of these that bears the mark. */
    find: Effect.fnUntraced(function*(ids: ReadonlyArray<string>, marker: string) {
      for (const id of ids) if (bears(yield* markOf(id), marker)) return id
      return null
    })
  }
}

export const messageOf = (message: gmail_v1.Schema$Message): Message => ({
  id: message.id ?? "", threadId: message.threadId ?? "", labels: message.labelIds ?? [], at: Number(message.internalDate ?? 0), raw: new Uint8Array(Buffer.from(message.raw ?? "", "base64url"))
})

export const header = (message: gmail_v1.Schema$Message, name: string): string | null =>
  message.payload?.headers?.find((one) => one.name?.toLowerCase() === name.toLowerCase())?.value?.trim() ?? null

/** What is gone is told as null. */
export const orNull = <A>(effect: Effect.Effect<A, Failure>): Effect.Effect<A | null, Failure> =>
  Effect.catchAll(effect, (failure) => failure.kind === "missing" ? Effect.succeed(null) : Effect.fail(failure))

const isId = (id: string): boolean => /^[\w-]{1,64}$/u.test(id)
