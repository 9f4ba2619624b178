import type { Campaign } from "@parley/domain/campaign/Campaign"
import { Actor, type CampaignId, type NegotiationId, type PersonId } from "@parley/domain/Ids"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import { type Exposure, exposureOf } from "@parley/domain/ledger/Ledger"
import type { Command } from "@parley/domain/negotiation/Command"
import { decide } from "@parley/domain/negotiation/decide"
import type { Event } from "@parley/domain/negotiation/Event"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import type { AuditedEvent } from "@parley/domain/ports/Audit"
import type { Lever } from "@parley/domain/strategy/Lever"
import type { Strategy } from "@parley/domain/strategy/Strategy"
import * as Either from "effect/Either"
import type { OtherPolicy } from "./readPolicy.ts"

/** What was done about the price, or was not. Minor units. */
export interface Decided {
  readonly move: "offer" | "accept" | "propose" | "walk" | "escalate" | "wait" | "no_price"
  readonly rate: number | null
  readonly tier: number | null
  /** What an offer puts on the table beside its rate. */
  readonly lever?: Lever | null
  readonly reason: string | null
}

/** One decision that the other policy would have made differently, on what had been said by then. */
export interface Difference {
  readonly negotiation: NegotiationId
  readonly campaign: CampaignId
  readonly version: number
  readonly at: number
  /** Counter-offers made by then. */
  readonly round: number
  readonly recorded: Decided
  readonly other: Decided
  /** The first of its negotiation: what was said before it was said under either policy. */
  readonly first: boolean
}

/**
 * What the first difference means for a negotiation. `agrees`: the other policy takes a price that they asked, so the deal is certain.
 * `leaves`: it walks, so there is none. `open`: they would have answered something else, and nobody knows what.
 */
export interface Changed {
  readonly negotiation: NegotiationId
  readonly consequence: "agrees" | "leaves" | "open"
  readonly recorded: { readonly agreed: number | null; readonly rounds: number }
  readonly other: { readonly agreed: number | null; readonly rounds: number } | null
}

/** Sums of amounts, by currency: a sum over two currencies says nothing. */
export type Sums = Readonly<Record<string, number>>

export interface Backtest {
  readonly policy: OtherPolicy
  readonly negotiations: number
  /** Whose creator was forgotten, or whose events cannot be read: they are left out. */
  readonly leftOut: number
  readonly decisions: number
  /** Decisions that today's rules do not repeat under the policy they were made under; they are not compared. */
  readonly notRepeated: number
  readonly differences: ReadonlyArray<Difference>
  readonly changed: ReadonlyArray<Changed>
  readonly totals: {
    readonly recorded: { readonly deals: number; readonly spend: Sums; readonly rounds: number }
    /** Where the consequence is certain: deals and spend more or less than recorded, and rounds. */
    readonly certain: { readonly deals: number; readonly spend: Sums; readonly rounds: number }
    /** What is recorded of the negotiations whose end is open under the other policy. */
    readonly open: { readonly negotiations: number; readonly deals: number; readonly spend: Sums }
  }
}

export interface Recorded {
  /** In the order of their storing. */
  readonly events: Iterable<AuditedEvent>
  readonly campaigns: ReadonlyMap<CampaignId, Campaign>
  readonly people: ReadonlyMap<PersonId, Influencer>
}

export interface Question {
  readonly policy: OtherPolicy
  /** Decisions of this time are compared, both ends inclusive; epoch milliseconds. */
  readonly from: number | null
  readonly to: number | null
  /** Another strategy than Parley's own. */
  readonly nextMove?: Strategy
}

/**
 * Decides every recorded opening and every recorded reply once more under another policy (SIM-02): on the state that its events lead to, on the
 * budget and the seats as they were at that moment, on the reply as it was read. Nothing is written.
 */
