import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type * as Either from "effect/Either"
import type { Campaign } from "../campaign/Campaign.ts"
import type { Whom } from "../forgetting/Whom.ts"
import type { CampaignId, CommandId, NegotiationId, PersonId } from "../Ids.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import type { Instant } from "../Instant.ts"
import type { LedgerView } from "../ledger/Ledger.ts"
import type { Refusal } from "../negotiation/Refusal.ts"
import type { Event } from "../negotiation/Event.ts"
import type { State, StateTag } from "../negotiation/State.ts"
import type { AccessBooks } from "./AccessBooks.ts"
import type { AuditQuery, AuditedEvent, AuditScope, PastNegotiation } from "./Audit.ts"
import type { InboxKey, InboxMark, InboxRow, InboxStatus } from "./Inbox.ts"
import type { Listings } from "./Listings.ts"
import type { Listed } from "./Mailbox.ts"
import type { Claim, Lane, LooseNotice, OutboxChange, OutboxKey, OutboxRow, OutboxStatus, SendBudget, SendingStopped } from "./Outbox.ts"
import type { Intake, IntakeBooks } from "./IntakeBooks.ts"
import type { NewRoster, RosterBooks } from "./RosterBooks.ts"
import type { Push } from "./Push.ts"
import type { Denial } from "./Denial.ts"
import type { StoredDraft } from "./StoredDraft.ts"
import type { StoredMessage } from "./StoredMessage.ts"

/** Everything one decision changes, committed at once or not at all. */
export interface Changes {
  readonly events: ReadonlyArray<Event>
  /** The state after `events`. */
  readonly state: State
  readonly outbox: ReadonlyArray<OutboxChange>
  readonly inbox: ReadonlyArray<InboxMark>
  readonly messages: ReadonlyArray<StoredMessage>
  /** Take the place of those kept for the same mail. */
  readonly drafts: ReadonlyArray<StoredDraft>
  /** Inbox rows of this negotiation that waited for a person are pending again. */
  readonly requeueDeferred: boolean
}

/** What a decision is made on: read inside the writer, so nobody decides on a stale copy. */
export interface DecisionView {
  readonly version: number
  readonly ledger: LedgerView
  /** A mail of this negotiation is between claim and outcome. */
  readonly dispatching: boolean
  /**
   * The oldest other negotiation of the campaign that is in conversation (`isConversation`) with an address, the creator's or a contact's, that this one
   * has too; plus addresses count as the plain one (PARTY-02). Looked up when it is asked, in the step's own transaction.
   */
  readonly talksElsewhere: () => NegotiationId | null
}

export type Decision = (state: State, view: DecisionView) => Either.Either<Changes, Refusal>

export interface Step {
  readonly negotiation: NegotiationId
  /** Handled once: a second step with the same id returns the first outcome and changes nothing. */
  readonly command: CommandId
  readonly at: Instant
  readonly decision: Decision
}

export interface Outcome {
  readonly state: StateTag
  /** Version of the last event; 0 before the first. */
  readonly version: number
  readonly events: number
  /** The command had been handled before. */
  readonly repeated: boolean
}

/** The negotiation's row cannot be used; it is set aside and reported, the others go on (STATE-04). */
export class Quarantined extends Data.TaggedError("Quarantined")<{ readonly negotiation: NegotiationId; readonly reason: string }> {}

/** The store cannot be used now, or refused a commit: nothing was changed. */
export class StoreUnavailable extends Data.TaggedError("StoreUnavailable")<{
  readonly reason: string
  /** Nobody's write can be kept now, as on a full disk; otherwise it is about what was asked. */
  readonly down: boolean
}> {}

/** Something else already stands there. */
export class AlreadyExists extends Data.TaggedError("AlreadyExists")<{ readonly what: string; readonly id: string }> {}

export interface NewNegotiation {
  readonly id: NegotiationId
  readonly influencer: Influencer
}

export interface NegotiationRow {
  readonly id: NegotiationId
  readonly campaign: CampaignId
  readonly influencer: PersonId
  readonly version: number
  readonly state: State
  readonly quarantined: string | null
  readonly updatedAt: Instant
}

export interface StoredEvent {
  readonly version: number
  readonly event: Event
  readonly at: Instant
  readonly command: CommandId
  readonly hash: string
}

export interface CampaignBooks {
  readonly campaign: Campaign
  readonly agreed: number
  readonly reserved: number
  /** Views of agreed deals. */
  readonly views: number
  readonly deals: number
  readonly seats: number
  /** What agreed deals cost less than their targets, all together; negative where they cost more. */
  readonly saved: number
}

