import type { Arrival, Arrivals, Listed } from "@parley/domain/ports/Mailbox"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Cursor from "./Cursor.ts"
import { Failure } from "./Failure.ts"
import type { GmailClient } from "./GmailClient.ts"
import * as Messages from "./Messages.ts"

const hour = 3_600_000
/** How far back a mailbox is read whose history nobody has followed yet. */
const firstLook = 24 * hour
/** Our clock and Gmail's may differ, and a message may be dated before it is there. */
const overlap = hour
const pageMessages = 50

/**
 * What arrives in Gmail: history since the cursor, and where that is no longer kept a listing of all that came meanwhile, wherever it was put.
 * https://developers.google.com/workspace/gmail/api/guides/sync
 */
export const make = (client: GmailClient) => {
  const currentHistory = client.read("getProfile", (users) => users.getProfile({ userId: "me" })).pipe(
    Effect.flatMap(({ historyId }) => typeof historyId === "string" ? Effect.succeed(historyId) : Effect.fail(new Failure({ kind: "unavailable", reason: "getProfile names no historyId" })))
  )

  /** Ids since an instant, oldest first. Labels are asked for by their ids: what a search leaves out is less certain. */
  const listing = Effect.fnUntraced(function*(since: number) {
    const when = since < 1000 ? {} : { q: `after:${Math.floor(since / 1000)}` }
    const all = yield* Messages.list(client, { ...when, includeSpamTrash: true })
    const [drafts, trash, sent] = yield* Effect.forEach(["DRAFT", "TRASH", "SENT"], (label) =>
      Effect.map(Messages.list(client, { ...when, labelIds: [label], includeSpamTrash: true }), (found) => new Set(found.map(({ id }) => id))))
    return all.toReversed().flatMap(({ id }): ReadonlyArray<Listed> =>
      drafts?.has(id) === true || trash?.has(id) === true ? [] : [{ providerId: id, copyRef: sent?.has(id) === true ? sentRef(id) : id }])
  })

  /** Their bytes; what is a draft, or in the bin, or gone, is no arrival. */
  const arrivalsOf = (ids: ReadonlyArray<string>) =>
    Effect.forEach(ids, (id) =>
      Effect.map(Messages.get(client, id), (message): ReadonlyArray<Arrival> =>
        message === null || message.labels.some((label) => noArrival.includes(label))
          ? []
          : [{ providerId: id, copyRef: message.labels.includes("SENT") ? sentRef(id) : id, raw: message.raw }]), { concurrency: 5 }).pipe(Effect.map((found) => found.flat()))

  const history = Effect.fnUntraced(function*(cursor: Cursor.Cursor & { readonly _tag: "History" }) {
    const page = yield* Messages.orNull(client.read("history.list", (users) =>
      users.history.list({ userId: "me", startHistoryId: cursor.id, historyTypes: ["messageAdded"], maxResults: pageMessages, ...(cursor.page === null ? {} : { pageToken: cursor.page }) })))
    if (page === null) return yield* listed(yield* beginListing(cursor.at - overlap))
    const added = (page.history ?? []).flatMap(({ messagesAdded }) => (messagesAdded ?? []).flatMap(({ message }) =>
      typeof message?.id === "string" && !(message.labelIds ?? []).some((label) => label === "DRAFT" || label === "CHAT") ? [message.id] : []))
    const messages = yield* arrivalsOf([...new Set(added)])
    const at = yield* Clock.currentTimeMillis
    if (typeof page.nextPageToken === "string") return told(messages, { ...cursor, page: page.nextPageToken }, true)
    const id = page.historyId ?? cursor.id
    // a cursor that says the same is worth no write
    return told(messages, id === cursor.id && at - cursor.at < hour ? { ...cursor, page: null } : { _tag: "History", id, at, page: null }, false)
  })

  const beginListing = Effect.fnUntraced(function*(since: number) {
    // before the listing: what comes while it is made stands in both
    const id = yield* currentHistory
    return { _tag: "Listing" as const, since, last: null, id, at: yield* Clock.currentTimeMillis }
  })

  const listed = Effect.fnUntraced(function*(cursor: Cursor.Cursor & { readonly _tag: "Listing" }) {
    const ids = (yield* listing(cursor.since)).map(({ providerId }) => providerId)
    const waiting = ids.slice(cursor.last === null ? 0 : ids.indexOf(cursor.last) + 1)
    const page = waiting.slice(0, pageMessages)
    const messages = yield* arrivalsOf(page)
    return waiting.length > page.length
      ? told(messages, { ...cursor, last: page.at(-1) ?? null }, true)
      : told(messages, { _tag: "History", id: cursor.id, at: cursor.at, page: null }, false)
  })

  return {
    recent: listing,
    arrivals: Effect.fnUntraced(function*(text: string | null) {
      const cursor = Cursor.read(text)
      if (cursor === null) return yield* listed(yield* beginListing((yield* Clock.currentTimeMillis) - firstLook))
      if (cursor._tag === "Listing") return yield* listed(cursor)
      // a page's name may be known no longer; from the start of the pages nothing is missed
      return yield* history(cursor).pipe(
        Effect.catchAll((failure) => failure.kind === "refused" && cursor.page !== null ? history({ ...cursor, page: null }) : Effect.fail(failure))
      )
    }),
    fetch: (copyRef: string) =>
      Effect.map(Messages.get(client, idOf(copyRef)), (message) => message === null || message.labels.some((label) => noArrival.includes(label)) ? null : message.raw)
  }
}

const noArrival: ReadonlyArray<string> = ["DRAFT", "CHAT", "TRASH"]

const told = (messages: ReadonlyArray<Arrival>, cursor: Cursor.Cursor, more: boolean): Arrivals => ({ messages, cursor: Cursor.write(cursor), more, skipped: [] })

/** A message that the account itself sent, which Gmail knows and nobody else can claim. */
const sentRef = (id: string): string => `${id} ${sent}`
const sent = "sent"

const idOf = (copyRef: string): string => copyRef.split(" ", 1)[0] ?? ""

export const isSentRef = (copyRef: string): boolean => copyRef.endsWith(` ${sent}`)
