import type { Instant } from "../Instant.ts"
import type { Cents } from "../Money.ts"
import type { Event } from "./Event.ts"
import type { Core, PendingMail, State } from "./State.ts"

type Opened = Exclude<State, { readonly _tag: "Unopened" }>
type OpenTag = Extract<Opened, { readonly _tag: "Paused" }>["from"]

/** The state after one more event. Total: an event that cannot follow leaves the state as it is. */
export const evolve = (state: State, event: Event): State => {
  if (state._tag === "Unopened") return event._tag === "NegotiationOpened" ? opened(event) : state
  const { core } = state
  switch (event._tag) {
    case "NegotiationOpened":
      return state
    case "BudgetAwaited":
      return { _tag: "Waiting", core: { ...opening(core), dueAt: null } }
    case "ConversationAwaited":
      return { _tag: "Waiting", core: { ...core, dueAt: null, waitsFor: event.with } }
    case "OfferDecided":
    case "MailDecided":
      return decided(state, event)
    case "ApprovalGiven":
      return core.pending === null || core.pending.mail !== event.mail ? state : released(state, core.pending)
    case "OfferSent":
      return left(state, event.dueAt, offered(core, event), event.mail)
    case "MailSent":
      return left(state, event.dueAt, {
        followUps: core.pending?.purpose === "follow_up" ? core.followUps + 1 : core.followUps,
        answers: core.pending?.purpose === "answer" ? core.answers + 1 : core.answers
      }, event.mail)
    case "MailSuperseded":
      return core.pending?.mail === event.mail ? { ...state, core: { ...core, pending: null } } : state
    case "ReplyRead":
      return read(state, event)
    case "DealProposed":
      return { _tag: "AwaitingApproval", core: { ...core, dueAt: null, proposal: { rate: event.rate, tier: event.tier, reply: event.reply } } }
    case "Escalated":
      return {
        _tag: "Escalated",
        core: {
          ...core, dueAt: null, reason: event.reason, lastReply: event.reply ?? core.lastReply,
          proposal: event.proposal === null || event.reply === null ? null : { ...event.proposal, reply: event.reply }
        }
      }
    case "Agreed": {
      const { rate, target, tier, views } = event
      const agreed = target === undefined ? { rate, tier, views } : { rate, tier, views, target }
      return { _tag: "Agreed", core: { ...ended(core), reason: event.basis, agreed } }
    }
    case "Declined":
      return { _tag: "Declined", core: ended(core) }
    case "Walked":
      return { _tag: "Walked", core: { ...ended(core), reason: event.reason } }
    case "Stopped":
      return { _tag: "Stopped", core: ended(core) }
    case "WentStale":
      return { _tag: "Stale", core: ended(core) }
    case "Claimed":
    case "TakenOver":
      return { _tag: "HumanManaged", by: event.by, from: openTag(state), core: suspended(core) }
    case "Paused":
      return { _tag: "Paused", by: event.by, from: openTag(state), core: suspended(core) }
    case "Resumed":
      return resumed(state, event.dueAt)
    case "MailRetried":
      return state._tag === "Escalated" && core.pending !== null
        ? { _tag: tagOfPending(core.pending), core: { ...core, proposal: null, reason: null } }
        : state
    case "MailAltered":
      return altered(state, event)
    case "TroubleReported":
    case "MailForHuman":
    case "DraftEdited":
    case "CounterpartyCorrected":
      return state
  }
}

const opened = (event: Extract<Event, { readonly _tag: "NegotiationOpened" }>): State => ({
  _tag: "Waiting",
  core: {
    campaign: event.campaign, influencer: event.influencer, openedAt: event.at, tier: event.tier, views: event.views,
    nextMail: 1, sent: null, pending: null, proposal: null, offers: [], asks: [], firm: false, levers: [], rounds: 0,
    answers: 0, followUps: 0, dueAt: null, lastReply: null, reason: null, agreed: null
  }
})

const decided = (state: Opened, event: Extract<Event, { readonly _tag: "OfferDecided" | "MailDecided" }>): State => {
  const pending = pendingOf(event)
  const core: Core = { ...opening(state.core), pending, nextMail: event.mail + 1, dueAt: null, proposal: null }
  return isEnded(state) ? { ...state, core } : { _tag: event.held === null ? tagOfPending(pending) : "AwaitingApproval", core }
}

const pendingOf = (event: Extract<Event, { readonly _tag: "OfferDecided" | "MailDecided" }>): PendingMail => {
  const { held, mail, purpose, tier } = event
  if (event._tag === "MailDecided") return { mail, purpose, rate: null, tier, held }
  const { lever, rate, views } = event
  return lever === null && views === undefined
    ? { mail, purpose, rate, tier, held }
    : { mail, purpose, rate, tier, held, ...lever === null ? {} : { lever }, ...views === undefined ? {} : { views } }
}

/** One literal where nothing but the rate is new, as in most offers. */
const offered = (core: Core, { at, mail, message, rate, tier }: Extract<Event, { readonly _tag: "OfferSent" }>): Partial<Core> => {
  const sent = { mail, rate, tier, message, at }
  const rounds = core.offers.length === 0 ? core.rounds : core.rounds + 1
  return tier === core.tier && core.pending?.lever === undefined
    ? { sent, rounds, offers: [...core.offers, rate] }
    : { sent, rounds, ...onTable(core, tier, rate), ...told(core) }
}

