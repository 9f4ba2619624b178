import type { CampaignCheck, CampaignReport, CampaignRow, CampaignStart, LedgerEntry } from "@parley/api/CampaignsApi"
import type { Page, PageRequest } from "@parley/api/Page"
import { BadInput, NotFound, Refused } from "@parley/api/Problems"
import type { CampaignStarted, RosterProblem } from "@parley/api/Reports"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { cpmOfRate } from "@parley/domain/Cpm"
import { CampaignId } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { campaignCpm } from "@parley/domain/ledger/campaignCpm"
import { forecastOf } from "@parley/domain/ledger/Forecast"
import { exposureOf } from "@parley/domain/ledger/Ledger"
import type { ListedCampaign } from "@parley/domain/ports/Listings"
import { Roster, type RosterUnavailable } from "@parley/domain/ports/Roster"
import { Store } from "@parley/domain/ports/Store"
import { type NobodyToWriteTo, openCampaign } from "@parley/domain/usecases/OpenCampaign"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { forgotten } from "../summary.ts"
import type { RosterUploads } from "./RosterUploads.ts"
import { byPosition, page, shown } from "./page.ts"
import { problem, type Problem, storeProblem } from "./Problem.ts"

/** Campaigns: their money, their starts, and what is wrong with their rosters. */
export interface CampaignOperations {
  readonly campaignPage: (request: PageRequest) => Effect.Effect<Page<CampaignRow>, Problem>
  readonly campaign: (id: string) => Effect.Effect<CampaignReport, Problem>
  /** What each negotiation holds of the budget, in the order of their making. */
  readonly ledger: (id: string, request: PageRequest) => Effect.Effect<Page<LedgerEntry>, Problem>
  readonly startCampaign: (campaign: unknown, roster: CampaignStart["roster"]) => Effect.Effect<CampaignStarted, Problem>
  /** The same errors as `startCampaign`, and nothing is started. */
  readonly checkCampaign: (campaign: unknown, roster: CampaignStart["roster"]) => Effect.Effect<CampaignCheck, Problem>
  /** As the roster reads now. */
  readonly rosterProblems: (id: string, request: PageRequest) => Effect.Effect<Page<RosterProblem>, Problem>
}

