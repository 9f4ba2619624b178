import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { addressingOf } from "../drafting/Thread.ts"
import { NegotiationId } from "../Ids.ts"
import { instant } from "../Instant.ts"
import { settledBy } from "../negotiation/settled.ts"
import { Mailbox } from "../ports/Mailbox.ts"
import type { OutboxRow } from "../ports/Outbox.ts"
import { Store, type StoreUnavailable } from "../ports/Store.ts"
import { type Notice, noticeKinds, plainNotice, TeamChannel, TeamRejected, TeamUnavailable } from "../ports/TeamChannel.ts"
import { describe } from "./describe.ts"
import { now } from "./ids.ts"
import { between, KillPoints } from "./KillPoints.ts"
import { noticeOf, type NoticeFacts } from "./noticeOf.ts"
import { subject } from "./perform.ts"
import { piece } from "./piece.ts"
import { pauseAfter, retryPolicies } from "./RetryPolicy.ts"
import { Settings } from "./Settings.ts"
import { briefOfWaiting, writeForYes } from "./WriteMail.ts"

const policy = retryPolicies.team

/** No more in one pass, so that others get their turn. */
const most = 200

/** A channel that wants a breath is not down: it gets so many, of so many milliseconds at most. */
const breaths = 5
const longestBreath = 60_000

/**
 * Posts what the team has to hear, each once and in the order it happened, and shows what became of what they were asked. A channel that is down
 * ends the pass and costs no row an attempt: all of it waits, in its order, and nothing else is held up. Answers how many rows it touched.
 */
export const tellTeam = Effect.gen(function*() {
  const store = yield* Store
  let touched = 0
  let waited = 0
  while (touched < most) {
    // one at a time: what follows the first of a negotiation may be older than the first of the next
    const [row] = yield* store.outboxDue("team", yield* now, 1)
    if (row === undefined) return touched
    const done = yield* guarded(row, tell(row))
    if (done instanceof TeamUnavailable) {
      if (done.retryAfter === undefined || done.retryAfter > longestBreath || waited >= breaths) return yield* done
      waited += 1
      yield* Effect.sleep(done.retryAfter)
      continue
    }
    if (!done) return touched
    waited = 0
    touched += 1
  }
  return touched
})

const tell = (row: OutboxRow) =>
  Effect.gen(function*() {
    const store = yield* Store
    const team = yield* TeamChannel
    const told = row.event === null ? yield* storedNotice(row) : yield* eventNotice(row, row.event)
    const thread = told === null || told.negotiation === null ? null : yield* threadOf(told.negotiation)
    const posted = told === null ? null : yield* team.post(told, thread).pipe(between("before-post", "after-post"))
    yield* store.moveOutbox(row, ["pending"], "sent", { posted, error: null })
    yield* Effect.flatMap(KillPoints, ({ reach }) => reach("after-told"))
  })

/** The negotiation's latest post. */
const threadOf = (negotiation: string) =>
  Effect.map(Effect.flatMap(Store, (store) => store.outboxOf(negotiation)), (rows) =>
    rows.findLast(({ lane, posted }) => lane === "team" && posted !== null)?.posted ?? null)

const eventNotice = (row: OutboxRow, version: number) =>
  Effect.gen(function*() {
    const store = yield* Store
    const it = yield* Effect.catchTag(subject(NegotiationId.make(row.subject)), "Quarantined", () => Effect.succeed(null))
    // Set aside: a notice of its own has told the team.
    if (it === null || it.state._tag === "Unopened") return null
    const mailbox = yield* Mailbox
    const [events, messages] = [yield* store.events(it.id), yield* store.messages(it.id)]
    const threadId = messages.findLast((one) => one.threadId !== null)?.threadId ?? null
    const facts: NoticeFacts = {
      negotiation: it.id, campaign: it.campaign, influencer: it.influencer, events, messages, draft: null,
      link: threadId === null ? null : mailbox.link(threadId)
    }
    yield* showSettled(row, version, facts)
    const waiting = it.state.core.pending
    const brief = waiting !== null && (waiting.held === "approval" || waiting.held === "review") ? briefOfWaiting(it, waiting.mail, events, messages) : null
    const written = brief === null || waiting === null ? null : yield* writeForYes(it, waiting.mail, brief)
    const { cc, subject: subjectLine, to } = addressingOf(messages, it.influencer, (yield* Settings).ownAddresses)
    return noticeOf(version, { ...facts, draft: written === null ? null : {
      to: [...to, ...cc].map(({ address }) => address).join(", "), subject: subjectLine ?? written.mail.subject, text: written.mail.text
    } })
  })

/** What was asked before, and is settled by the event that this row is about, is shown with who did what. */
const showSettled = (row: OutboxRow, version: number, facts: NoticeFacts) =>
  Effect.gen(function*() {
    const store = yield* Store
    const team = yield* TeamChannel
    const rows = (yield* store.outboxOf(row.subject)).filter(({ event, lane }) => lane === "team" && event !== null && event < version)
    const before = rows.reduce((latest, { event }) => Math.max(latest, event ?? 0), 0)
    for (const { event, posted } of rows) {
      const settled = posted === null || event === null ? null : settledBy(facts.events, event)
      if (posted === null || event === null || settled === null || settled.version <= before || settled.version > version) continue
      const notice = noticeOf(event, facts)
      if (notice === null || notice.outcome === null) continue
      // a post that cannot be shown otherwise costs nobody a notice
      yield* Effect.catchTag(team.update(posted, notice), "TeamRejected", ({ reason }) => Effect.logWarning("a post cannot be shown as settled").pipe(Effect.annotateLogs({ post: posted, reason })))
    }
  })

const Stored = Schema.parseJson(Schema.Struct({
  id: Schema.String,
  kind: Schema.Literal(...noticeKinds),
  negotiation: Schema.NullOr(Schema.String),
  title: Schema.String,
  facts: Schema.Array(Schema.Tuple(Schema.String, Schema.String)),
  quotes: Schema.Array(Schema.String),
  at: Schema.Number
}))

const storedNotice = (row: OutboxRow): Effect.Effect<Notice | null> =>
  Either.match(Schema.decodeEither(Stored)(row.payload), {
    onLeft: (error) => Effect.as(Effect.logError(`a stored notice cannot be read: ${error.message}`), null),
    onRight: (stored) => Effect.succeed({ ...plainNotice(stored), quotes: stored.quotes })
  })

const guarded = <E, R>(row: OutboxRow, work: Effect.Effect<void, E, R>) =>
  piece<boolean | TeamUnavailable, E, R, StoreUnavailable, Store>(
    Effect.as(work, true),
    (cause) =>
      Effect.gen(function*() {
        const store = yield* Store
        const error = Cause.squash(cause)
        const problem = describe(cause)
        if (error instanceof TeamUnavailable) {
          yield* store.moveOutbox(row, ["pending"], "pending", { error: problem })
          return error
        }
        const attempts = row.attempts + 1
        yield* Effect.logWarning("the team could not be told yet").pipe(Effect.annotateLogs({ subject: row.subject, attempts, problem }))
        const dead = error instanceof TeamRejected || attempts >= policy.attempts
        if (dead) yield* Effect.logError("a notice could not be posted and is a dead letter").pipe(Effect.annotateLogs({ subject: row.subject, notice: row.seq, problem }))
        return yield* store.moveOutbox(row, ["pending"], dead ? "dead" : "pending", {
          attempts, error: problem, nextAt: instant((yield* now) + (yield* pauseAfter(policy, attempts, cause)))
        })
      }),
    false
  )
