import type { NegotiationList } from "@parley/api/NegotiationsApi"

export type State = NonNullable<NegotiationList["state"]>

/** How a state is called, and what colour its tag has beside the word. */
export interface StateWord {
  readonly word: string
  readonly tone: "" | "good" | "warn" | "bad" | "live"
}

const words: Readonly<Record<State, StateWord>> = {
  Unopened: { word: "not opened", tone: "" },
  Waiting: { word: "waiting for budget", tone: "" },
  Opening: { word: "opening", tone: "live" },
  AwaitingReply: { word: "awaiting reply", tone: "live" },
  ReplyReceived: { word: "answering", tone: "live" },
  AwaitingApproval: { word: "awaiting approval", tone: "warn" },
  Escalated: { word: "for a person", tone: "warn" },
  HumanManaged: { word: "claimed", tone: "warn" },
  Paused: { word: "paused", tone: "" },
  Stale: { word: "stale", tone: "" },
  Agreed: { word: "agreed", tone: "good" },
  Declined: { word: "declined", tone: "bad" },
  Walked: { word: "walked away", tone: "" },
  Stopped: { word: "stopped", tone: "" }
}

const anyWords: Readonly<Record<string, StateWord>> = words

/** Every state, in the order a negotiation goes through them. */
export const states: ReadonlyArray<State> = [
  "Unopened", "Waiting", "Opening", "AwaitingReply", "ReplyReceived", "AwaitingApproval", "Escalated", "HumanManaged", "Paused", "Stale", "Agreed", "Declined", "Walked", "Stopped"
]

export const stateWord = (state: string): StateWord => anyWords[state] ?? { word: state, tone: "" }

/** `firm_ask` as people read it. */
export const plain = (name: string): string => name.replaceAll("_", " ")
