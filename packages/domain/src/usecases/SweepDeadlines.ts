import * as Effect from "effect/Effect"
import type { NegotiationId } from "../Ids.ts"
import type { Command } from "../negotiation/Command.ts"
import { Store } from "../ports/Store.ts"
import { newCommandId, now, parley } from "./ids.ts"
import { looseNotice } from "./noticeOf.ts"
import { perform, subject } from "./perform.ts"
import { Settings } from "./Settings.ts"

/** Opens what was never opened, wakes what waited for money, reminds the silent. Answers how many it touched. */
export const sweepDeadlines = Effect.gen(function*() {
  const store = yield* Store
  const { concurrency } = yield* Settings
  const at = yield* now
  const unopened = yield* store.unopened(500)
  yield* Effect.forEach(unopened, (id) => guarded(id, step(id, "Open")), { concurrency, discard: true })
  const due = yield* store.deadlinesDue(at, 500)
  yield* Effect.forEach(due, (id) => guarded(id, step(id, null)), { concurrency, discard: true })
  return unopened.length + due.length
})

const step = (id: NegotiationId, open: "Open" | null) =>
  Effect.gen(function*() {
    const it = yield* subject(id)
    const tag = open ?? (it.state._tag === "Waiting" ? "Wake" : "Remind")
    const command: Command = { _tag: tag, at: yield* now, by: parley }
    yield* perform(it, command, yield* newCommandId)
  })

/** A negotiation that cannot be decided is set aside with its reason, so that it is not tried for ever. */
const guarded = <E extends { readonly _tag: string }, R>(id: NegotiationId, work: Effect.Effect<void, E, R>) =>
  work.pipe(
    Effect.catchAll((error) =>
      error._tag === "StoreUnavailable" || error._tag === "MailLeaving"
        ? Effect.logWarning("a deadline will be tried again").pipe(Effect.annotateLogs({ negotiation: id, problem: error._tag }))
        : setAside(id, JSON.stringify(error)))
  )

const setAside = (id: NegotiationId, reason: string) =>
  Effect.gen(function*() {
    const store = yield* Store
    yield* Effect.logError("a negotiation was set aside").pipe(Effect.annotateLogs({ negotiation: id, reason }))
    yield* store.quarantine(id, reason)
    yield* store.addNotice(looseNotice("quarantine", `quarantine ${id}`, "A negotiation was set aside", [["negotiation", id], ["reason", reason]], yield* now))
  }).pipe(Effect.catchAll((error) => Effect.logError(`a negotiation could not be set aside: ${error.reason}`)))
