import type { CampaignId, NegotiationId, PersonId } from "@parley/domain/Ids"
import { type Instant, instant } from "@parley/domain/Instant"
import type { StateTag } from "@parley/domain/negotiation/State"
import { stateTags, waitingTags } from "@parley/domain/negotiation/stateTags"
import type { LetterPlace, ListedCampaign, ListedLetter, ListedNegotiation, Listings, NegotiationPlace, NegotiationQuery, StateCounts, UnaccountedRow } from "@parley/domain/ports/Listings"
import type { InboxRow } from "@parley/domain/ports/Inbox"
import type { OutboxRow } from "@parley/domain/ports/Outbox"
import type { CampaignBooks } from "@parley/domain/ports/Store"
import type Sqlite from "better-sqlite3"
import type { Look } from "./AuditRows.ts"
import { readCampaign } from "./CampaignRows.ts"
import type { NegotiationRows } from "./NegotiationRows.ts"
import { outboxColumns } from "./OutboxRows.ts"

/** Lists, a page at a time. Places are looked up before rows are read, so that a page costs what it shows. */
export interface ListRows {
  readonly waiting: (after: NegotiationPlace | null, limit: number) => ReadonlyArray<ListedNegotiation>
  readonly negotiations: (query: NegotiationQuery, after: NegotiationPlace | null, limit: number) => ReadonlyArray<ListedNegotiation>
  readonly campaigns: (after: number, limit: number) => ReadonlyArray<ListedCampaign>
  readonly campaign: (id: CampaignId) => ListedCampaign | null
  readonly letters: (after: LetterPlace | null, limit: number) => ReadonlyArray<ListedLetter>
  readonly unaccounted: (after: number, limit: number) => ReadonlyArray<UnaccountedRow>
  readonly called: (name: string) => ReadonlyArray<NegotiationId>
  readonly newest: () => number
}

type FailedRow = InboxRow & { readonly negotiation: NegotiationId | null; readonly error: string | null }

type CampaignRow = Omit<CampaignBooks, "campaign"> & { readonly position: number; readonly id: CampaignId; readonly body: string; readonly addedAt: Instant }

const campaignRows = `SELECT c.ordinal AS position, c.id, c.body, c.added_at AS addedAt, l.agreed, l.reserved, l.views, l.deals, l.seats, l.saved
  FROM campaigns c JOIN ledger l ON l.campaign = c.id`

