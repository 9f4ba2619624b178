import * as Schema from "effect/Schema"
import { NegotiationSummary, TimelineEntry } from "./Reports.ts"

/** A negotiation as the API shows it. Times are epoch milliseconds. */
export const NegotiationReport = Schema.Struct({
  ...NegotiationSummary.fields,
  currency: Schema.String,
  version: Schema.Int,
  /** When anything last happened in it. */
  updatedAt: Schema.Int
}).annotations({ identifier: "NegotiationReport" })
export type NegotiationReport = typeof NegotiationReport.Type

/** A negotiation that waits for a person: a mail that needs a yes, or one that was handed over. */
export const Approval = Schema.Struct({
  negotiation: NegotiationReport,
  kind: Schema.Literal("approval", "escalation"),
  /** Since when it waits. */
  since: Schema.Int
}).annotations({ identifier: "Approval" })
export type Approval = typeof Approval.Type

/** A mail of a negotiation. What others wrote is hostile data: show it as plain text. */
export const TimelineMail = Schema.Struct({
  message: Schema.String,
  at: Schema.Int,
  direction: Schema.Literal("in", "out"),
  from: Schema.String,
  to: Schema.Array(Schema.String),
  subject: Schema.String,
  /** In: the new text that was read. Out: the plain text that left. */
  text: Schema.String
}).annotations({ identifier: "TimelineMail" })
export type TimelineMail = typeof TimelineMail.Type

/** Events and mails of one negotiation, each oldest first. */
export const NegotiationTimeline = Schema.Struct({ negotiation: NegotiationReport, entries: Schema.Array(TimelineEntry), mails: Schema.Array(TimelineMail) }).annotations({ identifier: "Timeline" })
export type NegotiationTimeline = typeof NegotiationTimeline.Type

/** What both sides named over time, for a plot. Rates and CPMs in minor units of `currency`. */
export const Offers = Schema.Struct({
  negotiation: NegotiationReport,
  currency: Schema.String,
  points: Schema.Array(Schema.Struct({
    version: Schema.Int, at: Schema.Int, side: Schema.Literal("ours", "theirs"), rate: Schema.Int,
    /** With the views of the package on the table then; null without views. */
    cpm: Schema.NullOr(Schema.Int)
  })),
  /** The rates of the campaign's CPM target and ceiling for the package on the table; null before the opening. */
  target: Schema.NullOr(Schema.Int),
  ceiling: Schema.NullOr(Schema.Int),
  agreed: Schema.NullOr(Schema.Int)
}).annotations({ identifier: "Offers" })
export type Offers = typeof Offers.Type
