import * as Either from "effect/Either"
import type { Campaign } from "../campaign/Campaign.ts"
import { cpmOfRate } from "../Cpm.ts"
import { describeDeliverables } from "../deliverables/Deliverable.ts"
import { describeUsage } from "../deliverables/UsageRights.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import { type Cents, cents, formatMoney } from "../Money.ts"
import type { Event } from "../negotiation/Event.ts"
import { explainWhy } from "../negotiation/explainWhy.ts"
import { outcomeSince } from "../negotiation/settled.ts"
import { type State, unopened } from "../negotiation/State.ts"
import { isPossible } from "../negotiation/Table.ts"
import { tableOf } from "../negotiation/tableOf.ts"
import { evolve } from "../negotiation/evolve.ts"
import type { StoredEvent } from "../ports/Store.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"
import type { ReplyReading } from "../reading/ReplyReading.ts"
import type { Ask, ChoiceName, Notice } from "../ports/TeamChannel.ts"
import { agencyIn, evidenceIn } from "./evidence.ts"

/** Everything a notice of a negotiation is made from; read when it is delivered, so that it can be forgotten before. */
export interface NoticeFacts {
  readonly negotiation: string
  readonly campaign: Campaign
  readonly influencer: Influencer
  /** All of the negotiation's, oldest first. */
  readonly events: ReadonlyArray<StoredEvent>
  readonly messages: ReadonlyArray<StoredMessage>
  /** The mail that waits, as it would leave; null when none does. */
  readonly draft: Notice["draft"]
  readonly link: string | null
}

/** One choice, and what it comes to. */
type Choice = ChoiceName | readonly [ChoiceName, string]

interface Told {
  readonly kind: Notice["kind"]
  readonly title: string
  readonly facts?: Notice["facts"]
  /** Those that are not possible by then are left out. */
  readonly choices?: ReadonlyArray<Choice>
  readonly quotes?: ReadonlyArray<string>
  readonly draft?: Notice["draft"]
  readonly why?: ReadonlyArray<string>
}

/** What the team is told of an event, with what it came to since; null for an event nobody is told of (HUMAN-01, HUMAN-02, HUMAN-03). */
export const noticeOf = (version: number, facts: NoticeFacts): Notice | null => {
  const stored = facts.events.find((one) => one.version === version)
  const state = facts.events.filter((one) => one.version <= version).map(({ event }) => event).reduce(evolve, unopened)
  if (stored === undefined || state._tag === "Unopened") return null
  const told = tell(stored.event, state, facts)
  if (told === null) return null
  const { campaign, influencer, link, negotiation } = facts
  const { event } = stored
  const choices = choicesOf(told.choices ?? [], state)
  const outcome = choices.length === 0 ? null : outcomeSince(facts.events, version, campaign.currency)
  const mark = markOf(stored)
  return {
    // restored books count the same versions again, for other events
    id: `${negotiation}:${version}:${event.at}:${mark}`, kind: told.kind, negotiation, title: `${influencer.name}: ${told.title}`,
    facts: [["campaign", campaign.name], ...told.facts ?? []], quotes: told.quotes ?? [], draft: outcome === null ? told.draft ?? null : null, why: told.why ?? [], link,
    ask: choices.length === 0 || outcome !== null ? null : { seen: version, mark, choices }, outcome, at: event.at
  }
}

/** What tells an event from another of the same version, in books that were restored: the beginning of its hash. */
export const markOf = ({ hash }: Pick<StoredEvent, "hash">): string => hash.slice(0, 10)

type Opened = Exclude<State, { readonly _tag: "Unopened" }>

const commands = {
  approve: "Approve", counter: "CounterWith", edit: "EditDraft", claim: "Claim", decline: "Decline", agree: "AgreeAt", resume: "Resume"
} as const satisfies Readonly<Record<ChoiceName, string>>

const choicesOf = (choices: ReadonlyArray<Choice>, state: Opened): Ask["choices"] =>
  choices
    .map((choice) => typeof choice === "string" ? { choice, detail: null } : { choice: choice[0], detail: choice[1] })
    .filter(({ choice }) => isPossible(state._tag, commands[choice]) && (choice !== "counter" || state.core.offers.length > 0))

