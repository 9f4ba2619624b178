import type { NegotiationSummary } from "@parley/api/Reports"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import type { Core } from "@parley/domain/negotiation/State"
import type { NegotiationRow } from "@parley/domain/ports/Store"

/** What a creator is called who was forgotten. */
export const forgotten = "forgotten"

/** One negotiation as lists show it. */
export const summaryOf = (row: NegotiationRow, influencer: Influencer | null): NegotiationSummary => {
  const core = row.state._tag === "Unopened" ? null : row.state.core
  return {
    id: row.id,
    campaign: row.campaign,
    creator: influencer?.name ?? forgotten,
    state: row.state._tag,
    reason: core?.reason ?? null,
    rounds: core?.rounds ?? 0,
    opening: core?.offers[0] ?? null,
    offer: core?.offers.at(-1) ?? null,
    ask: core?.asks.at(-1) ?? null,
    waiting: waitingIn(core),
    agreed: core?.agreed?.rate ?? null,
    views: core?.views ?? null,
    nextAt: core?.dueAt ?? null,
    quarantined: row.quarantined
  }
}

const waitingIn = (core: Core | null): number | null => {
  const held = core?.pending?.held
  return held === "approval" || held === "review" ? core?.pending?.rate ?? null : core?.proposal?.rate ?? null
}
