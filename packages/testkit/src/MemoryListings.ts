import { waitingTags } from "@parley/domain/negotiation/stateTags"
import type { LetterPlace, ListedCampaign, ListedLetter, ListedNegotiation, Listings, NegotiationPlace, NegotiationQuery } from "@parley/domain/ports/Listings"
import type { NegotiationRow } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import type { Books, Kept, Ledger } from "./MemoryBooks.ts"
import { deadLetters } from "./MemoryReport.ts"

/** What the memory store lists, sorted afresh for every page. */
export const listings = (books: Books, rowOf: (kept: Kept) => NegotiationRow): Listings => ({
  waitingPage: (after, limit) => Effect.sync(() => pageOf(books, (kept) => waits(kept), { sort: "updated", descending: false }, after, limit, rowOf)),
  negotiationPage: (query, after, limit) => Effect.sync(() => pageOf(books, (kept) => fits(books, kept, query), query, after, limit, rowOf)),
  campaignPage: (after, limit) => Effect.sync(() => campaigns(books).filter(({ position }) => position > after).slice(0, limit)),
  listedCampaign: (id) => Effect.sync(() => campaigns(books).find(({ books }) => books.campaign.id === id) ?? null),
  letterPage: (after, limit) => Effect.sync(() => letters(books).filter(({ place }) => after === null || isAfter(place, after)).slice(0, limit)),
  unaccountedPage: (after, limit) => Effect.sync(() =>
    [...books.inbox.values()]
      .filter(({ row }) => row.status === "pending" && row.order > after)
      .sort((a, b) => a.order - b.order)
      .slice(0, limit)
      .map(({ error, negotiation, nextAt, row }) => ({
        order: row.order, mailbox: row.mailbox, providerId: row.providerId, receivedAt: row.receivedAt, nextAt, attempts: row.attempts, negotiation, error
      }))),
  called: (name) => Effect.sync(() =>
    [...books.negotiations.values()].filter((kept) => fold(books.people.get(kept.influencer)?.name ?? "") === fold(name)).map(({ id }) => id)),
  newest: Effect.sync(() => books.log.length)
})

const fold = (text: string): string => text.normalize("NFC").toLowerCase()

const fits = (books: Books, kept: Kept, { campaign, search, states }: NegotiationQuery): boolean => {
  const person = books.people.get(kept.influencer)
  return (campaign === null || kept.campaign === campaign)
    && (states.length === 0 || states.includes(kept.state._tag))
    && (search === null || (person !== undefined && [person.name, person.handle].some((text) => fold(text).includes(fold(search)))))
}

const waits = ({ outbox, state }: Kept): boolean =>
  waitingTags.some((tag) => tag === state._tag) || outbox.some(({ row }) => row.lane === "mail" && row.status === "held")

const pageOf = (
  books: Books, isWanted: (kept: Kept) => boolean, order: Order, after: NegotiationPlace | null, limit: number, rowOf: (kept: Kept) => NegotiationRow
): ReadonlyArray<ListedNegotiation> =>
  [...books.negotiations.values()]
    .filter(isWanted)
    .map((kept) => ({ updatedAt: kept.updatedAt, position: kept.order + 1, row: rowOf(kept) }))
    .sort((a, b) => compare(order, a, b))
    .filter((one) => after === null || compare(order, one, after) > 0)
    .slice(0, limit)

type Order = Pick<NegotiationQuery, "sort" | "descending">

const compare = ({ descending, sort }: Order, a: NegotiationPlace, b: NegotiationPlace): number =>
  (descending ? -1 : 1) * ((sort === "updated" ? a.updatedAt - b.updatedAt : 0) || a.position - b.position)

const campaigns = (books: Books): ReadonlyArray<ListedCampaign> =>
  [...books.ledgers.values()].map((ledger, index) => ({
    position: index + 1, addedAt: ledger.addedAt, books: totals(ledger),
    states: Object.fromEntries([...Map.groupBy(ledger.negotiations, ({ state }) => state._tag)].map(([tag, all]) => [tag, all.length]))
  }))

const totals = ({ agreed, campaign, deals, reserved, saved, seats, views }: Ledger) => ({ campaign, agreed, reserved, views, deals, seats, saved })

const letters = (books: Books): ReadonlyArray<ListedLetter> =>
  deadLetters(books, Infinity).map((letter): ListedLetter => ({
    letter, place: letter._tag === "Inbox"
      ? { kind: "inbox", at: letter.row.order, key: null }
      : { kind: "outbox", at: letter.row.nextAt, key: [letter.row.subject, letter.row.lane, letter.row.seq] }
  })).sort((a, b) => isAfter(a.place, b.place) ? 1 : -1)

const isAfter = (one: LetterPlace, other: LetterPlace): boolean => {
  if (one.kind !== other.kind) return one.kind === "inbox"
  if (one.at !== other.at) return one.at > other.at
  const [a, b] = [one.key, other.key]
  if (a === null || b === null) return false
  return a[0] !== b[0] ? a[0] > b[0] : a[1] !== b[1] ? a[1] > b[1] : a[2] > b[2]
}

