import { priceOf } from "@parley/domain/campaign/Campaign"
import { type NegotiationId } from "@parley/domain/Ids"
import { type Exposure, exposureOf } from "@parley/domain/ledger/Ledger"
import { evolve } from "@parley/domain/negotiation/evolve"
import type { Event } from "@parley/domain/negotiation/Event"
import { type State, unopened } from "@parley/domain/negotiation/State"
import * as Either from "effect/Either"
import type { Scenario } from "./Scenario.ts"
import { type Ending, rateIn } from "./World.ts"

/** What must never happen, whatever the counterparties and the services do. */
export const rules = [
  "price_over_limits", "offer_above_ask", "offer_lowered", "wrong_number_confirmed", "budget_exceeded", "headcount_exceeded", "mail_twice", "mail_not_in_books", "reply_lost",
  "books_do_not_add_up", "not_settled"
] as const
export type Rule = typeof rules[number]

export interface Violation {
  readonly rule: Rule
  /** Null where it is about the campaign. */
  readonly negotiation: string | null
  /** What happened, in figures: minor units. */
  readonly detail: string
}

/**
 * The most that may be offered over a CPM ceiling: for engagement, and an equal part of what deals saved for each who holds an offer, oneself included; never
 * over 120 % (LEDGER-02). `others` are the campaign's other negotiations.
 */
const flexibleOver = (ceiling: number, engagementBps: number | null, others: ReadonlyArray<Exposure>): number => {
  const saved = others.reduce((sum, one) => sum + one.saved, 0)
  const open = others.filter(({ reserved }) => reserved > 0).length
  const engaged = (engagementBps ?? 0) > 500 ? 115 : (engagementBps ?? 0) > 300 ? 108 : 100
  return Math.min(ceiling * engaged / 100 + Math.max(0, saved) / (open + 1), ceiling * 120 / 100)
}

/**
 * Looks at an ending from outside: at the log of events, at what the mailbox sent and at what was delivered to it. It trusts nothing that the
 * Decider says of itself: limits are worked out from campaign and roster, the ledger from the events in the order they were stored.
 */
