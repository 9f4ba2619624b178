import type { Instant } from "../Instant.ts"
import type { State } from "./State.ts"

/** When a negotiation wants attention by itself; null where a person holds it or it has ended (MAIL-11). */
export const dueAt = (state: State): Instant | null => {
  switch (state._tag) {
    case "Unopened":
    case "HumanManaged":
    case "Paused":
    case "Agreed":
    case "Declined":
    case "Walked":
    case "Stopped":
      return null
    default:
      return state.core.dueAt
  }
}
