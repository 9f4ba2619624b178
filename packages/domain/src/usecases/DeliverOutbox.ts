import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { quietUntil } from "../campaign/QuietHours.ts"
import { NegotiationId } from "../Ids.ts"
import { instant } from "../Instant.ts"
import { Mailbox, MailboxUnavailable, type StagedDraft } from "../ports/Mailbox.ts"
import type { OutboxRow } from "../ports/Outbox.ts"
import { Store, type StoreUnavailable } from "../ports/Store.ts"
import { describe } from "./describe.ts"
import { now } from "./ids.ts"
import { between, KillPoints } from "./KillPoints.ts"
import { altered, confirmSent, markerOf, trouble } from "./MailOutcome.ts"
import { subject } from "./perform.ts"
import { piece } from "./piece.ts"
import { afterFailure, retryPolicies } from "./RetryPolicy.ts"
import { Settings } from "./Settings.ts"
import { stage } from "./StageMail.ts"

const policy = retryPolicies.mailbox
const day = 86_400_000
const unknownOutcome = new MailboxUnavailable({ reason: "the outcome is not known" })

/**
 * Works off the mail that is due, one mail of a negotiation at a time; answers how many rows came further. While sending is
 * stopped, only what may have left already is looked for. Sends nothing while the books are behind the mailbox: a reply they have
 * not seen may have made it wrong.
 */
export const deliverMail = Effect.gen(function*() {
  const store = yield* Store
  const { concurrency, mailbox } = yield* Settings
  if ((yield* store.behindSince(mailbox)) !== null) return 0
  const rows = yield* store.outboxDue("mail", yield* now, 200, ...((yield* store.sendingStopped) === null ? [] : ["dispatching"] as const))
  const done = yield* Effect.forEach(rows, (row) => guarded(row, deliver(row)), { concurrency })
  return done.filter((further) => further).length
})

/** For books that are behind: what a negotiation decided becomes a draft, what left already is confirmed, and nothing is sent. */
export const settleDecided = (negotiation: NegotiationId) =>
  Effect.gen(function*() {
    const rows = (yield* (yield* Store).outboxOf(negotiation)).filter(({ lane, status }) => lane === "mail" && (status === "pending" || status === "staged" || status === "dispatching"))
    yield* Effect.forEach(rows, (row) => guarded(row, settle(row)), { discard: true })
  })

const settle = (row: OutboxRow) =>
  Effect.gen(function*() {
    if (row.status === "dispatching") return yield* resolve(row, unknownOutcome)
    if (row.draftId === null) return yield* Effect.asVoid(stage(row))
    const mailbox = yield* Mailbox
    const fate = yield* mailbox.lookup(markerOf(row), row.draftId)
    if (fate._tag === "Sent") yield* confirmSent(row, fate.mail)
  })

/**
 * Removes the drafts of mail that will never leave, but for those that hold a person's words by now. Fails while the mailbox cannot be used,
 * so that whoever repeats this waits.
 */
export const discardDrafts = Effect.gen(function*() {
  const store = yield* Store
  const mailbox = yield* Mailbox
  const kill = yield* KillPoints
  const rows = yield* store.draftsToDiscard(200)
  const done = yield* Effect.forEach(rows, (row) =>
    piece<boolean | MailboxUnavailable, MailboxUnavailable | StoreUnavailable, never, never, never>(
      Effect.gen(function*() {
        yield* kill.reach("before-discard")
        if (row.draftId !== null && row.contentHash !== null) yield* mailbox.discard({ draftId: row.draftId, contentHash: row.contentHash })
        return yield* store.moveOutbox(row, ["superseded"], "superseded", { draftId: null }).pipe(Effect.tap(kill.reach("after-discard")))
      }),
      (cause) => {
        const error = Cause.squash(cause)
        return error instanceof MailboxUnavailable ? Effect.succeed(error) : Effect.as(Effect.logWarning(`a draft could not be removed: ${describe(cause)}`), false)
      },
      false
    ))
  const down = done.find((one) => one instanceof MailboxUnavailable)
  if (down !== undefined) return yield* down
  return done.filter((removed) => removed === true).length
})

/** A failure is written on the row, whatever status it has reached by now; true when the row came further, or the failure was recorded. */
const guarded = <E, R>(row: OutboxRow, work: Effect.Effect<void, E, R>) =>
  piece(Effect.as(work, true), (cause) => Effect.as(failed(row, cause), true), false)

const failed = (row: OutboxRow, cause: Cause.Cause<unknown>) =>
  Effect.gen(function*() {
    const store = yield* Store
    const { attempts, wait } = yield* afterFailure(policy, row.attempts, cause)
    const error = describe(cause)
    const fields = { attempts, error, nextAt: instant((yield* now) + wait) }
    yield* Effect.logWarning("a mail could not be delivered yet").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, attempts, error }))
    const unsent = (yield* store.moveOutbox(row, ["pending"], "pending", fields)) || (yield* store.moveOutbox(row, ["staged"], "staged", fields))
    if (unsent) return attempts < policy.attempts ? undefined : yield* trouble(row, "not_sendable")
    // Claimed: it may have left, so it is looked for again, and in doubt when nobody can look.
    yield* store.moveOutbox(row, ["dispatching"], "dispatching", fields)
    if (attempts >= policy.attempts) yield* trouble(row, "in_doubt")
  })

