import type { NegotiationReport, Offers } from "@parley/api/NegotiationReports"
import { cpmOfRate } from "@parley/domain/Cpm"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import type { StoredEvent } from "@parley/domain/ports/Store"
import * as Either from "effect/Either"

/** What both sides named, each with the views of the package that was on the table then; target and ceiling as they stood at the last number we decided. */
export const offersOf = (negotiation: NegotiationReport, events: ReadonlyArray<StoredEvent>): Offers => {
  const points: Array<Offers["points"][number]> = []
  let state: State = unopened
  let limits: { readonly target: number; readonly ceiling: number } | null = null
  for (const { at, event, version } of events) {
    state = evolve(state, event)
    const views = state._tag === "Unopened" ? 0 : state.core.views
    const point = (side: "ours" | "theirs", rate: number) => points.push({ version, at, side, rate, cpm: Either.getOrNull(cpmOfRate(rate, views)) })
    if (event._tag === "OfferSent") point("ours", event.rate)
    if (event._tag === "ReplyRead" && event.ask !== null) point("theirs", event.ask)
    if ("why" in event && event.why !== null && "target" in event.why) limits = event.why
  }
  return { negotiation, currency: negotiation.currency, points, target: limits?.target ?? null, ceiling: limits?.ceiling ?? null, agreed: negotiation.agreed }
}
