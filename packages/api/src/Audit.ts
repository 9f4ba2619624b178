import * as Schema from "effect/Schema"
import { wholeFromText } from "./Page.ts"

const text = Schema.optional(Schema.String)

/** As many rows as one answer holds. */
export const largestPage = 1000

/**
 * What an audit asks for (AUDIT-01); every field given narrows it. Times are dates or ISO instants, UTC unless they name an
 * offset; each stands for the whole of the day, minute or second it names, so `to` a date takes in all of that day.
 */
export const AuditRequest = Schema.Struct({
  /** A creator's name without case, or a part of it that fits one person only; or a negotiation's id. */
  influencer: text,
  /** An id or a name, without case. */
  campaign: text,
  /** A kind of event, without case: OfferSent, offer-sent and "offer sent" are one. */
  type: text,
  /** A negotiation's id, or the Message-ID of a mail in it. */
  thread: text,
  from: text,
  to: text,
  /** Instead of `from`: 30m, 24h, 7d, 2w before now. */
  last: text,
  /** Answers with the negotiations as they stood then, instead of events. */
  asOf: text.pipe(Schema.fromKey("as-of")),
  /** Rows after this position; 0 begins. */
  after: Schema.optionalWith(wholeFromText(0, Number.MAX_SAFE_INTEGER), { default: () => 0 }),
  limit: Schema.optionalWith(wholeFromText(1, largestPage), { default: () => 500 }),
  /** Whether to say how many rows there are in all. */
  count: Schema.optionalWith(Schema.BooleanFromString.annotations({ jsonSchema: { type: "boolean" } }), { default: () => false })
})
export type AuditRequest = typeof AuditRequest.Type

/** One event. Amounts in minor units of `currency`; `at` is epoch milliseconds. */
export const AuditEvent = Schema.Struct({
  /** Its place in the log of all events. */
  position: Schema.Int,
  negotiation: Schema.String,
  campaign: Schema.String,
  /** As they are called now; "forgotten" once their data was removed. */
  creator: Schema.String,
  version: Schema.Int,
  at: Schema.Int,
  type: Schema.String,
  text: Schema.String,
  /** Null when the event cannot be read. */
  actor: Schema.NullOr(Schema.String),
  /** The rate, ask or sum it is about, where it is about one. */
  amount: Schema.NullOr(Schema.Int),
  currency: Schema.String,
  /** What asked for it: events with one command were stored together. */
  command: Schema.String,
  hash: Schema.String,
  /** As it is stored; null when it cannot be read. */
  event: Schema.NullOr(Schema.Record({ key: Schema.String, value: Schema.Unknown }))
}).annotations({ identifier: "AuditEvent" })
export type AuditEvent = typeof AuditEvent.Type

/** A negotiation as its events up to a moment tell it. Amounts in minor units of `currency`. */
export const AuditState = Schema.Struct({
  position: Schema.Int,
  negotiation: Schema.String,
  campaign: Schema.String,
  creator: Schema.String,
  /** Of the last event before; 0 when none had happened. */
  version: Schema.Int,
  /** Null when an event on the way cannot be read. */
  state: Schema.NullOr(Schema.String),
  reason: Schema.NullOr(Schema.String),
  rounds: Schema.Int,
  offer: Schema.NullOr(Schema.Int),
  ask: Schema.NullOr(Schema.Int),
  agreed: Schema.NullOr(Schema.Int),
  /** Held of the budget for an offer that may be accepted. */
  reserved: Schema.Int,
  currency: Schema.String
}).annotations({ identifier: "AuditState" })
export type AuditState = typeof AuditState.Type

/** Rows in order of their position, fewer than asked for only at the end; `total` when it was asked for. Instants as they were understood. */
export const AuditPage = Schema.Union(
  Schema.TaggedStruct("Events", {
    from: Schema.NullOr(Schema.Int), to: Schema.NullOr(Schema.Int), rows: Schema.Array(AuditEvent), total: Schema.NullOr(Schema.Int)
  }),
  Schema.TaggedStruct("States", { asOf: Schema.Int, rows: Schema.Array(AuditState), total: Schema.NullOr(Schema.Int) })
)
export type AuditPage = typeof AuditPage.Type
