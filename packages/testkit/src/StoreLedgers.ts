import { assert } from "@effect/vitest"
import { type Instant, instant } from "@parley/domain/Instant"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import { flexibleCeiling, forEngagement, shareOfSavings } from "@parley/domain/ledger/Flexibility"
import { type Exposure, exposureOf } from "@parley/domain/ledger/Ledger"
import { cents } from "@parley/domain/Money"
import type { Command } from "@parley/domain/negotiation/Command"
import { decide } from "@parley/domain/negotiation/decide"
import type { Event } from "@parley/domain/negotiation/Event"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import type { AuditQuery } from "@parley/domain/ports/Audit"
import { type Decision, Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import type * as Layer from "effect/Layer"
import { actor, campaign, changesOf, influencer, messageId, negotiationId, step } from "./fixtures.ts"

/**
 * Concurrent steps that the real Decider decides, at most 300 to each of `plans` campaigns. Looked at from the log afterwards: every decision saw the books
 * exactly as the steps before it had left them, and offered no more than they allowed (LEDGER-01, LEDGER-02).
 */
export const ledgers = (make: () => Layer.Layer<Store, unknown>, plans: number): Effect.Effect<void> =>
  Effect.promise(() =>
    FastCheck.assert(FastCheck.asyncProperty(arbitrary, (plan) => Effect.runPromise(Effect.provide(play(plan), make()))), { numRuns: plans })
  )

const creators = 12

interface Move {
  readonly negotiation: number
  readonly kind: "talk" | "accept" | "reject" | "agree" | "stop" | "claim"
  /** Of the ceiling, in hundredths. */
  readonly share: number
  /** Turns of the scheduler before it is asked. */
  readonly delay: number
}

/** Most answer and are answered, so that talks go on. */
const kinds: ReadonlyArray<Move["kind"]> = [
  ...Array.from({ length: 24 }, () => "talk" as const), "accept", "accept", "reject", "agree", "stop", "claim"
]

const arbitrary = FastCheck.noBias(FastCheck.record({
  budget: FastCheck.integer({ min: 600_000, max: 4_000_000 }),
  headcount: FastCheck.integer({ min: 2, max: 14 }),
  engagement: FastCheck.array(FastCheck.option(FastCheck.integer({ min: 0, max: 900 })), { minLength: creators, maxLength: creators, size: "max" }),
  moves: FastCheck.array(
    FastCheck.record({
      negotiation: FastCheck.nat(creators - 1),
      kind: FastCheck.constantFrom(...kinds),
      share: FastCheck.integer({ min: 55, max: 125 }),
      delay: FastCheck.nat(3)
    }),
    { minLength: 100, maxLength: 300, size: "max" }
  )
}))

interface Plan {
  readonly budget: number
  readonly headcount: number
  readonly engagement: ReadonlyArray<number | null>
  readonly moves: ReadonlyArray<Move>
}

const everything: AuditQuery = { negotiations: null, campaign: null, type: null, from: null, to: null }

const play = (plan: Plan): Effect.Effect<void, unknown, Store> =>
  Effect.gen(function*() {
    const store = yield* Store
    const plain = campaign("spring", plan)
    // opening well under the target, so that who accepts saves something
    const spring = { ...plain, policy: { ...plain.policy, opening: 7_500 } }
    const people = plan.engagement.map((engagementBps, index): Influencer => ({ ...influencer(`p-n${index}`), engagementBps }))
    yield* store.addCampaign(spring, people.map((one, index) => ({ id: negotiationId(`n${index}`), influencer: one })), instant(1))

    yield* Effect.forEach(plan.moves, (move, index) =>
      Effect.gen(function*() {
        for (let turn = 0; turn < move.delay; turn++) yield* Effect.yieldNow()
        const creator = people[move.negotiation]
        if (creator === undefined) return
        const decision: Decision = (state, { dispatching, ledger }) =>
          Either.map(decide(state, commandOf(move, state, index), { campaign: spring, influencer: creator, ledger, dispatching }), (events) => changesOf(state, events))
        yield* Effect.ignore(store.transact(step(`n${move.negotiation}`, `c${index}`, 100 + index, decision)))
      }), { concurrency: "unbounded" })

    const states = new Map<string, State>()
    let before = new Map<string, Exposure>()
    const log = yield* store.audit(everything, 0, 10_000)
    for (const [index, { command, event, negotiation }] of log.entries()) {
      if (event === null) return assert.fail("an event cannot be read")
      const engagement = people[Number(negotiation.slice(1))]?.engagementBps ?? null
      const others = [...before].flatMap(([id, exposure]) => id === negotiation ? [] : [exposure])
      look(event, others, engagement, plan)
      states.set(negotiation, evolve(states.get(negotiation) ?? unopened, event))
      // the events of one command are one step
      if (log[index + 1]?.command === command) continue
      before = new Map([...states].map(([id, state]) => [id, exposureOf(state)]))
      const all = [...before.values()]
      assert.isAtMost(sum(all, ({ agreed, reserved }) => agreed + reserved), plan.budget, "over the budget")
      assert.isAtMost(sum(all, seat), plan.headcount, "over the headcount")
    }

    const all = [...before.values()]
    const [books] = yield* store.campaigns
    assert.deepStrictEqual(books === undefined ? null : { ...books, campaign: null }, {
      campaign: null, agreed: sum(all, ({ agreed }) => agreed), reserved: sum(all, ({ reserved }) => reserved), views: sum(all, ({ views }) => views),
      deals: sum(all, ({ agreed }) => agreed > 0 ? 1 : 0), seats: sum(all, seat), saved: sum(all, ({ saved }) => saved)
    })
    assert.deepStrictEqual((yield* store.verify(() => {})).problems, [])
  })

/** The creators' ceiling without flexibility: 100,000 views at the campaign's. */
const cpmCeiling = 300_000

/** What a decision noted of the books, against the books. */
const look = (event: Event, others: ReadonlyArray<Exposure>, engagementBps: number | null, { budget, headcount }: Plan): void => {
  const why = "why" in event ? event.why : null
  if (why === null) return
  const committed = sum(others, ({ agreed, reserved }) => agreed + reserved)
  const savings = shareOfSavings({
    budget, committed, headcount, seats: 0, open: sum(others, ({ reserved }) => reserved > 0 ? 1 : 0), saved: sum(others, ({ saved }) => saved)
  })
  const engagement = forEngagement(engagementBps)
  const flexible = flexibleCeiling(cpmCeiling, engagement, savings)
  assert.deepStrictEqual(why.ledger, {
    free: cents(Math.max(0, budget - committed)), committed: cents(committed), seats: sum(others, seat), headcount, cpmCeiling: cents(cpmCeiling),
    flexibility: Math.round((flexible - cpmCeiling) * 10_000 / cpmCeiling), engagement, savings: cents(savings)
  })
  assert.strictEqual(why.ceiling, Math.min(flexible, Math.max(0, budget - committed)))
  assert.isAtMost(flexible, cpmCeiling * 1.2)
  if (event._tag === "OfferDecided") assert.isAtMost(event.rate, why.ceiling)
}

const sum = (exposures: ReadonlyArray<Exposure>, of: (one: Exposure) => number): number => exposures.reduce((total, one) => total + of(one), 0)
const seat = ({ agreed, reserved }: Exposure): number => agreed + reserved > 0 ? 1 : 0

const commandOf = (move: Move, state: State, index: number): Command => {
  const meta = { at: instant(100 + index), by: actor("parley") }
  const core = state._tag === "Unopened" ? null : state.core
  if (core === null) return { _tag: "Open", ...meta }
  if (state._tag === "Waiting") return { _tag: "Wake", ...meta }
  const rate = Math.round(cpmCeiling * move.share / 100)
  switch (move.kind) {
    case "talk":
      if (state._tag === "Escalated" || state._tag === "HumanManaged") return { _tag: "Resume", ...meta }
      return core.pending === null
        ? reply("counter", rate, index, meta)
        : { _tag: "ConfirmSent", mail: core.pending.mail, message: messageId(`sent ${index}`), ...meta }
    case "accept":
      return reply("accept", null, index, meta)
    case "reject":
      return reply("reject", null, index, meta)
    case "agree":
      return { _tag: "AgreeAt", amount: rate, ...meta }
    case "stop":
      return { _tag: "Stop", ...meta }
    case "claim":
      return { _tag: "Claim", ...meta }
  }
}

const reply = (intent: "counter" | "accept" | "reject", rate: number | null, index: number, meta: { readonly at: Instant; readonly by: Command["by"] }): Command => ({
  _tag: "AnswerReply", message: messageId(`reply ${index}`), trust: { authenticated: true, knownContact: true, inThread: true }, ...meta,
  reading: {
    intent, otherPrices: false, confidence: 95, triggers: [], counterparty: "influencer", concerns: [],
    ask: rate === null ? null : { money: { minor: cents(rate), currency: "USD" }, evidence: { start: 0, end: 5 }, firm: false }
  }
})
