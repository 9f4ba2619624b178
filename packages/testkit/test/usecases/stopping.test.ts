import { assert, describe, it } from "@effect/vitest"
import { ReplyReader } from "@parley/domain/ports/ReplyReader"
import { Store } from "@parley/domain/ports/Store"
import { layer as readerLayer } from "@parley/domain/reading/RuleReader"
import { deadLetters } from "@parley/domain/usecases/DeadLetters"
import { deliverMail } from "@parley/domain/usecases/DeliverOutbox"
import { drain } from "@parley/domain/usecases/Engine"
import { now } from "@parley/domain/usecases/ids"
import { handleInbox, sync } from "@parley/domain/usecases/ReceiveMail"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { hour, world } from "./world.ts"

const counter = "I usually charge $2,600 for a reel. Could you do that?"

/** A reader that does as `first` says when it is asked for the first time. */
const readerWith = (first: Effect.Effect<never>) => {
  let asked = 0
  return Layer.effect(ReplyReader, Effect.map(ReplyReader, ({ read }) => ({
    read: (...question: Parameters<typeof read>) => Effect.suspend(() => asked++ === 0 ? first : read(...question))
  }))).pipe(Layer.provide(readerLayer))
}

describe("a stop in the middle of a pass", () => {
  it.effect("OPS-02 lets a mail that was claimed be dispatched and confirmed", () =>
    Effect.gen(function*() {
      const claimed = yield* Deferred.make<void>()
      const goOn = yield* Deferred.make<void>()
      const slowly = Effect.zipRight(Deferred.succeed(claimed, undefined), Deferred.await(goOn))
      let slow = false
      const it = world({ around: (mailbox) => ({ ...mailbox, dispatch: (draft) => Effect.zipRight(Effect.suspend(() => slow ? slowly : Effect.void), mailbox.dispatch(draft)) }) })
      yield* it.run(Effect.gen(function*() {
        const store = yield* Store
        yield* it.open
        slow = true
        yield* it.answer(counter)
        yield* sync
        yield* handleInbox
        const pass = yield* Effect.fork(deliverMail)
        yield* Deferred.await(claimed)
        const stopped = yield* Effect.fork(Fiber.interrupt(pass))
        yield* Effect.yieldNow()
        yield* Deferred.succeed(goOn, undefined)
        assert.strictEqual((yield* Fiber.join(stopped))._tag, "Failure")
        assert.deepStrictEqual([(yield* it.sent).length, (yield* store.counts).mail], [2, { sent: 2 }])
      }))
    }))

  it.effect("OPS-02 does not wait for a reading: the message is left as it stands and handled later, once", () =>
    Effect.gen(function*() {
      const asked = yield* Deferred.make<void>()
      const it = world({ reader: readerWith(Effect.zipRight(Deferred.succeed(asked, undefined), Effect.never)) })
      yield* it.run(Effect.gen(function*() {
        const store = yield* Store
        yield* it.open
        yield* it.answer(counter)
        yield* sync
        const pass = yield* Effect.fork(handleInbox)
        yield* Deferred.await(asked)
        yield* Fiber.interrupt(pass)
        const [row] = yield* store.inboxDue(yield* now, 10)
        assert.deepStrictEqual([row?.status, row?.attempts], ["pending", 0])
        yield* drain
        assert.deepStrictEqual([(yield* it.sent).length, (yield* store.counts).inbox], [2, { answered: 1 }])
      }))
    }))
})

describe("a poison message", () => {
  it.effect("OPS-03 MAIL-05 whose bytes break the parser holds up nobody and ends as a dead letter", () => {
    const it = world({
      around: (mailbox) => ({
        ...mailbox,
        parse: (raw) => new TextDecoder().decode(raw).includes("POISON") ? Effect.die(new RangeError("Invalid array length")) : mailbox.parse(raw)
      })
    })
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      const id = yield* it.open
      yield* it.answer("POISON")
      yield* it.answer(counter)
      yield* drain
      assert.deepStrictEqual([(yield* it.sent).length, (yield* store.counts).inbox], [2, { pending: 1, answered: 1 }])
      for (let pass = 0; pass < 10; pass++) {
        yield* it.wait(hour)
        yield* drain
      }
      const [letter] = yield* deadLetters
      assert.deepStrictEqual([letter?._tag === "Inbox" ? letter.error : null, (yield* store.counts).unaccounted], ["RangeError: Invalid array length", 0])
      // it could not be told whose it was, so nobody's negotiation is held
      assert.strictEqual((yield* it.state(id))._tag, "AwaitingReply")
      assert.include(it.team.posted().map(({ kind }) => kind), "dead_letter")
    }))
  })

  it.effect("OPS-03 whose handling always dies ends as a dead letter and silences only its own negotiation", () => {
    const it = world({ reader: Layer.succeed(ReplyReader, { read: () => Effect.die(new Error("stack overflow")) }) })
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      const id = yield* it.open
      yield* it.answer(counter)
      yield* it.answer("I am out of the office until Monday.", { headers: "Auto-Submitted: auto-replied", from: "Someone Else <else@example.com>" })
      for (let pass = 0; pass < 20; pass++) {
        yield* drain
        yield* it.wait(hour)
      }
      assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* deadLetters).length, (yield* store.counts).unaccounted], ["Paused", 1, 0])
    }))
  })
})
