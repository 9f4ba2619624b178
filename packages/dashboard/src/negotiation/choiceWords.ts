import type { Decision } from "@parley/api/Decision"

export type Choice = Decision["choice"]

/** What a choice without a number is called, what it does, and whether it is asked twice because it ends something. */
export interface ChoiceWord {
  readonly choice: Choice
  readonly label: string
  readonly does: string
  readonly ends: boolean
}

/** In the order they are shown. */
export const choiceWords: ReadonlyArray<ChoiceWord> = [
  { choice: "claim", label: "Claim", does: "You write from now on; Parley is silent until you hand it back.", ends: false },
  { choice: "resume", label: "Resume", does: "Parley goes on with it.", ends: false },
  { choice: "pause", label: "Pause", does: "Nothing is sent until somebody resumes it.", ends: false },
  { choice: "to-creator", label: "Write to the creator", does: "Mails speak to the creator from now on.", ends: false },
  { choice: "to-manager", label: "Write to their manager", does: "Mails speak to a talent manager from now on.", ends: false },
  { choice: "decline", label: "Decline", does: "We leave politely, with a mail.", ends: true },
  { choice: "stop", label: "Stop", does: "It ends at once, and no mail is sent.", ends: true }
]

const doneWords: Readonly<Record<Choice, string>> = {
  approve: "Approved", counter: "Countered", agree: "Deal recorded", decline: "Declined", claim: "Claimed", resume: "Resumed", pause: "Paused", stop: "Stopped",
  edit: "Approved with your words", "to-creator": "Mails speak to the creator now", "to-manager": "Mails speak to the manager now"
}

/** What to say when a choice was carried out. */
export const done = (choice: Choice): string => doneWords[choice]

/** Whether a yes to this number is a plain approval: it is the one that was asked about, as a person may type it. */
export const isSameAmount = (typed: string, asked: string): boolean => {
  const plain = (text: string) => text.replaceAll(/[\s,$€£]/g, "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")
  return plain(typed) === plain(asked)
}