/** An offer for another package begins anew: what was offered and asked for the one before says nothing of it. */
const onTable = (core: Core, tier: Core["tier"], rate: Cents): Pick<Core, "asks" | "firm" | "offers" | "tier"> =>
  tier === core.tier
    ? { tier, offers: [...core.offers, rate], asks: core.asks, firm: core.firm }
    : { tier, offers: [rate], asks: [], firm: false }

/** What the mail that left said beside a rate. */
const told = ({ levers, pending, views }: Core): Pick<Core, "levers" | "views"> => ({
  levers: pending?.lever === undefined ? levers : [...levers, pending.lever], views: pending?.views ?? views
})

const tagOfPending = (pending: PendingMail) =>
  pending.purpose === "opening" ? "Opening" as const : pending.purpose === "follow_up" ? "AwaitingReply" as const : "ReplyReceived" as const

const released = (state: Opened, pending: PendingMail): State => {
  const core = { ...state.core, pending: { ...pending, held: null } }
  return isEnded(state) ? { ...state, core } : { _tag: tagOfPending(pending), core }
}

const left = (state: Opened, dueAt: Instant | null, news: Partial<Core>, mail: number): State => {
  if (state.core.pending?.mail !== mail) return state
  if (isEnded(state)) return { ...state, core: { ...state.core, pending: null } }
  const core: Core = { ...state.core, ...news, pending: null, dueAt }
  if (state._tag === "Escalated") return { _tag: "Escalated", core: { ...core, dueAt: null } }
  if (state._tag === "HumanManaged" || state._tag === "Paused") return { ...state, from: "AwaitingReply", core: { ...core, dueAt: null } }
  return { _tag: "AwaitingReply", core }
}

/**
 * A takeover (MAIL-06); an ended negotiation stays as it is. Whatever was offered before, their words have taken its place, so
 * nothing can be accepted but a price that they sent and that stands.
 */
const altered = (state: Opened, event: Extract<Event, { readonly _tag: "MailAltered" }>): State => {
  if (state.core.pending?.mail !== event.mail) return state
  return isEnded(state)
    ? { ...state, core: { ...state.core, pending: null } }
    : { _tag: "HumanManaged", by: event.by, from: openTag(state), core: suspended({ ...reworded(state.core, event), pending: null }) }
}

const reworded = (core: Core, { at, mail, message, open, rate, tier }: Extract<Event, { readonly _tag: "MailAltered" }>): Core => {
  if (message === null) return { ...core, sent: null }
  if (rate !== null && open) return { ...core, ...told(core), ...onTable(core, tier, rate), sent: { mail, rate, tier, message, at } }
  // no price of theirs stands; the package and the lever were told all the same
  return { ...core, ...told(core), sent: null, ...tier === core.tier ? {} : { tier, offers: [], asks: [], firm: false } }
}

const read = (state: Opened, event: Extract<Event, { readonly _tag: "ReplyRead" }>): State => {
  const core: Core = {
    ...state.core,
    lastReply: event.message,
    asks: event.ask === null ? state.core.asks : [...state.core.asks, event.ask],
    firm: event.ask === null ? state.core.firm : event.reading.ask?.firm === true,
    proposal: null,
    followUps: 0,
    dueAt: null
  }
  return state._tag === "AwaitingReply" || state._tag === "AwaitingApproval" || state._tag === "Opening"
    ? { _tag: "ReplyReceived", core }
    : { ...state, core }
}

/** It waits for no conversation any more. */
const opening = (core: Core): Core => {
  if (core.waitsFor === undefined) return core
  const { waitsFor: _, ...rest } = core
  return rest
}

/** Nothing is on offer any more; what was said stays. */
const ended = (core: Core): Core => ({ ...opening(core), sent: null, pending: null, proposal: null, dueAt: null })

const suspended = (core: Core): Core => ({
  ...core,
  dueAt: null,
  pending: core.pending === null ? null : { ...core.pending, held: "suspended" }
})

const openTag = (state: Opened): OpenTag => {
  switch (state._tag) {
    case "HumanManaged":
    case "Paused":
      return state.from
    case "Agreed":
    case "Declined":
    case "Walked":
    case "Stopped":
      return "Escalated"
    default:
      return state._tag
  }
}

const resumed = (state: Opened, dueAt: Instant | null): State => {
  const { core } = state
  if (state._tag !== "HumanManaged" && state._tag !== "Paused") {
    return { _tag: "AwaitingReply", core: { ...core, proposal: null, reason: null, dueAt } }
  }
  if (state.from === "AwaitingApproval" && (core.pending !== null || core.proposal !== null)) {
    return { _tag: "AwaitingApproval", core: { ...core, pending: core.pending === null ? null : { ...core.pending, held: "approval" } } }
  }
  if (core.pending !== null) {
    const pending: PendingMail = { ...core.pending, held: null }
    return { _tag: state.from === "Escalated" ? "Escalated" : tagOfPending(pending), core: { ...core, pending } }
  }
  // Money may have come free meanwhile.
  if (state.from === "Waiting") return { _tag: "Waiting", core: { ...core, dueAt } }
  if (state.from === "Escalated" || state.from === "Stale") return { _tag: state.from, core }
  // The opening was superseded before it left: nothing is open, so there is no answer to wait for.
  return core.sent === null
    ? { _tag: "Escalated", core: { ...core, reason: "nothing_offered" } }
    : { _tag: "AwaitingReply", core: { ...core, dueAt } }
}

const isEnded = (state: Opened): boolean =>
  state._tag === "Agreed" || state._tag === "Declined" || state._tag === "Walked" || state._tag === "Stopped"
