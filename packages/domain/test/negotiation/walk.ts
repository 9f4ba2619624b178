import * as Either from "effect/Either"
import type { Campaign } from "../../src/campaign/Campaign.ts"
import type { Influencer } from "../../src/influencer/Influencer.ts"
import { instant } from "../../src/Instant.ts"
import { type Exposure, exposureOf, type LedgerView } from "../../src/ledger/Ledger.ts"
import { cents } from "../../src/Money.ts"
import type { Command, CommandTag } from "../../src/negotiation/Command.ts"
import { type Context, type Decided, decide } from "../../src/negotiation/decide.ts"
import type { Event } from "../../src/negotiation/Event.ts"
import { evolve } from "../../src/negotiation/evolve.ts"
import { type State, unopened } from "../../src/negotiation/State.ts"
import { table } from "../../src/negotiation/Table.ts"
import { ConcernKind, Intent, type ReplyReading, TriggerKind } from "../../src/reading/ReplyReading.ts"
import { ana, campaignWith, creatorWith, message, parley } from "./given.ts"

/** A repeatable source of choices. */
export interface Dice {
  /** A whole number from 0 to below `n`. */
  readonly below: (n: number) => number
  readonly chance: (percent: number) => boolean
  readonly pick: <A>(from: ReadonlyArray<A>) => A
}

export const diceOf = (seed: number): Dice => {
  let state = seed >>> 0
  const below = (n: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % n
  }
  return {
    below,
    chance: (percent) => below(100) < percent,
    pick: (from) => {
      const one = from[below(from.length)]
      if (one === undefined) throw new Error("nothing to pick from")
      return one
    }
  }
}

/** Negotiations of one campaign and the time they share. */
export interface World {
  readonly campaign: Campaign
  readonly creators: ReadonlyArray<Influencer>
  readonly states: ReadonlyArray<State>
  readonly now: number
}

export const worldOf = (dice: Dice, size: number): World => {
  const maybe = (percent: number, minor: () => number) => dice.chance(percent) ? minor() : null
  return {
    campaign: campaignWith({
      budget: 100_000 + dice.below(size * 300_000), headcount: 1 + dice.below(size),
      cpm: { target: 2_000, ceiling: 2_000 + dice.below(2_000) },
      minimumCost: maybe(20, () => 50_000 + dice.below(150_000)),
      approvalAbove: maybe(40, () => 150_000 + dice.below(200_000)),
      packages: packagesOf(dice),
      ...dice.chance(50) ? { levers: { shareCpm: dice.chance(50), ...dice.chance(50) ? { product: { what: "a set", value: maybe(50, () => dice.below(40_000)) } } : {}, ...dice.chance(50) ? { syndication: "shared" } : {} } } : {},
      policy: {
        rounds: 1 + dice.below(6), followUpHours: dice.pick([[48, 72], [24], [1, 2, 3]] as const),
        autonomy: dice.chance(25) ? "review" : "auto", lowCpm: 1_500, quietHours: null
      }
    }),
    creators: Array.from({ length: size }, (_, index) => creatorWith({
      id: `creator-${index}`, averageViews: 40_000 + dice.below(100_000),
      minRate: maybe(10, () => dice.below(250_000)), maxRate: maybe(20, () => dice.below(400_000)), engagementBps: maybe(60, () => dice.below(900))
    })),
    states: Array.from({ length: size }, () => unopened),
    now: 1_700_000_000_000
  }
}

/** One to three, each smaller than the one before. */
const packagesOf = (dice: Dice): typeof Campaign.Encoded["packages"] => {
  const usage = { paid: "none", whitelisting: "none", organic: "90_days" } as const
  const least = dice.chance(30) ? { leastUsage: { ...usage, organic: "30_days" as const } } : {}
  const of = (tier: 1 | 2 | 3, quantity: number) => ({ tier, deliverables: [{ kind: "instagram_reel" as const, quantity }] as const, usage, ...least })
  return dice.chance(60) ? [of(1, 1)] : dice.chance(50) ? [of(1, 2), of(2, 1)] : [of(1, 3), of(2, 2), of(3, 1)]
}

const sum = (exposures: ReadonlyArray<Exposure>): number => exposures.reduce((total, one) => total + one.agreed + one.reserved, 0)
const seats = (exposures: ReadonlyArray<Exposure>): number => exposures.filter((one) => one.agreed + one.reserved > 0).length

/** What the books say to one negotiation: everybody else's money and seats. */
export const ledgerFor = (world: World, index: number): LedgerView => {
  const others = world.states.filter((_, other) => other !== index).map(exposureOf)
  return {
    budget: world.campaign.budget, headcount: world.campaign.headcount, committed: sum(others), seats: seats(others),
    open: others.filter(({ reserved }) => reserved > 0).length, saved: others.reduce((all, { saved }) => all + saved, 0)
  }
}

export const total = (world: World): { readonly committed: number; readonly seats: number } => {
  const exposures = world.states.map(exposureOf)
  return { committed: sum(exposures), seats: seats(exposures) }
}

export interface Stepped {
  readonly world: World
  readonly index: number
  readonly command: Command
  readonly context: Context
  readonly before: State
  readonly outcome: Decided
  readonly after: State
}

