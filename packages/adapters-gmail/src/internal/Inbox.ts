import { type Arrival, type Arrivals, keptBytes, type Listed } from "@parley/domain/ports/Mailbox"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Cursor from "./Cursor.ts"
import { Failure } from "./Failure.ts"
import type { GmailClient } from "./GmailClient.ts"
import * as Messages from "./Messages.ts"

const hour = 3_600_000
/** How far back a mailbox is read whose history nobody has followed yet: books that know of no cursor have sent nothing that could be answered. */
const firstLook = hour
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

  /** What came since an instant and no search finds yet, oldest first. */
  const unsearched = Effect.fnUntraced(function*(since: number, searched: ReadonlySet<string>) {
    const found: Array<Listed> = []
    for (const { id } of yield* Messages.list(client, { includeSpamTrash: true }, 100)) {
      if (searched.has(id)) break
      const message = yield* Messages.outline(client, id)
      if (message !== null && Number(message.internalDate) < since) break
      if (message !== null && isArrival(message.labelIds ?? [])) found.push(listedAs(id, message.labelIds ?? []))
    }
    return found.toReversed()
  })

  /** Ids since an instant, oldest first. Labels are asked for by their ids: what a search leaves out is less certain. */
  const listing = Effect.fnUntraced(function*(since: number) {
    const when = since < 1000 ? {} : { q: `after:${Math.floor(since / 1000)}` }
    const all = yield* Messages.list(client, { ...when, includeSpamTrash: true })
    const late = yield* unsearched(since, new Set(all.map(({ id }) => id)))
    const [drafts, trash, sent, spam] = yield* Effect.forEach(["DRAFT", "TRASH", "SENT", "SPAM"], (label) =>
      Effect.map(Messages.list(client, { ...when, labelIds: [label], includeSpamTrash: true }), (found) => new Set(found.map(({ id }) => id))))
    const found = all.toReversed().flatMap(({ id }) => drafts?.has(id) === true || trash?.has(id) === true ? [] : [listedAs(id, sent?.has(id) === true ? ["SENT"] : spam?.has(id) === true ? ["SPAM"] : [])])
    return [...found, ...late]
  })

  /**
   * Their bytes, few at a time, for each may have 25 MB and more as it comes. What is a draft, or in the bin, or gone, is no arrival. What cannot be had now
   * is handed on without its bytes, so that one message holds up no other; where that is all, the mailbox is down.
   */
  const arrivalsOf = Effect.fnUntraced(function*(ids: ReadonlyArray<Listed>) {
    const found = yield* Effect.forEach(ids, ({ providerId }) => Effect.either(arrivalOf(providerId)), { concurrency: 3 })
    const failures = found.flatMap((one) => Either.isLeft(one) ? [one.left] : [])
    const [failure] = failures
    const down = failures.find(({ kind }) => kind !== "unavailable") ?? (failures.length === found.length ? failure : undefined)
    if (down !== undefined) return yield* down
    return found.flatMap((one, index): ReadonlyArray<Arrival> => Either.match(one, { onLeft: () => ids.slice(index, index + 1).map((listed) => ({ ...listed, raw: null })), onRight: (arrival) => arrival }))
  })

  const arrivalOf = (id: string): Effect.Effect<ReadonlyArray<Arrival>, Failure> =>
    Messages.get(client, id).pipe(
      Effect.catchAll((failure) => failure.kind === "unavailable" ? Effect.map(Messages.labelsOf(client, id), (labels) => labels === null ? null : { labels, raw: null }) : Effect.fail(failure)),
      Effect.map((message) => message === null || !isArrival(message.labels)
        ? []
        : [{ ...listedAs(id, message.labels), raw: message.raw === null || message.raw.length > keptBytes ? null : message.raw }])
    )

  const history = Effect.fnUntraced(function*(cursor: Cursor.Cursor & { readonly _tag: "History" }) {
    const page = yield* Messages.orNull(client.read("history.list", (users) =>
      users.history.list({ userId: "me", startHistoryId: cursor.id, historyTypes: ["messageAdded"], maxResults: pageMessages, ...(cursor.page === null ? {} : { pageToken: cursor.page }) })))
    if (page === null) return yield* listed(yield* beginListing(cursor.at - overlap))
    const added = (page.history ?? []).flatMap(({ messagesAdded }) => (messagesAdded ?? []).flatMap(({ message }) =>
      typeof message?.id === "string" && !(message.labelIds ?? []).some((label) => label === "DRAFT" || label === "CHAT") ? [listedAs(message.id, message.labelIds ?? [])] : []))
    const messages = yield* arrivalsOf([...new Map(added.map((one) => [one.providerId, one])).values()])
    const at = yield* Clock.currentTimeMillis
    if (typeof page.nextPageToken === "string") return told(messages, { ...cursor, page: page.nextPageToken }, true)
    const id = page.historyId ?? cursor.id
    // A cursor that says the same is worth no write. What a page's name leads to may have been settled when it was given: what came since stands
    // behind the new id only.
    return told(messages, id === cursor.id && at - cursor.at < hour ? { ...cursor, page: null } : { ...cursor, id, at, page: null }, cursor.page !== null)
  })

  const beginListing = Effect.fnUntraced(function*(since: number) {
    // before the listing: what comes while it is made stands in both
    const id = yield* currentHistory
    return { _tag: "Listing" as const, account: yield* client.account, since, last: null, id, at: yield* Clock.currentTimeMillis }
  })

  const listed = Effect.fnUntraced(function*(cursor: Cursor.Cursor & { readonly _tag: "Listing" }) {
    const all = yield* listing(cursor.since)
    const waiting = all.slice(cursor.last === null ? 0 : all.findIndex(({ providerId }) => providerId === cursor.last) + 1)
    const page = waiting.slice(0, pageMessages)
    const messages = yield* arrivalsOf(page)
    return waiting.length > page.length
      ? told(messages, { ...cursor, last: page.at(-1)?.providerId ?? null }, true)
      : told(messages, { _tag: "History", account: cursor.account ?? null, id: cursor.id, at: cursor.at, page: null }, false)
  })

  const behind = Effect.fnUntraced(function*(text: string | null) {
    const account = yield* client.account
    const stored = Cursor.read(text)
    const cursor = stored?.account != null && account !== null && stored.account !== account ? null : stored
    if (cursor === null) return yield* listed(yield* beginListing((yield* Clock.currentTimeMillis) - firstLook))
    if (cursor._tag === "Listing") return yield* listed(cursor)
    // a page's name may be known no longer; from the start of the pages nothing is missed
    return yield* history(cursor).pipe(
      Effect.catchAll((failure) => failure.kind === "refused" && cursor.page !== null ? history({ ...cursor, page: null }) : Effect.fail(failure))
    )
  })

  return {
    recent: listing,
    /** Pages that hold drafts alone are passed here: an empty page is the last one, also for who keeps a cursor with messages only. */
    arrivals: Effect.fnUntraced(function*(text: string | null) {
      let page = yield* behind(text)
      while (page.more && page.messages.length === 0) page = yield* behind(page.cursor)
      return page
    }),
    fetch: (copyRef: string) =>
      Effect.map(Messages.get(client, idOf(copyRef)), (message) => message === null || !isArrival(message.labels) ? null : message.raw)
  }
}

const isArrival = (labels: ReadonlyArray<string>): boolean => !labels.some((label) => label === "DRAFT" || label === "CHAT" || label === "TRASH")

/** Gmail knows what the account itself sent, and nobody else can claim it; and what it took for spam. */
const listedAs = (id: string, labels: ReadonlyArray<string>): Listed =>
  ({ providerId: id, copyRef: labels.includes("SENT") ? `${id} sent` : labels.includes("SPAM") ? `${id} spam` : id })

const told = (messages: ReadonlyArray<Arrival>, cursor: Cursor.Cursor, more: boolean): Arrivals => ({ messages, cursor: Cursor.write(cursor), more, skipped: [] })

const idOf = (copyRef: string): string => copyRef.split(" ", 1)[0] ?? ""

export const isRef = (copyRef: string | undefined, what: "sent" | "spam"): boolean => copyRef?.endsWith(` ${what}`) === true
