import type { Decision } from "@parley/api/Decision"
import type { NegotiationList } from "@parley/api/NegotiationsApi"
import type { Approval, NegotiationReport, NegotiationTimeline, Offers } from "@parley/api/NegotiationReports"
import type { Page, PageRequest } from "@parley/api/Page"
import { Refused } from "@parley/api/Problems"
import type { Question } from "@parley/api/Question"
import type { Decided, Explanation, WaitingDraft } from "@parley/api/Reports"
import type { Currency } from "@parley/domain/Currency"
import { Actor, CampaignId, CommandId, type NegotiationId } from "@parley/domain/Ids"
import { Instant } from "@parley/domain/Instant"
import type { Refusal } from "@parley/domain/negotiation/Refusal"
import { outcomeSince } from "@parley/domain/negotiation/settled"
import type { NegotiationPlace, NegotiationQuery } from "@parley/domain/ports/Listings"
import { Store } from "@parley/domain/ports/Store"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import type { Settings } from "@parley/domain/usecases/Settings"
import { waitingDraft } from "@parley/domain/usecases/WaitingDraft"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { explanationOf } from "../explanation.ts"
import { ModelUse } from "../model/ModelUse.ts"
import { settledText } from "../refusalText.ts"
import { forgotten, summaryOf } from "../summary.ts"
import { mailsOf, timelineOf } from "../timeline.ts"
import { choiceOf } from "./choiceOf.ts"
import { find, named, reportOf } from "./lookUp.ts"
import { offersOf } from "./offersOf.ts"
import { page, type Paged, shown } from "./page.ts"
import { decisionProblem, problem, type Problem } from "./Problem.ts"
import { questionOf } from "./questionOf.ts"

/** A person's word, and whose it is. */
export type By<A> = A & { readonly by: string }

/** Negotiations, each named by its id or its creator's name, and what people decide of them. */
export interface NegotiationOperations {
  readonly negotiationPage: (request: NegotiationList) => Effect.Effect<Page<NegotiationReport>, Problem>
  /** What waits for a person, the longest first. */
  readonly approvals: (request: PageRequest) => Effect.Effect<Page<Approval>, Problem>
  readonly find: (negotiation: string) => Effect.Effect<NegotiationReport, Problem>
  readonly timeline: (negotiation: string) => Effect.Effect<NegotiationTimeline, Problem>
  readonly explain: (negotiation: string) => Effect.Effect<Explanation, Problem>
  readonly offers: (negotiation: string) => Effect.Effect<Offers, Problem>
  readonly question: (negotiation: string) => Effect.Effect<Question, Problem>
  readonly draft: (negotiation: string) => Effect.Effect<WaitingDraft, Problem>
  readonly decide: (negotiation: string, decision: By<Decision>) => Effect.Effect<Decided, Problem>
}

/** `link` says where a thread of the mailbox can be read. */
export const make = (link: (thread: string) => string | null): Effect.Effect<NegotiationOperations, never, Store | Settings> =>
  Effect.gen(function*() {
    const context = yield* Effect.context<Store | Settings>()
    const store = yield* Store

    const movedOn = (negotiation: NegotiationId, seen: number, error: Refusal, currency: Currency) =>
      Effect.flatMap(store.events(negotiation), (events) => {
        const outcome = outcomeSince(events, seen, currency)
        return Effect.fail(outcome === null ? error : new Refused({ message: `Settled already: ${settledText(outcome)}. Nothing was changed` }))
      })

    return {
      negotiationPage: ({ campaign, order, search, sort, state, ...request }) =>
        Effect.gen(function*() {
          if (campaign !== undefined && !isCampaignId(campaign)) return { items: [], next: null }
          const query: NegotiationQuery = {
            campaign: campaign ?? null, states: state === undefined ? [] : [state], search: search?.toLowerCase() ?? null, sort, descending: order === "desc"
          }
          // a place in one order is none in another
          const found = yield* page(negotiationPlaces(`negotiations ${sort} ${order}`), request, (after, limit) => store.negotiationPage(query, after, limit), placeOf)
          return yield* shown(found, ({ row }) => Effect.map(named(store, row), reportOf))
        }).pipe(Effect.mapError(problem)),

      approvals: (request) =>
        page(negotiationPlaces("approvals"), request, (after, limit) => store.waitingPage(after, limit), placeOf).pipe(
          Effect.flatMap((found) => shown(found, ({ row }) =>
            Effect.map(named(store, row), (it): Approval => ({ negotiation: reportOf(it), kind: row.state._tag === "Escalated" ? "escalation" : "approval", since: row.updatedAt })))),
          Effect.mapError(problem)
        ),

      find: (query) => Effect.map(find(store, query), reportOf).pipe(Effect.mapError(problem)),

      timeline: (query) =>
        Effect.gen(function*() {
          const it = yield* find(store, query)
          const events = yield* store.events(it.row.id)
          const messages = yield* store.messages(it.row.id)
          return { ...timelineOf(reportOf(it), events, messages, it.campaign), negotiation: reportOf(it), mails: mailsOf(messages) }
        }).pipe(Effect.mapError(problem)),

      explain: (query) =>
        Effect.gen(function*() {
          const { campaign, influencer, row } = yield* find(store, query)
          const events = yield* store.events(row.id)
          return explanationOf(summaryOf(row, influencer), events, campaign, yield* ModelUse)
        }).pipe(Effect.mapError(problem)),

      offers: (query) =>
        Effect.gen(function*() {
          const it = yield* find(store, query)
          return offersOf(reportOf(it), yield* store.events(it.row.id))
        }).pipe(Effect.mapError(problem)),

      question: (query) =>
        Effect.gen(function*() {
          return yield* questionOf(yield* find(store, query), link)
        }).pipe(Effect.provide(context), Effect.mapError(problem)),

      draft: (query) =>
        Effect.gen(function*() {
          const { influencer, row } = yield* find(store, query)
          const { body, mail, subject, text } = yield* waitingDraft(row.id).pipe(Effect.mapError((error) => decisionProblem(error, "USD")))
          return { negotiation: summaryOf(row, influencer), version: row.version, mail, subject, body, text }
        }).pipe(Effect.provide(context), Effect.mapError(problem)),

      decide: (query, decision) =>
        Effect.gen(function*() {
          const { campaign, influencer, row } = yield* find(store, query)
          const currency = campaign?.currency ?? "USD"
          const choice = yield* choiceOf(decision, currency)
          const outcome = yield* humanCommand(row.id, choice, Actor.make(decision.by), CommandId.make(`person-${decision.command}`), decision.seen, decision.mark).pipe(
            Effect.catchTag("MovedOn", (error) => movedOn(row.id, error.seen, error, currency)),
            Effect.mapError((error) => decisionProblem(error, currency))
          )
          return { negotiation: row.id, creator: influencer?.name ?? forgotten, state: outcome.state, events: outcome.events, repeated: outcome.repeated, amount: "amount" in choice ? choice.amount : null }
        }).pipe(Effect.provide(context), Effect.mapError(problem))
    }
  })

const isCampaignId = Schema.is(CampaignId)

const negotiationPlaces = (list: string): Paged<NegotiationPlace, { readonly position: number; readonly updatedAt: number }> => ({
  list, place: Schema.Struct({ position: Schema.Int, updatedAt: Instant })
})

const placeOf = ({ position, updatedAt }: NegotiationPlace): NegotiationPlace => ({ position, updatedAt })
