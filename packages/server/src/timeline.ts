import type { TimelineMail } from "@parley/api/NegotiationReports"
import type { NegotiationSummary, Timeline } from "@parley/api/Reports"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import { type Cents, formatMoney } from "@parley/domain/Money"
import type { Event } from "@parley/domain/negotiation/Event"
import type { StoredEvent } from "@parley/domain/ports/Store"
import type { StoredMessage } from "@parley/domain/ports/StoredMessage"
import { agencyIn } from "@parley/domain/usecases/evidence"

/** Everything that happened in a negotiation, oldest first, with the words of each mail. */
export const timelineOf = (
  negotiation: NegotiationSummary,
  events: ReadonlyArray<StoredEvent>,
  messages: ReadonlyArray<StoredMessage>,
  campaign: Campaign | null
): Timeline => ({
  negotiation,
  entries: events.map(({ at, event, version }) => {
    const message = messages.find((one) => one.id === messageOf(event))
    const agency = event._tag !== "ReplyRead" || message === undefined ? null : agencyIn(message.text, event.reading)
    return { version, at, kind: event._tag, text: `${textOf(event, campaign)}${agency === null ? "" : `; agency: ${agency}`}`, quote: message === undefined ? null : message.text }
  })
})

/** The mails of a negotiation as they were read and as they left. */
export const mailsOf = (messages: ReadonlyArray<StoredMessage>): ReadonlyArray<TimelineMail> =>
  messages.map(({ at, direction, from, id, subject, text, to }) => ({ message: id, at, direction, from: from.address, to: to.map(({ address }) => address), subject, text }))

const messageOf = (event: Event): string | null => "message" in event ? event.message : null

/** One event in words. */
export const textOf = (event: Event, campaign: Campaign | null): string => {
  const money = (rate: Cents | null) => rate === null ? "no rate" : formatMoney(rate, campaign?.currency ?? "USD")
  const held = (event: { readonly held: string | null }) => event.held === null ? "" : `, waits for ${event.held}`
  switch (event._tag) {
    case "NegotiationOpened": return `opened for package ${event.tier}, ${event.views.toLocaleString("en-US")} expected views`
    case "BudgetAwaited": return `waits: ${money(event.needed)} needed, ${money(event.free)} free`
    case "ConversationAwaited": return `waits: the conversation with the same manager in ${event.with} is to end first; ${money(event.needed)} needed`
    case "OfferDecided": return `${event.purpose} at ${money(event.rate)} decided (${event.why.reason.replaceAll("_", " ")})${event.final ? ", final" : ""}${held(event)}`
    case "MailDecided": return `${event.purpose.replace("_", " ")} decided${event.rate === null ? "" : ` at ${money(event.rate)}`}${held(event)}`
    case "CounterpartyCorrected": return `mails speak to ${event.counterparty === "influencer" ? "the creator" : "their manager"} from now on, said ${event.by}`
    case "DraftEdited": return `mail ${event.mail} was given other words by ${event.by}`
    case "ApprovalGiven": return `approved by ${event.by}`
    case "OfferSent": return `offer of ${money(event.rate)} sent`
    case "MailSent": return `mail ${event.mail} sent`
    case "MailSuperseded": return `mail ${event.mail} will not be sent: ${event.reason.replaceAll("_", " ")}`
    case "ReplyRead": {
      const { reading } = event
      const triggers = reading.triggers.map((trigger) => trigger.kind.replaceAll("_", " "))
      return `they ${verbs[reading.intent]}${event.ask === null ? "" : `, asking ${money(event.ask)}${reading.ask?.firm === true ? " (firm)" : ""}`}` +
        `${triggers.length === 0 ? "" : `; a person must see: ${triggers.join(", ")}`} (confidence ${reading.confidence})`
    }
    case "DealProposed": return `their ask of ${money(event.rate)} needs a person's yes`
    case "Escalated": return `handed to a person: ${event.reason.replaceAll("_", " ")}`
    case "Agreed": return `agreed at ${money(event.rate)} (${event.basis.replace("_", " ")})${event.flags.includes("suspiciously_low") ? ", suspiciously low" : ""}`
    case "Declined": return "they declined"
    case "Walked": return `we left politely: ${event.reason.replaceAll("_", " ")}`
    case "Stopped": return `stopped by ${event.by}`
    case "Claimed": return `claimed by ${event.by}`
    case "TakenOver": return "a person writes in the thread: taken over"
    case "Paused": return `paused by ${event.by}`
    case "Resumed": return `resumed by ${event.by}`
    case "WentStale": return "no answer: stale"
    case "TroubleReported": return `mail ${event.mail}: ${event.reason.replaceAll("_", " ")}`
    case "MailAltered":
      return `mail ${event.mail} ${event.message === null ? "was changed in the drafts" : "left with other words than Parley wrote"}${event.rate === null ? "" : `, naming ${money(event.rate)}`}: taken over`
    case "MailRetried": return `mail ${event.mail} is tried again by ${event.by}`
    case "MailForHuman": return "mail for a person to read"
  }
}

const verbs = {
  accept: "accept", counter: "counter", reject: "say no", question: "ask a question", unclear: "write something unclear",
  out_of_office: "are away", handoff: "name somebody else"
} as const
