import type { Campaign } from "../campaign/Campaign.ts"
import type { Policy } from "../campaign/Policy.ts"
import type { Actor, MessageId } from "../Ids.ts"
import type { Instant } from "../Instant.ts"
import { type Cents, cents } from "../Money.ts"
import type { CreatorLimits } from "../strategy/Limits.ts"
import { rulesVersion } from "../strategy/Pace.ts"
import type { LeverOptions } from "../strategy/Levers.ts"
import type { Reason } from "../strategy/NextMove.ts"
import type { Event, Why } from "./Event.ts"
import type { Core, Held } from "./State.ts"

/** Whether a mail with this rate may leave by itself: 0 for a mail that offers nothing. */
export const heldFor = (rate: number, campaign: Campaign): Held | null =>
  campaign.approvalAbove !== null && rate > campaign.approvalAbove
    ? "approval"
    : campaign.policy.autonomy === "review" ? "review" : null

/** The undispatched mail gives way. */
export const supersede = (core: Core, reason: string, at: Instant): ReadonlyArray<Event> =>
  core.pending === null ? [] : [{ _tag: "MailSuperseded", mail: core.pending.mail, reason, at }]

export const offer = (fields: Omit<Extract<Event, { readonly _tag: "OfferDecided" }>, "_tag">): Event => ({ _tag: "OfferDecided", ...fields })

/** The mail that confirms an agreement at exactly the agreed rate. */
export const confirm = (
  core: Core,
  rate: Cents,
  campaign: Campaign,
  meta: { readonly reply: MessageId; readonly by: Actor; readonly at: Instant }
): Event => ({
  _tag: "MailDecided", mail: core.nextMail, purpose: "confirmation", rate, tier: core.tier, held: heldFor(0, campaign),
  concerns: [], followUp: 0, ...meta
})

/** The figures behind a number, for `explain`; `levers` are those that there were. */
export const whyOf = (core: Core | null, reason: Reason, limits: CreatorLimits, policy: Policy, levers?: LeverOptions): Why => {
  const { firm = false, asks = [], offers = [] } = core ?? {}
  const { inputs, planned } = reason
  const { ceiling, ceilingFrom, floor, approvalAbove, ledger, target } = limits
  const { opening, pace, rounds } = policy
  const plannedCents = planned === null ? null : cents(planned)
  if (inputs === undefined) {
    return { reason: reason.reason, planned: plannedCents, round: offers.length, rounds, offers, asks, firm, target, ceiling, ceilingFrom, floor, approvalAbove, ledger, version: rulesVersion }
  }
  // every decision comes by here: one literal, no spread
  const why = {
    reason: reason.reason, planned: plannedCents, round: offers.length, rounds, offers, asks, firm, target, ceiling, ceilingFrom, floor, approvalAbove, ledger, version: rulesVersion,
    inputs: { settlement: inputs.settlement, theirMove: inputs.theirMove }, rejected: reason.rejected ?? []
  }
  return opening === undefined && pace === undefined && (levers === undefined || core === null)
    ? why
    : {
      ...why, ...(opening === undefined ? {} : { opening }), ...(pace === undefined ? {} : { pace }),
      ...(levers === undefined || core === null ? {} : { levers: { package: core.tier, used: core.levers, options: levers } })
    }
}
