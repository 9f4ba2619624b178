import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { NegotiationId } from "../Ids.ts"
import { instant } from "../Instant.ts"
import type { OutboxRow } from "../ports/Outbox.ts"
import { Store } from "../ports/Store.ts"
import { type Notice, noticeKinds, TeamChannel, TeamRejected } from "../ports/TeamChannel.ts"
import { describe } from "./describe.ts"
import { now } from "./ids.ts"
import { between, KillPoints } from "./KillPoints.ts"
import { noticeOf } from "./noticeOf.ts"
import { subject } from "./perform.ts"
import { piece } from "./piece.ts"
import { pauseAfter, retryPolicies } from "./RetryPolicy.ts"

const policy = retryPolicies.team

/** Posts what the team has to hear, each once; a channel that is down delays nothing else. Answers how many rows it touched. */
export const tellTeam = Effect.gen(function*() {
  const store = yield* Store
  const rows = yield* store.outboxDue("team", yield* now, 200)
  const done = yield* Effect.forEach(rows, (row) => guarded(row, tell(row)))
  return done.filter((told) => told).length
})

const tell = (row: OutboxRow) =>
  Effect.gen(function*() {
    const store = yield* Store
    const team = yield* TeamChannel
    const notice = row.event === null ? yield* storedNotice(row) : yield* eventNotice(row, row.event)
    if (notice !== null) yield* team.post(notice).pipe(between("before-post", "after-post"))
    yield* store.moveOutbox(row, ["pending"], "sent", { error: null })
    yield* Effect.flatMap(KillPoints, ({ reach }) => reach("after-told"))
  })

const eventNotice = (row: OutboxRow, version: number) =>
  Effect.gen(function*() {
    const store = yield* Store
    const it = yield* Effect.catchTag(subject(NegotiationId.make(row.subject)), "Quarantined", () => Effect.succeed(null))
    // Set aside: a notice of its own has told the team.
    if (it === null) return null
    const stored = (yield* store.events(it.id)).find((one) => one.version === version)
    if (stored === undefined || it.state._tag === "Unopened") return null
    return noticeOf(stored.event, version, {
      negotiation: it.id, campaign: it.campaign, influencer: it.influencer, core: it.state.core, messages: yield* store.messages(it.id)
    })
  })

const Stored = Schema.parseJson(Schema.Struct({
  id: Schema.String,
  kind: Schema.Literal(...noticeKinds),
  negotiation: Schema.NullOr(Schema.String),
  title: Schema.String,
  facts: Schema.Array(Schema.Tuple(Schema.String, Schema.String)),
  quotes: Schema.Array(Schema.String),
  actions: Schema.Array(Schema.String),
  at: Schema.Number
}))

const storedNotice = (row: OutboxRow): Effect.Effect<Notice | null> =>
  Either.match(Schema.decodeEither(Stored)(row.payload), {
    onLeft: (error) => Effect.as(Effect.logError(`a stored notice cannot be read: ${error.message}`), null),
    onRight: (notice) => Effect.succeed(notice)
  })

const guarded = <E, R>(row: OutboxRow, work: Effect.Effect<void, E, R>) =>
  piece(
    Effect.as(work, true),
    (cause) =>
      Effect.gen(function*() {
        const store = yield* Store
        const attempts = row.attempts + 1
        const problem = describe(cause)
        yield* Effect.logWarning("the team could not be told yet").pipe(Effect.annotateLogs({ subject: row.subject, attempts, problem }))
        const dead = Cause.squash(cause) instanceof TeamRejected || attempts >= policy.attempts
        if (dead) yield* Effect.logError("a notice could not be posted and is a dead letter").pipe(Effect.annotateLogs({ subject: row.subject, notice: row.seq, problem }))
        return yield* store.moveOutbox(row, ["pending"], dead ? "dead" : "pending", {
          attempts, error: problem, nextAt: instant((yield* now) + (yield* pauseAfter(policy, attempts, cause)))
        })
      }),
    false
  )
