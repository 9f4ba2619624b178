import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { StoreUnavailable } from "../ports/Store.ts"

/**
 * One piece of work of a pass. Once begun it is done to its end, so that a stop takes effect between two pieces (OPS-02); what
 * it may break off without harm it marks interruptible, and is then left as it stands. What goes wrong is `record`ed on its
 * own row and its neighbours go on. Only books that can keep nothing at all end the pass, for no row is to blame (OPS-03).
 * `otherwise` is the answer when nothing could be done or recorded.
 */
export const piece = <A, E, R, E2, R2>(
  work: Effect.Effect<A, E, R>,
  record: (cause: Cause.Cause<E>) => Effect.Effect<A, E2, R2>,
  otherwise: A
): Effect.Effect<A, StoreUnavailable, R | R2> =>
  work.pipe(
    Effect.catchAllCause((cause) => unlessNobodysFault(cause, record, otherwise)),
    Effect.catchAllCause((cause) => unlessNobodysFault(cause, () => Effect.as(Effect.logError("a failure could not be recorded", cause), otherwise), otherwise)),
    Effect.uninterruptible
  )

const unlessNobodysFault = <A, E, E2, R>(cause: Cause.Cause<E>, handle: (cause: Cause.Cause<E>) => Effect.Effect<A, E2, R>, otherwise: A): Effect.Effect<A, E2 | StoreUnavailable, R> => {
  const error = Cause.squash(cause)
  if (error instanceof StoreUnavailable && error.down) return Effect.fail(error)
  return Cause.isInterruptedOnly(cause) ? Effect.succeed(otherwise) : handle(cause)
}
