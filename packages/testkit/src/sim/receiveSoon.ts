import type { ReceivedMail } from "./OurMail.ts"
import type { Stream } from "./Seeded.ts"
import { type CreatorState, receive, type Reply } from "./SimulatedCreator.ts"

/**
 * `receive` where somebody watches: `delayOf` says how many milliseconds a reply takes that would take hours, so only what comes within those crosses
 * it. A Date header has no milliseconds, which would put a quick answer of ours before what it answers: `mail.date` is when it was seen.
 */
export const receiveSoon = (
  mail: ReceivedMail,
  before: CreatorState,
  random: Stream,
  delayOf: (reply: Reply, index: number) => number
): { readonly state: CreatorState; readonly replies: ReadonlyArray<{ readonly reply: Reply; readonly delayMillis: number }> } => {
  const { replies, state } = receive(mail, before, random)
  const soon = replies.map((reply, index) => ({ reply, delayMillis: delayOf(reply, index) }))
  const last = soon.at(-1)
  return { state: state.answered === null || last === undefined ? state : { ...state, answered: { ...state.answered, at: mail.date + last.delayMillis } }, replies: soon }
}