/** One command, mostly one that has a meaning, to one negotiation, at a later time. */
export const step = (world: World, dice: Dice, choose: ReadonlyArray<CommandTag> = dice.chance(75) ? calm : allCommands): Stepped => {
  const index = dice.below(world.states.length)
  const before = world.states[index] ?? unopened
  const now = world.now + dice.below(40 * 3_600_000)
  const context: Context = {
    campaign: world.campaign, influencer: world.creators[index] ?? creatorWith(), ledger: ledgerFor(world, index), dispatching: dice.chance(3)
  }
  const sensible = choose.filter((tag) => table[before._tag].includes(tag))
  const tag = dice.chance(90) && sensible.length > 0 ? dice.pick(sensible) : dice.pick(choose)
  const command = commandOf(tag, before, world.campaign, dice, now)
  const outcome = decide(before, command, context)
  const after = Either.match(outcome, { onLeft: () => before, onRight: (events) => events.reduce(evolve, before) })
  return { world: { ...world, now, states: world.states.map((state, at) => at === index ? after : state) }, index, command, context, before, outcome, after }
}

export const eventsOf = (outcome: Decided): ReadonlyArray<Event> => Either.getOrElse(outcome, () => [])

/** What moves a negotiation on; without a plenty of it most walks end before they get anywhere. */
const calm: ReadonlyArray<CommandTag> = ["Open", "Wake", "AnswerReply", "ConfirmSent", "ConfirmSent", "Remind", "Remind", "Approve", "EditDraft", "Resume", "Resume", "CounterWith", "RetryMail"]

const allCommands: ReadonlyArray<CommandTag> = [
  "Open", "Wake", "AnswerReply", "AnswerReply", "AnswerReply", "HoldReply", "ConfirmSent", "ConfirmSent", "ConfirmSent", "ReportTrouble", "ReportAltered", "ReportBounce",
  "Remind", "Remind", "TakeOver", "Approve", "Approve", "EditDraft", "CorrectCounterparty", "CounterWith", "CounterWith", "CounterWith", "Decline", "AgreeAt", "Claim", "Resume", "Resume", "Pause", "Stop", "RetryMail", "DismissMail"
]

/** What happens when nobody of the team lifts a finger. */
export const withoutHumans: ReadonlyArray<CommandTag> = ["Open", "Wake", "AnswerReply", "ConfirmSent", "Remind"]

const commandOf = (tag: CommandTag, state: State, campaign: Campaign, dice: Dice, now: number): Command => {
  const meta = { at: instant(now), by: dice.chance(50) ? parley : ana }
  const core = state._tag === "Unopened" ? null : state.core
  const mail = dice.chance(90) && core?.pending ? core.pending.mail : dice.below(9)
  const id = message(`m${dice.below(1_000_000)}`)
  switch (tag) {
    case "AnswerReply":
      return {
        _tag: tag, message: id, reading: readingFor(state, campaign, dice), ...meta,
        trust: { authenticated: dice.chance(95), knownContact: dice.chance(97), inThread: dice.chance(95) }
      }
    case "ConfirmSent":
      return { _tag: tag, mail, message: id, ...meta }
    case "ReportTrouble":
      return { _tag: tag, mail, reason: dice.pick(["in_doubt", "not_sendable"] as const), ...meta }
    case "ReportAltered":
      return { _tag: tag, mail, message: dice.chance(70) ? id : null, rate: dice.chance(70) ? cents(near(state, campaign, dice)) : null, ...meta }
    case "ReportBounce":
    case "TakeOver":
    case "HoldReply":
      return { _tag: tag, message: id, ...meta }
    case "CorrectCounterparty":
      return { _tag: tag, counterparty: dice.pick(["influencer", "talent_manager"] as const), ...meta }
    case "EditDraft":
      return { _tag: tag, mail, ...meta }
    case "CounterWith":
    case "AgreeAt":
      return { _tag: tag, amount: dice.chance(90) ? near(state, campaign, dice) : dice.pick([0, -1, 0.5, Number.NaN, 2 ** 53, 1e12]), ...meta }
    default:
      return { _tag: tag, ...meta }
  }
}

const near = (state: State, campaign: Campaign, dice: Dice): number => {
  const core = state._tag === "Unopened" ? null : state.core
  const around = dice.pick([core?.offers.at(-1), core?.asks.at(-1), core?.pending?.rate, campaign.budget, 200_000].flatMap((one) => one ?? []))
  return Math.max(1, Math.round(around * (70 + dice.below(70)) / 100))
}

/** Any reading the reader could give; mostly sure, mostly about a price near the table. */
export const readingFor = (state: State, campaign: Campaign, dice: Dice): ReplyReading => {
  const intent = dice.chance(70) ? dice.pick(["accept", "counter", "counter", "counter", "question"] as const) : dice.pick(Intent.literals)
  const sent = state._tag === "Unopened" ? null : state.core.sent
  const minor = dice.chance(10) ? dice.below(2) : dice.chance(20) && sent !== null ? sent.rate : Math.round(near(state, campaign, dice) * dice.pick([1, 1, 2]))
  return {
    intent,
    ask: dice.chance(intent === "counter" ? 85 : 25)
      ? { money: { minor: cents(minor), currency: dice.chance(95) ? "USD" : "EUR" }, evidence: { start: 0, end: 4 }, firm: dice.chance(15) }
      : null,
    otherPrices: dice.chance(10),
    confidence: dice.chance(85) ? 75 + dice.below(26) : dice.below(101),
    triggers: dice.chance(4) ? [{ kind: dice.pick(TriggerKind.literals), evidence: { start: 0, end: 4 } }] : [],
    counterparty: dice.pick(["influencer", "talent_manager"] as const),
    concerns: dice.chance(30) ? [{ kind: dice.pick(ConcernKind.literals), evidence: { start: 0, end: 4 } }] : []
  }
}
