import type { Instant } from "../Instant.ts"
import type { Event } from "../negotiation/Event.ts"
import { evolve } from "../negotiation/evolve.ts"
import type { State } from "../negotiation/State.ts"
import type { InboxMark } from "../ports/Inbox.ts"
import type { OutboxChange } from "../ports/Outbox.ts"
import { questionsIn } from "../negotiation/settled.ts"
import type { Changes } from "../ports/Store.ts"
import type { StoredDraft } from "../ports/StoredDraft.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"

/** What goes into the books beside the events themselves. */
export interface Extras {
  readonly inbox?: ReadonlyArray<InboxMark>
  readonly messages?: ReadonlyArray<StoredMessage>
  readonly drafts?: ReadonlyArray<StoredDraft>
}

/** The events, the state they lead to, and every effect they call for, as one set of changes. */
export const changesOf = (before: State, events: ReadonlyArray<Event>, at: Instant, extras: Extras = {}): Changes => {
  const outbox: Array<OutboxChange> = []
  const asked = questionsIn(before)
  let state = before
  let settled: number | null = null
  let told = -1
  const tell = (eventIndex: number) => outbox.push({ _tag: "Put", lane: "team", seq: "version", eventIndex, status: "pending", nextAt: at })
  events.forEach((event, eventIndex) => {
    const previous = state
    state = evolve(state, event)
    for (const change of mailChanges(previous, event, state, eventIndex, at)) outbox.push(change)
    const open = questionsIn(state)
    if (asked.some((question) => questionsIn(previous).includes(question) && !open.includes(question))) settled = eventIndex
    if (!isTold(event, state, previous)) return
    told = eventIndex
    tell(eventIndex)
  })
  // what the team sees has to say that it is settled; whoever is told last in this step says that too
  if (settled !== null && settled > told) tell(settled)
  return {
    events, state, outbox,
    inbox: extras.inbox ?? [],
    messages: extras.messages ?? [],
    drafts: extras.drafts ?? [],
    requeueDeferred: before._tag === "Paused" && state._tag !== "Paused"
  }
}

const mailChanges = (before: State, event: Event, after: State, eventIndex: number, at: Instant): ReadonlyArray<OutboxChange> => {
  switch (event._tag) {
    case "OfferDecided":
    case "MailDecided":
      return [{ _tag: "Put", lane: "mail", seq: event.mail, eventIndex, status: event.held === null ? "pending" : "held", nextAt: at }]
    case "ApprovalGiven":
      return event.mail === null ? [] : [{ _tag: "Move", lane: "mail", seq: event.mail, from: ["held"], to: "pending", nextAt: at }]
    case "MailSuperseded":
      return [{ _tag: "Move", lane: "mail", seq: event.mail, from: ["pending", "held", "staged", "in_doubt", "dead"], to: "superseded", nextAt: at }]
    case "OfferSent":
    case "MailSent":
      return [{ _tag: "Move", lane: "mail", seq: event.mail, from: ["dispatching", "staged", "pending", "in_doubt"], to: "sent", nextAt: at }]
    case "TroubleReported":
      return [{
        _tag: "Move", lane: "mail", seq: event.mail, from: ["pending", "staged", "dispatching"],
        to: event.reason === "in_doubt" ? "in_doubt" : "dead", nextAt: at
      }]
    case "MailAltered":
      return [{
        _tag: "Move", lane: "mail", seq: event.mail, from: ["dispatching", "staged", "pending", "in_doubt", "dead"],
        to: event.message === null ? "superseded" : "sent", nextAt: at
      }]
    case "MailRetried":
      return [
        { _tag: "Move", lane: "mail", seq: event.mail, from: ["dead"], to: "pending", nextAt: at },
        lookedForAgain(event.mail, at)
      ]
    case "Claimed":
    case "TakenOver":
    case "Paused": {
      const pending = pendingOf(before)
      return pending === null ? [] : [{ _tag: "Move", lane: "mail", seq: pending.mail, from: ["pending", "staged"], to: "held", nextAt: at }]
    }
    case "Resumed": {
      const pending = pendingOf(after)
      return pending === null || pending.held !== null
        ? []
        : [{ _tag: "Move", lane: "mail", seq: pending.mail, from: ["held"], to: "pending", nextAt: at }, lookedForAgain(pending.mail, at)]
    }
    default:
      return []
  }
}

/** What may have been sent is never sent again: only looked for (MAIL-06). */
const lookedForAgain = (mail: number, nextAt: Instant): OutboxChange =>
  ({ _tag: "Move", lane: "mail", seq: mail, from: ["in_doubt"], to: "dispatching", nextAt })

const pendingOf = (state: State) => state._tag === "Unopened" ? null : state.core.pending

/** Whether the team is told of it; `after` is the state it leads to. */
const isTold = (event: Event, after: State, before: State): boolean => {
  switch (event._tag) {
    // that it waits for the next of its manager's is in the log
    case "ConversationAwaited":
      return before._tag === "Unopened" || before.core.waitsFor === undefined
    case "Escalated":
    case "DealProposed":
    case "Agreed":
    case "Declined":
    case "Walked":
    case "WentStale":
    case "TakenOver":
    case "MailAltered":
    case "BudgetAwaited":
    case "MailForHuman":
    case "TroubleReported":
    case "Claimed":
      return true
    case "Paused":
      return event.by !== "parley"
    case "Resumed":
      return questionsIn(after).length > 0
    case "OfferDecided":
    case "MailDecided":
      return event.held === "approval" || event.held === "review"
    default:
      return false
  }
}
