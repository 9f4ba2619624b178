import type { Currency } from "../Currency.ts"
import type { CommandId } from "../Ids.ts"
import { formatMoney } from "../Money.ts"
import type { NoticeOutcome } from "../ports/TeamChannel.ts"
import type { Event } from "./Event.ts"
import { evolve } from "./evolve.ts"
import { type State, unopened } from "./State.ts"

interface Stored {
  readonly version: number
  readonly event: Event
  readonly command: CommandId
  readonly at: number
}

/**
 * What a person is asked in this state, each question by a name that lasts as long as the same is asked (HUMAN-03). Two may stand at once: to
 * release a mail, and to record a deal after all.
 */
export const questionsIn = (state: State): ReadonlyArray<string> => {
  if (state._tag === "Unopened") return []
  const { pending, proposal } = state.core
  const mail = pending !== null && (pending.held === "approval" || pending.held === "review") ? [`mail ${pending.mail}`] : []
  switch (state._tag) {
    case "AwaitingApproval":
      return mail.length > 0 || proposal === null ? mail : [`deal ${proposal.rate} ${proposal.reply}`]
    case "Escalated":
      return [...mail, `escalated ${state.core.reason} ${state.core.lastReply} ${proposal?.rate ?? ""}`]
    case "HumanManaged":
      return [`managed ${state.by}`]
    case "Paused":
      return state.by === "parley" ? [] : [`paused ${state.by}`]
    case "Stale":
    case "Declined":
    case "Walked":
    case "Agreed":
      return state._tag === "Agreed" ? mail : [...mail, state._tag]
    default:
      return mail
  }
}

/** The questions before any event and after each; a mail of theirs that nobody has answered makes another question of releasing ours. */
const questionsAlong = (events: ReadonlyArray<Stored>): ReadonlyArray<{ readonly version: number; readonly questions: ReadonlyArray<string> }> => {
  let state: State = unopened
  let late = ""
  return events.map(({ event, version }) => {
    state = evolve(state, event)
    if (event._tag === "MailForHuman") late = ` after ${event.message}`
    return { version, questions: questionsIn(state).map((question) => question.startsWith("mail ") ? `${question}${late}` : question) }
  })
}

/** The question an event raised, or that its notice shows again; null for an event that leaves nothing to ask. */
const questionAt = (event: Event, questions: ReadonlyArray<string>): string | null => {
  const mail = questions.find((question) => question.startsWith("mail "))
  const other = questions.find((question) => !question.startsWith("mail "))
  switch (event._tag) {
    case "OfferDecided":
    case "MailDecided":
      return mail ?? null
    case "MailForHuman":
    case "Resumed":
      return mail ?? other ?? null
    default:
      return other ?? null
  }
}

/** The first event after `version` at which what was asked there is asked no more; null while it is open, or where nothing was asked. `events` are oldest first, from the first one on. */
export const settledBy = <One extends Stored>(events: ReadonlyArray<One>, version: number): One | null => {
  const along = questionsAlong(events)
  const at = along.findIndex((one) => one.version === version)
  const asked = events[at]
  const question = asked === undefined ? null : questionAt(asked.event, along[at]?.questions ?? [])
  if (question === null) return null
  const gone = along.findIndex(({ questions }, index) => index > at && !questions.includes(question))
  return events[gone] ?? null
}

/** The question that was asked at `version`; null where nothing was. */
export const askedAt = (events: ReadonlyArray<Stored>, version: number): string | null => {
  const along = questionsAlong(events)
  const at = along.findIndex((one) => one.version === version)
  const asked = events[at]
  return asked === undefined ? null : questionAt(asked.event, along[at]?.questions ?? [])
}

/** Whether what was asked at `version` is asked still. */
export const isOpen = (events: ReadonlyArray<Stored>, version: number): boolean => askedAt(events, version) !== null && settledBy(events, version) === null

/** What became of what was asked at `version`: the whole step that settled it is looked at, for a person's part may come last in it. */
export const outcomeSince = (events: ReadonlyArray<Stored>, version: number, currency: Currency): NoticeOutcome | null => {
  const first = settledBy(events, version)
  if (first === null) return null
  const step = events.filter((one) => one.version > version && one.command === first.command)
  const telling = step.find(({ event }) => "by" in event && event.by !== "parley") ?? step.find(({ event }) => event._tag !== "MailSuperseded") ?? first
  const { event } = telling
  return { text: textOf(event, (rate) => formatMoney(rate, currency)), by: "by" in event && event.by !== "parley" ? event.by : null, at: telling.at }
}

const textOf = (event: Event, money: (rate: Parameters<typeof formatMoney>[0]) => string): string => {
  switch (event._tag) {
    case "ApprovalGiven": return "approved"
    case "DraftEdited": return "approved with other words"
    case "OfferDecided": return `countered with ${money(event.rate)}`
    case "Agreed": return `agreed at ${money(event.rate)}`
    case "Walked": return event.reason === "team" ? "declined" : "left politely"
    case "Stopped": return "stopped"
    case "Claimed": return "taken over"
    case "TakenOver": return "taken over in the mail thread"
    case "MailAltered": return "taken over in the mailbox"
    case "Paused": return "paused"
    case "Resumed": return "handed back"
    case "MailRetried": return "tried again"
    case "ReplyRead":
    case "MailForHuman": return "overtaken by a newer mail of theirs"
    default: return "overtaken by what happened since"
  }
}
