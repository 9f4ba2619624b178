import type { AgencyStop, LetterDecision, LetterSettled, Overview, UnaccountedMessage } from "@parley/api/OperationsApi"
import type { AuditPage, AuditRequest } from "@parley/api/Audit"
import type { Page, PageRequest } from "@parley/api/Page"
import { BadInput, NotFound, Refused } from "@parley/api/Problems"
import type { AgencyStopped, DeadLetterReport, Sending } from "@parley/api/Reports"
import { Actor, CommandId, NegotiationId } from "@parley/domain/Ids"
import type { LetterPlace } from "@parley/domain/ports/Listings"
import { Store } from "@parley/domain/ports/Store"
import { settleLetter } from "@parley/domain/usecases/DeadLetters"
import { now } from "@parley/domain/usecases/ids"
import type { Settings } from "@parley/domain/usecases/Settings"
import { stopAgency } from "@parley/domain/usecases/StopAgency"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { audit } from "../audit/audit.ts"
import { deadLetterOf } from "../deadLetter.ts"
import { summaryOf } from "../summary.ts"
import type { By } from "./negotiations.ts"
import { byPosition, page, type Paged, shown } from "./page.ts"
import { decisionProblem, problem, type Problem, storeProblem } from "./Problem.ts"

/** How everything stands, and what a person does about what went wrong. */
export interface SystemOperations {
  readonly overview: Effect.Effect<Overview, Problem>
  readonly letterPage: (request: PageRequest) => Effect.Effect<Page<DeadLetterReport>, Problem>
  readonly settleLetter: (decision: By<LetterDecision>) => Effect.Effect<LetterSettled, Problem>
  readonly unaccounted: (request: PageRequest) => Effect.Effect<Page<UnaccountedMessage>, Problem>
  readonly sending: Effect.Effect<Sending, Problem>
  /** Stops all sending at once, or lets it go on. */
  readonly switchSending: (stop: boolean, by: string) => Effect.Effect<Sending, Problem>
  readonly stopAgency: (request: By<AgencyStop>) => Effect.Effect<AgencyStopped, Problem>
  readonly audit: (request: AuditRequest) => Effect.Effect<AuditPage, Problem>
}

export const make: Effect.Effect<SystemOperations, never, Store | Settings> = Effect.gen(function*() {
  const context = yield* Effect.context<Store | Settings>()
  const store = yield* Store
  const sending = Effect.map(store.sendingStopped, (stopped) => ({ stopped: stopped !== null, by: stopped?.by ?? null, at: stopped?.at ?? null }))
  const creatorOf = (negotiation: string | null) =>
    Effect.gen(function*() {
      const row = negotiation === null ? null : yield* store.negotiation(NegotiationId.make(negotiation))
      return row === null ? null : (yield* store.influencer(row.influencer))?.name ?? null
    })

  return {
    overview: Effect.gen(function*() {
      const counts = yield* store.counts
      return {
        campaigns: (yield* store.campaigns).length,
        negotiations: { ...counts.negotiations },
        unaccountedMessages: counts.unaccounted,
        inbox: { ...counts.inbox }, mail: { ...counts.mail }, team: { ...counts.team },
        quarantined: counts.quarantined,
        deadLetters: counts.deadLetters,
        denials: counts.denials,
        sending: yield* sending
      }
    }).pipe(Effect.mapError(storeProblem)),

    letterPage: (request) =>
      page(letters, request, (after, limit) => store.letterPage(after, limit), ({ place }) => place).pipe(
        Effect.flatMap((found) => shown(found, ({ letter }) => {
          const shown = deadLetterOf(letter)
          return Effect.map(creatorOf(shown.negotiation), (creator) => ({ ...shown, creator }))
        })),
        Effect.mapError(problem)
      ),

    settleLetter: ({ by, choice, command, letter }) =>
      settleLetter(letter, choice, Actor.make(by), CommandId.make(`person-${command}`)).pipe(
        Effect.mapError((error) => error._tag === "NoSuchLetter"
          ? new NotFound({ message: `No dead letter is called ${JSON.stringify(letter)}; \`parley dead-letters\` lists them`, candidates: [] })
          : decisionProblem(error, "USD")),
        Effect.as({ letter, choice }),
        Effect.provide(context)
      ),

    unaccounted: (request) =>
      page(byPosition("unaccounted"), request, (after, limit) => store.unaccountedPage(after ?? -1, limit), ({ order }) => order).pipe(
        Effect.flatMap((found) => shown(found, ({ attempts, error, mailbox, negotiation, nextAt, providerId, receivedAt }) =>
          Effect.succeed({ mailbox, message: providerId, receivedAt, nextAt, attempts, negotiation, error }))),
        Effect.mapError(problem)
      ),

    sending: Effect.mapError(sending, storeProblem),

    switchSending: (stop, by) =>
      Effect.gen(function*() {
        yield* store.stopSending(stop ? { by: Actor.make(by), at: yield* now } : null)
        yield* Effect.logWarning(stop ? "sending is stopped" : "sending goes on").pipe(Effect.annotateLogs({ by }))
        return yield* sending
      }).pipe(Effect.mapError(storeProblem)),

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
      }).pipe(Effect.provide(context), Effect.mapError(problem)),

    audit: (request) => Effect.mapError(audit(store, request), problem)
  }
})

interface WrittenPlace {
  readonly kind: "outbox" | "inbox"
  readonly at: number
  readonly key: readonly [string, string, number] | null
}

const letters: Paged<LetterPlace, WrittenPlace> = {
  list: "dead letters", place: Schema.Struct({ kind: Schema.Literal("outbox", "inbox"), at: Schema.Int, key: Schema.NullOr(Schema.Tuple(Schema.String, Schema.String, Schema.Int)) })
}
