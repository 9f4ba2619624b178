import type { State } from "./State.ts"

/**
 * Whether somebody talks with the other side, or is about to: a mail of ours was decided, theirs waits for an answer, or a person holds the
 * thread. What waits, has ended or went stale is no conversation, nor what a person must look at before a first mail (PARTY-02).
 */
export const isConversation = (state: State): boolean => {
  switch (state._tag) {
    case "Opening":
    case "AwaitingReply":
    case "ReplyReceived":
    case "AwaitingApproval":
    case "HumanManaged":
      return true
    case "Escalated":
      return state.core.nextMail > 1 || state.core.lastReply !== null
    case "Paused":
      return state.from !== "Waiting" && state.from !== "Stale"
    default:
      return false
  }
}
