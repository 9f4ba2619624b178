import { NotFound } from "@parley/api/Problems"
import type { NegotiationReport } from "@parley/api/NegotiationReports"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import { NegotiationId } from "@parley/domain/Ids"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import type { NegotiationRow, Store, StoreUnavailable } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { forgotten, summaryOf } from "../summary.ts"

type Books = Store["Type"]

/** A negotiation with its creator, unless they were forgotten, and its campaign. */
export interface Named {
  readonly row: NegotiationRow
  readonly influencer: Influencer | null
  readonly campaign: Campaign | null
}

export const named = (store: Books, row: NegotiationRow): Effect.Effect<Named, StoreUnavailable> =>
  Effect.map(Effect.all([store.influencer(row.influencer), store.campaign(row.campaign)]), ([influencer, campaign]) => ({ row, influencer, campaign }))

/** A negotiation as the API shows it. */
export const reportOf = ({ campaign, influencer, row }: Named): NegotiationReport => ({
  ...summaryOf(row, influencer), currency: campaign?.currency ?? "USD", version: row.version, updatedAt: row.updatedAt
})

/** The one negotiation that an id, a creator's name or a part of it means. Ids and whole names are looked up; only a part is searched for. */
export const find = (store: Books, query: string): Effect.Effect<Named, NotFound | StoreUnavailable> =>
  Effect.gen(function*() {
    const wanted = query.trim().toLowerCase()
    const byId = isNegotiationId(wanted) ? yield* store.negotiation(NegotiationId.make(wanted)) : null
    if (byId !== null) return yield* named(store, byId)
    const called = wanted === "" ? [] : yield* Effect.forEach(yield* store.called(wanted), (id) => store.negotiation(id))
    const exact = yield* Effect.forEach(called.flatMap((row) => row === null ? [] : [row]), (row) => named(store, row))
    const close = exact.length > 0 || wanted === "" ? exact : yield* containing(store, wanted)
    const one = close.length === 1 ? close[0] : undefined
    if (one !== undefined) return one
    return yield* new NotFound({
      message: close.length === 0
        ? `No negotiation is called ${JSON.stringify(query)}: expected an id such as n-4k7mp2xw9abc, or a creator's name; \`parley status\` lists them`
        : `${close.length} negotiations fit ${JSON.stringify(query)}: say which by its id`,
      candidates: close.map(({ influencer, row }) => `${row.id} (${influencer?.name ?? forgotten}, ${row.campaign})`)
    })
  })

/** As many candidates as anybody reads. */
const mostCandidates = 100

const containing = (store: Books, wanted: string): Effect.Effect<ReadonlyArray<Named>, StoreUnavailable> =>
  Effect.gen(function*() {
    const page = yield* store.negotiationPage({ campaign: null, states: [], search: wanted, sort: "created", descending: false }, null, mostCandidates)
    const all = yield* Effect.forEach(page, ({ row }) => named(store, row))
    // the search is of names and handles
    return all.filter(({ influencer }) => influencer?.name.toLowerCase().includes(wanted) ?? false)
  })

const isNegotiationId = Schema.is(NegotiationId)