const tell = (event: Event, state: Opened, facts: NoticeFacts): Told | null => {
  const { campaign, draft } = facts
  const { core } = state
  const money = (rate: Cents) => formatMoney(rate, campaign.currency)
  const both: Notice["facts"] = [
    ["our offer", core.offers.length === 0 ? "none yet" : priced(core.offers.at(-1) ?? null, facts, core.views)],
    ["their ask", core.asks.length === 0 ? "none named" : priced(core.asks.at(-1) ?? null, facts, core.views)]
  ]
  switch (event._tag) {
    case "Agreed": {
      const ceiling = event.why?.ceiling ?? facts.events.findLast((one) => one.event._tag === "OfferDecided" && one.at <= event.at)?.event
      const table = tableOf(campaign, event.tier, core.levers)
      // the ceiling that a smaller package was decided under is that of the larger one
      const limit = typeof ceiling === "number" ? ceiling : ceiling?._tag === "OfferDecided" && ceiling.views === undefined ? ceiling.why.ceiling : null
      return {
        kind: "agreement", title: `agreed at ${money(event.rate)}`,
        facts: [
          ["rate", priced(event.rate, facts, event.views)],
          ["for", describeDeliverables(table.deliverables)],
          ...(core.levers.includes("usage_rights") ? [["with shorter usage rights", describeUsage(table.usage)] as const] : []),
          ...(table.product === null ? [] : [["on top", table.product] as const]),
          ...(table.syndication === null ? [] : [["sharing", table.syndication] as const]),
          ...(limit === null ? [] : [["under the ceiling by", money(cents(Math.max(0, limit - event.rate)))] as const]),
          ...event.flags.map(() => ["note", "the CPM is suspiciously low"] as const),
          ...campaign.nextSteps.map((step, index) => [`next step ${index + 1}`, step] as const)
        ],
        why: event.why === null ? [] : explainWhy(event.why, event.rate, event.views, campaign.currency)
      }
    }
    case "Escalated":
      return {
        kind: "escalation", title: event.reason.replaceAll("_", " "), facts: [...writtenBy(event.reply, facts), ...both],
        choices: [
          ...(event.proposal === null ? [] : [["approve", `agree at ${money(event.proposal.rate)}`] as const]),
          "counter", "claim", "decline", "resume"
        ],
        quotes: quotesOf(event.reply, facts)
      }
    case "DealProposed":
      return {
        kind: "approval", title: `asks ${money(event.rate)}, above the approval limit`, facts: both,
        choices: [["approve", `agree at ${money(event.rate)}`], "counter", "claim", "decline"], quotes: quotesOf(event.reply, facts),
        why: explainWhy(event.why, event.rate, core.views, campaign.currency)
      }
    case "OfferDecided":
    case "MailDecided":
      return event.held !== "approval" && event.held !== "review" ? null : {
        kind: "approval", title: `${event.purpose.replace("_", " ")} waits for your yes`,
        facts: [["rate", event.rate === null ? "none" : priced(event.rate, facts, event._tag === "OfferDecided" ? event.views ?? core.views : core.views)], ...both],
        // a figure of theirs would be for the package before
        choices: [...releasing(draft), ...(event._tag === "OfferDecided" && event.purpose !== "opening" && event.tier === core.tier ? ["counter"] as const : [])],
        quotes: quotesOf(event.reply, facts), draft,
        why: event._tag === "OfferDecided" ? explainWhy(event.why, event.rate, core.views, campaign.currency, event.views) : []
      }
    case "Declined":
      return { kind: "declined", title: "said no", facts: both, choices: ["agree"], quotes: quotesOf(event.reply, facts) }
    case "Walked":
      return { kind: "walked", title: `we left politely: ${event.reason.replaceAll("_", " ")}`, facts: both, choices: ["agree"] }
    case "WentStale":
      return { kind: "stale", title: "did not answer", facts: both, choices: ["claim", "counter"] }
    case "Resumed":
      return askedAgain(state, facts, both)
    case "Claimed":
      return { kind: "takeover", title: "a person took this over; Parley is silent", facts: [["by", event.by], ...both], choices: ["resume", "agree"] }
    case "Paused":
      return event.by === "parley" ? null : { kind: "takeover", title: "paused; Parley is silent", facts: [["by", event.by], ...both], choices: ["resume", "claim"] }
    case "TakenOver":
      return { kind: "takeover", title: "a person writes in the thread; Parley is silent", choices: ["resume"], quotes: quotesOf(event.message, facts) }
    case "MailAltered":
      return {
        kind: "takeover", title: `our mail ${event.message === null ? "was changed in the drafts" : "left with other words than Parley wrote"}; Parley is silent`,
        facts: [
          ["their figure", event.rate === null ? "none, or more than one" : priced(event.rate, facts, core.views)],
          ...(event.message !== null && !event.open ? [["note", "it is not counted as our offer: the campaign cannot pay it, or it names no single price"] as const] : []),
          ...both
        ],
        choices: ["resume", "agree"], quotes: quotesOf(event.message, facts)
      }
    case "BudgetAwaited":
      return { kind: "waiting", title: "waits for budget or a free place", facts: [["needed", money(event.needed)], ["free", money(event.free)]] }
    case "ConversationAwaited":
      return {
        kind: "waiting", title: "waits until the conversation with the same manager has ended",
        facts: [["in conversation", event.with], ["needed", money(event.needed)]]
      }
    case "MailForHuman":
      return {
        kind: "late_mail", title: `new mail for a person to read${isHeld(core) ? "; our own mail still waits for your yes" : ""}`, facts: [...writtenBy(event.message, facts), ...both],
        choices: isHeld(core) ? releasing(draft) : ["resume", "agree"], quotes: quotesOf(event.message, facts), draft: isHeld(core) ? draft : null
      }
    case "TroubleReported":
      return { kind: event.reason === "in_doubt" ? "in_doubt" : "dead_letter", title: `mail ${event.mail} ${trouble[event.reason]}`, facts: both }
    default:
      return null
  }
}

