import type { Instant } from "@parley/domain/Instant"
import { stateAt } from "@parley/domain/negotiation/stateAt"
import type { AuditedEvent, AuditQuery, AuditScope, PastNegotiation } from "@parley/domain/ports/Audit"
import type { Books, Kept } from "./MemoryBooks.ts"

/** What `Store.audit`, `auditCount` and `statesAt` answer, read from a memory store's log. */
export const page = (books: Books, query: AuditQuery, after: number, limit: number): ReadonlyArray<AuditedEvent> => {
  const found: Array<AuditedEvent> = []
  for (let index = Math.max(0, after); index < books.log.length && found.length < limit; index++) {
    const one = books.log[index]
    if (one !== undefined && fits(query, one)) found.push(one)
  }
  return found
}

export const count = (books: Books, query: AuditQuery): number =>
  books.log.reduce((total, one) => fits(query, one) ? total + 1 : total, 0)

export const statesAt = (books: Books, scope: AuditScope, at: Instant, after: number, limit: number): ReadonlyArray<PastNegotiation> =>
  [...books.negotiations.values()]
    .filter((kept) => positionOf(kept) > after && inScope(scope, kept.id, kept.campaign))
    .slice(0, limit)
    .map((kept) => ({ position: positionOf(kept), id: kept.id, campaign: kept.campaign, influencer: kept.influencer, ...stateAt(kept.events, at) }))

const positionOf = (kept: Kept): number => kept.order + 1

const fits = (query: AuditQuery, one: AuditedEvent): boolean =>
  inScope(query, one.negotiation, one.campaign)
  && (query.type === null || one.type === query.type)
  && (query.from === null || one.at >= query.from)
  && (query.to === null || one.at <= query.to)

const inScope = ({ campaign, negotiations }: AuditScope, negotiation: Kept["id"], of: Kept["campaign"]): boolean =>
  (negotiations === null || negotiations.includes(negotiation)) && (campaign === null || campaign === of)
