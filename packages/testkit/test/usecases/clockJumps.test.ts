import { assert, describe, it } from "@effect/vitest"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { hour, world } from "./world.ts"

const day = 24 * hour

/** A world whose clock somebody sets: everything under `at` tells the time as so far from the true one. */
const jumping = () => {
  const it = world()
  const at = (offset: number) => {
    const millis = () => it.clock.now() + offset
    return Effect.withClock({
      ...Clock.make(),
      unsafeCurrentTimeMillis: millis,
      unsafeCurrentTimeNanos: () => BigInt(millis()) * 1_000_000n,
      currentTimeMillis: Effect.sync(millis),
      currentTimeNanos: Effect.sync(() => BigInt(millis()) * 1_000_000n)
    })
  }
  return { ...it, at }
}

const booksAddUp = Effect.gen(function*() {
  const store = yield* Store
  const [row] = yield* store.negotiations(null)
  assert.isDefined(row)
  const versions = (yield* store.events(row.id)).map(({ version }) => version)
  assert.deepStrictEqual(versions, versions.map((_, index) => index + 1))
  assert.deepStrictEqual([(yield* store.verify(() => {})).problems, (yield* store.counts).unaccounted], [[], 0])
})

describe("a clock that jumps", () => {
  it.effect("MAIL-11 STATE-01 three days forward and five back sends each follow-up once, answers what comes in its thread, and keeps the books in order", () => {
    const it = jumping()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.at(3 * day)(drain)
      yield* it.at(3 * day)(drain)
      assert.lengthOf(yield* it.sent, 2)
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?", { id: "first@example.com" })
      yield* it.at(3 * day)(drain)
      // back behind everything that is in the books
      yield* it.at(-2 * day)(drain)
      yield* it.answer("Hm, could you do $2,500 for the reel?", { id: "second@example.com" })
      yield* it.at(-2 * day)(drain)
      const mails = yield* it.sent
      assert.deepStrictEqual(mails.map(({ inReplyTo }) => inReplyTo).slice(2), ["first@example.com", "second@example.com"])
      assert.strictEqual((yield* it.state(id))._tag, "AwaitingReply")
      yield* it.at(-1 * day)(drain)
      assert.lengthOf(yield* it.sent, 4)
      yield* booksAddUp
    }))
  })

  it.effect("MAIL-11 however it jumps, there is one opening and one mail for each follow-up, and then an end", () =>
    Effect.forEach([1, 2, 3, 4, 5, 6], (seed) => {
      const it = jumping()
      let chance = seed
      return it.run(Effect.gen(function*() {
        const id = yield* it.open
        for (let jump = 0; jump < 30; jump++) {
          chance = (chance * 48_271) % 2_147_483_647
          yield* it.wait(6 * hour)
          yield* it.at(((chance % 9) - 5) * day)(drain)
          yield* it.at(((chance % 9) - 5) * day)(drain)
        }
        yield* it.wait(30 * day)
        yield* drain
        yield* it.wait(30 * day)
        yield* drain
        assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* it.sent).length], ["Stale", 3])
        yield* booksAddUp
      }))
    }, { discard: true }))
})
