import type { Actor } from "../Ids.ts"
import type { Instant } from "../Instant.ts"

/** Where an outbox row goes: one lane per destination, so that a slow one never holds up another. */
export type Lane = "mail" | "team"

/**
 * pending -> staged -> dispatching -> sent. `held` waits for a person. `in_doubt` left for good or not: nobody knows,
 * a person decides. `superseded` will never leave. `dead` exhausted its attempts.
 */
export type OutboxStatus = "pending" | "held" | "staged" | "dispatching" | "sent" | "in_doubt" | "superseded" | "dead"

/** `subject` is a negotiation's id, or "-" for notices of no negotiation. Unique: (subject, lane, seq). */
export interface OutboxKey {
  readonly subject: string
  readonly lane: Lane
  readonly seq: number
}

export interface OutboxRow extends OutboxKey {
  readonly status: OutboxStatus
  /** The version of the event this row performs; null for a notice that carries its own payload. */
  readonly event: number | null
  /** JSON; "" when the event says it all. Holds no personal data but in lane "team" of subject "-". */
  readonly payload: string
  readonly attempts: number
  readonly nextAt: Instant
  readonly draftId: string | null
  readonly contentHash: string | null
  /** The Message-ID header (no angle brackets) the mail is staged under. */
  readonly messageHeader: string | null
  /** What the team's channel calls the post; null before it is posted, and for mail. */
  readonly posted: string | null
  readonly error: string | null
}

/** What a step asks of the outbox. `eventIndex` counts within the step's own events. A row that may leave again has no failed attempts. */
export type OutboxChange =
  | { readonly _tag: "Put"; readonly lane: Lane; readonly seq: number | "version"; readonly eventIndex: number; readonly status: "pending" | "held"; readonly nextAt: Instant }
  | { readonly _tag: "Move"; readonly lane: Lane; readonly seq: number; readonly from: ReadonlyArray<OutboxStatus>; readonly to: OutboxStatus; readonly nextAt: Instant }

/** What became of asking to dispatch a staged mail: claimed, no longer staged, sending is stopped, or the budget is spent. */
export type Claim =
  | { readonly _tag: "Claimed" | "NotStaged" | "SendingStopped" }
  /** The earliest claim that still counts was made at `oldest`. */
  | { readonly _tag: "BudgetSpent"; readonly oldest: Instant }

/** How many mails may be claimed after `since`, the one asked for included. */
export interface SendBudget {
  readonly since: Instant
  readonly limit: number
}

/** Somebody stopped all sending (MAIL-10). */
export interface SendingStopped {
  readonly by: Actor
  readonly at: Instant
}

/** Rows of `team` that belong to no negotiation: unknown threads, unreadable mail, roster problems. */
export interface LooseNotice {
  /** The same id stored twice is one notice. */
  readonly id: string
  readonly payload: string
  readonly at: Instant
}