const deliver = (row: OutboxRow) =>
  Effect.gen(function*() {
    switch (row.status) {
      case "dispatching":
        // A claim without an outcome: this process or an earlier one died or lost the answer. Look, never resend.
        return yield* resolve(row, unknownOutcome)
      case "staged":
        return (yield* waitsForMorning(row)) ? undefined : yield* dispatch(row)
      default: {
        if (yield* waitsForMorning(row)) return
        const staged = row.draftId === null ? yield* stage(row) : yield* stagedBefore(row)
        if (staged !== null) yield* dispatch(staged)
      }
    }
  })

/** Puts a mail off to the end of the counterparty's quiet hours; false when it may leave now (MAIL-10). */
const waitsForMorning = (row: OutboxRow) =>
  Effect.gen(function*() {
    const store = yield* Store
    const { campaign, id, influencer } = yield* subject(NegotiationId.make(row.subject))
    const { quietHours } = campaign.policy
    if (quietHours === null) return false
    const lastIn = (yield* store.messages(id)).findLast((message) => message.direction === "in" && message.dateOffset !== null && !isServersClock(message.dateOffset))
    const until = quietUntil(quietHours, influencer.timeZone ?? lastIn?.dateOffset ?? campaign.timeZone ?? "UTC", yield* now)
    if (until === null) return false
    yield* store.moveOutbox(row, [row.status], row.status, { nextAt: until, error: "waits for the end of their quiet hours" })
    return true
  })

/** Many mail systems write UTC whoever sends: no offset says nothing of where somebody lives. */
const isServersClock = (offset: number): boolean => offset === 0

/** Held after it was staged: the draft is in the mailbox, perhaps edited by now, which dispatching it will tell. */
const stagedBefore = (row: OutboxRow) =>
  Effect.flatMap(Store, (store) =>
    Effect.map(store.moveOutbox(row, ["pending"], "staged", {}), (moved) => moved ? { ...row, status: "staged" as const } : null))

const dispatch = (row: OutboxRow) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mailbox = yield* Mailbox
    const kill = yield* KillPoints
    if (row.draftId === null || row.contentHash === null) {
      return yield* Effect.asVoid(store.moveOutbox(row, ["staged"], "pending", { error: "staged without a draft" }))
    }
    const draft: StagedDraft = { draftId: row.draftId, contentHash: row.contentHash }
    yield* kill.reach("before-claim")
    const { sendsPerDay } = yield* Settings
    const at = yield* now
    const claim = yield* store.claimMail(row, at, { since: instant(at - day), limit: sendsPerDay })
    if (claim._tag === "BudgetSpent") {
      yield* Effect.logWarning("the mailbox has sent its mails of the day").pipe(Effect.annotateLogs({ sendsPerDay }))
      yield* store.moveOutbox(row, ["staged"], "staged", { nextAt: instant(claim.oldest + day), error: "waits for the send budget" })
    }
    if (claim._tag !== "Claimed") return
    const claimedRow = { ...row, status: "dispatching" as const }
    yield* kill.reach("before-dispatch")
    yield* mailbox.dispatch(draft).pipe(
      Effect.tap(kill.reach("after-dispatch")),
      Effect.flatMap((sent) => confirmSent(row, sent)),
      Effect.catchTags({
        MailboxUnavailable: (error) => resolve(claimedRow, error),
        MailboxRejected: () => trouble(row, "not_sendable"),
        DraftChanged: ({ raw }) => altered(row, raw, null)
      })
    )
  })

/** Draft gone and message found is sent; draft still there is not sent; neither is for a human (MAIL-06). */
const resolve = (row: OutboxRow, error: MailboxUnavailable) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mailbox = yield* Mailbox
    const fate = yield* mailbox.lookup(markerOf(row), row.draftId).pipe(between("before-lookup", "after-lookup"))
    switch (fate._tag) {
      case "Sent":
        return yield* confirmSent(row, fate.mail)
      case "Draft": {
        const { attempts, wait } = yield* afterFailure(policy, row.attempts, Cause.fail(error))
        yield* Effect.logWarning("a mail did not leave and is tried again").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, attempts, reason: error.reason }))
        const atOnce = attempts === 1 && error.retryAfter === undefined
        yield* store.moveOutbox(row, ["dispatching"], "staged", { attempts, error: error.reason, nextAt: instant((yield* now) + (atOnce ? 0 : wait)) })
        return attempts < policy.attempts ? undefined : yield* trouble(row, "not_sendable")
      }
      case "Gone":
        return yield* trouble(row, "in_doubt")
    }
  })
