import type { Instant } from "../Instant.ts"
import type { Event } from "./Event.ts"
import { evolve } from "./evolve.ts"
import { type State, unopened } from "./State.ts"

/**
 * The state that events, oldest first, lead to up to and including `at`, and the version of the last one. The first later
 * event ends it, so it is always a prefix, also where a clock went back. Null when an event that counts cannot be read (AUDIT-01).
 */
export const stateAt = (
  events: Iterable<{ readonly version: number; readonly at: Instant; readonly event: Event | null }>,
  at: Instant
): { readonly state: State | null; readonly version: number } => {
  let state: State | null = unopened
  let version = 0
  for (const one of events) {
    if (one.at > at) break
    state = state === null || one.event === null ? null : evolve(state, one.event)
    version = one.version
  }
  return { state, version }
}
