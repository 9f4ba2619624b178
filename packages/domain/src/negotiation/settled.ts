import type { Currency } from "../Currency.ts"
import { formatMoney } from "../Money.ts"
import type { CommandId } from "../Ids.ts"
import type { NoticeOutcome } from "../ports/TeamChannel.ts"
import type { Event } from "./Event.ts"
import type { State } from "./State.ts"

interface Stored {
  readonly version: number
  readonly event: Event
  readonly command: CommandId
  readonly at: number
}

/**
 * Whether what a person was asked before this event is moot after it (HUMAN-03). A mail that leaves as it was decided changes nothing of what
 * they were shown.
 */
export const settles = ({ _tag }: Event): boolean => _tag !== "OfferSent" && _tag !== "MailSent" && _tag !== "MailDecided" && _tag !== "MailForHuman"

/** Whether the team may have been asked something in this state that still stands. */
export const isAsking = ({ _tag }: State): boolean => asking.has(_tag)

const asking: ReadonlySet<State["_tag"]> = new Set(["AwaitingApproval", "Escalated", "HumanManaged", "Paused", "Stale", "Agreed", "Declined", "Walked"])

/** The first event after `version` that settles what was asked then; null while it is open. `events` are oldest first. */
export const settledBy = <One extends Stored>(events: ReadonlyArray<One>, version: number): One | null =>
  events.find((one) => one.version > version && settles(one.event)) ?? null

/** What became of what was asked at `version`: the whole step that settled it is looked at, for a person's part may come last in it. */
export const outcomeSince = (events: ReadonlyArray<Stored>, version: number, currency: Currency): NoticeOutcome | null => {
  const first = settledBy(events, version)
  if (first === null) return null
  const step = events.filter((one) => one.version > version && one.command === first.command)
  const telling = step.find(({ event }) => "by" in event && event.by !== "parley" && settles(event)) ?? step.find(({ event }) => event._tag !== "MailSuperseded") ?? first
  const money = (rate: Parameters<typeof formatMoney>[0]) => formatMoney(rate, currency)
  const { event } = telling
  const by = "by" in event ? event.by : "parley"
  return { text: textOf(event, money), by, at: telling.at }
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
    case "MailSuperseded": return event.reason === "dismissed" ? "dismissed" : "overtaken"
    case "ReplyRead": return "overtaken by a newer mail of theirs"
    default: return "overtaken by what happened since"
  }
}
