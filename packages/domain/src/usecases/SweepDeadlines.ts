import * as Cause from "effect/Cause"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { NegotiationId } from "../Ids.ts"
import type { Command } from "../negotiation/Command.ts"
import { Store } from "../ports/Store.ts"
import { describe } from "./describe.ts"
import { newCommandId, now, parley } from "./ids.ts"
import { between } from "./KillPoints.ts"
import { perform, subject } from "./perform.ts"
import { piece } from "./piece.ts"
import { Settings } from "./Settings.ts"

/**
 * Opens what was never opened, wakes what waited for money, reminds the silent. Answers how many it touched. Nobody counts as
 * silent while the books are behind the mailbox.
 */
export const sweepDeadlines = Effect.gen(function*() {
  const store = yield* Store
  const { concurrency, mailbox } = yield* Settings
  const at = yield* now
  const opened = yield* Effect.forEach(yield* store.unopened(500), (id) => guarded(id, step(id, "Open")), { concurrency })
  const isBehind = (yield* store.behindSince(mailbox)) !== null
  const reminded = yield* Effect.forEach(isBehind ? [] : yield* store.deadlinesDue(at, 500), (id) => guarded(id, step(id, null)), { concurrency })
  return [...opened, ...reminded].filter((done) => done).length
})

const step = (id: NegotiationId, open: "Open" | null) =>
  Effect.gen(function*() {
    const it = yield* subject(id)
    // who has written is not silent, though nobody could read it yet
    if (open === null && it.state._tag !== "Waiting" && (yield* (yield* Store).olderPending(id, Number.MAX_SAFE_INTEGER)) !== null) return yield* new StillUnread()
    const tag = open ?? (it.state._tag === "Waiting" ? "Wake" : "Remind")
    const command: Command = { _tag: tag, at: yield* now, by: parley }
    yield* perform(it, command, yield* newCommandId).pipe(open === null ? between("before-remind", "after-remind") : between("before-open", "after-open"))
  })

class StillUnread extends Data.TaggedError("StillUnread")<{}> {}

/** A negotiation that cannot be priced, or breaks every attempt, is set aside with its reason, so that it is not tried for ever. True when something was done. */
const guarded = <E extends { readonly _tag: string }, R>(id: NegotiationId, work: Effect.Effect<void, E, R>) =>
  piece(
    Effect.as(work, true),
    (cause) => {
      const failure = Option.getOrNull(Cause.failureOption(cause))
      return failure === null || failure._tag === "CannotPrice"
        ? Effect.as(setAside(id, describe(cause)), true)
        // A reply, a person or a mail on its way came first: its step has set another time, or will be waited for.
        : Effect.as(Effect.logDebug("a deadline came to nothing").pipe(Effect.annotateLogs({ negotiation: id, problem: failure._tag })), false)
    },
    false
  )

const setAside = (id: NegotiationId, reason: string) =>
  Effect.gen(function*() {
    const store = yield* Store
    yield* Effect.logError("a negotiation was set aside").pipe(Effect.annotateLogs({ negotiation: id, reason }))
    yield* store.quarantine(id, reason, yield* now)
  })
