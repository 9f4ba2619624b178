import * as Either from "effect/Either"
import { Campaign } from "../../src/campaign/Campaign.ts"
import { Influencer } from "../../src/influencer/Influencer.ts"
import { Actor, MessageId } from "../../src/Ids.ts"
import { type Instant, instant } from "../../src/Instant.ts"
import type { LedgerView } from "../../src/ledger/Ledger.ts"
import type { LedgerSeen } from "../../src/ledger/LedgerSeen.ts"
import { cents } from "../../src/Money.ts"
import type { Command, Trust } from "../../src/negotiation/Command.ts"
import { type Context, decide } from "../../src/negotiation/decide.ts"
import type { Event, Why } from "../../src/negotiation/Event.ts"
import { evolve } from "../../src/negotiation/evolve.ts"
import type { Refusal } from "../../src/negotiation/Refusal.ts"
import { type State, unopened } from "../../src/negotiation/State.ts"
import type { ReplyReading } from "../../src/reading/ReplyReading.ts"
import { views } from "../../src/Views.ts"
import * as Schema from "effect/Schema"

const campaign: typeof Campaign.Encoded = {
  id: "spring-glow", name: "Spring Glow", client: "Lumen", about: "", currency: "USD", budget: 1_000_000, headcount: 3,
  cpm: { target: 2_000, ceiling: 3_000 }, rateCard: {},
  packages: [{ tier: 1, deliverables: [{ kind: "instagram_reel", quantity: 1 }], usage: { paid: "none", whitelisting: "none", organic: "none" } }],
  minimumCost: null, approvalAbove: null, paymentTerms: "within 30 days", schedule: "", nextSteps: ["Sign"], senderName: "Nora", timeZone: null,
  policy: { rounds: 5, followUpHours: [48, 72], autonomy: "auto", lowCpm: 1_500, quietHours: null }
}

/** With 100,000 average views: a target of 200,000 and a ceiling of 300,000. */
export const campaignWith = (fields: Partial<typeof Campaign.Encoded> = {}): Campaign => Schema.decodeSync(Campaign)({ ...campaign, ...fields })

export const inReview = campaignWith({ policy: { ...campaign.policy, autonomy: "review" } })

export const creatorWith = (fields: Partial<typeof Influencer.Encoded> = {}): Influencer =>
  Schema.decodeSync(Influencer)({
    id: "maya", name: "Maya", email: "maya@example.com", platform: "instagram", handle: "@maya", averageViews: 100_000,
    minRate: null, maxRate: null, engagementBps: null, timeZone: null, ...fields
  })

export const freeLedger: LedgerView = { budget: 1_000_000, committed: 0, headcount: 3, seats: 0, open: 0, saved: 0 }

export const contextWith = (fields: Partial<Context> = {}): Context => ({
  campaign: campaignWith(), influencer: creatorWith(), ledger: freeLedger, dispatching: false, ...fields
})

const start = 1_700_000_000_000

/** So many hours after the opening. */
export const hour = (hours: number): Instant => instant(start + hours * 3_600_000)

export const parley = Actor.make("parley")
export const ana = Actor.make("console:ana")
export const message = (name: string): MessageId => MessageId.make(name)

const trusted: Trust = { authenticated: true, knownContact: true, inThread: true }

/** A sure reading of a reply from the creator: `counter` without a figure. */
export const readingOf = (fields: Partial<ReplyReading> = {}): ReplyReading => ({
  intent: "counter", ask: null, otherPrices: false, confidence: 95, triggers: [], counterparty: "influencer", concerns: [], ...fields
})

export const asks = (minor: number, firm = false, currency: "USD" | "EUR" = "USD"): ReplyReading =>
  readingOf({ ask: { money: { minor: cents(minor), currency }, evidence: { start: 0, end: 5 }, firm } })

export const accepts = (fields: Partial<ReplyReading> = {}): ReplyReading => readingOf({ intent: "accept", ...fields })

/** Commands at hour 1, the moment most cases decide at. */
const meta = { at: hour(1), by: parley }
export const reply = (reading: ReplyReading, trust: Partial<Trust> = {}): Command =>
  ({ _tag: "AnswerReply", message: message("reply"), reading, trust: { ...trusted, ...trust }, ...meta })
export const confirmSent = (mail: number): Command => ({ _tag: "ConfirmSent", mail, message: message(`mail-${mail}`), ...meta })
export const remindAt = (hours: number): Command => ({ _tag: "Remind", at: hour(hours), by: parley })
export const byAna = (tag: "Approve" | "Decline" | "Claim" | "Resume" | "Pause" | "Stop" | "RetryMail" | "DismissMail"): Command => ({ _tag: tag, at: hour(1), by: ana })
export const counterWith = (amount: number): Command => ({ _tag: "CounterWith", amount, at: hour(1), by: ana })
export const agreeAt = (amount: number): Command => ({ _tag: "AgreeAt", amount, at: hour(1), by: ana })
export const open: Command = { _tag: "Open", at: hour(0), by: parley }
export const wake: Command = { _tag: "Wake", ...meta }

/** The state after these commands, each of which must be possible; `context` is the one they are decided in. */
export const givenIn = (context: Context, ...commands: ReadonlyArray<Command>): State =>
  commands.reduce<State>((state, command) => Either.getOrThrow(decide(state, command, context)).reduce(evolve, state), unopened)

export const given = (...commands: ReadonlyArray<Command>): State => givenIn(contextWith(), ...commands)

/** Opened at 200,000 and sent. */
export const awaiting: State = given(open, confirmSent(1))

export const when = (state: State, command: Command, context: Context = contextWith()): ReadonlyArray<Event> =>
  Either.getOrThrowWith(decide(state, command, context), (refusal) => new Error(JSON.stringify(refusal)))

/** The tags alone, where the fields are not the point. */
export const tagsOf = (events: ReadonlyArray<Event>): ReadonlyArray<Event["_tag"]> => events.map((event) => event._tag)

export const refused = (state: State, command: Command, context: Context = contextWith()): Refusal =>
  Either.getOrThrowWith(Either.flip(decide(state, command, context)), (events) => new Error(`not refused: ${JSON.stringify(events)}`))

export const next = (state: State, events: ReadonlyArray<Event>): State => events.reduce(evolve, state)

export const coreOf = (state: State) => {
  if (state._tag === "Unopened") throw new Error("not opened")
  return state.core
}

/** What a decision sees of books in which nobody holds anything. */
export const freely: LedgerSeen = {
  free: cents(1_000_000), committed: cents(0), seats: 0, headcount: 3, cpmCeiling: cents(300_000), flexibility: 0, engagement: 0, savings: cents(0)
}

/** Why a number was chosen, in the campaign above. */
export const whyOf = (fields: Partial<Why>): Why => ({
  reason: "concession", planned: null, round: 1, rounds: 5, offers: [cents(200_000)], asks: [], firm: false,
  target: cents(200_000), ceiling: cents(300_000), ceilingFrom: "cpm", floor: cents(0), approvalAbove: null, ledger: freely, version: 1, ...fields
})

export const maya = { campaign: campaignWith().id, influencer: creatorWith().id, views: views(100_000) }