export interface Counts {
  /** Inbound messages that are neither answered, owned, deferred nor ignored. */
  readonly unaccounted: number
  readonly inbox: Readonly<Partial<Record<InboxStatus, number>>>
  readonly mail: Readonly<Partial<Record<OutboxStatus, number>>>
  readonly team: Readonly<Partial<Record<OutboxStatus, number>>>
  readonly negotiations: Readonly<Partial<Record<StateTag, number>>>
  readonly quarantined: number
  /** What `deadLetters` lists. */
  readonly deadLetters: number
  /** What `denials` lists. */
  readonly denials: number
}

/** One thing that does not add up. */
export interface VerifyProblem {
  readonly negotiation: NegotiationId | null
  readonly version: number | null
  readonly problem: string
}

export interface VerifyReport {
  readonly negotiations: number
  readonly events: number
  readonly problems: ReadonlyArray<VerifyProblem>
}

/** Work that waits for a person: mail that could not be sent or may have been, a notice that could not be posted, a message that could not be handled (without its bytes). */
export type DeadLetter =
  | { readonly _tag: "Outbox"; readonly row: OutboxRow }
  | { readonly _tag: "Inbox"; readonly row: InboxRow; readonly negotiation: NegotiationId | null; readonly error: string | null }

/** How many rows lost their personal data, and what holds it still. */
export interface Forgotten {
  readonly people: number
  readonly messages: number
  readonly contacts: number
  readonly inbox: number
  readonly notices: number
  /** Copies of the books that lie beside them, and old pages that could not be overwritten yet; empty when none are known. */
  readonly left: ReadonlyArray<string>
}

/** Something of theirs is under way: a mail is leaving, or one that others wrote waits to be read. Nothing was changed. */
export class NotYet extends Data.TaggedError("NotYet")<{ readonly reason: string }> {}

/** The books. Every write is durable when its effect succeeds. */
export class Store extends Context.Tag("@parley/domain/ports/Store")<Store, RosterBooks & IntakeBooks & Listings & AccessBooks & {
  /** Loads, decides and commits one step; concurrent steps of one negotiation are decided one after the other. */
  readonly transact: (step: Step) => Effect.Effect<Outcome, Refusal | Quarantined | StoreUnavailable>

  /**
   * A campaign with its creators, each a negotiation not yet opened, what the team is told of it, the roster to watch, and the intake that it comes from, which is started
   * with it unless it has moved on. Whole or not at all.
   */
  readonly addCampaign: (
    campaign: Campaign, negotiations: ReadonlyArray<NewNegotiation>, at: Instant, notices?: ReadonlyArray<LooseNotice>, roster?: NewRoster,
    intake?: Pick<Intake, "form" | "revision">
  ) => Effect.Effect<void, AlreadyExists | StoreUnavailable>

  /** Stores arrivals (those not stored before) and moves the cursor, at once (MAIL-04). Answers how many were new. */
  readonly ingest: (mailbox: string, arrivals: ReadonlyArray<{ readonly providerId: string; readonly raw: Uint8Array | null; readonly copyRef: string }>, cursor: string, at: Instant) => Effect.Effect<number, StoreUnavailable>
  readonly cursor: (mailbox: string) => Effect.Effect<string | null, StoreUnavailable>
  /** Since when the mailbox may hold what these books never saw, as after a restore; null when they are up with it. */
  readonly behindSince: (mailbox: string) => Effect.Effect<Instant | null, StoreUnavailable>
  /** Marks the books as behind, and every watched roster as doubted; of two instants the earlier stays. */
  readonly fallBehind: (mailbox: string, since: Instant) => Effect.Effect<void, StoreUnavailable>
  /**
   * Stores what was found (those not stored before) and, when no message of the mailbox is left to handle, takes the mark away,
   * at once. The cursor stays. Answers how many were new.
   */
  readonly catchUp: (mailbox: string, found: ReadonlyArray<Listed>, at: Instant) => Effect.Effect<number, StoreUnavailable>
  /** Keeps a push for a week; answers whether it is new. What it tells of is found by asking the mailbox. */
  readonly notePush: (push: Push) => Effect.Effect<boolean, StoreUnavailable>
  /** Until when the mailbox tells us of changes; null if it never did. The cursor has nothing to do with it (MAIL-04). */
  readonly watchedUntil: (mailbox: string) => Effect.Effect<Instant | null, StoreUnavailable>
  readonly watchUntil: (mailbox: string, until: Instant) => Effect.Effect<void, StoreUnavailable>
  /** Messages waiting to be handled, oldest first; those that failed before come when their time has come. */
  readonly inboxDue: (now: Instant, limit: number) => Effect.Effect<ReadonlyArray<InboxRow>, StoreUnavailable>
  /** Ends or defers a message that changes no negotiation, perhaps with a notice to the team. */
  readonly settleInbox: (mark: InboxMark, notice: LooseNotice | null) => Effect.Effect<void, StoreUnavailable>
  /** It could not be handled, or not yet; it comes again at `nextAt`. Unnamed fields stay. */
  readonly retryInbox: (key: InboxKey, nextAt: Instant, fields: { readonly error: string; readonly attempts?: number; readonly negotiation?: NegotiationId }) => Effect.Effect<void, StoreUnavailable>
  /** When the newest pending message of the negotiation that arrived before `order` comes again; null when there is none. */
  readonly olderPending: (negotiation: NegotiationId, order: number) => Effect.Effect<Instant | null, StoreUnavailable>

