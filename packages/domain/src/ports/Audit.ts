import type { CampaignId, CommandId, NegotiationId, PersonId } from "../Ids.ts"
import type { Instant } from "../Instant.ts"
import type { Event, EventTag } from "../negotiation/Event.ts"
import type { State } from "../negotiation/State.ts"

/** Whose books are looked through; a field that is null leaves nothing out, and those given must all hold (AUDIT-01). */
export interface AuditScope {
  /** A few, each found by itself. None of them: nothing fits. */
  readonly negotiations: ReadonlyArray<NegotiationId> | null
  readonly campaign: CampaignId | null
}

/** Which events are asked for. `from` and `to` are inclusive. */
export interface AuditQuery extends AuditScope {
  readonly type: EventTag | null
  readonly from: Instant | null
  readonly to: Instant | null
}

/** One event as it stands in the log of all. */
export interface AuditedEvent {
  /** 1 or more, ever growing in the order of storing. */
  readonly position: number
  readonly negotiation: NegotiationId
  readonly campaign: CampaignId
  readonly influencer: PersonId
  readonly version: number
  readonly type: string
  /** Null when what is stored cannot be read: an audit shows that it is there, `verify` says what is wrong. */
  readonly event: Event | null
  readonly at: Instant
  readonly command: CommandId
  readonly hash: string
}

/** A negotiation as its events up to a moment lead to. */
export interface PastNegotiation {
  /** 1 or more, ever growing in the order of making. */
  readonly position: number
  readonly id: NegotiationId
  readonly campaign: CampaignId
  readonly influencer: PersonId
  /** Of the last event looked at; 0 when none had happened. */
  readonly version: number
  /** Null when an event on the way cannot be read. */
  readonly state: State | null
}
