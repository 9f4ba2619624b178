import * as Schema from "effect/Schema"

/** One row of the negotiations list. Amounts in minor units of the campaign's currency. */
export const NegotiationSummary = Schema.Struct({
  id: Schema.String,
  campaign: Schema.String,
  creator: Schema.String,
  state: Schema.String,
  reason: Schema.NullOr(Schema.String),
  rounds: Schema.Int,
  opening: Schema.NullOr(Schema.Int),
  offer: Schema.NullOr(Schema.Int),
  ask: Schema.NullOr(Schema.Int),
  /** What waits for a person's yes: the held offer's rate, or the proposed deal's. */
  waiting: Schema.NullOr(Schema.Int),
  agreed: Schema.NullOr(Schema.Int),
  views: Schema.NullOr(Schema.Int),
  nextAt: Schema.NullOr(Schema.Int),
  quarantined: Schema.NullOr(Schema.String)
}).annotations({ identifier: "NegotiationSummary" })
export type NegotiationSummary = typeof NegotiationSummary.Type

/** Deals with their cost in minor units, and their CPM together; null without views. */
export const Landing = Schema.Struct({ deals: Schema.Int, spend: Schema.Int, cpm: Schema.NullOr(Schema.Int) }).annotations({ identifier: "Landing" })
export type Landing = typeof Landing.Type

/** Where a campaign will land, leaving out who was not offered anything yet. */
export const Forecast = Schema.Struct({
  agreed: Landing,
  /** Offers that are out or about to leave, and what they hold of the budget. */
  open: Schema.Struct({ offers: Schema.Int, reserved: Schema.Int }),
  /** Every open offer is accepted as it stands. */
  ifAllAccept: Landing,
  /** Negotiations that ended, silence included. */
  ended: Schema.Int,
  /** As many open offers are accepted, in number and in money, as negotiations have ended with a deal so far; null while none has ended. */
  atThisRate: Schema.NullOr(Landing),
  /** Creators still wanted beside the agreed ones. */
  headcountLeft: Schema.Int
}).annotations({ identifier: "Forecast" })
export type Forecast = typeof Forecast.Type

/** A campaign's money, minor units; CPMs in minor units per 1,000 views. */
export const CampaignSummary = Schema.Struct({
  id: Schema.String,
  name: Schema.String,
  currency: Schema.String,
  budget: Schema.Int,
  agreed: Schema.Int,
  reserved: Schema.Int,
  deals: Schema.Int,
  headcount: Schema.Int,
  targetCpm: Schema.Int,
  ceilingCpm: Schema.Int,
  /** Total agreed rate over total views; null before the first deal. */
  campaignCpm: Schema.NullOr(Schema.Int),
  /** What agreed deals cost less than their targets, all together: open negotiations share it. Negative where they cost more. */
  saved: Schema.Int,
  forecast: Forecast
}).annotations({ identifier: "CampaignSummary" })
export type CampaignSummary = typeof CampaignSummary.Type

/** Whether mail may leave; `by` and `at` say who stopped it and when. */
export const Sending = Schema.Struct({ stopped: Schema.Boolean, by: Schema.NullOr(Schema.String), at: Schema.NullOr(Schema.Int) }).annotations({ identifier: "Sending" })
export type Sending = typeof Sending.Type

export const Status = Schema.Struct({
  campaigns: Schema.Array(CampaignSummary),
  negotiations: Schema.Array(NegotiationSummary),
  /** Inbound messages without a disposition. */
  unaccountedMessages: Schema.Int,
  inbox: Schema.Record({ key: Schema.String, value: Schema.Int }),
  mail: Schema.Record({ key: Schema.String, value: Schema.Int }),
  team: Schema.Record({ key: Schema.String, value: Schema.Int }),
  quarantined: Schema.Int,
  deadLetters: Schema.Int,
  /** How often in the last year somebody asked for what they may not. */
  denials: Schema.Int,
  sending: Sending
})
export type Status = typeof Status.Type

