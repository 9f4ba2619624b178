import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import type { Campaign } from "../../src/campaign/Campaign.ts"
import { instant } from "../../src/Instant.ts"
import type { Influencer } from "../../src/influencer/Influencer.ts"
import { flexibleCeiling, forEngagement, shareOfSavings } from "../../src/ledger/Flexibility.ts"
import { type Exposure, exposureOf, type LedgerView } from "../../src/ledger/Ledger.ts"
import { cents } from "../../src/Money.ts"
import type { Command } from "../../src/negotiation/Command.ts"
import { decide } from "../../src/negotiation/decide.ts"
import type { Event } from "../../src/negotiation/Event.ts"
import { evolve } from "../../src/negotiation/evolve.ts"
import { type State, unopened } from "../../src/negotiation/State.ts"
import { limitsFor } from "../../src/strategy/Limits.ts"
import * as G from "../negotiation/given.ts"
import { type Dice, diceOf } from "../negotiation/walk.ts"

const histories = 100_000

/** Openings under the target, so that deals save something. */
const campaign = G.campaignWith({ policy: { ...G.campaignWith().policy, opening: 7_500 } })
const people: ReadonlyArray<Influencer> = Array.from({ length: 40 }, (_, index) =>
  G.creatorWith({ id: `creator-${index}`, averageViews: 20_000 + index % 7 * 25_000, engagementBps: index % 5 === 0 ? null : index % 9 * 90, maxRate: index % 11 === 0 ? 250_000 : null }))

/** One negotiation of a history, with what it holds. */
interface Talk {
  readonly person: Influencer
  state: State
  exposure: Exposure
}

const total = ({ agreed, reserved }: Exposure): number => agreed + reserved
const seat = (exposure: Exposure): number => total(exposure) > 0 ? 1 : 0
const sum = (talks: ReadonlyArray<Talk>, of: (exposure: Exposure) => number): number => talks.reduce((all, { exposure }) => all + of(exposure), 0)

describe("the books over a hundred thousand histories", () => {
  it("are never overdrawn, in money or in seats, and raise no ceiling beyond what they may (LEDGER-01, LEDGER-02)", () => {
    const problems: Array<string> = []
    const seen = { deals: 0, offers: 0, overCeiling: 0, withSavings: 0 }
    for (let history = 0; history < histories && problems.length === 0; history++) {
      const dice = diceOf(history)
      const talks: ReadonlyArray<Talk> = Array.from({ length: 2 + dice.below(4) }, () => ({ person: dice.pick(people), state: unopened, exposure: exposureOf(unopened) }))
      const spring = { ...campaign, budget: cents(100_000 + dice.below(talks.length * 350_000)), headcount: 1 + dice.below(talks.length) }
      const broken = (rule: string, holds: boolean): void => {
        if (!holds) problems.push(`${rule}: history ${history}`)
      }
      for (let step = 0; step < 12; step++) {
        const talk = dice.pick(talks)
        const others = talks.filter((one) => one !== talk)
        const ledger: LedgerView = {
          budget: spring.budget, headcount: spring.headcount, committed: sum(others, total), seats: sum(others, seat), open: sum(others, ({ reserved }) => reserved > 0 ? 1 : 0),
          saved: sum(others, ({ saved }) => saved)
        }
        const before = talk.state
        const command = commandOf(dice, before, step, () => ceilingNow(talk.person, spring, ledger))
        const decided = decide(before, command, { campaign: spring, influencer: talk.person, ledger, dispatching: false })
        if (Either.isLeft(decided)) continue
        for (const event of decided.right) {
          bounded(event, talk.person, ledger, broken)
          if (event._tag === "OfferDecided") seen.offers += 1
          if (event._tag === "OfferDecided" && event.rate > (event.why.ledger?.cpmCeiling ?? 0)) seen.overCeiling += 1
          if (event._tag === "OfferDecided" && (event.why.ledger?.savings ?? 0) > 0) seen.withSavings += 1
          talk.state = evolve(talk.state, event)
        }
        talk.exposure = exposureOf(talk.state)
        if (command._tag === "AnswerReply" && command.reading.intent === "accept" && before._tag === "AwaitingReply") {
          const offer = before.core.sent?.rate
          broken("an acceptance of an offer that was sent closes at it", talk.state._tag === "Agreed" && talk.state.core.agreed?.rate === offer)
        }
        broken("agreed and on offer within the budget", sum(talks, total) <= spring.budget)
        broken("seats within the headcount", sum(talks, seat) <= spring.headcount)
        broken("deals within the headcount", sum(talks, ({ agreed }) => agreed > 0 ? 1 : 0) <= spring.headcount)
      }
      seen.deals += sum(talks, ({ agreed }) => agreed > 0 ? 1 : 0)
    }
    assert.deepStrictEqual(problems, [])
    // not vacuous
    for (const count of [seen.deals / 20_000, seen.offers / 100_000, seen.overCeiling / 500, seen.withSavings / 5_000]) assert.isAbove(count, 1, JSON.stringify(seen))
  }, 60_000)
})

/** No offer, and no ask taken, beyond what the books allowed at that moment. */
const bounded = (event: Event, { engagementBps, maxRate }: Influencer, ledger: LedgerView, broken: (rule: string, holds: boolean) => void): void => {
  if (event._tag !== "OfferDecided" && !(event._tag === "Agreed" && event.basis === "their_ask")) return
  const { why } = event
  if (why?.ledger === undefined) return broken("a decision keeps what it saw", false)
  const most = flexibleCeiling(why.ledger.cpmCeiling, forEngagement(engagementBps), shareOfSavings(ledger))
  broken("an offer within the flexible ceiling", event.rate <= most && event.rate <= why.ceiling)
  broken("never above 120 % of the CPM ceiling", event.rate <= why.ledger.cpmCeiling * 1.2)
  broken("never above the roster's maximum", event.rate <= (maxRate ?? Infinity))
  broken("never above the free budget", event.rate <= ledger.budget - ledger.committed)
}

const ceilingNow = (person: Influencer, spring: Campaign, ledger: LedgerView): number => Either.getOrThrow(limitsFor(spring, person, 1, ledger)).ceiling

const commandOf = (dice: Dice, state: State, step: number, ceiling: () => number): Command => {
  const meta = { at: instant(1_700_000_000_000 + step * 3_600_000), by: G.ana }
  if (state._tag === "Unopened") return { _tag: "Open", ...meta }
  if (state._tag === "Waiting") return { _tag: "Wake", ...meta }
  const { core } = state
  const chance = dice.below(100)
  if (chance < 3) return { _tag: "Stop", ...meta }
  if (chance < 6) return { _tag: "AgreeAt", amount: 50_000 + dice.below(300_000), ...meta }
  if (state._tag === "Escalated") return { _tag: "Resume", ...meta }
  if (core.pending !== null && chance < 90) return G.confirmSent(core.pending.mail)
  if (chance < 18) return { _tag: "CounterWith", amount: ceiling() - dice.below(4_000), ...meta }
  if (chance < 40) return G.reply(G.accepts())
  if (chance < 45) return G.reply(G.readingOf({ intent: "reject" }))
  return G.reply(G.asks(20_000 + dice.below(400_000), dice.chance(10)))
}
