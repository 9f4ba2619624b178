import type { AuditPage, AuditRequest } from "@parley/api/Audit"
import type { BadInput, NotFound } from "@parley/api/Problems"
import type { PersonId } from "@parley/domain/Ids"
import type { AuditScope } from "@parley/domain/ports/Audit"
import type { Store, StoreUnavailable } from "@parley/domain/ports/Store"
import { now } from "@parley/domain/usecases/ids"
import * as Effect from "effect/Effect"
import { readQuestion } from "./question.ts"
import { eventRow, type Names, stateRow } from "./rows.ts"
import { findScope } from "./scope.ts"

type Books = Store["Type"]

/** One page of the audit trail: events as they were stored, or negotiations as their events up to a moment tell them (AUDIT-01). */
export const audit = (store: Books, request: AuditRequest): Effect.Effect<AuditPage, BadInput | NotFound | StoreUnavailable> =>
  Effect.gen(function*() {
    const { asOf, ...asked } = yield* Effect.flatMap(now, (at) => readQuestion(request, at))
    const scope = yield* findScope(store, request)
    if (asOf !== null) {
      const past = yield* store.statesAt(scope, asOf, request.after, request.limit)
      const names = yield* namesOf(store, past)
      const total = request.count ? yield* sizeOf(store, scope) : null
      return { _tag: "States" as const, asOf, rows: past.map((one) => stateRow(one, names)), total }
    }
    const query = { ...scope, ...asked }
    const events = yield* store.audit(query, request.after, request.limit)
    const names = yield* namesOf(store, events)
    const total = request.count ? yield* store.auditCount(query) : null
    return { _tag: "Events" as const, from: asked.from, to: asked.to, rows: events.map((one) => eventRow(one, names)), total }
  })

const namesOf = (store: Books, rows: ReadonlyArray<{ readonly influencer: PersonId }>): Effect.Effect<Names, StoreUnavailable> =>
  Effect.gen(function*() {
    const campaigns = new Map((yield* store.campaigns).map(({ campaign }) => [String(campaign.id), campaign]))
    const ids = [...new Set(rows.map(({ influencer }) => influencer))]
    const people = new Map(yield* Effect.forEach(ids, (id) => Effect.map(store.influencer(id), (person) => [String(id), person] as const)))
    return { campaign: (id) => campaigns.get(id) ?? null, influencer: (id) => people.get(id) ?? null }
  })

const sizeOf = (store: Books, { campaign, negotiations }: AuditScope): Effect.Effect<number, StoreUnavailable> =>
  Effect.map(store.negotiations(campaign), (rows) => rows.filter(({ id }) => negotiations === null || negotiations.includes(id)).length)