/** With more than a `few` creators who fit a search, the list is walked in its own order instead of theirs. */
export const make = (db: Sqlite.Database, rows: NegotiationRows, few = 1000): ListRows => {
  const id = db.prepare<[number], NegotiationId>("SELECT id FROM negotiations WHERE ordinal = ?").pluck()
  const states = db.prepare<[CampaignId], { readonly tag: StateTag; readonly n: number }>("SELECT tag, count(*) AS n FROM negotiations WHERE campaign = ? GROUP BY tag")
  const campaignPage = db.prepare<[number, number], CampaignRow>(`${campaignRows} WHERE c.ordinal > ? ORDER BY c.ordinal LIMIT ?`)
  const campaign = db.prepare<[CampaignId], CampaignRow>(`${campaignRows} WHERE c.id = ?`)
  const dead = db.prepare<[number, string, string, number, number], OutboxRow>(
    `SELECT ${outboxColumns} FROM outbox WHERE status IN ('dead', 'in_doubt') AND (next_at, subject, lane, seq) > (?, ?, ?, ?) ORDER BY next_at, subject, lane, seq LIMIT ?`
  )
  const failed = db.prepare<[number, number], FailedRow>(
    `SELECT ordinal AS "order", mailbox, provider_id AS providerId, copy_ref AS copyRef, status, received_at AS receivedAt, attempts, NULL AS raw, negotiation, error
     FROM inbox WHERE status = 'owned' AND reason = 'failed' AND ordinal > ? ORDER BY ordinal LIMIT ?`
  )
  // the index of what is due is small where little waits, so its order is made here
  const unaccounted = db.prepare<[number, number], UnaccountedRow>(
    `SELECT ordinal AS "order", mailbox, provider_id AS providerId, received_at AS receivedAt, next_at AS nextAt, attempts, negotiation, error
     FROM inbox INDEXED BY inbox_due WHERE status = 'pending' AND ordinal > ? ORDER BY ordinal LIMIT ?`
  )
  const exactly = db.prepare<[string], NegotiationId>(
    "SELECT n.id FROM people p CROSS JOIN negotiations n ON n.influencer = p.id WHERE p.called = ? AND p.body IS NOT NULL ORDER BY n.ordinal"
  ).pluck()
  const ofPeople = db.prepare<[string], NegotiationId>("SELECT id FROM negotiations WHERE influencer IN (SELECT value FROM json_each(?)) ORDER BY ordinal").pluck()
  const people = db.prepare<[], { readonly id: PersonId; readonly called: string; readonly handle: string }>("SELECT id, called, handle FROM people INDEXED BY people_called WHERE body IS NOT NULL")
  const containing = db.prepare<[string, string, number], PersonId>(
    "SELECT id FROM people INDEXED BY people_called WHERE body IS NOT NULL AND (instr(called, ?) > 0 OR instr(handle, ?) > 0) LIMIT ?"
  ).pluck()
  const newest = db.prepare<[], number | null>("SELECT max(position) FROM events").pluck()

  /** SQLite knows upper and lower case of ASCII only. */
  const searchedBy = (search: string): Searched => {
    if (!isAscii(search)) return { people: people.all().filter(({ called, handle }) => fold(called).includes(fold(search)) || fold(handle).includes(fold(search))).map((one) => one.id) }
    const found = containing.all(search, search, few + 1)
    return found.length > few ? { text: search } : { people: found }
  }

  const places = (query: NegotiationQuery, after: NegotiationPlace | null, limit: number): ReadonlyArray<NegotiationPlace> => {
    const { sql, values } = placesOf(query, after, limit, query.search === null ? null : searchedBy(query.search))
    return db.prepare<Array<string | number>, NegotiationPlace>(sql).all(...values)
  }

  const held = db.prepare<[Instant, Instant, number, number], NegotiationPlace>(
    `SELECT ordinal AS position, updated_at AS updatedAt FROM negotiations
     WHERE id IN (SELECT subject FROM outbox INDEXED BY outbox_held WHERE lane = 'mail' AND status = 'held') AND +tag NOT IN (${waitingTags.map((tag) => `'${tag}'`).join(", ")})
       AND (updated_at > ? OR updated_at = ? AND ordinal > ?) ORDER BY updated_at, ordinal LIMIT ?`
  )

  const shown = (place: NegotiationPlace): ReadonlyArray<ListedNegotiation> => {
    const name = id.get(place.position)
    const row = name === undefined ? null : rows.one(name)
    return row === null ? [] : [{ ...place, row }]
  }

  const listed = ({ addedAt, body, id, position, ...totals }: CampaignRow): ListedCampaign => {
    const counts: StateCounts = Object.fromEntries(states.all(id).map(({ n, tag }) => [tag, n]))
    return { position, addedAt, books: { campaign: readCampaign(body), ...totals }, states: counts }
  }

  return {
    waiting: (after, limit) => {
      const from = after ?? { updatedAt: instant(-1), position: 0 }
      const asked = places({ campaign: null, states: waitingTags, search: null, sort: "updated", descending: false }, after, limit)
      return [...asked, ...held.all(from.updatedAt, from.updatedAt, from.position, limit)]
        .sort((a, b) => a.updatedAt - b.updatedAt || a.position - b.position).slice(0, limit).flatMap(shown)
    },
    negotiations: (query, after, limit) => places(query, after, limit).flatMap(shown),
    campaigns: (after, limit) => campaignPage.all(after, limit).map(listed),
    campaign: (name) => {
      const row = campaign.get(name)
      return row === undefined ? null : listed(row)
    },
    letters: (after, limit) => {
      const [subject, lane, seq] = after?.key ?? ["", "", -1]
      const out = after?.kind === "inbox" ? [] : dead.all(after?.at ?? -1, subject, lane, seq, limit)
      const mail = failed.all(after?.kind === "inbox" ? after.at : -1, limit - out.length)
      return [
        ...out.map((row): ListedLetter => ({ place: { kind: "outbox", at: row.nextAt, key: [row.subject, row.lane, row.seq] }, letter: { _tag: "Outbox", row } })),
        ...mail.map(({ error, negotiation, ...row }): ListedLetter => ({ place: { kind: "inbox", at: row.order, key: null }, letter: { _tag: "Inbox", row, negotiation, error } }))
      ]
    },
    unaccounted: (after, limit) => unaccounted.all(after, limit),
    called: (name) =>
      isAscii(name)
        ? exactly.all(name.toLowerCase())
        : ofPeople.all(JSON.stringify(people.all().filter(({ called }) => fold(called) === fold(name)).map((one) => one.id))),
    newest: () => newest.get() ?? 0
  }
}