/** One thing that happened, in the order it did. `at` is epoch milliseconds. */
export const TimelineEntry = Schema.Struct({
  version: Schema.NullOr(Schema.Int),
  at: Schema.Int,
  kind: Schema.String,
  text: Schema.String,
  quote: Schema.NullOr(Schema.String)
}).annotations({ identifier: "TimelineEntry" })
export const Timeline = Schema.Struct({ negotiation: NegotiationSummary, entries: Schema.Array(TimelineEntry) })
export type Timeline = typeof Timeline.Type

/** Why an offer or an agreement has the number it has, line by line. */
export const Explanation = Schema.Struct({
  negotiation: NegotiationSummary,
  decisions: Schema.Array(Schema.Struct({ version: Schema.Int, at: Schema.Int, title: Schema.String, lines: Schema.Array(Schema.String) })),
  /** What models answered for it since the server started, by role; nothing where none did, or long ago and for many others since. */
  models: Schema.Array(Schema.Struct({
    role: Schema.String, answers: Schema.Int, inputTokens: Schema.Int, outputTokens: Schema.Int, cacheReadTokens: Schema.Int, cacheCreationTokens: Schema.Int
  }))
}).annotations({ identifier: "Explanation" })
export type Explanation = typeof Explanation.Type

/** Work that waits for a person. `since` is epoch milliseconds. */
export const DeadLetterReport = Schema.Struct({
  /** Its name for `retry` and `dismiss`, e.g. "mail/n-4k7mp2xw9abc/3". */
  letter: Schema.String,
  what: Schema.String,
  status: Schema.String,
  negotiation: Schema.NullOr(Schema.String),
  creator: Schema.NullOr(Schema.String),
  attempts: Schema.Int,
  since: Schema.Int,
  problem: Schema.String,
  /** Where the mailbox keeps the message. */
  file: Schema.NullOr(Schema.String)
}).annotations({ identifier: "DeadLetterReport" })
export type DeadLetterReport = typeof DeadLetterReport.Type
export const DeadLetterList = Schema.Struct({ letters: Schema.Array(DeadLetterReport) })
export type DeadLetterList = typeof DeadLetterList.Type

/** A cell of a roster that cannot be used. */
export const RosterProblem = Schema.Struct({ row: Schema.Int, column: Schema.String, expected: Schema.String, got: Schema.String }).annotations({ identifier: "RosterProblem" })
export type RosterProblem = typeof RosterProblem.Type

export const CampaignStarted = Schema.Struct({ campaign: Schema.String, creators: Schema.Int, rosterProblems: Schema.Array(RosterProblem) }).annotations({ identifier: "CampaignStarted" })
export type CampaignStarted = typeof CampaignStarted.Type

/** `amount` in minor units, where the decision named one. */
export const Decided = Schema.Struct({ negotiation: Schema.String, creator: Schema.String, state: Schema.String, events: Schema.Int, repeated: Schema.Boolean, amount: Schema.NullOr(Schema.Int) }).annotations({ identifier: "Decided" })
export type Decided = typeof Decided.Type

/** The mail that waits for a yes: its words around slots, and how it would leave. */
export const WaitingDraft = Schema.Struct({
  negotiation: NegotiationSummary, version: Schema.Int, mail: Schema.Int, subject: Schema.String, body: Schema.String, text: Schema.String
}).annotations({ identifier: "WaitingDraft" })
export type WaitingDraft = typeof WaitingDraft.Type

/** Negotiations of an agency's creators: those that ended, or would; `refused` says why others go on. */
export const AgencyStopped = Schema.Struct({
  domain: Schema.String,
  confirmed: Schema.Boolean,
  /** Names the set of negotiations: sent back as `seen` it confirms that these are to end. */
  digest: Schema.String,
  negotiations: Schema.Array(NegotiationSummary),
  refused: Schema.Array(Schema.Struct({ negotiation: Schema.String, reason: Schema.String }))
}).annotations({ identifier: "AgencyStopped" })
export type AgencyStopped = typeof AgencyStopped.Type

/** What was erased of a person, and what is known to hold it still. */
export const Forgotten = Schema.Struct({
  stopped: Schema.Int,
  people: Schema.Int,
  messages: Schema.Int,
  contacts: Schema.Int,
  inbox: Schema.Int,
  notices: Schema.Int,
  mails: Schema.Int,
  left: Schema.Array(Schema.String)
}).annotations({ identifier: "Forgotten" })
export type Forgotten = typeof Forgotten.Type
