import { assert, describe, it } from "@effect/vitest"
import { Actor, CommandId } from "@parley/domain/Ids"
import { type Instant, instant } from "@parley/domain/Instant"
import { MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import { keepWatch } from "@parley/domain/usecases/KeepWatch"
import { sweepDrafts } from "@parley/domain/usecases/SweepDrafts"
import * as Effect from "effect/Effect"
import { hour, world } from "./world.ts"

const day = 24 * hour

describe("keepWatch", () => {
  /** A mailbox that tells of changes for seven days, or refuses to. */
  const watched = () => {
    const provider = { calls: 0, down: false }
    const it: ReturnType<typeof world> = world({
      around: (mailbox) => ({
        ...mailbox,
        watch: Effect.suspend((): Effect.Effect<Instant, MailboxUnavailable> => {
          provider.calls += 1
          return provider.down ? Effect.fail(new MailboxUnavailable({ reason: "quota" })) : Effect.succeed(instant(it.clock.now() + 7 * day))
        })
      })
    })
    return { it, provider }
  }

  it.effect("MAIL-04 renews by the end that the books remember, a day after the last time, and never touches the cursor", () => {
    const { it, provider } = watched()
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      yield* store.ingest("memory", [], "here", instant(1))
      for (let hours = 0; hours < 10 * 24; hours += 6) {
        yield* keepWatch
        yield* it.wait(6 * hour)
        const until = yield* store.watchedUntil("memory")
        assert.isTrue(until !== null && until > it.clock.now() + 5 * day)
      }
      assert.isAtMost(provider.calls, 10)
      assert.strictEqual(yield* store.cursor("memory"), "here")
    }))
  })

  it.effect("MAIL-04 warns the team once when two days are left, and goes on trying", () => {
    const { it, provider } = watched()
    return it.run(Effect.gen(function*() {
      yield* keepWatch
      provider.down = true
      for (let hours = 0; hours < 7 * 24; hours += 6) {
        yield* it.wait(6 * hour)
        yield* Effect.ignore(keepWatch)
        yield* drain
        assert.lengthOf(it.team.posted(), hours + 6 >= 5 * 24 ? 1 : 0, `after ${hours + 6} hours`)
      }
      assert.strictEqual(it.team.posted()[0]?.kind, "mailbox_trouble")
      provider.down = false
      assert.strictEqual(yield* keepWatch, 1)
    }))
  })

  it.effect("MAIL-03 does nothing for a mailbox that never tells", () => {
    const it = world()
    return it.run(Effect.map(keepWatch, (done) => assert.strictEqual(done, 0)))
  })
})

describe("sweepDrafts", () => {
  const counter = "I usually charge $2,600 for a reel. Could you do that?"

  /** Maya's counter is answered by a draft whose record is lost, and a person stops the negotiation before it is staged again. */
  const orphaned = Effect.fnUntraced(function*(it: ReturnType<typeof world>) {
    const id = yield* it.open
    yield* it.answer(counter)
    yield* drain
    const [draft] = it.mailbox.drafts()
    yield* humanCommand(id, { _tag: "Stop" }, Actor.make("console:ana"), CommandId.make("stop"))
    // as if the death had come before the draft was recorded
    yield* (yield* Store).moveOutbox({ subject: id, lane: "mail", seq: 2 }, ["superseded"], "superseded", { draftId: null })
    return draft?.draftId ?? ""
  })

  it.effect("MAIL-06 STATE-01 removes a draft that nothing will send, after an hour, and leaves mail that is wanted", () => {
    const it = world({ sendsPerDay: 1 })
    return it.run(Effect.gen(function*() {
      yield* orphaned(it)
      assert.strictEqual(yield* sweepDrafts, 0)
      yield* it.wait(2 * hour)
      assert.strictEqual(yield* sweepDrafts, 1)
      assert.lengthOf(it.mailbox.drafts(), 0)
    }))
  })

  it.effect("MAIL-06 leaves a draft that waits to be sent", () => {
    const it = world({ sendsPerDay: 1 })
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.answer(counter)
      yield* drain
      yield* it.wait(2 * hour)
      assert.deepStrictEqual([yield* sweepDrafts, it.mailbox.drafts().length], [0, 1])
    }))
  })

  it.effect("MAIL-06 leaves what a person put words of their own into", () => {
    const it = world({ sendsPerDay: 1 })
    return it.run(Effect.gen(function*() {
      const draftId = yield* orphaned(it)
      const [draft] = it.mailbox.drafts()
      it.mailbox.editDraft(draftId, new TextEncoder().encode(new TextDecoder().decode(draft?.raw).replaceAll("$2,120", "$2,300")))
      yield* it.wait(2 * hour)
      assert.deepStrictEqual([yield* sweepDrafts, it.mailbox.drafts().length], [0, 1])
    }))
  })
})
