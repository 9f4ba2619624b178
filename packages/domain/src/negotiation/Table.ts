import type { CommandTag } from "./Command.ts"
import type { StateTag } from "./State.ts"

const always = ["AnswerReply", "ConfirmSent", "ReportTrouble", "ReportAltered", "ReportBounce", "TakeOver", "CorrectCounterparty"] as const
/** For a mail that ran into trouble: a negotiation is escalated by it, unless it has ended. */
const trouble = ["RetryMail", "DismissMail"] as const
const people = ["AgreeAt", "Claim", "Pause", "Stop"] as const

/**
 * Every command that has a meaning in a state; any other is refused as `NotPossible`. Mail can arrive, leave or bounce
 * at any time after the opening, so those commands are accepted everywhere, and do what the state calls for.
 */
export const table: Readonly<Record<StateTag, ReadonlyArray<CommandTag>>> = {
  Unopened: ["Open", "Stop"],
  Waiting: ["Wake", ...always, ...people],
  Opening: [...always, ...people, "Decline"],
  AwaitingReply: ["Remind", "HoldReply", ...always, ...people, "Decline", "CounterWith"],
  ReplyReceived: [...always, ...people, "Decline", "CounterWith"],
  AwaitingApproval: [...always, ...people, "Approve", "EditDraft", "Decline", "CounterWith"],
  Escalated: [...always, ...people, ...trouble, "Approve", "EditDraft", "Decline", "CounterWith", "Resume"],
  HumanManaged: [...always, "AgreeAt", "Claim", "Stop", "Decline", "CounterWith", "Resume"],
  Paused: [...always, "AgreeAt", "Claim", "Stop", "Decline", "Resume"],
  Stale: [...always, "AgreeAt", "Claim", "Stop", "CounterWith"],
  Agreed: [...always, ...trouble, "Approve", "EditDraft"],
  Declined: [...always, "AgreeAt"],
  Walked: [...always, ...trouble, "Approve", "EditDraft", "AgreeAt"],
  Stopped: [...always, "AgreeAt"]
}

/** Whether the command has a meaning in the state. */
export const isPossible = (state: StateTag, command: CommandTag): boolean => table[state].includes(command)
