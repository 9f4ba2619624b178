import type * as Effect from "effect/Effect"
import type { CampaignId, NegotiationId } from "../Ids.ts"
import type { Instant } from "../Instant.ts"
import type { StateTag } from "../negotiation/State.ts"
import type { InboxKey } from "./Inbox.ts"
import type { CampaignBooks, DeadLetter, NegotiationRow, StoreUnavailable } from "./Store.ts"

/** Which negotiations are listed; a field that is null leaves nothing out. */
export interface NegotiationFilter {
  readonly campaign: CampaignId | null
  /** In one of these states; empty: in any. */
  readonly states: ReadonlyArray<StateTag>
  /** A part of the creator's name or handle, in lower case; whoever was forgotten has neither. */
  readonly search: string | null
}

export interface NegotiationQuery extends NegotiationFilter {
  /** By when anything last happened, then by making; or by making. */
  readonly sort: "updated" | "created"
  readonly descending: boolean
}

/** A place in a list of negotiations. */
export interface NegotiationPlace {
  readonly updatedAt: Instant
  /** 1 or more, ever growing in the order of making. */
  readonly position: number
}

export interface ListedNegotiation extends NegotiationPlace {
  readonly row: NegotiationRow
}

/** How many of a campaign's negotiations stand in a state. */
export type StateCounts = Readonly<Partial<Record<StateTag, number>>>

export interface ListedCampaign {
  /** 1 or more, ever growing in the order of making. */
  readonly position: number
  readonly books: CampaignBooks
  readonly addedAt: Instant
  readonly states: StateCounts
}

/** A place in the list of dead letters: rows of the outbox come first, each kind in its own order. */
export interface LetterPlace {
  readonly kind: "outbox" | "inbox"
  /** Outbox: when it was to be tried next. Inbox: its order. */
  readonly at: number
  /** Outbox only: subject, lane and number, for those of one instant. */
  readonly key: readonly [string, string, number] | null
}

export interface ListedLetter {
  readonly place: LetterPlace
  readonly letter: DeadLetter
}

/** An inbound message that is neither answered, owned, deferred nor ignored. */
export interface UnaccountedRow extends InboxKey {
  readonly order: number
  readonly receivedAt: Instant
  readonly nextAt: Instant
  readonly attempts: number
  readonly negotiation: NegotiationId | null
  readonly error: string | null
}

/**
 * The part of the store that lists, a page at a time: up to `limit` items after a place, or from the beginning. No page is found by walking those before
 * it, and what stands still while pages are asked for is listed once (API-01).
 */
export interface Listings {
  /** What waits for a person, what changed longest ago first: in one of `waitingTags`, or ended with a mail that waits for a yes. */
  readonly waitingPage: (after: NegotiationPlace | null, limit: number) => Effect.Effect<ReadonlyArray<ListedNegotiation>, StoreUnavailable>
  readonly negotiationPage: (query: NegotiationQuery, after: NegotiationPlace | null, limit: number) => Effect.Effect<ReadonlyArray<ListedNegotiation>, StoreUnavailable>
  /** In the order of their making, after a position; 0 begins. */
  readonly campaignPage: (after: number, limit: number) => Effect.Effect<ReadonlyArray<ListedCampaign>, StoreUnavailable>
  readonly listedCampaign: (id: CampaignId) => Effect.Effect<ListedCampaign | null, StoreUnavailable>
  readonly letterPage: (after: LetterPlace | null, limit: number) => Effect.Effect<ReadonlyArray<ListedLetter>, StoreUnavailable>
  /** In the order of arrival, after an order; -1 begins. */
  readonly unaccountedPage: (after: number, limit: number) => Effect.Effect<ReadonlyArray<UnaccountedRow>, StoreUnavailable>
  /** Negotiations whose creator is called so, a whole name without case, in order of their making. */
  readonly called: (name: string) => Effect.Effect<ReadonlyArray<NegotiationId>, StoreUnavailable>
  /** The place of the newest event in the log of all; 0 before the first. */
  readonly newest: Effect.Effect<number, StoreUnavailable>
}
