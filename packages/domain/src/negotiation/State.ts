import * as Schema from "effect/Schema"
import { Tier } from "../deliverables/Package.ts"
import { Actor, CampaignId, MessageId, NegotiationId, PersonId } from "../Ids.ts"
import { Instant } from "../Instant.ts"
import { Cents } from "../Money.ts"
import { Views } from "../Views.ts"
import { Lever } from "../strategy/Lever.ts"
import { MailPurpose } from "./MailPurpose.ts"

/** An offer that left. An acceptance binds to the last one only (MAIL-12). */
export const SentOffer = Schema.Struct({ mail: Schema.Int, rate: Cents, tier: Tier, message: MessageId, at: Instant })
export type SentOffer = typeof SentOffer.Type

/** Why a decided mail waits for a person. */
export const Held = Schema.Literal("approval", "review", "suspended")
export type Held = typeof Held.Type

/** A mail that was decided and is not known to have left. `rate` is the offer it carries; null when it carries none. */
export const PendingMail = Schema.Struct({
  mail: Schema.Int,
  purpose: MailPurpose,
  rate: Schema.NullOr(Cents),
  tier: Tier,
  held: Schema.NullOr(Held),
  /** What the offer puts on the table beside its rate, and the views of a package other than before. */
  lever: Schema.optional(Lever),
  views: Schema.optional(Views)
})
export type PendingMail = typeof PendingMail.Type

/** A deal that needs a person's yes: their ask above the approval limit, or an acceptance that could not be verified. */
export const Proposal = Schema.Struct({ rate: Cents, tier: Tier, reply: MessageId })
export type Proposal = typeof Proposal.Type

/** What every negotiation remembers. Amounts in minor units of the campaign's currency. */
export const Core = Schema.Struct({
  campaign: CampaignId,
  influencer: PersonId,
  openedAt: Instant,
  tier: Tier,
  views: Views,
  /** The next mail's number in this negotiation. */
  nextMail: Schema.Int,
  sent: Schema.NullOr(SentOffer),
  pending: Schema.NullOr(PendingMail),
  proposal: Schema.NullOr(Proposal),
  /** Rates we sent on the present terms, and rates they asked, oldest first. */
  offers: Schema.Array(Cents),
  asks: Schema.Array(Cents),
  /** They called their last ask final. */
  firm: Schema.Boolean,
  /** Put on the table by an offer that was sent; each stays there. */
  levers: Schema.Array(Lever),
  /** Counter-offers sent. */
  rounds: Schema.Int,
  /** Questions answered from the brief. */
  answers: Schema.Int,
  followUps: Schema.Int,
  dueAt: Schema.NullOr(Instant),
  lastReply: Schema.NullOr(MessageId),
  /** Why it is escalated, or how it ended. */
  reason: Schema.NullOr(Schema.String),
  /** While it waits: the negotiation whose conversation must end first; absent when it waits for budget or a seat. */
  waitsFor: Schema.optional(NegotiationId),
  agreed: Schema.NullOr(Schema.Struct({ rate: Cents, tier: Tier, views: Views, target: Schema.optional(Cents) }))
})
export type Core = typeof Core.Type

const OpenTag = Schema.Literal("Waiting", "Opening", "AwaitingReply", "ReplyReceived", "AwaitingApproval", "Escalated", "Stale")

const plain = <const Tag extends string>(tag: Tag) => Schema.TaggedStruct(tag, { core: Core })
const suspended = <const Tag extends string>(tag: Tag) =>
  Schema.TaggedStruct(tag, { core: Core, from: OpenTag, by: Actor })

/**
 * Where a negotiation stands. `ReplyReceived` holds an answer that was decided and has not left; `AwaitingApproval` one
 * that a person must release. `Agreed`, `Declined`, `Walked` and `Stopped` are endings.
 */
export const State = Schema.Union(
  Schema.TaggedStruct("Unopened", {}),
  plain("Waiting"),
  plain("Opening"),
  plain("AwaitingReply"),
  plain("ReplyReceived"),
  plain("AwaitingApproval"),
  plain("Escalated"),
  suspended("HumanManaged"),
  suspended("Paused"),
  plain("Stale"),
  plain("Agreed"),
  plain("Declined"),
  plain("Walked"),
  plain("Stopped")
)
export type State = typeof State.Type
export type StateTag = State["_tag"]

export const unopened: State = { _tag: "Unopened" }
