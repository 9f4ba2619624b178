import { assert } from "@effect/vitest"
import { offer } from "@parley/testkit/MailboxSamples"
import type { Mailbox, MailboxUnavailable, SentMail, StagedDraft } from "@parley/domain/ports/Mailbox"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type * as Either from "effect/Either"
import type * as Scope from "effect/Scope"
import { type Fault, matrix, type Reads } from "./faultyProxy.ts"
import { faultyWorld, type FaultyWorld } from "./faultyWorld.ts"
import * as gmailWorld from "./gmailWorld.ts"
import { composeMarked } from "@parley/email/composeMarked"

/** Copies of a draft that a lost answer or two processes may have left behind. */
const leaveDrafts = ({ google }: FaultyWorld, count: number) =>
  Effect.gen(function*() {
    const raw = Buffer.from(yield* composeMarked(offer(gmailWorld.ownAddress))).toString("base64url")
    for (let index = 0; index < count; index++) {
      yield* Effect.promise(() => fetch(`${google.server.url}/gmail/v1/users/me/drafts`, {
        method: "POST", headers: { authorization: `Bearer ${google.server.oauth.issueAccessToken()}` }, body: JSON.stringify({ message: { raw } })
      }))
    }
  }).pipe(Effect.orDie)

type Row =
  | { readonly status: "pending" }
  | { readonly status: "staged" | "dispatching"; readonly draft: StagedDraft }
  | { readonly status: "sent"; readonly draft: StagedDraft; readonly mail: SentMail }

/** One round of DeliverOutbox: a claim without an outcome is looked up and never repeated. */
const next = (mailbox: Context.Tag.Service<Mailbox>, row: Row): Effect.Effect<Row, MailboxUnavailable> => {
  switch (row.status) {
    case "pending":
      return mailbox.stage(offer(gmailWorld.ownAddress)).pipe(
        Effect.map((draft): Row => ({ status: "staged", draft })),
        Effect.catchTags({ MailboxRejected: (error) => Effect.die(error), DraftChanged: (error) => Effect.die(error) })
      )
    case "staged":
      return mailbox.dispatch(row.draft).pipe(
        Effect.map((mail): Row => ({ status: "sent", draft: row.draft, mail })),
        Effect.catchTags({
          MailboxUnavailable: () => Effect.succeed<Row>({ status: "dispatching", draft: row.draft }),
          MailboxRejected: (error) => Effect.die(error), DraftChanged: (error) => Effect.die(error)
        })
      )
    case "dispatching":
      return Effect.map(mailbox.lookup("n-1/1", row.draft.draftId), (fate): Row => {
        if (fate._tag === "Gone") return assert.fail("in doubt")
        return fate._tag === "Sent" ? { status: "sent", draft: row.draft, mail: fate.mail } : { status: "staged", draft: row.draft }
      })
    case "sent":
      return Effect.succeed(row)
  }
}

/** Until it is resolved; what is unavailable is tried again, if wanted by another process. */
const deliver = ({ start }: FaultyWorld, restarts: boolean) =>
  Effect.gen(function*() {
    let mailbox = yield* start
    let row: Row = { status: "pending" }
    const tried = { stage: 0, dispatch: 0 }
    for (let round = 0; ; round++) {
      assert.isBelow(round, 10, `still ${row.status}`)
      if (row.status === "sent") break
      if (row.status === "pending") tried.stage += 1
      if (row.status === "staged") tried.dispatch += 1
      const result: Either.Either<Row, MailboxUnavailable> = yield* Effect.either(next(mailbox, row))
      const failed = result._tag === "Left" || result.right.status === "dispatching"
      if (result._tag === "Right") row = result.right
      if (failed && restarts) mailbox = yield* start
    }
    return { tried, providerId: row.mail.providerId, fate: yield* mailbox.lookup("n-1/1", row.draft.draftId) }
  })

const sendsOnce = (leftBehind: number, fault: Fault | null, index: number, restarts: boolean) =>
  Effect.gen(function*() {
    const here = yield* faultyWorld
    yield* leaveDrafts(here, leftBehind)
    const isDone = fault === null ? () => true : here.proxy.spoil(index, fault)
    const { fate, providerId, tried } = yield* deliver(here, restarts)
    const seen = here.proxy.seen()
    const { gmail } = here.google.server
    assert.deepStrictEqual(gmail.sent().map(({ id }) => id), [providerId])
    assert.deepStrictEqual(gmail.drafts(), [])
    assert.isTrue(fate._tag === "Sent" && fate.mail.providerId === providerId)
    const times = (...calls: ReadonlyArray<string>) => seen.filter((call) => calls.includes(call)).length
    // a write that was refused for a stale token was not done
    const again = fault?.name.startsWith("401") === true ? 1 : 0
    assert.isAtMost(times("drafts.send"), tried.dispatch + again)
    assert.isAtMost(times("drafts.create", "drafts.update"), tried.stage + again)
    assert.isTrue(isDone(), "the fault was never met")
    return seen
  }).pipe(Effect.scoped, Effect.catchAllDefect((defect) => Effect.die(new Error(`${fault?.name ?? "no fault"} at call ${index}, restarts ${restarts}: ${String(defect)}`, { cause: defect }))))

/** Every fault at the calls of a clean delivery, followed by the same process, by another, or both in turn. */
export const deliveries = (leftBehind: number, reads: Reads): Effect.Effect<void, unknown, Scope.Scope> =>
  Effect.gen(function*() {
    const calls = yield* sendsOnce(leftBehind, null, 0, false)
    const runs = matrix(calls, reads).flatMap(({ fault, index }, number) =>
      [true, false].filter((restarts) => reads === "all" || restarts === (number % 2 === 0)).map((restarts) => sendsOnce(leftBehind, fault, index, restarts)))
    assert.isNotEmpty(runs)
    yield* Effect.all(runs, { concurrency: 20, discard: true })
  })
