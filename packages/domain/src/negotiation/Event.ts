import * as Schema from "effect/Schema"
import { Tier } from "../deliverables/Package.ts"
import { Actor, CampaignId, MessageId, NegotiationId, PersonId } from "../Ids.ts"
import { Instant } from "../Instant.ts"
import { LedgerSeen } from "../ledger/LedgerSeen.ts"
import { Cents } from "../Money.ts"
import { Views } from "../Views.ts"
import { ConcernKind, Counterparty, ReplyReading } from "../reading/ReplyReading.ts"
import { Lever } from "../strategy/Lever.ts"
import { LeverOptions } from "../strategy/Levers.ts"
import { Pace, PaceName } from "../strategy/Pace.ts"
import { MailPurpose } from "./MailPurpose.ts"
import { Held } from "./State.ts"

/** Another move, and why it was not made. Minor units. */
export const Rejected = Schema.Struct({
  move: Schema.Literal("accept", "counter", "hold", "last_word", "walk"), rate: Schema.NullOr(Schema.NonNegativeInt), why: Schema.String
})
export type Rejected = typeof Rejected.Type

/** The figures a number was decided from, so that it can be explained and reproduced (STRAT-06). Minor units. */
export const Why = Schema.Struct({
  reason: Schema.String,
  planned: Schema.NullOr(Cents),
  round: Schema.Int,
  rounds: Schema.Int,
  offers: Schema.Array(Cents),
  asks: Schema.Array(Cents),
  firm: Schema.Boolean,
  target: Cents,
  ceiling: Cents,
  ceilingFrom: Schema.Literal("cpm", "roster", "budget"),
  floor: Cents,
  approvalAbove: Schema.NullOr(Cents),
  opening: Schema.optional(Schema.Int),
  pace: Schema.optional(Schema.Union(PaceName, Pace)),
  /** Which version of the rules decided; absent in events from before they were counted. */
  version: Schema.optional(Schema.Int),
  /** What the rule made of their asks: where they seem to be going, and how far the last came down. Absent in events from before it looked. */
  inputs: Schema.optional(Schema.Struct({ settlement: Schema.NullOr(Schema.Int), theirMove: Schema.NullOr(Schema.Int) })),
  rejected: Schema.optional(Schema.Array(Rejected)),
  /** What else than money there was, with this package on the table, and what was used before; absent where there was nothing. */
  levers: Schema.optional(Schema.Struct({ package: Tier, used: Schema.Array(Lever), options: LeverOptions })),
  /** Absent in events from before it was looked at. */
  ledger: Schema.optional(LedgerSeen)
})
export type Why = typeof Why.Type

const mail = { mail: Schema.Int }
const at = { at: Instant }
const by = { by: Actor }
const reply = { reply: Schema.NullOr(MessageId) }