const isHeld = ({ pending }: Opened["core"]): boolean => pending?.held === "approval" || pending?.held === "review"

const releasing = (draft: Notice["draft"]): ReadonlyArray<Choice> => ["approve", ...(draft === null ? [] : ["edit"] as const), "claim", "decline"]

/** Handed back to where a person has to decide: what was asked before is asked again. */
const askedAgain = (state: Opened, { campaign, draft }: NoticeFacts, facts: Notice["facts"]): Told | null => {
  const { pending, proposal, reason } = state.core
  if (isHeld(state.core)) {
    return {
      kind: "approval", title: `${pending?.purpose.replace("_", " ") ?? "a mail"} waits for your yes again`, facts, draft,
      choices: [...releasing(draft), ...(pending?.rate === null || pending?.purpose === "opening" ? [] : ["counter"] as const)]
    }
  }
  const yes = proposal === null ? [] : [["approve", `agree at ${formatMoney(proposal.rate, campaign.currency)}`] as const]
  if (state._tag === "AwaitingApproval") return { kind: "approval", title: "their ask waits for your yes again", facts, choices: [...yes, "counter", "claim", "decline"] }
  if (state._tag === "Stale") return { kind: "stale", title: "handed back; they have not answered", facts, choices: ["claim", "counter"] }
  return state._tag === "Escalated"
    ? { kind: "escalation", title: `handed back, and still to be decided: ${(reason ?? "").replaceAll("_", " ")}`, facts, choices: [...yes, "counter", "claim", "decline", "resume"] }
    : null
}

const trouble = {
  in_doubt: "may or may not have left: look in the mailbox; Parley does not send it again",
  not_sendable: "could not be sent",
  draft_edited: "was edited in the mailbox and was not sent by Parley"
} as const

const priced = (rate: Cents | null, { campaign }: NoticeFacts, views: number): string =>
  rate === null ? "none" : `${formatMoney(rate, campaign.currency)} (CPM ${cpmText(rate, views, campaign)})`

const cpmText = (rate: number, views: number, campaign: Campaign): string =>
  Either.match(cpmOfRate(rate, views), { onLeft: () => "unknown", onRight: (cpm) => formatMoney(cents(cpm), campaign.currency) })

/** The address itself: a name proves nothing. */
const writtenBy = (message: string | null, { events, messages }: NoticeFacts): Notice["facts"] =>
  messages.filter((one) => one.id === message).flatMap((one) => {
    const reading = readingFor(message, events)
    const agency = reading === null ? null : agencyIn(one.text, reading)
    return [["written by", one.from.address], ...agency === null ? [] : [["agency", agency] as const]]
  })

const readingFor = (message: string | null, events: NoticeFacts["events"]): ReplyReading | null => {
  const read = events.findLast(({ event }) => event._tag === "ReplyRead" && event.message === message)?.event
  return read?._tag === "ReplyRead" ? read.reading : null
}

/** What speaks for the reason first, then how the mail begins. */
const quotesOf = (message: string | null, { events, messages }: NoticeFacts): ReadonlyArray<string> =>
  messages.filter((one) => one.id === message).flatMap(({ text }) => {
    const reading = readingFor(message, events)
    const evidence = reading === null ? [] : evidenceIn(text, reading)
    const opening = text.slice(0, 600)
    return [...evidence.filter((words) => !opening.includes(words)), opening]
  })
