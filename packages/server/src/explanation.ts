import type { Explanation, NegotiationSummary } from "@parley/api/Reports"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import { cpmOfRate } from "@parley/domain/Cpm"
import { cents, formatMoney } from "@parley/domain/Money"
import type { Why } from "@parley/domain/negotiation/Event"
import type { StoredEvent } from "@parley/domain/ports/Store"
import { nextMove } from "@parley/domain/strategy/NextMove"
import * as Either from "effect/Either"

/** Every number we decided, with the figures it came from, and the rule run again on them (STRAT-06). */
export const explanationOf = (negotiation: NegotiationSummary, events: ReadonlyArray<StoredEvent>, campaign: Campaign | null): Explanation => ({
  negotiation,
  decisions: events.flatMap(({ at, event, version }) => {
    if (!("why" in event) || event.why === null) return []
    const rate = "rate" in event ? event.rate : null
    const currency = campaign?.currency ?? "USD"
    const money = (amount: number) => formatMoney(cents(amount), currency)
    const title = event._tag === "OfferDecided"
      ? `${event.purpose} at ${money(event.rate)}`
      : event._tag === "Walked" ? "left politely" : event._tag === "Agreed" ? `agreed at ${money(event.rate)}` : `deal of ${money(event.rate)} proposed to a person`
    return [{ version, at, title, lines: linesOf(event.why, rate, negotiation.views ?? 1, money) }]
  })
})

const linesOf = (why: Why, rate: number | null, views: number, money: (amount: number) => string): ReadonlyArray<string> => {
  const cpm = (amount: number) => Either.match(cpmOfRate(amount, views), { onLeft: () => "?", onRight: (value) => money(value) })
  const list = (amounts: ReadonlyArray<number>) => amounts.length === 0 ? "none" : amounts.map(money).join(", ")
  const again = nextMove({ offers: why.offers, asks: why.asks, firm: why.firm, package: 1 }, why, { rounds: why.rounds })
  const againRate = "rate" in again ? again.rate : null
  return [
    `rule: ${why.reason.replaceAll("_", " ")}`,
    ...(rate === null ? [] : [`rate: ${money(rate)}, a CPM of ${cpm(rate)} on ${views.toLocaleString("en-US")} views`]),
    `target ${money(why.target)} (CPM ${cpm(why.target)}), ceiling ${money(why.ceiling)} (CPM ${cpm(why.ceiling)}, set by the ${why.ceilingFrom === "cpm" ? "CPM ceiling" : why.ceilingFrom === "roster" ? "roster's maximum" : "free budget"})`,
    ...(why.floor === 0 ? [] : [`we offer no less than ${money(why.floor)}`]),
    ...(why.approvalAbove === null ? [] : [`above ${money(why.approvalAbove)} a person decides`]),
    `round ${why.round} of ${why.rounds}; our offers before: ${list(why.offers)}; their asks: ${list(why.asks)}${why.firm ? " (firm)" : ""}`,
    ...(why.planned === null ? [] : [`the schedule allowed ${money(why.planned)} in this round`]),
    againRate === rate ? "decided again from these figures: the same number" : "a person's decision, or the opening's own rule, set this number"
  ]
}