export const violationsOf = ({ campaign, players }: Scenario, ending: Ending): ReadonlyArray<Violation> => {
  const found: Array<Violation> = []
  const states = new Map<NegotiationId, State>()
  const talks = new Map<NegotiationId, Talks>()
  const offers = new Map<string, number>()
  const held = new Map<NegotiationId, Exposure>()
  let committed = 0
  let seats = 0
  let deals = 0
  const report = (rule: Rule, negotiation: string | null, detail: string): void => void found.push({ rule, negotiation, detail })

  ending.log.forEach(({ command, event, negotiation }, index) => {
    if (event === null) return report("books_do_not_add_up", negotiation, "an event cannot be read")
    const row = players[ending.playerOf.get(negotiation) ?? -1]?.row
    const state = evolve(states.get(negotiation) ?? unopened, event)
    states.set(negotiation, state)
    const known = talks.get(negotiation) ?? { ask: null, offer: null }
    talks.set(negotiation, after(known, event))

    if (event._tag === "OfferDecided" || event._tag === "Agreed") {
      const price = row === undefined ? null : Either.getOrNull(priceOf(campaign, event.tier, row.averageViews))
      const others = [...held].flatMap(([id, exposure]) => id === negotiation ? [] : [exposure])
      // what was offered before may be accepted though its ceiling has come down since
      const flexible = price === null ? 0 : event._tag === "Agreed" && event.basis === "our_offer" ? price.ceiling * 120 / 100 : flexibleOver(price.ceiling, row?.engagementBps ?? null, others)
      const limit = Math.min(flexible, row?.maxRate ?? Infinity)
      const byPerson = event._tag === "Agreed" && event.basis === "human"
      if (event._tag === "Agreed" && event.target !== price?.target) report("books_do_not_add_up", negotiation, `a deal notes a target of ${event.target}, not ${price?.target}`)
      if (event.rate > limit && !byPerson) report("price_over_limits", negotiation, `${event._tag} at ${event.rate}, limit ${limit}`)
      if (event._tag === "OfferDecided" && event.rate > event.why.ceiling) report("price_over_limits", negotiation, `offer of ${event.rate}, ceiling of that moment ${event.why.ceiling}`)
    }
    if (event._tag === "OfferDecided") {
      if (known.ask !== null && event.rate > known.ask) report("offer_above_ask", negotiation, `offer of ${event.rate}, asked were ${known.ask}`)
      if (known.offer !== null && known.offer.tier === event.tier && event.rate < known.offer.rate) {
        report("offer_lowered", negotiation, `offer of ${event.rate} after ${known.offer.rate}`)
      }
    }
    if (event._tag === "OfferSent") offers.set(`${negotiation}.${event.mail}`, event.rate)
    if (event._tag === "MailDecided" && event.purpose === "confirmation" && state._tag === "Agreed" && event.rate !== state.core.agreed?.rate) {
      report("wrong_number_confirmed", negotiation, `confirmed ${event.rate}, agreed ${state.core.agreed?.rate}`)
    }

    const before = held.get(negotiation) ?? exposureOf(unopened)
    const exposure = exposureOf(state)
    held.set(negotiation, exposure)
    committed += total(exposure) - total(before)
    seats += seat(exposure) - seat(before)
    deals += (exposure.agreed > 0 ? 1 : 0) - (before.agreed > 0 ? 1 : 0)
    // the events of one command are one step
    if (ending.log[index + 1]?.command === command) return
    if (committed > campaign.budget) report("budget_exceeded", negotiation, `${committed} agreed and on offer, budget ${campaign.budget}`)
    if (deals > campaign.headcount || seats > campaign.headcount) report("headcount_exceeded", negotiation, `${deals} deals and ${seats} seats, headcount ${campaign.headcount}`)
  })

  const times = new Map<string, number>()
  for (const mail of ending.sent) {
    const name = mail.messageId.split("@")[0] ?? ""
    const to = mail.to.map(({ address }) => address).join(", ")
    const same = JSON.stringify([to, mail.inReplyTo, mail.text])
    for (const key of [name, same]) {
      times.set(key, (times.get(key) ?? 0) + 1)
      if (times.get(key) === 2) report("mail_twice", name, `to ${to}`)
    }
    const negotiation = ending.negotiations.find(({ id }) => name.startsWith(`${id}.`))
    if (negotiation === undefined) report("mail_not_in_books", null, `${name} to ${to}`)
    const offered = offers.get(name)
    const rate = rateIn(mail)
    if (offered !== undefined && rate !== offered) report("wrong_number_confirmed", name, `the mail says ${rate}, the books ${offered}`)
  }
  for (const [name, rate] of offers) if (!times.has(name)) report("mail_not_in_books", name, `an offer of ${rate} that no mail made`)

  for (const { email, kept, player } of ending.delivered) {
    if (!kept && email.headers["Auto-Submitted"] === undefined) report("reply_lost", ending.negotiations[player]?.id ?? null, email.messageId)
  }
  if (ending.unaccounted > 0) report("reply_lost", null, `${ending.unaccounted} messages unaccounted for`)
  for (const { negotiation, problem } of ending.verified.problems) report("books_do_not_add_up", negotiation, problem)
  if (!ending.settled) report("not_settled", null, "something is due for ever")
  return found
}

/** What was said in a negotiation so far. */
interface Talks {
  /** Their last ask. */
  readonly ask: number | null
  /** Our last offer that left. */
  readonly offer: { readonly rate: number; readonly tier: number } | null
}

const after = (known: Talks, event: Event): Talks => {
  switch (event._tag) {
    case "ReplyRead":
      return { ...known, ask: event.ask ?? known.ask }
    case "OfferSent":
      return { ...known, offer: { rate: event.rate, tier: event.tier } }
    default:
      return known
  }
}

const total = ({ agreed, reserved }: Exposure): number => agreed + reserved
const seat = (exposure: Exposure): number => total(exposure) > 0 ? 1 : 0
