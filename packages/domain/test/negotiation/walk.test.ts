import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { exposureOf, seatFree } from "../../src/ledger/Ledger.ts"
import { Event } from "../../src/negotiation/Event.ts"
import { evolve } from "../../src/negotiation/evolve.ts"
import { State, type StateTag, unopened } from "../../src/negotiation/State.ts"
import { isPossible, table } from "../../src/negotiation/Table.ts"
import { limitsFor } from "../../src/strategy/Limits.ts"
import * as Walk from "./walk.ts"

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const decodeEvent = Schema.decodeUnknownSync(Event, { onExcessProperty: "error" })
const encodeEvent = Schema.encodeSync(Event)
const decodeState = Schema.decodeUnknownSync(State, { onExcessProperty: "error" })
const encodeState = Schema.encodeSync(State)

const walks = (steps: number, runs: number, each: (stepped: Walk.Stepped, dice: Walk.Dice) => void) => ({
  run: ([from]: [number]) => {
    const dice = Walk.diceOf(from)
    let world = Walk.worldOf(dice, 1 + dice.below(4))
    for (let count = 0; count < steps; count++) {
      const stepped = Walk.step(world, dice)
      each(stepped, dice)
      world = stepped.world
    }
  },
  options: { fastCheck: { numRuns: runs } }
})

const coreOf = (state: State) => state._tag === "Unopened" ? null : state.core

describe("a random walk of commands", () => {
  const possible = walks(60, 400, ({ before, command, context, outcome }) => {
    const refusal = Either.isLeft(outcome) ? outcome.left._tag : null
    assert.strictEqual(refusal === "NotPossible", !isPossible(before._tag, command._tag), `${command._tag} in ${before._tag}: ${refusal}`)
    if (refusal === "MailLeaving") assert.isTrue(context.dispatching)
  })
  it.prop("is refused as not possible exactly where the table says so, and never throws", [seed], possible.run, possible.options)

  const mails = walks(60, 400, ({ before, outcome }) => {
    let state = before
    for (const event of Walk.eventsOf(outcome)) {
      if (event._tag === "OfferDecided" || event._tag === "MailDecided") {
        assert.strictEqual(coreOf(state)?.pending ?? null, null, "a mail was decided beside one that has not left")
        assert.isAtLeast(event.mail, coreOf(state)?.nextMail ?? 1, "a mail's number is used once")
      }
      if (event._tag === "OfferSent") assert.strictEqual(event.rate, coreOf(before)?.pending?.rate)
      state = evolve(state, event)
    }
  })
  it.prop("has one undispatched mail at most, and sends only what was decided (MAIL-06, MAIL-12)", [seed], mails.run, mails.options)

  const prices = walks(60, 400, ({ before, context, outcome }) => {
    let state = before
    for (const event of Walk.eventsOf(outcome)) {
      const core = coreOf(state)
      if (event._tag === "OfferDecided") {
        const limits = Either.getOrThrow(limitsFor(context.campaign, context.influencer, event.tier, context.ledger))
        assert.isAtMost(event.rate, limits.ceiling)
        assert.isAtMost(event.rate, core?.asks.at(-1) ?? Infinity)
        if (event.tier === (core?.tier ?? event.tier)) assert.isAtLeast(event.rate, core?.offers.at(-1) ?? 1)
        else assert.strictEqual(event.lever, "package")
        if (event.lever !== null) assert.notInclude(core?.levers ?? [], event.lever, "a lever was pulled twice")
        const over = context.campaign.approvalAbove !== null && event.rate > context.campaign.approvalAbove
        if (event.held === null && event.why.reason !== "a person decided") assert.isFalse(over, "left without approval")
      }
      if (event._tag === "Agreed") {
        assert.isAbove(event.rate, 0)
        assert.isAtMost(event.rate, context.ledger.budget - context.ledger.committed)
        assert.isTrue(seatFree(context.ledger))
        if (event.basis === "our_offer") assert.strictEqual(event.rate, coreOf(before)?.sent?.rate)
        const price = Either.getOrThrow(limitsFor(context.campaign, context.influencer, event.tier, context.ledger))
        assert.strictEqual(event.views, price.views, "the views of the package that was agreed")
        if (event.basis === "their_ask") assert.strictEqual(event.rate, core?.asks.at(-1))
      }
      if (event._tag === "MailDecided" && event.purpose === "confirmation") assert.strictEqual(event.rate, core?.agreed?.rate)
      if (event._tag === "MailDecided" && event.rate !== null && event.purpose !== "confirmation") {
        assert.strictEqual(event.rate, core?.sent?.rate, "a mail restates only an offer that is open")
      }
      state = evolve(state, event)
    }
  })
  it.prop("never offers above the limits or the ask nor below the last offer, and agrees only what was accepted and can be paid (STRAT-01, PRICE-03, LEDGER-01, READ-03)", [seed], prices.run, prices.options)

  const closes = walks(60, 400, ({ command, outcome }) => {
    const closed = Walk.eventsOf(outcome).some((event) => event._tag === "Agreed" || event._tag === "DealProposed")
    if (!closed || command._tag !== "AnswerReply") return
    assert.isTrue(command.trust.authenticated && command.trust.knownContact)
    assert.isEmpty(command.reading.triggers)
    assert.include(["accept", "counter"], command.reading.intent)
    assert.isTrue(command.trust.inThread && !command.reading.otherPrices && command.reading.confidence >= 75)
  })
  it.prop("closes on a reply only with proof of the sender, confidence and no other price (READ-03)", [seed], closes.run, closes.options)

  const shapes = walks(60, 400, ({ after, world }) => {
    const core = coreOf(after)
    if (core === null) return
    const { held } = core.pending ?? { held: null }
    switch (after._tag) {
      case "Waiting":
      case "Stale":
        assert.deepStrictEqual([core.pending, core.sent], [null, null])
        break
      case "Opening":
      case "ReplyReceived":
        assert.isTrue(core.pending !== null && held === null, `${after._tag} must have a mail to send`)
        break
      case "AwaitingReply":
        assert.isTrue(core.sent !== null && (core.pending !== null || core.dueAt !== null), "nobody would ever come back to it")
        break
      case "AwaitingApproval":
        assert.isTrue(held === "approval" || held === "review" || core.proposal !== null, "nothing to approve")
        break
      case "Agreed":
        assert.isNotNull(core.agreed)
        break
      default:
        break
    }
    assert.isAtMost(core.followUps, world.campaign.policy.followUpHours.length)
    const { agreed, reserved, views } = exposureOf(after)
    for (const part of [agreed, reserved, views]) assert.isTrue(Number.isSafeInteger(part) && part >= 0)
  })
  it.prop("leaves every negotiation with something that moves it on, and sane books (MAIL-05, MAIL-11, LEDGER-01)", [seed], shapes.run, shapes.options)

  const coded = walks(30, 60, ({ after, outcome }) => {
    for (const event of Walk.eventsOf(outcome)) {
      const json: unknown = JSON.parse(JSON.stringify(encodeEvent(event)))
      assert.deepStrictEqual(decodeEvent(json), event)
    }
    const json: unknown = JSON.parse(JSON.stringify(encodeState(after)))
    assert.deepStrictEqual(decodeState(json), after)
  })
  it.prop("gives events and states that JSON keeps without loss (STATE-01)", [seed], coded.run, coded.options)

  it("reaches every state, and every command of the table in it", () => {
    const missing = new Set(Object.entries(table).flatMap(([state, commands]) => commands.map((command) => `${command} in ${state}`)))
    for (let from = 0; from < 4_000 && missing.size > 0; from++) {
      const dice = Walk.diceOf(from)
      let world = Walk.worldOf(dice, 2)
      for (let count = 0; count < 40; count++) {
        const stepped = Walk.step(world, dice)
        if (Either.isRight(stepped.outcome)) missing.delete(`${stepped.command._tag} in ${stepped.before._tag}`)
        world = stepped.world
      }
    }
    assert.deepStrictEqual([...missing], [])
  })
})