export const backtest = ({ campaigns, events, people }: Recorded, { from, nextMove, policy, to }: Question): Backtest => {
  const talks = new Map<NegotiationId, Talks>()
  const held = new Map<CampaignId, Held>()
  const differences: Array<Difference> = []
  let decisions = 0
  let notRepeated = 0

  for (const step of stepsOf(events)) {
    const { at, campaign: campaignId, influencer: person, negotiation } = step
    const talk = talks.get(negotiation) ?? { state: unopened, exposure: exposureOf(unopened), first: null, campaign: campaignId, readable: true }
    talks.set(negotiation, talk)
    const books = held.get(campaignId) ?? { committed: 0, seats: 0, open: 0, saved: 0 }
    held.set(campaignId, books)
    const campaign = campaigns.get(campaignId)
    const influencer = people.get(person)
    if (step.events === null || campaign === undefined || influencer === undefined) talk.readable = false
    const command = step.events === null ? null : commandOf(step.events)
    if (talk.readable && campaign !== undefined && influencer !== undefined && step.events !== null && command !== null && (from === null || at >= from) && (to === null || at <= to)) {
      const ledger = {
        budget: campaign.budget, committed: books.committed - total(talk.exposure), headcount: campaign.headcount, seats: books.seats - seat(talk.exposure),
        open: books.open - openIn(talk.exposure), saved: books.saved - talk.exposure.saved
      }
      const under = (of: Campaign, move?: Strategy): Decided | null =>
        Either.match(decide(talk.state, command, { campaign: of, influencer, ledger, dispatching: false, ...(move === undefined ? {} : { nextMove: move }) }), { onLeft: () => null, onRight: decidedIn })
      const recorded = decidedIn(step.events)
      decisions += 1
      const again = under(campaign)
      if (again === null || !isSame(again, recorded)) notRepeated += 1
      else {
        const other = under({ ...campaign, policy: { ...campaign.policy, ...policy } }, nextMove)
        if (other !== null && !isSame(other, recorded)) {
          const round = talk.state._tag === "Unopened" ? 0 : talk.state.core.rounds
          const difference: Difference = { negotiation, campaign: campaignId, version: step.version, at, round, recorded, other, first: talk.first === null }
          talk.first ??= difference
          differences.push(difference)
        }
      }
    }
    for (const event of step.events ?? []) talk.state = evolve(talk.state, event)
    const exposure = exposureOf(talk.state)
    books.committed += total(exposure) - total(talk.exposure)
    books.seats += seat(exposure) - seat(talk.exposure)
    books.open += openIn(exposure) - openIn(talk.exposure)
    books.saved += exposure.saved - talk.exposure.saved
    talk.exposure = exposure
  }

  const readable = [...talks].filter(([, { readable }]) => readable)
  const endings = readable.map(([negotiation, { campaign, first, state }]) => {
    const core = state._tag === "Unopened" ? null : state.core
    return { negotiation, first, currency: campaigns.get(campaign)?.currency ?? "", agreed: core?.agreed?.rate ?? null, rounds: core?.rounds ?? 0 }
  })
  const changed = endings.flatMap(({ agreed, first, negotiation, rounds }): ReadonlyArray<Changed> => first === null ? [] : [{ negotiation, ...consequenceOf(first), recorded: { agreed, rounds } }])
  const certain = changed.flatMap((one) => one.other === null ? [] : [{ ...one, other: one.other }])
  const open = changed.filter(({ consequence }) => consequence === "open")
  const currencyOf = new Map(endings.map(({ currency, negotiation }) => [negotiation, currency]))
  const sums = (rows: ReadonlyArray<readonly [NegotiationId, number]>): Sums => {
    const all: Record<string, number> = {}
    for (const [negotiation, amount] of rows) {
      const currency = currencyOf.get(negotiation) ?? ""
      if (amount !== 0) all[currency] = (all[currency] ?? 0) + amount
    }
    return all
  }
  const isDeal = (agreed: number | null): number => agreed === null ? 0 : 1
  return {
    policy, negotiations: readable.length, leftOut: talks.size - readable.length, decisions, notRepeated,
    differences: differences.filter(({ negotiation }) => talks.get(negotiation)?.readable === true), changed,
    totals: {
      recorded: {
        deals: endings.reduce((sum, { agreed }) => sum + isDeal(agreed), 0), spend: sums(endings.map(({ agreed, negotiation }) => [negotiation, agreed ?? 0])),
        rounds: endings.reduce((sum, { rounds }) => sum + rounds, 0)
      },
      certain: {
        deals: certain.reduce((sum, { other, recorded }) => sum + isDeal(other.agreed) - isDeal(recorded.agreed), 0),
        spend: sums(certain.map(({ negotiation, other, recorded }) => [negotiation, (other.agreed ?? 0) - (recorded.agreed ?? 0)])),
        rounds: certain.reduce((sum, { other, recorded }) => sum + other.rounds - recorded.rounds, 0)
      },
      open: { negotiations: open.length, deals: open.reduce((sum, { recorded }) => sum + isDeal(recorded.agreed), 0), spend: sums(open.map(({ negotiation, recorded }) => [negotiation, recorded.agreed ?? 0])) }
    }
  }
}

