import type { AuditEvent, AuditState } from "@parley/api/Audit"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import { exposureOf } from "@parley/domain/ledger/Ledger"
import type { Event } from "@parley/domain/negotiation/Event"
import type { AuditedEvent, PastNegotiation } from "@parley/domain/ports/Audit"
import { textOf } from "../timeline.ts"

/** What the rows of one page have in common. Names stand beside the events, never in them, so a person can be forgotten. */
export interface Names {
  readonly campaign: (id: string) => Campaign | null
  readonly influencer: (id: string) => Influencer | null
}

/** One stored event as an audit tells it. */
export const eventRow = ({ campaign, event, influencer, ...row }: AuditedEvent, names: Names): AuditEvent => ({
  position: row.position,
  negotiation: row.negotiation,
  campaign,
  creator: creatorOf(names, influencer),
  version: row.version,
  at: row.at,
  type: row.type,
  text: event === null ? "what is stored here cannot be read: `parley verify` says what is wrong" : textOf(event, names.campaign(campaign)),
  actor: event === null ? null : actorOf(event),
  amount: event === null ? null : amountOf(event),
  currency: currencyOf(names, campaign),
  command: row.command,
  hash: row.hash,
  event: event === null ? null : { ...event }
})

/** One negotiation as it stood. */
export const stateRow = ({ campaign, id, influencer, position, state, version }: PastNegotiation, names: Names): AuditState => {
  const core = state === null || state._tag === "Unopened" ? null : state.core
  return {
    position,
    negotiation: id,
    campaign,
    creator: creatorOf(names, influencer),
    version,
    state: state?._tag ?? null,
    reason: core?.reason ?? null,
    rounds: core?.rounds ?? 0,
    offer: core?.offers.at(-1) ?? null,
    ask: core?.asks.at(-1) ?? null,
    agreed: core?.agreed?.rate ?? null,
    reserved: state === null ? 0 : exposureOf(state).reserved,
    currency: currencyOf(names, campaign)
  }
}

const creatorOf = (names: Names, id: string): string => names.influencer(id)?.name ?? "forgotten"

const currencyOf = (names: Names, id: string): string => names.campaign(id)?.currency ?? "USD"

/** An event that names nobody is what Parley did or noticed by itself. */
const actorOf = (event: Event): string => "by" in event ? event.by : "parley"

const amountOf = (event: Event): number | null => {
  switch (event._tag) {
    case "ReplyRead": return event.ask
    case "BudgetAwaited":
    case "ConversationAwaited": return event.needed
    case "Escalated": return event.proposal?.rate ?? null
    default: return "rate" in event ? event.rate : null
  }
}
