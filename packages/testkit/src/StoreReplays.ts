import { assert } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import type { Event } from "@parley/domain/negotiation/Event"
import { evolve } from "@parley/domain/negotiation/evolve"
import { unopened } from "@parley/domain/negotiation/State"
import type { AuditedEvent, AuditQuery } from "@parley/domain/ports/Audit"
import { type Decision, Store } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import type * as Layer from "effect/Layer"
import { actor, agreed, campaign, campaignId, changesOf, influencer, negotiationId, offerDecided, offerSent, opened, personId, step, stopped } from "./fixtures.ts"

/** Books of any history: the log is all events in order, and a past state is what a prefix of a negotiation's events leads to. */
export const replays = (make: () => Layer.Layer<Store, unknown>): Effect.Effect<void> =>
  Effect.promise(() =>
    FastCheck.assert(
      FastCheck.asyncProperty(histories, (moves) => Effect.runPromise(Effect.provide(live(moves), make()))),
      { numRuns: 15 }
    )
  )

interface Move {
  readonly negotiation: number
  readonly kind: "offer" | "sent" | "pause" | "resume" | "agree" | "stop"
  readonly rate: number
  /** Since the move before; several steps may share an instant. */
  readonly pause: number
}

const histories = FastCheck.array(
  FastCheck.record({
    negotiation: FastCheck.nat(4),
    kind: FastCheck.constantFrom<Move["kind"]>("offer", "offer", "sent", "sent", "sent", "pause", "resume", "agree", "stop"),
    rate: FastCheck.integer({ min: 1, max: 500 }),
    pause: FastCheck.nat(2)
  }),
  { minLength: 1, maxLength: 60, size: "max" }
)

const all: AuditQuery = { negotiations: null, campaign: null, type: null, from: null, to: null }

const live = (moves: ReadonlyArray<Move>): Effect.Effect<void, unknown, Store> =>
  Effect.gen(function*() {
    const store = yield* Store
    const ids = Array.from({ length: 5 }, (_, index) => negotiationId(`n${index}`))
    yield* store.addCampaign(campaign("spring", { budget: 1_000_000, headcount: 9 }), ids.map((id) => ({ id, influencer: influencer(`p-${id}`) })), instant(1))
    let now = 10
    for (const [index, move] of moves.entries()) {
      now += move.pause
      yield* store.transact(step(`n${move.negotiation}`, `c${index}`, now, decisionOf(move, now)))
    }

    const log = yield* paged(store, 7)
    assert.deepStrictEqual(log, [...yield* store.audit(all, 0, 10_000)])
    assert.isTrue(log.every(({ position }, index) => index === 0 || position > (log[index - 1]?.position ?? 0)), "out of order")
    for (const id of ids) {
      assert.deepStrictEqual(
        log.filter(({ negotiation }) => negotiation === id).map(({ at, command, event, hash, version }) => ({ version, event, at, command, hash })),
        [...yield* store.events(id)]
      )
    }

    const last = yield* store.statesAt(all, instant(now), 0, 100)
    const rows = yield* store.negotiations(null)
    assert.deepStrictEqual(last.map(({ id, state, version }) => ({ id, state, version })), rows.map(({ id, state, version }) => ({ id, state, version })))

    for (const { at, negotiation } of log) {
      const prefix = log.filter((one) => one.negotiation === negotiation && one.at <= at)
      const [then] = yield* store.statesAt({ ...all, negotiations: [negotiation] }, at, 0, 10)
      assert.strictEqual(then?.version, prefix.length)
      assert.deepStrictEqual(then?.state, prefix.reduce((state, { event }) => event === null ? state : evolve(state, event), unopened))
    }
  })

const paged = (store: Store["Type"], size: number) =>
  Effect.gen(function*() {
    const told: Array<AuditedEvent> = []
    for (;;) {
      const page = yield* store.audit(all, told.at(-1)?.position ?? 0, size)
      told.push(...page)
      if (page.length < size) return told
    }
  })

const decisionOf = (move: Move, now: number): Decision => (state) => {
  if (state._tag === "Unopened") {
    return Either.right(changesOf(state, [opened({ campaign: campaignId("spring"), influencer: personId(`p-n${move.negotiation}`) }, now), offerDecided(1, move.rate, now)]))
  }
  const by = { by: actor("console:ana"), at: instant(now) }
  const event: Event = move.kind === "offer"
    ? offerDecided(state.core.nextMail, move.rate, now)
    : move.kind === "sent"
    ? offerSent(state.core.pending?.mail ?? 1, move.rate, now, now + 100)
    : move.kind === "pause"
    ? { _tag: "Paused", ...by }
    : move.kind === "resume"
    ? { _tag: "Resumed", dueAt: null, ...by }
    : move.kind === "agree"
    ? agreed(move.rate, now)
    : stopped(now)
  return Either.right(changesOf(state, [event]))
}
