import { assert } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import type { Event } from "@parley/domain/negotiation/Event"
import type { Decision, Outcome } from "@parley/domain/ports/Store"
import { Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import type * as Layer from "effect/Layer"
import { agreed, campaign, campaignId, changesOf, influencer, negotiationId, offerDecided, opened, personId, put, step, stopped } from "./fixtures.ts"

/** Hundreds of concurrent steps on a few negotiations; decisions ignore the ledger, so that only the store keeps the limits. */
export const interleavings = (make: () => Layer.Layer<Store, unknown>): Effect.Effect<void> =>
  Effect.promise(() =>
    FastCheck.assert(
      FastCheck.asyncProperty(plans, (plan) => Effect.runPromise(Effect.provide(play(plan), make()))),
      { numRuns: 12 }
    )
  )

interface Move {
  readonly negotiation: number
  readonly command: number
  readonly kind: "offer" | "agree" | "stop"
  readonly rate: number
  readonly throws: boolean
  /** Turns of the scheduler before it is asked. */
  readonly delay: number
}

const plans = FastCheck.record({
  budget: FastCheck.integer({ min: 1, max: 2000 }),
  headcount: FastCheck.integer({ min: 1, max: 6 }),
  moves: FastCheck.array(
    FastCheck.record({
      negotiation: FastCheck.nat(6),
      command: FastCheck.nat(250),
      kind: FastCheck.constantFrom<Move["kind"]>("offer", "offer", "offer", "agree", "stop"),
      rate: FastCheck.integer({ min: 1, max: 600 }),
      throws: FastCheck.nat(150).map((n) => n === 0),
      delay: FastCheck.nat(3)
    }),
    { minLength: 100, maxLength: 400, size: "max" }
  )
})

interface Plan {
  readonly budget: number
  readonly headcount: number
  readonly moves: ReadonlyArray<Move>
}

const play = (plan: Plan): Effect.Effect<void, unknown, Store> =>
  Effect.gen(function*() {
    const store = yield* Store
    const ids = Array.from({ length: 7 }, (_, index) => `n${index}`)
    const negotiations = ids.map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) }))
    yield* store.addCampaign(campaign("spring", plan), negotiations, instant(1))

    const outcomes = yield* Effect.forEach(plan.moves, (move, index) =>
      Effect.gen(function*() {
        for (let turn = 0; turn < move.delay; turn++) yield* Effect.yieldNow()
        const result = yield* Effect.either(store.transact(step(`n${move.negotiation}`, `c${move.command}`, 100 + index, decisionOf(move))))
        const [books] = yield* store.campaigns
        assert.isTrue(books !== undefined && books.agreed + books.reserved <= plan.budget && books.seats <= plan.headcount, "over the limits")
        return { command: move.command, result }
      }), { concurrency: "unbounded" })

    const firsts = new Map<number, Outcome>()
    let events = 0
    for (const { command, result } of outcomes) {
      if (Either.isLeft(result) || result.right.repeated) continue
      assert.isFalse(firsts.has(command), `command ${command} was handled twice`)
      firsts.set(command, result.right)
      events += result.right.events
    }
    for (const { command, result } of outcomes) {
      if (Either.isRight(result)) assert.deepStrictEqual({ ...result.right, repeated: false }, firsts.get(command))
    }

    let stored = 0
    for (const id of ids) {
      const all = yield* store.events(negotiationId(id))
      assert.deepStrictEqual(all.map(({ version }) => version), all.map((_, index) => index + 1))
      assert.strictEqual((yield* store.negotiation(negotiationId(id)))?.version, all.length)
      stored += all.length
    }
    assert.strictEqual(stored, events)
    const { problems } = yield* store.verify(() => {})
    assert.deepStrictEqual(problems.filter(({ problem }) => !problem.startsWith("is set aside")), [])
  })

const decisionOf = (move: Move): Decision => (state) => {
  if (move.throws) throw new Error("a decision failed on purpose")
  const mail = state._tag === "Unopened" ? 1 : state.core.nextMail
  const events: ReadonlyArray<Event> = state._tag === "Unopened"
    ? [opened({ campaign: campaignId("spring"), influencer: personId(`p-n${move.negotiation}`) }, 5), offerDecided(mail, move.rate, 5)]
    : move.kind === "agree"
    ? [agreed(move.rate, 6)]
    : move.kind === "stop"
    ? [stopped(6)]
    : [offerDecided(mail, move.rate, 6)]
  const index = events.findIndex(({ _tag }) => _tag === "OfferDecided")
  return Either.right(changesOf(state, events, { outbox: index < 0 ? [] : [put(mail, 5, index)] }))
}
