import type { CampaignForm } from "@parley/domain/campaign/CampaignForm"
import { readCampaign } from "@parley/domain/campaign/CampaignForm"
import { Actor, CommandId, MessageId, NegotiationId, PersonId } from "@parley/domain/Ids"
import { EmailAddress, type Influencer } from "@parley/domain/influencer/Influencer"
import { type Instant, instant } from "@parley/domain/Instant"
import { cents } from "@parley/domain/Money"
import type { Command } from "@parley/domain/negotiation/Command"
import { type Context, decide } from "@parley/domain/negotiation/decide"
import type { State } from "@parley/domain/negotiation/State"
import type { DecisionView, NewNegotiation, Step } from "@parley/domain/ports/Store"
import { changesOf } from "@parley/domain/usecases/changes"
import { views } from "@parley/domain/Views"
import * as Either from "effect/Either"

const form: typeof CampaignForm.Encoded = {
  id: "bench", name: "Bench", client: "Fjord Candles", currency: "USD", budget: 1e9, influencers: 100_000, cpm: { target: 20 },
  packages: [{ deliverables: { instagram_reel: 1 } }], paymentTerms: "within 30 days of publication", sender: "Nora Lind"
}

/** A campaign rich enough that nobody waits for money. */
export const campaign = Either.getOrThrow(readCampaign(form))

const creator = (n: number): Influencer => ({
  id: PersonId.make(`p-${n}`), name: `Creator ${n}`, email: EmailAddress.make(`creator${n}@example.com`), platform: "instagram", handle: `@creator${n}`,
  averageViews: views(100_000), minRate: null, maxRate: null, engagementBps: 400, timeZone: null
})

/** Creators of the campaign, each a negotiation not yet opened. */
export const negotiations = (count: number): ReadonlyArray<NewNegotiation> =>
  Array.from({ length: count }, (_, n) => ({ id: NegotiationId.make(`n-${n}`), influencer: creator(n) }))

/** What happens to each negotiation in turn: opened, sent, three asks each countered, then an acceptance and its confirmation. */
const commands: ReadonlyArray<(at: Instant, id: string) => Command> = [
  (at) => ({ _tag: "Open", at, by }),
  sent(1), ask(280_000), sent(2), ask(270_000), sent(3), ask(262_000), sent(4), ask(250_000), sent(5)
]
export const commandsEach = 10

const by = Actor.make("parley")

function sent(mail: number) {
  return (at: Instant, id: string): Command => ({ _tag: "ConfirmSent", mail, message: MessageId.make(`m-${id}-${mail}`), at, by })
}

function ask(minor: number) {
  return (at: Instant, id: string): Command => ({
    _tag: "AnswerReply", message: MessageId.make(`r-${id}-${minor}`), at, by, trust: { authenticated: true, knownContact: true, inThread: true },
    reading: {
      intent: "counter", ask: { money: { minor: cents(minor), currency: "USD" }, evidence: { start: 10, end: 16 }, firm: false },
      otherPrices: false, confidence: 95, triggers: [], counterparty: "influencer", concerns: []
    }
  })
}

const unclear = (at: Instant, id: string): Command => ({
  _tag: "AnswerReply", message: MessageId.make(`u-${id}`), at, by, trust: { authenticated: true, knownContact: true, inThread: true },
  reading: { intent: "unclear", ask: null, otherPrices: false, confidence: 20, triggers: [], counterparty: "influencer", concerns: [] }
})

/** The `n`-th piece of work over `count` negotiations, as the real Decider decides it. */
export interface Work {
  readonly id: NegotiationId
  readonly command: CommandId
  readonly at: Instant
  /** Which negotiation, counted from 0. */
  readonly index: number
  readonly asked: Command
  readonly influencer: Influencer
  readonly decide: (state: State, view: DecisionView) => ReturnType<Step["decision"]>
}

export const workAt = (n: number, count: number, from = 1_772_442_000_000): Work => {
  // a stride that shares no factor with the number of negotiations visits each once per round, far apart
  const index = (n % count) * 7919 % count
  const round = Math.floor(n / count)
  const at = instant(from + n)
  const asked = commands[round % commandsEach]
  if (asked === undefined) throw new Error("no such round")
  return workOf(index, at, asked(at, String(index)), CommandId.make(`c-${n}`))
}

/** A reply that nobody understands, after the opening: a person has to look. */
export const unclearAt = (index: number, at: Instant): Work => workOf(index, at, unclear(at, String(index)), CommandId.make(`unclear-${index}`))

const workOf = (index: number, at: Instant, command: Command, name: CommandId): Work => {
  const influencer = creator(index)
  return {
    id: NegotiationId.make(`n-${index}`), at, index, asked: command, influencer, command: name,
    decide: (state, { dispatching, ledger }) => {
      const context: Context = { campaign, influencer, ledger, dispatching }
      return Either.map(decide(state, command, context), (events) => changesOf(state, events, at))
    }
  }
}