/** What a campaign's negotiations hold together. */
interface Held {
  committed: number
  seats: number
  open: number
  saved: number
}

interface Talks {
  state: State
  exposure: Exposure
  first: Difference | null
  readonly campaign: CampaignId
  readable: boolean
}

/** The events that one command led to. */
interface Step {
  readonly negotiation: NegotiationId
  readonly campaign: CampaignId
  readonly influencer: PersonId
  /** Of its first event. */
  readonly version: number
  readonly at: number
  /** Null when one of them cannot be read. */
  readonly events: ReadonlyArray<Event> | null
}

/** A command's events are stored in one go. */
function* stepsOf(log: Iterable<AuditedEvent>): Iterable<Step> {
  let together: Array<AuditedEvent> = []
  for (const one of log) {
    const [first] = together
    if (first !== undefined && (first.command !== one.command || first.negotiation !== one.negotiation)) {
      yield stepOf(first, together)
      together = []
    }
    together.push(one)
  }
  const [first] = together
  if (first !== undefined) yield stepOf(first, together)
}

const stepOf = ({ at, campaign, influencer, negotiation, version }: AuditedEvent, together: ReadonlyArray<AuditedEvent>): Step => {
  const events = together.flatMap(({ event }) => event === null ? [] : [event])
  return { negotiation, campaign, influencer, version, at, events: events.length < together.length ? null : events }
}

const parley = Actor.make("parley")

/** What can be decided once more: an opening, a waking and a reply. That a sender was believed is known by what was done about the reply. */
const commandOf = (events: ReadonlyArray<Event>): Command | null => {
  const [event] = events
  // whom a manager talked about is no matter of price
  if (events.some(({ _tag }) => _tag === "ConversationAwaited")) return null
  if (event?._tag === "NegotiationOpened") return events.some(({ _tag }) => _tag === "Stopped") ? null : { _tag: "Open", at: event.at, by: parley }
  if (event?._tag === "OfferDecided" && event.purpose === "opening") return { _tag: "Wake", at: event.at, by: parley }
  const read = events.find((one) => one._tag === "ReplyRead")
  const doubted = events.some((one) => one._tag === "Escalated" && doubts.has(one.reason))
  return read === undefined || doubted
    ? null
    : { _tag: "AnswerReply", message: read.message, reading: read.reading, trust: { authenticated: true, knownContact: true, inThread: true }, at: read.at, by: parley }
}

/** Reasons that lie in who wrote, and not in what was asked. */
const doubts: ReadonlySet<string> = new Set(["unknown_sender", "sender_not_authenticated", "answers_unknown_mail", "acceptance_outside_thread", "names_another_creator"])

const decidedIn = (events: ReadonlyArray<Event>): Decided => {
  for (const event of events) {
    switch (event._tag) {
      case "OfferDecided":
        return { move: "offer", rate: event.rate, tier: event.tier, lever: event.lever, reason: event.why.reason }
      case "Agreed":
        return { move: "accept", rate: event.rate, tier: event.tier, reason: event.why?.reason ?? null }
      case "DealProposed":
        return { move: "propose", rate: event.rate, tier: event.tier, reason: event.why.reason }
      case "Walked":
        return { move: "walk", rate: null, tier: null, reason: event.reason }
      case "Escalated":
        return { move: "escalate", rate: null, tier: null, reason: event.reason }
      case "BudgetAwaited":
        return { move: "wait", rate: null, tier: null, reason: null }
      default:
    }
  }
  return { move: "no_price", rate: null, tier: null, reason: null }
}

/** The reason is how it came about. */
const isSame = (one: Decided, other: Decided): boolean => one.move === other.move && one.rate === other.rate && one.tier === other.tier && (one.lever ?? null) === (other.lever ?? null)

const consequenceOf = ({ other, recorded, round }: Difference): Pick<Changed, "consequence" | "other"> => {
  if (other.move === "accept") return { consequence: "agrees", other: { agreed: other.rate, rounds: round } }
  // a deal above the approval limit is a person's, under either policy
  if (other.move === "walk" && recorded.move !== "walk") return { consequence: "leaves", other: { agreed: null, rounds: round } }
  return { consequence: "open", other: null }
}

const total = ({ agreed, reserved }: Exposure): number => agreed + reserved
const seat = (exposure: Exposure): number => total(exposure) > 0 ? 1 : 0
const openIn = ({ reserved }: Exposure): number => reserved > 0 ? 1 : 0
