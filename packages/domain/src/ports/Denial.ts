import type { Actor } from "../Ids.ts"
import type { Instant } from "../Instant.ts"

/** Somebody asked for what they may not (HUMAN-06). `what` is theirs to choose: hostile text, cut. */
export interface Denial {
  readonly by: Actor
  readonly what: string
  readonly at: Instant
}