  /**
   * Rows that may be worked on: pending, staged or dispatching, due, and first of their subject's lane (a held or doubtful one
   * blocks those behind it). Loose notices block nobody; mail of a negotiation that is set aside is not offered. `only` leaves out
   * all that has another status.
   */
  readonly outboxDue: (lane: Lane, now: Instant, limit: number, only?: "dispatching") => Effect.Effect<ReadonlyArray<OutboxRow>, StoreUnavailable>
  /** Moves a row if it still stands in one of `from`; answers whether it did. Unnamed fields stay. */
  readonly moveOutbox: (key: OutboxKey, from: ReadonlyArray<OutboxStatus>, to: OutboxStatus, fields: Partial<Pick<OutboxRow, "draftId" | "contentHash" | "messageHeader" | "posted" | "error" | "attempts" | "nextAt">>) => Effect.Effect<boolean, StoreUnavailable>
  /** Claims a staged mail for its dispatch, at `at`; asked and written in one step, so that neither switch nor budget is overrun (MAIL-06, MAIL-10). */
  readonly claimMail: (key: OutboxKey, at: Instant, budget: SendBudget) => Effect.Effect<Claim, StoreUnavailable>
  /** Null while mail may leave. */
  readonly sendingStopped: Effect.Effect<SendingStopped | null, StoreUnavailable>
  /** Stops all sending, or lets it go on with null. Mail keeps being decided and waits. */
  readonly stopSending: (stop: SendingStopped | null) => Effect.Effect<void, StoreUnavailable>
  /** Outbox rows that are dead or in doubt, then inbox rows that failed, oldest first in each. */
  readonly deadLetters: (limit: number) => Effect.Effect<ReadonlyArray<DeadLetter>, StoreUnavailable>
  /** Superseded rows that still have a draft in the mailbox. */
  readonly draftsToDiscard: (limit: number) => Effect.Effect<ReadonlyArray<OutboxRow>, StoreUnavailable>
  readonly outboxOf: (subject: string) => Effect.Effect<ReadonlyArray<OutboxRow>, StoreUnavailable>
  /** Stores a notice that belongs to no negotiation, once per id. */
  readonly addNotice: (notice: LooseNotice) => Effect.Effect<void, StoreUnavailable>

  /** Keeps the words of a mail that waits, unless some are kept for it already or its creator was forgotten. */
  readonly keepDraft: (draft: StoredDraft) => Effect.Effect<void, StoreUnavailable>
  readonly draft: (negotiation: NegotiationId, mail: number) => Effect.Effect<StoredDraft | null, StoreUnavailable>

  /** Remembers for a year that somebody asked for what they may not (HUMAN-06). */
  readonly noteDenial: (denial: Denial) => Effect.Effect<void, StoreUnavailable>
  /** The newest first. */
  readonly denials: (limit: number) => Effect.Effect<ReadonlyArray<Denial>, StoreUnavailable>

  /** Negotiations whose time has come, oldest first. */
  readonly deadlinesDue: (now: Instant, limit: number) => Effect.Effect<ReadonlyArray<NegotiationId>, StoreUnavailable>
  /** Negotiations of a started campaign that were never opened. */
  readonly unopened: (limit: number) => Effect.Effect<ReadonlyArray<NegotiationId>, StoreUnavailable>
  /** The earliest instant at which anything stored wants attention, mail only while it may leave; null when nothing does. */
  readonly nextDue: Effect.Effect<Instant | null, StoreUnavailable>
  /** Sets a negotiation aside, and leaves the team its notice; so does a step that sets one aside. */
  readonly quarantine: (negotiation: NegotiationId, reason: string, at: Instant) => Effect.Effect<void, StoreUnavailable>

