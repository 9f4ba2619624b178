import type { Campaign } from "@parley/domain/campaign/Campaign"
import type { CampaignId, CommandId, NegotiationId, PersonId } from "@parley/domain/Ids"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import { plainAddress } from "@parley/domain/influencer/plainAddress"
import type { RosterTrace } from "@parley/domain/influencer/RosterWatch"
import type { Instant } from "@parley/domain/Instant"
import type { Exposure } from "@parley/domain/ledger/Ledger"
import type { State } from "@parley/domain/negotiation/State"
import type { InboxMark, InboxRow } from "@parley/domain/ports/Inbox"
import type { Lane, LooseNotice, OutboxRow, OutboxStatus, SendingStopped } from "@parley/domain/ports/Outbox"
import type { Outcome, StoredEvent } from "@parley/domain/ports/Store"
import type { Push } from "@parley/domain/ports/Push"
import type { WatchedRoster } from "@parley/domain/ports/RosterBooks"
import type { Denial } from "@parley/domain/ports/Denial"
import type { StoredDraft } from "@parley/domain/ports/StoredDraft"
import type { StoredMessage } from "@parley/domain/ports/StoredMessage"
import type { FormId } from "@parley/domain/intake/Form"
import type { FormWebhook, Intake } from "@parley/domain/ports/IntakeBooks"
import type { AuditedEvent } from "@parley/domain/ports/Audit"
import * as Due from "./Due.ts"

/** One negotiation as the memory store keeps it. */
export interface Kept {
  readonly id: NegotiationId
  readonly campaign: CampaignId
  readonly influencer: PersonId
  readonly order: number
  state: State
  exposure: Exposure
  nextActionAt: number | null
  quarantined: string | null
  updatedAt: Instant
  readonly events: Array<StoredEvent>
  readonly outbox: Array<Out>
  readonly messages: Array<StoredMessage>
  /** Of its contacts, by their plain addresses. */
  readonly mailboxes: Set<string>
}

export interface Out {
  readonly order: number
  readonly owner: Kept | null
  row: OutboxRow
}

export interface In {
  readonly order: number
  row: InboxRow
  reason: string | null
  negotiation: NegotiationId | null
  nextAt: Instant
  error: string | null
}

export interface Ledger {
  readonly campaign: Campaign
  readonly addedAt: Instant
  readonly negotiations: Array<Kept>
  agreed: number
  reserved: number
  views: number
  deals: number
  seats: number
  saved: number
}

export interface KeptRoster {
  roster: WatchedRoster
  readonly traces: Map<string, RosterTrace>
}

/** Everything a memory store holds, with what waits kept in order of time. */
export interface Books {
  readonly ledgers: Map<CampaignId, Ledger>
  /** By id, which is also the subject of its outbox rows. */
  readonly negotiations: Map<string, Kept>
  readonly unopened: Set<Kept>
  /** Every event in the order of its storing; the first is at position 1. */
  readonly log: Array<AuditedEvent>
  readonly people: Map<PersonId, Influencer>
  readonly receipts: Map<CommandId, Outcome>
  readonly inbox: Map<string, In>
  readonly deferred: Map<NegotiationId, Set<In>>
  readonly cursors: Map<string, string>
  readonly pushes: Map<string, Push>
  readonly watches: Map<string, Instant>
  sendingStopped: SendingStopped | null
  /** When each mail was claimed last, or found sent. */
  readonly claims: Map<Out, Instant>
  readonly behind: Map<string, Instant>
  readonly loose: Array<Out>
  readonly notices: Set<string>
  readonly drafts: Set<Out>
  /** By negotiation and mail. */
  readonly words: Map<string, StoredDraft>
  readonly denials: Array<Denial>
  readonly rosters: Map<CampaignId, KeptRoster>
  readonly webhooks: Map<string, FormWebhook>
  /** In order of their coming. */
  readonly intakes: Map<FormId, Intake>
  formsDoubtedUntil: Instant | null
  formsSince: Instant | null
  readonly contacts: Map<string, Set<Kept>>
  /** The same by plain address. */
  readonly mailboxes: Map<string, Set<Kept>>
  readonly headers: Map<string, Array<StoredMessage>>
  readonly messageIds: Set<string>
  readonly inboxDue: Due.Due<In>
  readonly outboxDue: Readonly<Record<Lane, Due.Due<Out>>>
  readonly deadlines: Due.Due<Kept>
  /** Ever growing, for the order of making. */
  readonly nextOrder: () => number
}

