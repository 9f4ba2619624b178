import * as Either from "effect/Either"
import { type Campaign, priceOf } from "../campaign/Campaign.ts"
import type { Tier } from "../deliverables/Package.ts"
import type { NegotiationId } from "../Ids.ts"
import { instant } from "../Instant.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import { budgetFree, type LedgerView, seatFree } from "../ledger/Ledger.ts"
import { type Cents, cents } from "../Money.ts"
import type { Strategy } from "../strategy/Strategy.ts"
import { answerReply } from "./answerReply.ts"
import type { Command } from "./Command.ts"
import type { Event } from "./Event.ts"
import { confirm, heldFor, offer, supersede, whyOf } from "./events.ts"
import { openNew, opened, openingOffer, waitsAlready } from "./opening.ts"
import { priced } from "./priced.ts"
import { MailLeaving, NoMailWaiting, NotPossible, NothingOffered, NothingToApprove, OutsideLimits, type Refusal } from "./Refusal.ts"
import type { Core, PendingMail, State } from "./State.ts"
import { isPossible, table } from "./Table.ts"

/** What a decision is made on, beside the state. */
export interface Context {
  readonly campaign: Campaign
  readonly influencer: Influencer
  readonly ledger: LedgerView
  /** A mail of this negotiation is on its way out, its outcome not yet known. */
  readonly dispatching: boolean
  /** The campaign's negotiation, beside this one, that is in conversation with an address of its; asked only where it matters. Absent: there is none. */
  readonly talksElsewhere?: () => NegotiationId | null
  /** What answers their asks instead of Parley's own strategy, e.g. a baseline in a simulation; the limits bound it all the same. */
  readonly nextMove?: Strategy
}

export type Decided = Either.Either<ReadonlyArray<Event>, Refusal>

/**
 * What happens when `command` meets `state`: the events, none when there is nothing to do, or a typed refusal. Pure and
 * total. Refuses `NotPossible` exactly for the pairs that `table` does not list.
 */
export const decide = (state: State, command: Command, context: Context): Decided => {
  if (!isPossible(state._tag, command._tag)) return refuseTag(state, command)
  if (context.dispatching && command._tag !== "ConfirmSent" && command._tag !== "ReportTrouble" && command._tag !== "ReportAltered") {
    return Either.left(new MailLeaving({ mail: state._tag === "Unopened" ? 0 : state.core.pending?.mail ?? 0 }))
  }
  if (state._tag === "Unopened") {
    return command._tag === "Open"
      ? openNew(command, context)
      : Either.map(opened(command, context), (event) => [event, { _tag: "Stopped", by: command.by, at: command.at }])
  }
  const { core } = state
  const { at, by } = command
  switch (command._tag) {
    case "Open":
      return refuseTag(state, command)
    case "Wake":
      // who named a price before we wrote anything was never asked by us: an opening might lie above it
      if (core.asks.length > 0) return Either.right([{ _tag: "Escalated", reason: "asked_before_our_offer", reply: core.lastReply, proposal: null, at }])
      return Either.map(openingOffer(core.nextMail, command, context), (event) => core.dueAt === null && waitsAlready(core, event) ? [] : [event])
    case "AnswerReply":
      return answerReply(state, command, context)
    case "ConfirmSent":
      return Either.right(confirmSent(core, command, context))
    case "ReportTrouble":
      return Either.right(reportTrouble(state, command))
    case "ReportAltered":
      return Either.right(reportAltered(core, command, context))
    case "ReportBounce":
      return Either.right(isSettled(state) || isSuspended(state)
        ? [{ _tag: "MailForHuman", message: command.message, at }]
        : [...supersede(core, "bounce", at), { _tag: "Escalated", reason: "bounce", reply: command.message, proposal: null, at }])
    case "TakeOver":
      return Either.right(isSettled(state)
        ? [{ _tag: "MailForHuman", message: command.message, at }]
        : [...supersede(core, "takeover", at), { _tag: "TakenOver", message: command.message, by, at }])
    case "Remind":
      return Either.right(remind(state, command, context))
    case "HoldReply":
      return Either.right(core.pending !== null ? [] : [{
        _tag: "MailDecided", mail: core.nextMail, purpose: "holding", rate: null, tier: core.tier, held: heldFor(0, context.campaign),
        reply: command.message, concerns: [], followUp: 0, by, at
      }])
    case "Approve":
      return approve(state, command, context)
    case "CorrectCounterparty":
      return Either.right([{ _tag: "CounterpartyCorrected", counterparty: command.counterparty, by, at }])
    case "EditDraft":
      return isHeldForYes(core) && core.pending.mail === command.mail
        ? Either.right([{ _tag: "DraftEdited", mail: core.pending.mail, by, at }, { _tag: "ApprovalGiven", mail: core.pending.mail, by, at }])
        : Either.left(new NothingToApprove({ state: state._tag }))
    case "CounterWith":
      return counterWith(state, command, context)
    case "Decline":
      return Either.right(decline(core, command, context))
    case "AgreeAt":
      return agreeAt(core, command, context)
    case "Claim":
      return Either.right([{ _tag: "Claimed", by, at }])
    case "Pause":
      // Parley pauses itself where nobody has read their mail: what we had to say may be wrong by now
      return Either.right([...(by === "parley" ? supersede(core, "unread_mail", at) : []), { _tag: "Paused", by, at }])
    case "Resume":
      return resume(state, command, context)
    case "Stop":
      return Either.right([...supersede(core, "stopped", at), { _tag: "Stopped", by, at }])
    case "RetryMail":
      return core.pending === null || core.pending.held !== null
        ? Either.left(new NoMailWaiting({ state: state._tag }))
        : Either.right([{ _tag: "MailRetried", mail: core.pending.mail, by, at }])
    case "DismissMail":
      return core.pending === null ? Either.left(new NoMailWaiting({ state: state._tag })) : Either.right(supersede(core, "dismissed", at))
  }
}