  readonly negotiation: (id: NegotiationId) => Effect.Effect<NegotiationRow | null, StoreUnavailable>
  /** In order of their making. */
  readonly negotiations: (campaign: CampaignId | null) => Effect.Effect<ReadonlyArray<NegotiationRow>, StoreUnavailable>
  readonly events: (id: NegotiationId) => Effect.Effect<ReadonlyArray<StoredEvent>, StoreUnavailable | Quarantined>
  /**
   * Up to `limit` events that fit and stand after position `after` (0: from the first), in the order of their storing (AUDIT-01).
   * Fewer than `limit` only at the log's end. Asked for page by page it neither skips nor repeats, whatever is stored meanwhile.
   */
  readonly audit: (query: AuditQuery, after: number, limit: number) => Effect.Effect<ReadonlyArray<AuditedEvent>, StoreUnavailable>
  /** How many events fit now. */
  readonly auditCount: (query: AuditQuery) => Effect.Effect<number, StoreUnavailable>
  /** Negotiations as they stood at an instant, told by their events and not by the snapshot; paged like `audit`, in order of their making. */
  readonly statesAt: (scope: AuditScope, at: Instant, after: number, limit: number) => Effect.Effect<ReadonlyArray<PastNegotiation>, StoreUnavailable>
  readonly campaigns: Effect.Effect<ReadonlyArray<CampaignBooks>, StoreUnavailable>
  readonly campaign: (id: CampaignId) => Effect.Effect<Campaign | null, StoreUnavailable>
  readonly influencer: (id: PersonId) => Effect.Effect<Influencer | null, StoreUnavailable>
  /** What the other creators of its campaign are called, without those who were forgotten (GATE-02); in no order, and empty where nothing is known. */
  readonly otherCreators: (id: NegotiationId) => Effect.Effect<ReadonlyArray<Pick<Influencer, "name" | "handle">>, StoreUnavailable>
  /** The other negotiations, of any campaign, that share an address with this one, the creator's or a contact's; plus addresses count as the plain one (PARTY-02). */
  readonly sharing: (id: NegotiationId) => Effect.Effect<ReadonlyArray<NegotiationId>, StoreUnavailable>
  /** Negotiations in which this address is the creator's or a contact's, lower case. */
  readonly byAddress: (address: string) => Effect.Effect<ReadonlyArray<NegotiationId>, StoreUnavailable>
  /** The same for every address at a domain, lower case, e.g. "brightside.com"; whoever wrote to us from there counts too. */
  readonly byDomain: (domain: string) => Effect.Effect<ReadonlyArray<NegotiationId>, StoreUnavailable>
  /**
   * Mail in and out of a negotiation without what was forgotten, in the order it came into the books: a clock that goes back must not
   * turn the thread round.
   */
  readonly messages: (id: NegotiationId) => Effect.Effect<ReadonlyArray<StoredMessage>, StoreUnavailable>
  /** The stored messages with one of these Message-ID headers; one that was forgotten but belongs to a living thread has nothing but its names. */
  readonly messagesByHeader: (headers: ReadonlyArray<string>) => Effect.Effect<ReadonlyArray<StoredMessage>, StoreUnavailable>

  /** What the books hold of a lower-case address; null when nothing does. Its negotiations are those of the creator it belongs to. */
  readonly traces: (address: string) => Effect.Effect<Whom | null, StoreUnavailable>
  /**
   * Erases, at once, the person, all mail of their negotiations, every mail that names the address, their contacts, and the
   * notices that concern them; mail of theirs that waits never leaves, and no roster watched by now starts with them, also where they never stood (STATE-06). Events, ledger and snapshots stay, and add up. What is
   * gone already is no failure. A mail of theirs that comes too late to be erased is not stored.
   */
  readonly forget: (whom: Whom) => Effect.Effect<Forgotten, NotYet | StoreUnavailable>

  readonly counts: Effect.Effect<Counts, StoreUnavailable>
  /** Integrity, hash chains, snapshots against replay, ledger against negotiations. `progress` hears how many of all events were checked. */
  readonly verify: (progress: (events: number, of: number) => void) => Effect.Effect<VerifyReport, StoreUnavailable>
  /** Writable now? */
  readonly check: Effect.Effect<void, StoreUnavailable>
}>() {}