export const NegotiationOpened = Schema.TaggedStruct("NegotiationOpened", {
  campaign: CampaignId, influencer: PersonId, tier: Tier, views: Views, ...by, ...at
})
/** No budget or no seat for an opening offer of `needed`; released money wakes it. */
export const BudgetAwaited = Schema.TaggedStruct("BudgetAwaited", { needed: Cents, free: Cents, ...at })
/** An opening offer of `needed` waits until the campaign's conversation with the same address, `with`, has ended (PARTY-02). */
export const ConversationAwaited = Schema.TaggedStruct("ConversationAwaited", { needed: Cents, with: NegotiationId, ...at })
/** We will offer this; it exists as an offer only when it was sent. */
export const OfferDecided = Schema.TaggedStruct("OfferDecided", {
  ...mail, purpose: MailPurpose, rate: Cents, tier: Tier, lever: Schema.NullOr(Lever), final: Schema.Boolean,
  held: Schema.NullOr(Held), ...reply, why: Why, ...by, ...at,
  /** The views of the package, where it is another one than before. */
  views: Schema.optional(Views)
})
/** A mail that makes no new offer: an answer, a follow-up, a confirmation, an exit. `rate` is the one it restates. */
export const MailDecided = Schema.TaggedStruct("MailDecided", {
  ...mail, purpose: MailPurpose, rate: Schema.NullOr(Cents), tier: Tier, held: Schema.NullOr(Held), ...reply,
  concerns: Schema.Array(ConcernKind), followUp: Schema.Int, ...by, ...at
})
/** A person released the held mail, or said yes to the proposed deal. */
export const ApprovalGiven = Schema.TaggedStruct("ApprovalGiven", { mail: Schema.NullOr(Schema.Int), ...by, ...at })
/** A person said who writes for them; mails speak to whom it is from now on. */
export const CounterpartyCorrected = Schema.TaggedStruct("CounterpartyCorrected", { counterparty: Counterparty, ...by, ...at })
/** A person gave the held mail other words; they are kept with the drafts. */
export const DraftEdited = Schema.TaggedStruct("DraftEdited", { ...mail, ...by, ...at })
export const OfferSent = Schema.TaggedStruct("OfferSent", {
  ...mail, rate: Cents, tier: Tier, message: MessageId, dueAt: Schema.NullOr(Instant), ...at
})
export const MailSent = Schema.TaggedStruct("MailSent", { ...mail, message: MessageId, dueAt: Schema.NullOr(Instant), ...at })
/** A decided mail will not leave: a newer reply, a person or an ending took its place. */
export const MailSuperseded = Schema.TaggedStruct("MailSuperseded", { ...mail, reason: Schema.String, ...at })
export const ReplyRead = Schema.TaggedStruct("ReplyRead", {
  message: MessageId, reading: ReplyReading,
  /** Their ask in the campaign's currency, when they named one that stands. */
  ask: Schema.NullOr(Cents), ...at
})
/** A deal that needs a person's yes first. */
export const DealProposed = Schema.TaggedStruct("DealProposed", {
  rate: Cents, tier: Tier, reply: MessageId, why: Why, ...at
})
export const Escalated = Schema.TaggedStruct("Escalated", {
  reason: Schema.String, ...reply, proposal: Schema.NullOr(Schema.Struct({ rate: Cents, tier: Tier })), ...at
})
export const Agreed = Schema.TaggedStruct("Agreed", {
  rate: Cents, tier: Tier, views: Views, ...reply,
  /** What the package costs at the CPM target; absent where nobody noted it. */
  target: Schema.optional(Cents),
  basis: Schema.Literal("our_offer", "their_ask", "human"),
  flags: Schema.Array(Schema.Literal("suspiciously_low")), why: Schema.NullOr(Why), ...by, ...at
})
export const Declined = Schema.TaggedStruct("Declined", { ...reply, ...at })
export const Walked = Schema.TaggedStruct("Walked", { reason: Schema.String, why: Schema.NullOr(Why), ...by, ...at })
export const Stopped = Schema.TaggedStruct("Stopped", { ...by, ...at })
export const Claimed = Schema.TaggedStruct("Claimed", { ...by, ...at })
/** A teammate, or a person in the agent's own mailbox, wrote in the thread. */
export const TakenOver = Schema.TaggedStruct("TakenOver", { message: MessageId, ...by, ...at })
export const Paused = Schema.TaggedStruct("Paused", { ...by, ...at })
/** Handed back, or resumed after a pause, or an escalation that a person settled by hand. */
export const Resumed = Schema.TaggedStruct("Resumed", { dueAt: Schema.NullOr(Instant), ...by, ...at })
export const WentStale = Schema.TaggedStruct("WentStale", at)
/** A decided mail could not be sent, or nobody knows whether it was, or a person changed its draft. */
export const TroubleReported = Schema.TaggedStruct("TroubleReported", {
  ...mail, reason: Schema.Literal("in_doubt", "not_sendable", "draft_edited"), ...at
})
/** A person had a mail in trouble tried again, or looked for again where it may have left. */
export const MailRetried = Schema.TaggedStruct("MailRetried", { ...mail, ...by, ...at })
/**
 * A person changed a mail of ours in the mailbox, and sent it (`message`) or has yet to (null). `rate` is the one price it names,
 * null where it names none or several; `open` when it stands as our offer, because it was sent and the campaign can pay it.
 */
export const MailAltered = Schema.TaggedStruct("MailAltered", {
  ...mail, message: Schema.NullOr(MessageId), rate: Schema.NullOr(Cents), tier: Tier, open: Schema.Boolean, ...by, ...at
})
/** Mail in a negotiation that a person owns or that has ended; a human must see it (MAIL-09). */
export const MailForHuman = Schema.TaggedStruct("MailForHuman", { message: MessageId, ...at })

/** Everything that can happen. Stored for ever: add one rather than change one. No personal data. */
export const Event = Schema.Union(
  NegotiationOpened, BudgetAwaited, ConversationAwaited, OfferDecided, MailDecided, DraftEdited, CounterpartyCorrected, ApprovalGiven, OfferSent, MailSent, MailSuperseded,
  ReplyRead, DealProposed, Escalated, Agreed, Declined, Walked, Stopped, Claimed, TakenOver, Paused, Resumed,
  WentStale, TroubleReported, MailRetried, MailAltered, MailForHuman
)
export type Event = typeof Event.Type
export type EventTag = Event["_tag"]