const confirmSent = (core: Core, command: Command & { readonly _tag: "ConfirmSent" }, context: Context): ReadonlyArray<Event> => {
  const { at, mail, message } = command
  if (core.pending?.mail !== mail) return []
  const followUps = core.pending.purpose === "follow_up" ? core.followUps + 1 : core.followUps
  const dueAt = core.pending.purpose === "confirmation" || core.pending.purpose === "exit" ? null : dueAfter(followUps, at, context)
  return core.pending.rate === null
    ? [{ _tag: "MailSent", mail, message, dueAt, at }]
    : [{ _tag: "OfferSent", mail, rate: core.pending.rate, tier: core.pending.tier, message, dueAt, at }]
}

/** When silence after so many follow-ups is over; after the last interval the negotiation is stale. */
const dueAfter = (followUps: number, at: number, context: Context) => {
  const hours = context.campaign.policy.followUpHours
  return instant(at + (hours[Math.min(followUps, hours.length - 1)] ?? hours[0]) * 3_600_000)
}

const reportTrouble = (state: Opened, command: Command & { readonly _tag: "ReportTrouble" }): ReadonlyArray<Event> => {
  const { at, mail, reason } = command
  if (state.core.pending?.mail !== mail) return []
  const trouble: Event = { _tag: "TroubleReported", mail, reason, at }
  return isSettled(state) || isSuspended(state)
    ? [trouble]
    : [trouble, { _tag: "Escalated", reason, reply: state.core.lastReply, proposal: null, at }]
}

/** What a person sent stands as our offer only where the books can carry it (LEDGER-01). */
const reportAltered = (core: Core, command: Command & { readonly _tag: "ReportAltered" }, { ledger }: Context): ReadonlyArray<Event> => {
  const { at, by, mail, message, rate } = command
  if (core.pending?.mail !== mail) return []
  const open = message !== null && rate !== null && rate > 0 && rate <= budgetFree(ledger) && seatFree(ledger)
  return [{ _tag: "MailAltered", mail, message, rate, tier: core.pending.tier, open, by, at }]
}

const remind = (state: Opened, command: Command, context: Context): ReadonlyArray<Event> => {
  const { core } = state
  const { at, by } = command
  if (core.pending !== null || core.dueAt === null || core.dueAt > at) return []
  if (core.followUps >= context.campaign.policy.followUpHours.length) return [{ _tag: "WentStale", at }]
  return [{
    _tag: "MailDecided", mail: core.nextMail, purpose: "follow_up", rate: core.offers.at(-1) ?? null, tier: core.tier,
    held: heldFor(0, context.campaign), reply: core.lastReply, concerns: [], followUp: core.followUps + 1, by, at
  }]
}

const approve = (state: Opened, command: Command, context: Context): Decided => {
  const { at, by } = command
  const { core } = state
  if (isHeldForYes(core)) return Either.right([{ _tag: "ApprovalGiven", mail: core.pending.mail, by, at }])
  const { proposal } = core
  if (proposal === null || state._tag === "Agreed") return Either.left(new NothingToApprove({ state: state._tag }))
  return Either.map(affordable(proposal.rate, context), (): ReadonlyArray<Event> => [
    { _tag: "ApprovalGiven", mail: null, by, at },
    ...supersede(state.core, "approved_deal", at),
    {
      _tag: "Agreed", rate: proposal.rate, tier: proposal.tier, views: state.core.views, ...targetOf(proposal.tier, context), reply: proposal.reply,
      basis: "human", flags: [], why: null, by, at
    },
    confirm(state.core, proposal.rate, context.campaign, { reply: proposal.reply, by, at })
  ])
}

/** A mail waits for a person's yes, and for nothing else. */
const isHeldForYes = (core: Core): core is Core & { readonly pending: PendingMail } =>
  core.pending !== null && (core.pending.held === "approval" || core.pending.held === "review")

