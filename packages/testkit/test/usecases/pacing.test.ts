import { assert, describe, it } from "@effect/vitest"
import { Actor } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import * as Effect from "effect/Effect"
import { hour, world } from "./world.ts"

/** The world begins on a Monday at 09:00 UTC. */
const nightFrom = (from: string, to: string, timeZone: string) => ({ timeZone, policy: { quietHours: { from, to } } })

describe("when mail leaves", () => {
  it.effect("MAIL-10 an opening waits for the end of the quiet hours in the campaign's time zone", () => {
    const it = world({ campaign: nightFrom("21:00", "07:00", "America/Los_Angeles") })
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      yield* it.open
      assert.lengthOf(yield* it.sent, 0)
      assert.strictEqual(yield* store.nextDue, instant(it.clock.now() + 6 * hour))
      yield* it.wait(6 * hour - 1)
      yield* drain
      assert.lengthOf(yield* it.sent, 0)
      yield* it.wait(1)
      yield* drain
      assert.lengthOf(yield* it.sent, 1)
    }))
  })

  it.effect("MAIL-10 the roster's time zone counts first, the Date header of their mail before the campaign's", () => {
    // quiet in Berlin at nine in the morning, awake where the letter comes from
    const fromHeader = world({ campaign: nightFrom("09:00", "16:00", "America/Los_Angeles") })
    const fromRoster = world({ campaign: nightFrom("21:00", "07:00", "Europe/Berlin"), timeZone: "America/Los_Angeles" })
    return Effect.gen(function*() {
      yield* fromHeader.run(Effect.gen(function*() {
        yield* fromHeader.open
        assert.lengthOf(yield* fromHeader.sent, 1)
        yield* fromHeader.answer("I usually charge $2,600 for a reel. Could you do that?", { offset: "+0100" })
        yield* drain
        assert.lengthOf(yield* fromHeader.sent, 1)
        yield* fromHeader.wait(6 * hour)
        yield* drain
        assert.lengthOf(yield* fromHeader.sent, 2)
      }))
      yield* fromRoster.run(Effect.gen(function*() {
        yield* fromRoster.open
        assert.lengthOf(yield* fromRoster.sent, 0)
      }))
    })
  })

  it.effect("MAIL-10 a Date header in UTC says nothing of where somebody lives", () => {
    // awake by UTC at nine, quiet where the campaign says; Maya wrote from a server that keeps UTC
    const it = world({ campaign: { timeZone: "America/Los_Angeles", policy: { quietHours: { from: "03:30", to: "07:00" } } } })
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.wait(3 * hour)
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?", { offset: "+0000" })
      yield* drain
      assert.lengthOf(yield* it.sent, 1)
      yield* it.wait(3 * hour)
      yield* drain
      assert.lengthOf(yield* it.sent, 2)
    }))
  })

  it.effect("MAIL-10 MAIL-12 a reply in the quiet hours supersedes what waits for their end", () => {
    const it = world({ campaign: nightFrom("09:30", "16:00", "UTC") })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.wait(hour)
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?")
      yield* drain
      assert.lengthOf(yield* it.sent, 1)
      yield* it.answer("Sounds great, I accept your offer of $2,000.")
      yield* drain
      yield* it.wait(8 * hour)
      yield* drain
      assert.strictEqual((yield* it.state(id))._tag, "Agreed")
      assert.lengthOf(yield* it.sent, 2)
    }))
  })

  it.effect("MAIL-10 no more mail leaves in a day than the mailbox may send; the rest follows", () => {
    const it = world({ sendsPerDay: 1 })
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      yield* it.open
      yield* it.wait(hour)
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?")
      yield* drain
      assert.deepStrictEqual([(yield* it.sent).length, (yield* store.counts).mail], [1, { sent: 1, staged: 1 }])
      yield* it.wait(23 * hour - 1)
      yield* drain
      assert.lengthOf(yield* it.sent, 1)
      yield* it.wait(1)
      yield* drain
      assert.lengthOf(yield* it.sent, 2)
    }))
  })

  it.effect("MAIL-10 nothing leaves while sending is stopped, replies are still handled, and everything leaves once after it", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      const id = yield* it.open
      yield* store.stopSending({ by: Actor.make("console:ana"), at: instant(it.clock.now()) })
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?")
      yield* drain
      yield* it.wait(100 * hour)
      yield* drain
      assert.lengthOf(yield* it.sent, 1)
      assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* store.counts).unaccounted], ["ReplyReceived", 0])
      assert.isNull(yield* store.nextDue)
      yield* store.stopSending(null)
      yield* drain
      yield* drain
      assert.lengthOf(yield* it.sent, 2)
    }))
  })
})
