import * as Either from "effect/Either"
import { priceOf } from "../campaign/Campaign.ts"
import { budgetFree, seatFree } from "../ledger/Ledger.ts"
import { type Cents, cents, inCurrency } from "../Money.ts"
import type { ConcernKind, ReplyReading } from "../reading/ReplyReading.ts"
import type { CreatorLimits } from "../strategy/Limits.ts"
import { boundedMove } from "./boundedMove.ts"
import type { Command } from "./Command.ts"
import type { Context, Decided } from "./decide.ts"
import type { Event } from "./Event.ts"
import { confirm, heldFor, supersede, whyOf } from "./events.ts"
import { evolve } from "./evolve.ts"
import { priced } from "./priced.ts"
import type { Core, State } from "./State.ts"

type Answer = Command & { readonly _tag: "AnswerReply" }
type Opened = Exclude<State, { readonly _tag: "Unopened" }>

/** Readings less sure than this (0 to 100) go to a human; an acceptance must be surer. */
const sureEnough = 60
const sureEnoughToClose = 75

/** Questions a brief can answer, and how often we answer before a human does. */
const answerable: ReadonlyArray<ConcernKind> = ["payment", "usage", "scope", "timing", "price", "budget"]
const answersBeforeHuman = 2

/**
 * What a reply leads to. It always supersedes a mail of ours that has not left, for it was written without knowing it
 * (MAIL-12). Machine notices never come here.
 */
export const answerReply = (state: Opened, command: Answer, context: Context): Decided => {
  const { at, message, reading } = command
  const { core } = state
  switch (state._tag) {
    case "Agreed":
      return Either.right([{ _tag: "MailForHuman", message, at }])
    case "Paused":
      return Either.right(supersede(core, "reply", at))
    case "HumanManaged":
      return Either.right([...supersede(core, "reply", at), readEvent(core, command, context), { _tag: "MailForHuman", message, at }])
    case "Waiting":
    case "Declined":
    case "Walked":
    case "Stopped":
    case "Stale":
      return Either.right(late(state, command, context))
    case "Escalated":
      return Either.right([
        ...supersede(core, "reply", at), readEvent(core, command, context), escalated(command, "more_mail_while_escalated", null)
      ])
    case "Opening":
    case "AwaitingReply":
    case "ReplyReceived":
    case "AwaitingApproval": {
      const before = [...supersede(core, "reply", at), readEvent(core, command, context)]
      const after = before.reduce<State>(evolve, state)
      return after._tag === "Unopened"
        ? Either.right(before)
        : Either.map(
          priced(context, core.tier),
          (limits) => [...before, ...respond(after.core, command, reading, limits, context)]
        )
    }
  }
}

const respond = (core: Core, command: Answer, reading: ReplyReading, limits: CreatorLimits, context: Context): ReadonlyArray<Event> => {
  const { at, by, message } = command
  const trigger = reading.triggers[0]
  if (trigger !== undefined) return [escalated(command, trigger.kind, null)]
  if (command.trust.toLostMail === true) return [escalated(command, "answers_unknown_mail", null)]
  if (!command.trust.knownContact) return [escalated(command, "unknown_sender", null)]
  // A forger could decline for them, or drive the price: nothing is done on the word of a sender who is not proven.
  if (!command.trust.authenticated) return [escalated(command, "sender_not_authenticated", provenLater(core, reading, context))]
  if (command.trust.namesOther === true) return [escalated(command, "names_another_creator", null)]
  if (reading.ask !== null && reading.ask.money.currency !== context.campaign.currency) return [escalated(command, "other_currency", null)]
  if (reading.intent === "unclear" || reading.confidence < sureEnough) return [escalated(command, "unclear", null)]

  switch (reading.intent) {
    case "reject":
      return [{ _tag: "Declined", reply: message, at }]
    case "handoff":
      return [escalated(command, "handoff", null)]
    case "out_of_office":
      return [escalated(command, "unclear", null)]
    case "question":
      return core.sent !== null && core.answers < answersBeforeHuman && reading.concerns.length > 0 &&
          reading.concerns.every((concern) => answerable.includes(concern.kind))
        ? [{
          _tag: "MailDecided", mail: core.nextMail, purpose: "answer", rate: core.sent.rate, tier: core.tier,
          held: heldFor(0, context.campaign), reply: message, concerns: [...new Set(reading.concerns.map((concern) => concern.kind))],
          followUp: 0, by, at
        }]
        : [escalated(command, "question", null)]
    case "accept":
      return accept(core, command, limits, context)
    case "counter":
      return move(core, command, limits, context)
  }
}

