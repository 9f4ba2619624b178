import type { Meter } from "@parley/adapters-anthropic/Usage"
import type { Explanation, NegotiationSummary } from "@parley/api/Reports"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import { cents, formatMoney } from "@parley/domain/Money"
import { explainWhy } from "@parley/domain/negotiation/explainWhy"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import type { StoredEvent } from "@parley/domain/ports/Store"

/** Every number we decided, with the figures it came from, and the rule run again on them (STRAT-06); and what an opening waited for. */
export const explanationOf = (negotiation: NegotiationSummary, events: ReadonlyArray<StoredEvent>, campaign: Campaign | null, use: ReadonlyMap<string, Meter>): Explanation => ({
  negotiation,
  models: [...use].flatMap(([role, meter]) => {
    const of = meter.of(negotiation.id)
    return of === null ? [] : [{ role, answers: of.answers, inputTokens: of.input, outputTokens: of.output, cacheReadTokens: of.cacheRead, cacheCreationTokens: of.cacheCreation }]
  }),
  decisions: events.flatMap(({ at, event, version }) => {
    const currency = campaign?.currency ?? "USD"
    const money = (amount: number) => formatMoney(cents(amount), currency)
    if (event._tag === "BudgetAwaited") return [{ version, at, title: `the opening at ${money(event.needed)} waits`, lines: [`${money(event.free)} of the budget is free, or every place is taken`] }]
    if (event._tag === "ConversationAwaited") {
      return [{ version, at, title: `the opening at ${money(event.needed)} waits`, lines: [`${event.with} is in conversation with the same mail address, and policy.managers is one_at_a_time: this one opens when that has ended`] }]
    }
    if (!("why" in event) || event.why === null) return []
    const views = viewsBefore(events, version) ?? negotiation.views ?? 1
    const rate = "rate" in event ? event.rate : null
    const title = event._tag === "OfferDecided"
      ? `${event.purpose} at ${money(event.rate)}${event.lever === null ? "" : `, with ${event.lever.replaceAll("_", " ")}`}`
      : event._tag === "Walked" ? "left politely" : event._tag === "Agreed" ? `agreed at ${money(event.rate)}` : `deal of ${money(event.rate)} proposed to a person`
    return [{ version, at, title, lines: explainWhy(event.why, rate, views, currency, event._tag === "OfferDecided" ? event.views : undefined) }]
  })
})

/** The views of the package on the table when an event happened. */
const viewsBefore = (events: ReadonlyArray<StoredEvent>, version: number): number | null => {
  const state = events.filter((one) => one.version < version).reduce<State>((before, { event }) => evolve(before, event), unopened)
  return state._tag === "Unopened" ? null : state.core.views
}
