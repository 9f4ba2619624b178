import type { StateTag } from "./State.ts"

/** Every state a negotiation can stand in, in the order of its life; the last four are endings. */
export const stateTags = [
  "Unopened", "Waiting", "Opening", "AwaitingReply", "ReplyReceived", "AwaitingApproval", "Escalated", "HumanManaged", "Paused", "Stale",
  "Agreed", "Declined", "Walked", "Stopped"
] as const satisfies ReadonlyArray<StateTag>

/** Those in which a person has to decide before anything goes on. */
export const waitingTags = ["AwaitingApproval", "Escalated"] as const satisfies ReadonlyArray<StateTag>