/** Our open offer is accepted only when everything says so; a figure of their own is an ask like any other (READ-03). */
const accept = (core: Core, command: Answer, limits: CreatorLimits, context: Context): ReadonlyArray<Event> => {
  const { at, by, message, reading } = command
  const sent = core.sent
  if (sent === null) return [escalated(command, "acceptance_without_offer", null)]
  const ask = askIn(reading, context)
  if (ask !== null && ask !== sent.rate) return move(core, command, limits, context)
  const proposal = { rate: sent.rate, tier: sent.tier }
  const doubt = doubtAbout(core, command)
  if (doubt !== null) return [escalated(command, doubt, reading.otherPrices ? null : proposal)]
  return [
    { _tag: "Agreed", rate: sent.rate, tier: sent.tier, views: core.views, target: limits.target, reply: message, basis: "our_offer", flags: [], why: null, by, at },
    confirm(core, sent.rate, context.campaign, { reply: message, by, at })
  ]
}

/** Why a yes cannot be taken at its word; null when nothing speaks against it (READ-03). */
const doubtAbout = (core: Core, { reading, trust }: Answer): string | null => {
  // they may mean the package that was on the table before, or have written before they saw this one
  if (core.levers.includes("package")) return "which_package"
  if (!trust.inThread) return "acceptance_outside_thread"
  if (reading.otherPrices) return "other_price_in_acceptance"
  return reading.confidence < sureEnoughToClose ? "unsure_acceptance" : null
}

/** The deal that a person may close when they have made sure who wrote: our open offer, plainly accepted. */
const provenLater = (core: Core, reading: ReplyReading, context: Context) => {
  const ask = askIn(reading, context)
  return reading.intent === "accept" && core.sent !== null && !reading.otherPrices && (ask === null || ask === core.sent.rate)
    ? { rate: core.sent.rate, tier: core.sent.tier }
    : null
}

/** An ask of so many times the ceiling is shown to a person before it is answered (READ-04). */
const implausible = 4

/** Wishes that a price alone does not meet: an answer must not pass over them. */
const terms: ReadonlyArray<ConcernKind> = ["payment", "usage", "scope", "timing", "product"]