describe("evolve", () => {
  it.prop("is total: any event in any state gives a state, and leaves the one before untouched", [seed], ([from]) => {
    const dice = Walk.diceOf(from)
    const states: Array<State> = [unopened]
    const events: Array<Event> = []
    let world = Walk.worldOf(dice, 3)
    for (let count = 0; count < 60; count++) {
      const stepped = Walk.step(world, dice)
      states.push(stepped.after)
      events.push(...Walk.eventsOf(stepped.outcome))
      world = stepped.world
    }
    for (const event of events) {
      const state = dice.pick(states)
      const copy = structuredClone(state)
      const after = evolve(state, event)
      assert.isTrue(after._tag in table)
      assert.deepStrictEqual(state, copy)
      if (state._tag === "Unopened" && event._tag !== "NegotiationOpened") assert.strictEqual(after, state)
      if (state._tag !== "Unopened" && event._tag === "NegotiationOpened") assert.strictEqual(after, state)
    }
  }, { fastCheck: { numRuns: 60 } })
})

describe("a negotiation without human help (STRAT-04)", () => {
  const resting: ReadonlyArray<StateTag> = ["Agreed", "Declined", "Walked", "Stopped", "Stale", "Escalated", "AwaitingApproval", "Waiting"]

  it.prop("ends, or waits for a person, within a bounded number of replies", [seed], ([from]) => {
    const dice = Walk.diceOf(from)
    let world = Walk.worldOf(dice, 1)
    let replies = 0
    for (let count = 0; count < 5_000; count++) {
      const state = world.states[0] ?? unopened
      if (state._tag !== "Unopened" && resting.includes(state._tag)) {
        // one reply for each counter-offer, two answered questions, and the one that ends it
        return assert.isAtMost(replies, world.campaign.policy.rounds + 5)
      }
      const stepped = Walk.step(world, dice, Walk.withoutHumans)
      if (Either.isLeft(stepped.outcome) && stepped.outcome.left._tag === "CannotPrice") return
      if (stepped.command._tag === "AnswerReply" && Either.isRight(stepped.outcome)) {
        // replies to a mail that never left are not rounds
        if (coreOf(stepped.before)?.pending === null) replies++
      }
      world = stepped.world
    }
    assert.fail("still going")
  }, { fastCheck: { numRuns: 1_500 } })
})