export const make = (): Books => {
  let order = 0
  const outboxDue = () => Due.make<Out>(({ row }) => isWorkable(row.status) ? row.nextAt : null, (out) => out.order)
  return {
    ledgers: new Map(), negotiations: new Map(), unopened: new Set(), log: [], people: new Map(), receipts: new Map(), inbox: new Map(),
    deferred: new Map(), cursors: new Map(), pushes: new Map(), watches: new Map(), behind: new Map(), sendingStopped: null, claims: new Map(), loose: [], notices: new Set(), drafts: new Set(), words: new Map(), denials: [], contacts: new Map(), mailboxes: new Map(), rosters: new Map(), webhooks: new Map(), intakes: new Map(), formsDoubtedUntil: null, formsSince: null,
    headers: new Map(), messageIds: new Set(),
    inboxDue: Due.make<In>((one) => one.row.status === "pending" ? one.nextAt : null, (one) => one.order),
    outboxDue: { mail: outboxDue(), team: outboxDue() },
    deadlines: Due.make<Kept>((one) => one.quarantined === null ? one.nextActionAt : null, (one) => one.order),
    nextOrder: () => order++
  }
}

export const inboxKey = (mailbox: string, providerId: string): string => `${mailbox}\n${providerId}`

const isWorkable = (status: OutboxStatus): boolean => status === "pending" || status === "staged" || status === "dispatching"

const isOpen = (status: OutboxStatus): boolean => isWorkable(status) || status === "held" || status === "in_doubt"

/** First of its subject's lane, and not mail of a negotiation that is set aside. */
export const mayGo = ({ owner, row }: Out): boolean =>
  owner === null
  || (!(row.lane === "mail" && owner.quarantined !== null)
    && !owner.outbox.some((other) => other.row.lane === row.lane && other.row.seq < row.seq && isOpen(other.row.status)))

export const putOut = (books: Books, out: Out): void => {
  ;(out.owner?.outbox ?? books.loose).push(out)
  if (isWorkable(out.row.status)) books.outboxDue[out.row.lane].add(out, out.row.nextAt)
}

export const addNotice = (books: Books, { at: nextAt, id, payload }: LooseNotice): void => {
  if (books.notices.has(id)) return
  books.notices.add(id)
  putOut(books, {
    order: books.nextOrder(),
    owner: null,
    row: {
      subject: "-", lane: "team", seq: books.loose.length + 1, status: "pending", event: null, payload, attempts: 0, nextAt,
      draftId: null, contentHash: null, messageHeader: null, posted: null, error: null
    }
  })
}

/** Every change of an outbox row goes through here. */
export const moveOut = (books: Books, out: Out, row: OutboxRow): void => {
  out.row = row
  if (isWorkable(row.status)) books.outboxDue[row.lane].add(out, row.nextAt)
  if (row.status === "superseded" && row.draftId !== null) books.drafts.add(out)
  else books.drafts.delete(out)
}

export const markIn = (books: Books, one: In, { error, negotiation, reason, status }: Omit<InboxMark, "key">): void => {
  if (one.negotiation !== null) books.deferred.get(one.negotiation)?.delete(one)
  one.row = { ...one.row, status, attempts: status === "pending" ? 0 : one.row.attempts }
  one.reason = reason
  one.error = error ?? null
  one.negotiation = negotiation
  if (status === "pending") {
    one.nextAt = one.row.receivedAt
    books.inboxDue.add(one, one.nextAt)
  }
  if (status === "deferred" && negotiation !== null) at(books.deferred, negotiation, () => new Set<In>()).add(one)
}

export const rest = (books: Books, kept: Kept, until: number | null): void => {
  kept.nextActionAt = until
  if (until !== null) books.deadlines.add(kept, until)
}

export const addContact = (books: Books, address: string, kept: Kept): void => {
  const mailbox = plainAddress(address.toLowerCase())
  at(books.contacts, address.toLowerCase(), () => new Set<Kept>()).add(kept)
  at(books.mailboxes, mailbox, () => new Set<Kept>()).add(kept)
  kept.mailboxes.add(mailbox)
}

/** After contacts were taken away. */
export const recountMailboxes = (books: Books): void => {
  books.mailboxes.clear()
  for (const kept of books.negotiations.values()) kept.mailboxes.clear()
  for (const [address, all] of books.contacts) for (const kept of all) addContact(books, address, kept)
}

/** The others that share a contact with it, oldest first. */
export const sharing = (books: Books, kept: Kept): ReadonlyArray<Kept> => {
  const found = new Set([...kept.mailboxes].flatMap((mailbox) => [...books.mailboxes.get(mailbox) ?? []]))
  found.delete(kept)
  return [...found].sort((a, b) => a.order - b.order)
}

export const wordsKey = (negotiation: string, mail: number): string => `${negotiation} ${mail}`

/** The value of a key, made first where there is none. */
export const at = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
