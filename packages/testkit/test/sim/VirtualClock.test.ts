import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as VirtualClock from "../../src/sim/VirtualClock.ts"

const settle = Effect.yieldNow().pipe(Effect.repeatN(20))

/** Sleeps, then notes its name and the time it woke. */
const sleeper = (notes: Array<string>, name: string, millis: number) =>
  Effect.sleep(millis).pipe(Effect.zipRight(Clock.currentTimeMillis), Effect.map((now) => notes.push(`${name} at ${now}`)))

describe("VirtualClock", () => {
  it.effect("stands still until it is advanced, and wakes sleepers in the order of their time (SIM-01)", () => {
    const virtual = VirtualClock.make(1000)
    const notes: Array<string> = []
    return Effect.gen(function*() {
      yield* Effect.forkAll([sleeper(notes, "late", 300), sleeper(notes, "early", 100), sleeper(notes, "also early", 100)])
      yield* settle
      assert.strictEqual(yield* Clock.currentTimeMillis, 1000)
      assert.strictEqual(virtual.nextDue(), 1100)
      assert.deepStrictEqual(notes, [])

      virtual.advanceTo(1100)
      yield* settle
      assert.deepStrictEqual(notes, ["early at 1100", "also early at 1100"])

      virtual.advanceTo(5000)
      yield* settle
      assert.deepStrictEqual(notes, ["early at 1100", "also early at 1100", "late at 5000"])
      assert.strictEqual(virtual.nextDue(), null)
    }).pipe(Effect.provide(VirtualClock.layer(virtual)))
  })

  it.effect("never goes back, and tells nanoseconds that agree", () => {
    const virtual = VirtualClock.make(2000)
    return Effect.gen(function*() {
      virtual.advanceTo(1000)
      assert.strictEqual(virtual.now(), 2000)
      assert.strictEqual(yield* Clock.currentTimeNanos, 2_000_000_000n)
    }).pipe(Effect.provide(VirtualClock.layer(virtual)))
  })

  it.effect("forgets a sleeper that was interrupted, and does not sleep for no time", () => {
    const virtual = VirtualClock.make(0)
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(Effect.sleep(100))
      yield* settle
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(virtual.nextDue(), null)
      yield* Effect.sleep(Duration.zero)
    }).pipe(Effect.provide(VirtualClock.layer(virtual)))
  })

  it.effect("flows from the virtual instant once it is live, and sleepers sleep on for what is left", () => {
    const virtual = VirtualClock.make(1_000_000)
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(Effect.sleep(1002))
      yield* settle
      virtual.advanceTo(1_001_000)
      virtual.goLive()
      yield* Fiber.join(fiber)
      yield* Effect.sleep(1)
      assert.isTrue(virtual.now() >= 1_001_002 && virtual.now() < 1_001_000 + 60_000)
      virtual.advanceTo(9_000_000)
      assert.isTrue(virtual.now() < 9_000_000)
      assert.strictEqual(virtual.nextDue(), null)
    }).pipe(Effect.provide(VirtualClock.layer(virtual)))
  })

  it.effect("cancels a live sleep that was interrupted", () => {
    const virtual = VirtualClock.make(0)
    return Effect.gen(function*() {
      const fiber = yield* Effect.fork(Effect.sleep(3_600_000))
      yield* settle
      virtual.goLive()
      yield* Fiber.interrupt(fiber)
      assert.strictEqual(virtual.nextDue(), null)
    }).pipe(Effect.provide(VirtualClock.layer(virtual)))
  })
})