export const make = (uploads: RosterUploads): Effect.Effect<CampaignOperations, never, Store | Roster> =>
  Effect.gen(function*() {
    const context = yield* Effect.context<Store>()
    const store = yield* Store
    const roster = yield* Roster

    const listed = (id: string) =>
      Effect.gen(function*() {
        const found = isCampaignId(id) ? yield* store.listedCampaign(id) : null
        if (found !== null) return found
        const some = yield* store.campaignPage(0, 20)
        return yield* new NotFound({
          message: `No campaign is called ${JSON.stringify(id)}: expected a campaign's id`, candidates: some.map(({ books: { campaign } }) => `${campaign.id} (${campaign.name})`)
        })
      })

    const sourceOf = (campaign: Campaign, given: CampaignStart["roster"]) => "source" in given ? Effect.succeed({ source: given.source, drop: Effect.void }) : uploads.keep(campaign.id, given.csv)

    /** What a start reads and refuses before it writes anything. */
    const prepared = (input: unknown, given: CampaignStart["roster"]) =>
      Effect.gen(function*() {
        const campaign = yield* Either.mapLeft(readCampaign(input), ({ problems }) => new BadInput({ message: "The campaign cannot be started", problems: [...problems] }))
        const kept = yield* sourceOf(campaign, given)
        const reading = yield* roster.read(kept.source, campaign.currency).pipe(Effect.tapError(() => kept.drop))
        return { campaign, reading, ...kept }
      })

    return {
      campaignPage: (request) =>
        page(byPosition("campaigns"), request, (after, limit) => store.campaignPage(after ?? 0, limit), ({ position }) => position).pipe(
          Effect.flatMap((found) => shown(found, (one) => Effect.succeed(rowOf(one)))), Effect.mapError(problem)
        ),

      campaign: (id) =>
        Effect.gen(function*() {
          const one = yield* listed(id)
          const { campaign } = one.books
          const negotiations = yield* store.negotiations(campaign.id)
          const watched = (yield* store.rosters).find((roster) => roster.campaign === campaign.id)
          return { ...rowOf(one), forecast: forecastOf(campaign.headcount, negotiations.map(({ state }) => state)), states: { ...one.states }, roster: watched?.source ?? null, startedAt: one.addedAt }
        }).pipe(Effect.mapError(problem)),

      ledger: (id, request) =>
        Effect.gen(function*() {
          const { books: { campaign } } = yield* listed(id)
          const query = { campaign: campaign.id, states: [], search: null, sort: "created" as const, descending: false }
          const found = yield* page(byPosition("ledger"), request, (after, limit) =>
            store.negotiationPage(query, after === null ? null : { position: after, updatedAt: instant(0) }, limit), ({ position }) => position)
          return yield* shown(found, ({ row }) =>
            Effect.map(store.influencer(row.influencer), (influencer): LedgerEntry => {
              const { agreed, reserved, saved } = exposureOf(row.state)
              const core = row.state._tag === "Unopened" ? null : row.state.core
              const deal = core?.agreed ?? null
              return {
                negotiation: row.id, creator: influencer?.name ?? forgotten, state: row.state._tag, reserved, agreed: deal === null ? null : agreed, saved,
                views: deal?.views ?? core?.views ?? null, cpm: deal === null ? null : Either.getOrNull(cpmOfRate(deal.rate, deal.views))
              }
            }))
        }).pipe(Effect.mapError(problem)),

      startCampaign: (input, given) =>
        Effect.gen(function*() {
          const { campaign, drop, reading, source } = yield* prepared(input, given)
          const ids = yield* openCampaign(campaign, reading, source).pipe(Effect.tapError(() => drop))
          return { campaign: campaign.id, creators: ids.length, rosterProblems: [...reading.problems] }
        }).pipe(Effect.provide(context), Effect.mapError(notStarted)),

      checkCampaign: (input, given) =>
        Effect.gen(function*() {
          const { campaign, drop, reading } = yield* prepared(input, given)
          yield* drop
          if (reading.rows.length === 0) return yield* nobody(reading.problems.length)
          if ((yield* store.campaign(campaign.id)) !== null) return yield* taken("campaign", campaign.id)
          return { campaign: campaign.id, name: campaign.name, creators: reading.rows.length, rosterProblems: [...reading.problems] }
        }).pipe(Effect.mapError(notStarted)),

      rosterProblems: (id, request) =>
        Effect.gen(function*() {
          const { books: { campaign } } = yield* listed(id)
          const watched = (yield* store.rosters).find((roster) => roster.campaign === campaign.id)
          const problems = watched === undefined ? [] : (yield* roster.read(watched.source, campaign.currency)).problems
          const numbered = problems.map((one, index) => ({ ...one, position: index + 1 }))
          const found = yield* page(byPosition("roster problems"), request, (after, limit) => Effect.succeed(numbered.slice(after ?? 0, (after ?? 0) + limit)), ({ position }) => position)
          return yield* shown(found, ({ column, expected, got, row }) => Effect.succeed({ row, column, expected, got }))
        }).pipe(Effect.mapError((error) => error._tag === "RosterUnavailable" ? unreadable(error) : problem(error)))
    }
  })

const isCampaignId = Schema.is(CampaignId)

const rowOf = ({ books: { agreed, campaign, deals, reserved, saved, views } }: ListedCampaign): CampaignRow => ({
  id: campaign.id, name: campaign.name, currency: campaign.currency, budget: campaign.budget, agreed, reserved, deals,
  headcount: campaign.headcount, targetCpm: campaign.cpm.target, ceilingCpm: campaign.cpm.ceiling, campaignCpm: campaignCpm(agreed, views), saved
})

const nobody = (problems: number) => new BadInput({ message: `The roster has no row that can be used (${problems} bad cells)`, problems: [] })

const taken = (what: string, id: string) => new Refused({ message: `There is a ${what} ${id} already: give this one another id` })

const unreadable = ({ expected, reason, source }: RosterUnavailable) => new BadInput({ message: "The roster cannot be read", problems: [{ field: source, expected, got: reason }] })

const notStarted = (error: Problem | Effect.Effect.Error<ReturnType<typeof openCampaign>> | RosterUnavailable | NobodyToWriteTo): Problem => {
  switch (error._tag) {
    case "RosterUnavailable": return unreadable(error)
    case "NobodyToWriteTo": return nobody(error.problems)
    case "AlreadyExists": return taken(error.what, error.id)
    case "StoreUnavailable": return storeProblem(error)
    default: return error
  }
}
