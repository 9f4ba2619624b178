import { assert, describe, it } from "@effect/vitest"
import { offer } from "@parley/testkit/MailboxSamples"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { type Call, units } from "../src/internal/GmailClient.ts"
import * as Quota from "../src/internal/Quota.ts"
import * as gmailWorld from "./gmailWorld.ts"

const perMinute = 600

describe("the quota", () => {
  const runs = FastCheck.sample(FastCheck.array(FastCheck.record({ units: FastCheck.integer({ min: 1, max: 300 }), pause: FastCheck.integer({ min: 0, max: 20_000 }) }), { minLength: 1, maxLength: 40 }), 60)
  it.effect("is spent in order, never faster than it fills once its first minute is used up, and in the end by all", () =>
    Effect.forEach(runs, (wanted) =>
      Effect.gen(function*() {
        const spend = Quota.make(perMinute)
        const began = yield* Clock.currentTimeMillis
        const spent: Array<{ readonly index: number; readonly units: number; readonly at: number }> = []
        const fibers: Array<Fiber.Fiber<void>> = []
        for (const [index, one] of wanted.entries()) {
          const mine = spend(one.units).pipe(Effect.zipRight(Clock.currentTimeMillis), Effect.map((now) => void spent.push({ index, units: one.units, at: now - began })))
          fibers.push(yield* Effect.fork(mine))
          yield* TestClock.adjust(one.pause)
        }
        yield* TestClock.adjust("1 hour")
        yield* Fiber.joinAll(fibers)
        assert.deepStrictEqual(spent.map(({ index }) => index), wanted.map((_, index) => index))
        for (const [last, { at }] of spent.entries()) {
          const soFar = spent.slice(0, last + 1)
          const sum = (from: number) => soFar.reduce((all, one) => one.at >= from ? all + one.units : all, 0)
          assert.isAtMost(sum(0), perMinute + perMinute * at / 60_000)
          assert.isAtMost(sum(at - 60_000), 2 * perMinute)
        }
      }), { discard: true }))

  it.scoped("counts no call for less than Gmail does", () =>
    Effect.gen(function*() {
      const { deliver, server, start } = yield* gmailWorld.make()
      const mailbox = yield* start
      yield* mailbox.check
      yield* deliver(new TextEncoder().encode("From: Maya <maya@example.com>\r\nTo: us@parley.example\r\n\r\nHello\r\n"), "one.eml")
      const { cursor } = yield* mailbox.arrivals(null)
      yield* mailbox.arrivals(cursor)
      yield* mailbox.discard(yield* mailbox.stage(offer(gmailWorld.ownAddress)))
      yield* mailbox.stage(offer(gmailWorld.ownAddress))
      yield* mailbox.dispatch(yield* mailbox.stage(offer(gmailWorld.ownAddress)))
      yield* (yield* start).lookup("n-1/1")
      yield* mailbox.forget({ address: "maya@example.com", negotiations: new Set(), mails: new Set() })
      const isKnown = (name: string): name is Call => name in units
      const names = server.calls().map((name) => name.replace(/^users\./u, ""))
      assert.deepStrictEqual(names.filter((name) => !isKnown(name)), [])
      const ours = names.reduce((sum, name) => sum + (isKnown(name) ? units[name] : 0), 0)
      assert.isAtMost(server.gmail.unitsSpent(), ours)
    }))
})