/** The same as the store's port has it. */
export const listingsOf = (lists: ListRows, read: Look): Listings => ({
  waitingPage: (after, limit) => read(() => lists.waiting(after, limit)),
  negotiationPage: (query, after, limit) => read(() => lists.negotiations(query, after, limit)),
  campaignPage: (after, limit) => read(() => lists.campaigns(after, limit)),
  listedCampaign: (id) => read(() => lists.campaign(id)),
  letterPage: (after, limit) => read(() => lists.letters(after, limit)),
  unaccountedPage: (after, limit) => read(() => lists.unaccounted(after, limit)),
  called: (name) => read(() => lists.called(name)),
  newest: read(() => lists.newest())
})

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

const fold = (text: string): string => text.normalize("NFC").toLowerCase()

interface Sql {
  readonly sql: string
  readonly values: ReadonlyArray<string | number>
}

/** Whose creators a search means: some, or so many that the list is walked in its own order and each is asked. */
type Searched = { readonly people: ReadonlyArray<PersonId> } | { readonly text: string }

const isAsked = "EXISTS (SELECT 1 FROM people WHERE people.id = influencer AND (instr(called, ?) > 0 OR instr(handle, ?) > 0))"

/** The places of a page: one seek for every state that is listed, each of which gives its part in order, merged. */
const placesOf = (query: NegotiationQuery, after: NegotiationPlace | null, limit: number, searched: Searched | null): Sql => {
  const { campaign, descending, sort, states } = query
  const direction = descending ? "DESC" : "ASC"
  const than = descending ? "<" : ">"
  const order = sort === "created" ? `position ${direction}` : `updatedAt ${direction}, position ${direction}`
  const select = "SELECT ordinal AS position, updated_at AS updatedAt FROM negotiations"
  const inCampaign: ReadonlyArray<Sql> = campaign === null ? [] : [{ sql: "campaign = ?", values: [campaign] }]
  const asked: ReadonlyArray<Sql> = searched === null || "people" in searched ? [] : [{ sql: isAsked, values: [searched.text, searched.text] }]
  const oneOf = (column: string, names: ReadonlyArray<string>): Sql => ({ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(names)] })
  const inOrder = (index: string, where: ReadonlyArray<Sql>): Sql => ({
    sql: `${select} ${index}${where.length === 0 ? "" : ` WHERE ${where.map(({ sql }) => sql).join(" AND ")}`} ORDER BY ${order} LIMIT ?`,
    values: [...where.flatMap(({ values }) => values), limit]
  })

  const inStates = states.length === 0 ? [] : [oneOf("tag", states)]
  const place: ReadonlyArray<Sql> = after === null ? [] : sort === "created"
    ? [{ sql: `ordinal ${than} ?`, values: [after.position] }]
    : [{ sql: `(updated_at, ordinal) ${than} (?, ?)`, values: [after.updatedAt, after.position] }]
  if (searched !== null && "people" in searched) {
    return inOrder("INDEXED BY negotiations_by_influencer", [oneOf("influencer", searched.people), ...inCampaign, ...inStates, ...place])
  }
  if (sort === "created") {
    const index = states.length > 0 ? campaign === null ? "INDEXED BY negotiations_by_state" : "INDEXED BY negotiations_by_campaign" : campaign === null ? "NOT INDEXED" : "INDEXED BY negotiations_made"
    return inOrder(index, [...inCampaign, ...inStates, ...place, ...asked])
  }
  const index = `INDEXED BY ${campaign === null ? "negotiations_by_state" : "negotiations_by_campaign"}`
  // those of the same instant apart from the rest: an index is entered at a place in both, where one comparison of pairs would walk an instant from its beginning
  const ranges: ReadonlyArray<ReadonlyArray<Sql>> = after === null ? [[]] : [
    [{ sql: `updated_at = ? AND ordinal ${than} ?`, values: [after.updatedAt, after.position] }],
    [{ sql: `updated_at ${than} ?`, values: [after.updatedAt] }]
  ]
  const parts = (states.length === 0 ? stateTags : states).flatMap((tag) => ranges.map((range) => inOrder(index, [...inCampaign, { sql: "tag = ?", values: [tag] }, ...range, ...asked])))
  return { sql: `${parts.map(({ sql }) => `SELECT * FROM (${sql})`).join(" UNION ALL ")} ORDER BY ${order} LIMIT ?`, values: [...parts.flatMap(({ values }) => values), limit] }
}