const move = (core: Core, command: Answer, limits: CreatorLimits, context: Context): ReadonlyArray<Event> => {
  const { at, by, message, reading } = command
  const { campaign } = context
  const wishes = reading.intent === "counter" && reading.concerns.some((concern) => terms.includes(concern.kind))
  const ask = askIn(reading, context)
  if (ask === null && (wishes || reading.otherPrices)) return [escalated(command, "terms_to_settle", null)]
  // Nobody asks for so much: more likely the figure is no price at all.
  if (ask !== null && ask > limits.ceilingBeforeBudget * implausible) return [escalated(command, "cpm_over_threshold", null)]
  // "More, please" without a figure does not renew an old ask: nothing is conceded to it, and nothing closed at it.
  if (ask === null && (core.asks.at(-1) ?? Infinity) < (core.offers.at(-1) ?? 0)) return [escalated(command, "no_figure_named", null)]
  const asks = ask === null ? [] : core.asks
  const { levers, move: next, policy } = boundedMove(core, asks, limits, context)
  const why = whyOf(core, next, limits, policy, levers)
  // A price answers no wish about the terms: a person settles those, knowing what we would have said.
  if (wishes && next._tag !== "Walk" && next._tag !== "Escalate") {
    const rate = next._tag === "Accept" && doubtAbout(core, command) === null ? { rate: cents(next.rate), tier: core.tier } : null
    return [escalated(command, "terms_to_settle", rate)]
  }
  // Only a negotiation that holds nothing can find every seat taken: ours is not among those counted.
  if ((next._tag === "Counter" || next._tag === "Accept") && !seatFree(context.ledger)) return [escalated(command, "no_seat_left", null)]
  switch (next._tag) {
    case "Escalate":
      return [escalated(command, next.reason, null)]
    case "Walk":
      return [
        { _tag: "Walked", reason: next.reason, why, by, at },
        {
          _tag: "MailDecided", mail: core.nextMail, purpose: "exit", rate: null, tier: core.tier, held: heldFor(0, campaign),
          reply: message, concerns: [], followUp: 0, by, at
        }
      ]
    case "Counter": {
      const offer: Event = {
        _tag: "OfferDecided", mail: core.nextMail, purpose: next.reason === "hold_for_their_figure" ? "hold" : "counter", rate: cents(next.rate),
        tier: next.package, lever: next.lever, final: next.final, held: heldFor(next.rate, campaign), reply: message, why, by, at
      }
      return [next.package === core.tier ? offer : { ...offer, ...viewsOf(next.package, context) }]
    }
    case "Accept": {
      const rate = cents(next.rate)
      const doubt = doubtAbout(core, command)
      if (doubt !== null) return [escalated(command, doubt, reading.otherPrices ? null : { rate, tier: core.tier })]
      if (campaign.approvalAbove !== null && rate > campaign.approvalAbove) {
        return [{ _tag: "DealProposed", rate, tier: core.tier, reply: message, why, at }]
      }
      return [
        {
          _tag: "Agreed", rate, tier: core.tier, views: core.views, target: limits.target, reply: message, basis: "their_ask",
          flags: isLow(rate, core.views, campaign.policy.lowCpm) ? ["suspiciously_low"] : [], why, by, at
        },
        confirm(core, rate, campaign, { reply: message, by, at })
      ]
    }
  }
}

/** The views that another package buys, counted when it is agreed. */
const viewsOf = (tier: Core["tier"], { campaign, influencer }: Context) =>
  Either.match(priceOf(campaign, tier, influencer.averageViews), { onLeft: () => ({}), onRight: ({ views }) => ({ views }) })

/** A reply after the end goes to a human; a late yes as a deal to approve, if the campaign can still pay it. */
const late = (state: Opened, command: Answer, context: Context): ReadonlyArray<Event> => {
  const { core } = state
  const rate = command.reading.ask === null ? core.offers.at(-1) ?? null : askIn(command.reading, context)
  const yes = command.trust.namesOther !== true && command.reading.intent === "accept" && rate !== null && rate > 0 && rate <= (core.offers.at(-1) ?? 0) &&
    rate <= budgetFree(context.ledger) && seatFree(context.ledger)
  return [...supersede(core, "reply", command.at), readEvent(core, command, context), escalated(command, "late_reply", yes && rate !== null ? { rate, tier: core.tier } : null)]
}

const readEvent = (core: Core, command: Answer, context: Context): Event => {
  const ask = askIn(command.reading, context)
  const standsAsk = command.trust.namesOther !== true && command.trust.knownContact && command.trust.authenticated && (command.reading.intent === "counter" || command.reading.intent === "accept") && ask !== null && ask > 0 &&
    !(command.reading.intent === "accept" && ask === core.sent?.rate)
  return { _tag: "ReplyRead", message: command.message, reading: command.reading, ask: standsAsk ? ask : null, at: command.at }
}

const askIn = (reading: ReplyReading, context: Context): Cents | null =>
  reading.ask === null ? null : Either.getOrNull(inCurrency(reading.ask.money, context.campaign.currency))

const escalated = (command: Answer, reason: string, proposal: { readonly rate: Cents; readonly tier: 1 | 2 | 3 } | null): Event => ({
  _tag: "Escalated", reason, reply: command.message, proposal, at: command.at
})

/** Compared without rounding: 14.999 is under 15 (PRICE-04). */
const isLow = (rate: number, views: number, lowCpm: number): boolean => rate * 1000 < lowCpm * views