/** A person's price is checked like ours: never over the ceiling or their ask, never under our last offer. */
const counterWith = (state: Opened, command: Command & { readonly _tag: "CounterWith" }, context: Context): Decided => {
  const { core } = state
  const { amount, at, by } = command
  if (core.offers.length === 0) return Either.left(new NothingOffered({ state: state._tag }))
  return Either.gen(function*() {
    const limits = yield* priced(context, core.tier)
    const ask = core.asks.at(-1)
    const last = core.offers.at(-1) ?? 0
    if (!Number.isSafeInteger(amount) || amount <= 0) return yield* outside("zero", amount, 1)
    if (amount > limits.ceiling) return yield* outside(limits.ceilingFrom === "budget" ? "budget" : "ceiling", amount, limits.ceiling)
    if (ask !== undefined && amount > ask) return yield* outside("their_ask", amount, ask)
    if (amount < last) return yield* outside("our_last_offer", amount, last)
    if (!seatFree(context.ledger)) return yield* outside("headcount", context.ledger.seats + 1, context.ledger.headcount)
    const why = whyOf(core, { reason: "a person decided", planned: null }, limits, context.campaign.policy)
    return [...supersede(core, "countered", at), offer({
      mail: core.nextMail, purpose: "counter", rate: cents(amount), tier: core.tier, lever: null, final: false, held: null,
      reply: core.lastReply, why, by, at
    })]
  })
}

/** Back to waiting for their answer, which needs an open offer; a mail that ran into trouble was settled by hand. */
const resume = (state: Opened, command: Command, context: Context): Decided => {
  const { at, by } = command
  const waits = (state._tag === "Paused" || state._tag === "HumanManaged") && state.from === "Waiting"
  const resumed: Event = { _tag: "Resumed", by, at, dueAt: waits ? at : dueAfter(0, at, context) }
  if (state._tag !== "Escalated") return Either.right([resumed])
  return state.core.sent === null
    ? Either.left(new NothingOffered({ state: state._tag }))
    : Either.right([...supersede(state.core, "resumed", at), resumed])
}

const decline = (core: Core, command: Command, context: Context): ReadonlyArray<Event> => {
  const { at, by } = command
  const walked: ReadonlyArray<Event> = [...supersede(core, "declined_by_team", at), { _tag: "Walked", reason: "team", why: null, by, at }]
  return core.offers.length === 0 ? walked : [...walked, {
    _tag: "MailDecided", mail: core.nextMail, purpose: "exit", rate: null, tier: core.tier,
    held: heldFor(0, context.campaign), reply: core.lastReply, concerns: [], followUp: 0, by, at
  }]
}

/** A person closed it elsewhere, so no mail is written; the campaign's budget and headcount are asked all the same. */
const agreeAt = (core: Core, command: Command & { readonly _tag: "AgreeAt" }, context: Context): Decided => {
  const { amount, at, by } = command
  if (!Number.isSafeInteger(amount) || amount <= 0) return outside("zero", amount, 1)
  return Either.map(affordable(amount, context), (): ReadonlyArray<Event> => [
    ...supersede(core, "agreed_by_team", at),
    { _tag: "Agreed", rate: cents(amount), tier: core.tier, views: core.views, ...targetOf(core.tier, context), reply: core.lastReply, basis: "human", flags: [], why: null, by, at }
  ])
}

/** What the package costs at the CPM target; nothing where it has no price, for a person's deal stands all the same. */
const targetOf = (tier: Tier, { campaign, influencer }: Context): { readonly target?: Cents } =>
  Either.match(priceOf(campaign, tier, influencer.averageViews), { onLeft: () => ({}), onRight: ({ target }) => ({ target }) })

const affordable = (amount: number, context: Context): Either.Either<void, Refusal> =>
  amount > budgetFree(context.ledger)
    ? outside("budget", amount, budgetFree(context.ledger))
    : seatFree(context.ledger)
    ? Either.void
    : outside("headcount", context.ledger.seats + 1, context.ledger.headcount)

const outside = (limit: OutsideLimits["limit"], amount: number, bound: number): Either.Either<never, Refusal> =>
  Either.left(new OutsideLimits({ limit, amount, bound }))

const refuseTag = (state: State, command: Command): Either.Either<never, Refusal> =>
  Either.left(new NotPossible({ command: command._tag, state: state._tag, allowed: table[state._tag] }))

type Opened = Exclude<State, { readonly _tag: "Unopened" }>

/** Ended, or stale: nothing is on the table. */
const isSettled = (state: Opened): boolean =>
  state._tag === "Agreed" || state._tag === "Declined" || state._tag === "Walked" || state._tag === "Stopped" || state._tag === "Stale"

const isSuspended = (state: Opened): boolean => state._tag === "HumanManaged" || state._tag === "Paused"
