import { assert, describe, it } from "@effect/vitest"
import { ReaderUnavailable, ReplyReader } from "@parley/domain/ports/ReplyReader"
import { Store } from "@parley/domain/ports/Store"
import * as FallbackReader from "@parley/domain/reading/FallbackReader"
import { layer as rules } from "@parley/domain/reading/RuleReader"
import { drain } from "@parley/domain/usecases/Engine"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { hour, minute, world } from "./world.ts"

/** A reader that is overloaded until it is not. */
const overloaded = () => {
  const model = { isDown: true, asked: 0 }
  const reader = Layer.effect(ReplyReader, Effect.map(ReplyReader, (real) => ({
    read: (...asked: Parameters<typeof real.read>) => Effect.suspend(() => {
      model.asked += 1
      return model.isDown ? Effect.fail(new ReaderUnavailable({ reason: "529 overloaded" })) : real.read(...asked)
    })
  }))).pipe(Layer.provide(rules))
  return { model, reader }
}

const passing = (it: ReturnType<typeof world>, millis: number) =>
  Effect.forEach(Array.from({ length: Math.ceil(millis / minute) }), () => Effect.zipRight(it.wait(minute), drain), { discard: true })

describe("a reader that is down for long (OPS-03)", () => {
  it.effect("an hour of it loses no reply and sends one holding reply, in the thread; then the reply is answered", () => {
    const { model, reader } = overloaded()
    const it = world({ reader, holdAfter: 20 * minute })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer("Thank you! I usually charge $2,600 for a reel. Could you do that?", { id: "asks@example.com" })
      yield* drain
      yield* passing(it, 15 * minute)
      assert.lengthOf(yield* it.sent, 1)
      yield* passing(it, 45 * minute)
      const held = yield* it.sent
      assert.lengthOf(held, 2)
      assert.strictEqual(held[1]?.inReplyTo, "asks@example.com")
      assert.include(held[1]?.text, "has arrived")
      assert.notMatch(held[1]?.text ?? "", /[0-9$]/u)
      model.isDown = false
      yield* passing(it, 15 * minute)
      assert.include((yield* it.sent)[2]?.text, "$2,120")
      // another outage in the same thread is borne in silence
      model.isDown = true
      yield* it.answer("Could you do $2,500?")
      yield* drain
      yield* passing(it, hour)
      assert.lengthOf(yield* it.sent, 3)
      model.isDown = false
      yield* passing(it, 15 * minute)
      assert.lengthOf((yield* it.sent).filter(({ text }) => text.includes("has arrived")), 1)
      assert.lengthOf(yield* it.sent, 4)
      assert.strictEqual((yield* (yield* Store).counts).unaccounted, 0)
      assert.strictEqual((yield* it.state(id))._tag, "AwaitingReply")
    }))
  })

  it.effect("asks it some times an hour and not more, and hands the reply to a person when hours have passed", () => {
    const { model, reader } = overloaded()
    const it = world({ reader })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer("Could you do $2,600?")
      yield* drain
      yield* passing(it, 3 * hour)
      assert.isBelow(model.asked, 40)
      assert.lengthOf(yield* (yield* Store).deadLetters(9), 0)
      yield* passing(it, 2 * hour)
      assert.strictEqual((yield* it.state(id))._tag, "Paused")
      assert.include(it.team.posted().map(({ kind }) => kind), "dead_letter")
      assert.lengthOf(yield* it.sent, 1)
    }))
  })

  it.effect("reminds nobody whose reply waits to be read", () => {
    const { reader } = overloaded()
    const it = world({ reader })
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.wait(47 * hour)
      yield* it.answer("Could you do $2,600?")
      yield* drain
      yield* passing(it, 3 * hour)
      assert.lengthOf(yield* it.sent, 1)
    }))
  })

  it.effect("is stood in for by the rules after a while, and asked again all the time", () => {
    const { model, reader } = overloaded()
    const it = world({ reader: FallbackReader.layer(reader, 15 * minute) })
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.answer("Thank you! I usually charge $2,600 for a reel. Could you do that?")
      yield* drain
      yield* passing(it, 10 * minute)
      assert.lengthOf(yield* it.sent, 1)
      yield* passing(it, 30 * minute)
      assert.include((yield* it.sent)[1]?.text, "$2,120")
      const before = model.asked
      yield* it.answer("I accept your offer of $2,120. Looking forward to it!")
      yield* drain
      assert.isAbove(model.asked, before)
      assert.lengthOf(yield* it.sent, 3)
    }))
  })
})
