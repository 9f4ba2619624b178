import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Random from "effect/Random"
import { MailboxUnavailable } from "../ports/Mailbox.ts"

/** How a service is asked again after a failure that may pass (OPS-03). Milliseconds. */
export interface RetryPolicy {
  /** The pause after the first failure; it doubles with every further one. */
  readonly first: number
  readonly longest: number
  /** How often a piece of work is tried before it is a dead letter. */
  readonly attempts: number
}

/** One for each service that can be down. Ten tries of a mail take about half an hour, fifty of a notice a working day; a form as many as a mail. */
export const retryPolicies = {
  mailbox: { first: 2_000, longest: 600_000, attempts: 10 },
  reader: { first: 5_000, longest: 600_000, attempts: 8 },
  team: { first: 1_000, longest: 600_000, attempts: 50 },
  source: { first: 2_000, longest: 600_000, attempts: 10 },
  roster: { first: 500, longest: 8_000, attempts: 3 },
  worker: { first: 1_000, longest: 30_000, attempts: Infinity }
} as const satisfies Readonly<Record<string, RetryPolicy>>

/**
 * How long to wait after the `failures`-th failure (1, 2, ...): half of the doubled pause and a random part of the other
 * half, so that what failed together is not asked together again; never less than the service asked for.
 */
export const pauseAfter = (policy: RetryPolicy, failures: number, cause: Cause.Cause<unknown>): Effect.Effect<number> => {
  const pause = Math.min(policy.first * 2 ** (Math.max(1, failures) - 1), policy.longest)
  return Effect.map(Random.nextIntBetween(0, Math.floor(pause / 2) + 1), (part) => Math.max(Math.ceil(pause / 2) + part, retryAfterOf(cause) ?? 0))
}

/**
 * How often a piece of work has failed by now, and how long it waits. A mailbox that is cut off altogether is no failure of what was asked: it waits
 * on, and is asked again soon, for a person may have mended it.
 */
export const afterFailure = (policy: RetryPolicy, attempts: number, cause: Cause.Cause<unknown>): Effect.Effect<{ readonly attempts: number; readonly wait: number }> => {
  const error = Cause.squash(cause)
  return error instanceof MailboxUnavailable && error.cutOff === true
    ? Effect.succeed({ attempts, wait: 15_000 })
    : Effect.map(pauseAfter(policy, attempts + 1, cause), (wait) => ({ attempts: attempts + 1, wait }))
}

/** The `retryAfter` of the error that caused a failure, at most a day. */
const retryAfterOf = (cause: Cause.Cause<unknown>): number | null => {
  const error = Cause.squash(cause)
  return error instanceof Error && "retryAfter" in error && typeof error.retryAfter === "number" && error.retryAfter > 0
    ? Math.min(Math.ceil(error.retryAfter), 86_400_000)
    : null
}
