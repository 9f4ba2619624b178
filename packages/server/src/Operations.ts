import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import type { AgencyStop, Decision, LetterDecision } from "@parley/api/SocketApi"
import type { AuditPage, AuditRequest } from "@parley/api/Audit"
import { BadInput, NotFound, Refused, Unavailable } from "@parley/api/Problems"
import type { AgencyStopped, CampaignStarted, CampaignSummary, DeadLetterList, Decided, Explanation, Forgotten, Sending, NegotiationSummary, Status, Timeline, WaitingDraft } from "@parley/api/Reports"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import type { Currency } from "@parley/domain/Currency"
import { Actor, CommandId, NegotiationId } from "@parley/domain/Ids"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import { campaignCpm } from "@parley/domain/ledger/campaignCpm"
import { forecastOf } from "@parley/domain/ledger/Forecast"
import type { State } from "@parley/domain/negotiation/State"
import type { Mailbox, MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { Roster } from "@parley/domain/ports/Roster"
import { type CampaignBooks, type NegotiationRow, type Quarantined, Store, type StoreUnavailable } from "@parley/domain/ports/Store"
import type { TeamChannel, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import { forgetPerson } from "@parley/domain/usecases/ForgetPerson"
import { type Choice, type DraftBlocked, humanCommand } from "@parley/domain/usecases/HumanCommand"
import { deadLetters, settleLetter } from "@parley/domain/usecases/DeadLetters"
import { now } from "@parley/domain/usecases/ids"
import { stopAgency } from "@parley/domain/usecases/StopAgency"
import { waitingDraft } from "@parley/domain/usecases/WaitingDraft"
import { outcomeSince } from "@parley/domain/negotiation/settled"
import { openCampaign } from "@parley/domain/usecases/OpenCampaign"
import type { Settings } from "@parley/domain/usecases/Settings"
import type { Refusal } from "@parley/domain/negotiation/Refusal"
import { deadLetterOf } from "./deadLetter.ts"
import { parseAmount } from "./amount.ts"
import { audit } from "./audit/audit.ts"
import { ModelUse } from "./model/ModelUse.ts"
import { explanationOf } from "./explanation.ts"
import { refusalText, settledText } from "./refusalText.ts"
import { forgotten, summaryOf } from "./summary.ts"
import { timelineOf } from "./timeline.ts"

type Problem = BadInput | NotFound | Refused | Unavailable

/** What people ask of Parley, from the CLI or over HTTP; the same answers and the same errors for both. */
export class Operations extends Context.Tag("@parley/server/Operations")<Operations, {
  readonly status: Effect.Effect<Status, Problem>
  readonly startCampaign: (campaign: unknown, roster: string) => Effect.Effect<CampaignStarted, Problem>
  readonly timeline: (negotiation: string) => Effect.Effect<Timeline, Problem>
  readonly explain: (negotiation: string) => Effect.Effect<Explanation, Problem>
  /** The one negotiation that an id or a name means. */
  readonly find: (negotiation: string) => Effect.Effect<NegotiationSummary, Problem>
  readonly draft: (negotiation: string) => Effect.Effect<WaitingDraft, Problem>
  readonly stopAgency: (request: AgencyStop) => Effect.Effect<AgencyStopped, Problem>
  readonly decide: (negotiation: string, decision: Decision) => Effect.Effect<Decided, Problem>
  readonly deadLetters: Effect.Effect<DeadLetterList, Problem>
  /** Answers what is left. */
  readonly settleLetter: (decision: LetterDecision) => Effect.Effect<DeadLetterList, Problem>
  /** Stops all sending at once, or lets it go on. */
  readonly switchSending: (stop: boolean, by: string) => Effect.Effect<Sending, Problem>
  readonly audit: (request: AuditRequest) => Effect.Effect<AuditPage, Problem>
  readonly forget: (address: string, by: string) => Effect.Effect<Forgotten, Problem>
}>() {}

/** The operations on the books themselves, with the mailbox and team channel that run already. */
export const layer: Layer.Layer<Operations, never, Store | Roster | Settings | Mailbox | TeamChannel> = Layer.unwrapEffect(
  Effect.map(Effect.context<Mailbox | TeamChannel>(), (running) => layerWith(Layer.succeedContext(running)))
)

/** The same where nothing runs: `outside` is made only for the operation that changes more than the books. */
export const layerWith = (outside: Layer.Layer<Mailbox | TeamChannel, MailboxUnavailable | TeamUnavailable>): Layer.Layer<Operations, never, Store | Roster | Settings> =>
  Layer.effect(
    Operations,
    Effect.gen(function*() {
      const context = yield* Effect.context<Store | Roster | Settings>()
      const store = yield* Store
      const roster = yield* Roster
      const provide = <A, E>(effect: Effect.Effect<A, E, Store | Roster | Settings>) => Effect.provide(effect, context)

      const rows = Effect.gen(function*() {
        const all = yield* store.negotiations(null)
        const campaigns = yield* store.campaigns
        return yield* Effect.forEach(all, (row) => named(row, campaigns))
      })
      const named = (row: NegotiationRow, campaigns: ReadonlyArray<CampaignBooks>) =>
        Effect.map(store.influencer(row.influencer), (influencer) => ({
          row, influencer, books: campaigns.find((one) => one.campaign.id === row.campaign) ?? null
        }))

      const letters = Effect.gen(function*() {
        const found = yield* deadLetters
        return {
          letters: yield* Effect.forEach(found.map(deadLetterOf), (letter) => Effect.gen(function*() {
            const row = letter.negotiation === null ? null : yield* store.negotiation(NegotiationId.make(letter.negotiation))
            const influencer = row === null ? null : yield* store.influencer(row.influencer)
            return { ...letter, creator: influencer?.name ?? null }
          }))
        }
      }).pipe(provide)

      const sending = Effect.map(store.sendingStopped, (stopped) => ({ stopped: stopped !== null, by: stopped?.by ?? null, at: stopped?.at ?? null }))

      const movedOn = (negotiation: NegotiationId, seen: number, error: Refusal, currency: Currency) =>
        Effect.flatMap(store.events(negotiation), (events) => {
          const outcome = outcomeSince(events, seen, currency)
          return Effect.fail(outcome === null ? error : new Refused({ message: `Settled already: ${settledText(outcome)}. Nothing was changed` }))
        })

      const find = (query: string) =>
        Effect.gen(function*() {
          const wanted = query.trim().toLowerCase()
          const byId = isNegotiationId(wanted) ? yield* store.negotiation(NegotiationId.make(wanted)) : null
          if (byId !== null) return yield* named(byId, yield* store.campaigns)
          const all = yield* rows
          const found = all.filter(({ influencer, row }) => row.id === wanted || influencer?.name.toLowerCase() === wanted)
          const close = found.length > 0 ? found : all.filter(({ influencer }) => influencer?.name.toLowerCase().includes(wanted) ?? false)
          const one = close.length === 1 ? close[0] : undefined
          if (one === undefined) {
            return yield* new NotFound({
              message: close.length === 0
                ? `No negotiation is called ${JSON.stringify(query)}: expected an id such as n-4k7mp2xw9abc, or a creator's name; \`parley status\` lists them`
                : `${close.length} negotiations fit ${JSON.stringify(query)}: say which by its id`,
              candidates: close.map(({ influencer, row }) => `${row.id} (${influencer?.name ?? forgotten}, ${row.campaign})`)
            })
          }
          return one
        })

      return {
        status: Effect.gen(function*() {
          const all = yield* rows
          const counts = yield* store.counts
          return {
            campaigns: (yield* store.campaigns).map((books) => campaignSummary(books, all.flatMap(({ row }) => row.campaign === books.campaign.id ? [row.state] : []))),
            negotiations: all.map(({ influencer, row }) => summaryOf(row, influencer)),
            unaccountedMessages: counts.unaccounted,
            inbox: { ...counts.inbox }, mail: { ...counts.mail }, team: { ...counts.team },
            quarantined: counts.quarantined,
            deadLetters: counts.deadLetters,
            denials: counts.denials,
            sending: yield* sending
          }
        }).pipe(Effect.mapError(storeProblem)),

        startCampaign: (input, source) =>
          Effect.gen(function*() {
            const read = readCampaign(input)
            if (Either.isLeft(read)) {
              return yield* new BadInput({ message: "The campaign cannot be started", problems: [...read.left.problems] })
            }
            const campaign = read.right
            const reading = yield* roster.read(source, campaign.currency)
            const ids = yield* openCampaign(campaign, reading, source)
            return { campaign: campaign.id, creators: ids.length, rosterProblems: [...reading.problems] }
          }).pipe(
            provide,
            Effect.catchTags({
              RosterUnavailable: (error) =>
                new BadInput({ message: "The roster cannot be read", problems: [{ field: error.source, expected: error.expected, got: error.reason }] }),
              NobodyToWriteTo: (error) =>
                new BadInput({ message: `The roster has no row that can be used (${error.problems} bad cells)`, problems: [] }),
              AlreadyExists: (error) => new Refused({ message: `There is a ${error.what} ${error.id} already: give this one another id` }),
              StoreUnavailable: (error) => Effect.fail(storeProblem(error))
            })
          ),

        timeline: (query) =>
          Effect.gen(function*() {
            const { books, influencer, row } = yield* find(query)
            const events = yield* store.events(row.id)
            const messages = yield* store.messages(row.id)
            return timelineOf(summaryOf(row, influencer), events, messages, books?.campaign ?? null)
          }).pipe(Effect.mapError(problem)),

        explain: (query) =>
          Effect.gen(function*() {
            const { books, influencer, row } = yield* find(query)
            const events = yield* store.events(row.id)
            return explanationOf(summaryOf(row, influencer), events, books?.campaign ?? null, yield* ModelUse)
          }).pipe(Effect.mapError(problem)),

        find: (query) => Effect.map(find(query), ({ influencer, row }) => summaryOf(row, influencer)).pipe(Effect.mapError(problem)),

        draft: (query) =>
          Effect.gen(function*() {
            const { influencer, row } = yield* find(query)
            const { body, mail, subject, text } = yield* waitingDraft(row.id).pipe(Effect.mapError((error) => decisionProblem(error, "USD")))
            return { negotiation: summaryOf(row, influencer), version: row.version, mail, subject, body, text }
          }).pipe(provide, Effect.mapError(problem)),

        stopAgency: ({ by, command, domain, seen }) =>
          Effect.gen(function*() {
            const found = yield* stopAgency(domain, Actor.make(by), CommandId.make(`person-${command}`), seen).pipe(Effect.mapError((error) =>
              error._tag === "NoAgency"
                ? new BadInput({ message: "No agency was stopped", problems: [{ field: "domain", expected: error.expected, got: domain }] })
                : error._tag === "AgencyChanged"
                ? new Refused({ message: `Nobody was stopped: it would be other negotiations than those you were shown, ${error.now} by now. List them again; ${error.digest} names them` })
                : problem(error)))
            const summaries = yield* Effect.forEach(found.negotiations, (row) => Effect.map(store.influencer(row.influencer), (influencer) => summaryOf(row, influencer)))
            return {
              domain: found.domain, confirmed: seen !== null, digest: found.digest, negotiations: summaries,
              refused: found.refused.map(({ negotiation, refusal }) => ({ negotiation, reason: decisionProblem(refusal, "USD").message }))
            }
          }).pipe(provide, Effect.mapError(problem)),

        decide: (query, decision) =>
          Effect.gen(function*() {
            const { books, influencer, row } = yield* find(query)
            const currency = books?.campaign.currency ?? "USD"
            const choice = yield* choiceOf(decision, currency)
            const outcome = yield* humanCommand(row.id, choice, Actor.make(decision.by), CommandId.make(`person-${decision.command}`), decision.seen, decision.mark).pipe(
              Effect.catchTag("MovedOn", (error) => movedOn(row.id, error.seen, error, currency)),
              Effect.mapError((error) => decisionProblem(error, currency))
            )
            return { negotiation: row.id, creator: influencer?.name ?? forgotten, state: outcome.state, events: outcome.events, repeated: outcome.repeated, amount: "amount" in choice ? choice.amount : null }
          }).pipe(provide, Effect.mapError(problem)),

        deadLetters: Effect.mapError(letters, storeProblem),

        settleLetter: ({ by, choice, command, letter }) =>
          Effect.gen(function*() {
            yield* settleLetter(letter, choice, Actor.make(by), CommandId.make(`person-${command}`)).pipe(
              Effect.mapError((error) => error._tag === "NoSuchLetter"
                ? new NotFound({ message: `No dead letter is called ${JSON.stringify(letter)}; \`parley dead-letters\` lists them`, candidates: [] })
                : decisionProblem(error, "USD"))
            )
            return yield* letters
          }).pipe(provide, Effect.mapError(problem)),

        switchSending: (stop, by) =>
          Effect.gen(function*() {
            yield* store.stopSending(stop ? { by: Actor.make(by), at: yield* now } : null)
            yield* Effect.logWarning(stop ? "sending is stopped" : "sending goes on").pipe(Effect.annotateLogs({ by }))
            return yield* sending
          }).pipe(Effect.mapError(storeProblem)),

        audit: (request) => Effect.mapError(audit(store, request), problem),

        forget: (address, by) =>
          Effect.gen(function*() {
            const read = decodeAddress(address.trim().toLowerCase())
            if (Either.isLeft(read)) {
              return yield* new BadInput({ message: "Nobody was forgotten", problems: [{ field: "address", expected: "a mail address, e.g. maya@example.com", got: address }] })
            }
            return yield* forgetPerson(read.right, Actor.make(by)).pipe(Effect.provide(outside), Effect.mapError(notForgotten))
          }).pipe(provide, Effect.mapError(problem))
      }
    })
  )

const isNegotiationId = Schema.is(NegotiationId)

const decodeAddress = Schema.decodeEither(EmailAddress)

const notForgotten = (error: Effect.Effect.Error<ReturnType<typeof forgetPerson>> | MailboxUnavailable | TeamUnavailable): Problem => {
  switch (error._tag) {
    case "UnknownAddress":
      return new NotFound({ message: `Nothing is known of ${error.address}; nothing was changed`, candidates: [] })
    case "OwnAddress":
      return new Refused({ message: `${error.address} is our own address, which stands in every mail: expected a creator's or a contact's` })
    case "NotYet":
      return new Refused({ message: `Not yet: ${error.reason}. Try again in a moment; what was begun is finished then` })
    case "StoreUnavailable":
    case "Quarantined":
      return problem(error)
    case "MailboxUnavailable":
    case "TeamUnavailable":
      return new Unavailable({ message: `Not everything could be erased: ${error.reason}. Mend that and run it again to finish` })
    default:
      return decisionProblem(error, "USD")
  }
}

const choiceOf = (decision: Decision, currency: Currency): Effect.Effect<Choice, BadInput> =>
  Effect.gen(function*() {
    switch (decision.choice) {
      case "approve": return { _tag: "Approve" as const }
      case "decline": return { _tag: "Decline" as const }
      case "claim": return { _tag: "Claim" as const }
      case "resume": return { _tag: "Resume" as const }
      case "pause": return { _tag: "Pause" as const }
      case "stop": return { _tag: "Stop" as const }
      case "to-creator": return { _tag: "CorrectCounterparty" as const, counterparty: "influencer" as const }
      case "to-manager": return { _tag: "CorrectCounterparty" as const, counterparty: "talent_manager" as const }
      case "edit":
        return decision.draft === null
          ? yield* new BadInput({ message: "edit needs the mail's words", problems: [{ field: "draft", expected: "a subject and a body", got: "nothing" }] })
          : { _tag: "EditDraft" as const, draft: decision.draft }
      case "counter":
      case "agree": {
        const amount = decision.amount === null ? null : parseAmount(decision.amount, currency)
        if (amount === null) {
          return yield* new BadInput({
            message: `${decision.choice} needs an amount`,
            problems: [{ field: "amount", expected: `an amount in ${currency}, e.g. 2450 or 2,450.50`, got: decision.amount ?? "nothing" }]
          })
        }
        return { _tag: decision.choice === "counter" ? "CounterWith" as const : "AgreeAt" as const, amount }
      }
    }
  })

const campaignSummary = ({ agreed, campaign, deals, reserved, saved, views }: CampaignBooks, states: ReadonlyArray<State>): CampaignSummary => ({
  id: campaign.id, name: campaign.name, currency: campaign.currency, budget: campaign.budget, agreed, reserved, deals,
  headcount: campaign.headcount, targetCpm: campaign.cpm.target, ceilingCpm: campaign.cpm.ceiling,
  campaignCpm: campaignCpm(agreed, views), saved, forecast: forecastOf(campaign.headcount, states)
})

const decisionProblem = (error: Refusal | Refused | DraftBlocked | StoreUnavailable | Quarantined, currency: Currency): Problem => {
  switch (error._tag) {
    case "StoreUnavailable":
    case "Quarantined":
    case "Refused":
      return problem(error)
    case "DraftBlocked":
      return new BadInput({
        message: "The mail may not leave with these words",
        problems: error.objections.map((got) => ({ field: "draft", expected: "nothing that the campaign does not grant, and figures only as slots such as {{rate}}", got }))
      })
    case "OutsideLimits":
      return new Refused({ message: refusalText(error, currency), field: "amount" })
    default:
      return new Refused({ message: refusalText(error, currency) })
  }
}

const storeProblem = (error: StoreUnavailable): Problem => new Unavailable({ message: `The books cannot be used: ${error.reason}` })

const problem = (error: Problem | StoreUnavailable | Quarantined): Problem =>
  error._tag === "StoreUnavailable"
    ? storeProblem(error)
    : error._tag === "Quarantined"
    ? new Refused({ message: `Negotiation ${error.negotiation} is set aside: ${error.reason}; \`parley verify\` says what is wrong` })
    : error
