import * as Either from "effect/Either"
import type { Campaign } from "../campaign/Campaign.ts"
import { packageOf } from "../campaign/Campaign.ts"
import { cpmOfRate } from "../Cpm.ts"
import { describeDeliverables } from "../deliverables/Deliverable.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import { instant } from "../Instant.ts"
import { type Cents, cents, formatMoney } from "../Money.ts"
import type { Event } from "../negotiation/Event.ts"
import type { Core } from "../negotiation/State.ts"
import type { LooseNotice } from "../ports/Outbox.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"
import type { Notice } from "../ports/TeamChannel.ts"

/** A notice that belongs to no negotiation, ready for the outbox. */
export const looseNotice = (
  kind: Notice["kind"],
  id: string,
  title: string,
  facts: Notice["facts"],
  at: number
): LooseNotice => {
  const notice: Notice = { id, kind, negotiation: null, title, facts, quotes: [], actions: [], at }
  return { id, payload: JSON.stringify(notice), at: instant(at) }
}

/** A negotiation was set aside: the store adds it in the same commit, so that no death comes between. */
export const quarantineNotice = (negotiation: string, reason: string, at: number): LooseNotice =>
  looseNotice("quarantine", `quarantine ${negotiation}`, "A negotiation was set aside", [["negotiation", negotiation], ["reason", reason]], at)

/** Everything a notice of a negotiation is made from; read when it is delivered, so that it can be forgotten before. */
export interface NoticeFacts {
  readonly negotiation: string
  readonly campaign: Campaign
  readonly influencer: Influencer
  readonly core: Core
  readonly messages: ReadonlyArray<StoredMessage>
}

/** What the team is told of an event; null for an event nobody is told of (HUMAN-01, HUMAN-02). */
export const noticeOf = (event: Event, version: number, facts: NoticeFacts): Notice | null => {
  const { campaign, core, influencer, negotiation } = facts
  const decide = (what: string) => `parley decide ${negotiation} ${what} --seen ${version}`
  const notice = (kind: Notice["kind"], title: string, more: Notice["facts"], actions: ReadonlyArray<string>, quotes: ReadonlyArray<string> = []): Notice => ({
    // the time too: restored books count the same versions again, for other events
    id: `${negotiation}:${version}:${event.at}`, kind, negotiation, title: `${influencer.name}: ${title}`,
    facts: [["campaign", campaign.name], ...more], quotes, actions, at: event.at
  })
  const both: Notice["facts"] = [
    ["our offer", core.offers.length === 0 ? "none yet" : priced(core.offers.at(-1) ?? null, facts)],
    ["their ask", core.asks.length === 0 ? "none named" : priced(core.asks.at(-1) ?? null, facts)]
  ]
  switch (event._tag) {
    case "Agreed":
      return notice("agreement", `agreed at ${formatMoney(event.rate, campaign.currency)}`, [
        ["rate", priced(event.rate, facts)],
        ["for", describeDeliverables(packageOf(campaign, event.tier).deliverables)],
        ...(event.why === null ? [] : [["under the ceiling by", formatMoney(cents(Math.max(0, event.why.ceiling - event.rate)), campaign.currency)] as const]),
        ...event.flags.map(() => ["note", "the CPM is suspiciously low"] as const),
        ...campaign.nextSteps.map((step, index) => [`next step ${index + 1}`, step] as const)
      ], [])
    case "Escalated":
      return notice("escalation", event.reason.replaceAll("_", " "), [...writtenBy(event.reply, facts), ...both], [
        ...(event.proposal === null ? [] : [`${decide("approve")}   (agree at ${formatMoney(event.proposal.rate, campaign.currency)})`]),
        decide("counter <amount>"), decide("claim"), decide("decline")
      ], quotesOf(event.reply, facts))
    case "DealProposed":
      return notice("approval", `asks ${formatMoney(event.rate, campaign.currency)}, above the approval limit`, both, [
        decide("approve"), decide("counter <amount>"), decide("decline")
      ], quotesOf(event.reply, facts))
    case "OfferDecided":
    case "MailDecided":
      return event.held === null ? null : notice("approval", `${event.purpose.replace("_", " ")} waits for your yes`, [
        ["rate", event.rate === null ? "none" : priced(event.rate, facts)], ...both
      ], [decide("approve"), ...(event._tag === "OfferDecided" && event.purpose !== "opening" ? [decide("counter <amount>")] : []), decide("decline")],
        quotesOf(event.reply, facts))
    case "Declined":
      return notice("declined", "said no", both, [decide("agree <amount>")], quotesOf(event.reply, facts))
    case "Walked":
      return notice("walked", `we left politely: ${event.reason.replaceAll("_", " ")}`, both, [decide("agree <amount>")])
    case "WentStale":
      return notice("stale", "did not answer", both, [decide("claim"), decide("counter <amount>")])
    case "TakenOver":
      return notice("takeover", "a person writes in the thread; Parley is silent", [], [decide("resume")], quotesOf(event.message, facts))
    case "MailAltered":
      return notice("takeover", `our mail ${event.message === null ? "was changed in the drafts" : "left with other words than Parley wrote"}; Parley is silent`, [
        ["their figure", event.rate === null ? "none, or more than one" : priced(event.rate, facts)],
        ...(event.message !== null && !event.open ? [["note", "it is not counted as our offer: the campaign cannot pay it, or it names no single price"] as const] : []),
        ...both
      ], [decide("resume"), decide("agree <amount>")], quotesOf(event.message, facts))
    case "BudgetAwaited":
      return notice("waiting", "waits for budget or a free place", [
        ["needed", formatMoney(event.needed, campaign.currency)], ["free", formatMoney(event.free, campaign.currency)]
      ], [])
    case "MailForHuman":
      return notice("late_mail", "new mail for a person to read", [...writtenBy(event.message, facts), ...both], [], quotesOf(event.message, facts))
    case "TroubleReported":
      return notice(event.reason === "in_doubt" ? "in_doubt" : "dead_letter", `mail ${event.mail} ${trouble[event.reason]}`, both, [decide("claim")])
    default:
      return null
  }
}

const trouble = {
  in_doubt: "may or may not have left: look in the mailbox; Parley does not send it again",
  not_sendable: "could not be sent",
  draft_edited: "was edited in the mailbox and was not sent by Parley"
} as const

const priced = (rate: Cents | null, { campaign, core }: NoticeFacts): string =>
  rate === null ? "none" : `${formatMoney(rate, campaign.currency)} (CPM ${cpmText(rate, core.views, campaign)})`

const cpmText = (rate: number, views: number, campaign: Campaign): string =>
  Either.match(cpmOfRate(rate, views), { onLeft: () => "unknown", onRight: (cpm) => formatMoney(cents(cpm), campaign.currency) })

/** The address itself: a name proves nothing. */
const writtenBy = (message: string | null, { messages }: NoticeFacts): Notice["facts"] =>
  messages.filter((one) => one.id === message).map((one) => ["written by", one.from.address])

const quotesOf = (message: string | null, { messages }: NoticeFacts): ReadonlyArray<string> =>
  messages.filter((one) => one.id === message).map((one) => one.text.slice(0, 600))


