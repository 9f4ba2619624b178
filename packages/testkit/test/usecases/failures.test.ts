import { assert, describe, it } from "@effect/vitest"
import { Actor, CommandId } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { ReaderUnavailable, ReplyReader } from "@parley/domain/ports/ReplyReader"
import { Store } from "@parley/domain/ports/Store"
import { TeamRejected, TeamUnavailable } from "@parley/domain/ports/TeamChannel"
import { layer as readerLayer } from "@parley/domain/reading/RuleReader"
import { discardDrafts } from "@parley/domain/usecases/DeliverOutbox"
import { deadLetters, letterName, type LetterChoice, settleLetter } from "@parley/domain/usecases/DeadLetters"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { hour, world } from "./world.ts"

const ana = Actor.make("console:ana")
const counter = "I usually charge $2,600 for a reel. Could you do that?"
const names = Effect.map(deadLetters, (letters) => letters.map(letterName))

let commands = 0
const settle = (name: string, choice: LetterChoice) => Effect.suspend(() => settleLetter(name, choice, ana, CommandId.make(`settle-${++commands}`)))

/** Lets so many hours pass, one by one. */
const pass = (it: ReturnType<typeof world>, hours: number) =>
  Effect.forEach(Array.from({ length: hours }), () => Effect.zipRight(it.wait(hour), drain), { discard: true })

const brokenOutbox = () => {
  const outbox = { down: true }
  const it = world({
    around: (mailbox) => ({
      ...mailbox, dispatch: (draft) => Effect.suspend(() => outbox.down ? Effect.fail(new MailboxUnavailable({ reason: "quota" })) : mailbox.dispatch(draft))
    })
  })
  return { it, outbox }
}

describe("a mail that cannot be sent", () => {
  it.effect("OPS-03 HUMAN-02 is a dead letter that a person can have tried again; then it leaves once and the negotiation goes on", () => {
    const { it, outbox } = brokenOutbox()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* pass(it, 20)
      assert.deepStrictEqual(yield* names, [`mail/${id}/1`])
      assert.deepStrictEqual(it.team.posted().map(({ kind }) => kind).filter((kind) => kind === "dead_letter" || kind === "escalation"), ["dead_letter", "escalation"])
      // retried while the mailbox is still down, it is tried as often again and told again
      yield* settle(`mail/${id}/1`, "retry")
      assert.deepStrictEqual(yield* names, [])
      yield* pass(it, 20)
      assert.deepStrictEqual(yield* names, [`mail/${id}/1`])
      outbox.down = false
      yield* settle(`mail/${id}/1`, "retry")
      yield* drain
      const state = yield* it.state(id)
      assert.deepStrictEqual([(yield* it.sent).length, state._tag, state.core.sent?.rate, (yield* names).length], [1, "AwaitingReply", 200_000, 0])
      yield* pass(it, 48)
      assert.lengthOf(yield* it.sent, 2)
    }))
  })

  it.effect("OPS-03 waits for days while the mailbox is cut off from everything, and leaves once when a person has mended that", () => {
    const cutOff = { now: true }
    const unless = <A, E>(work: Effect.Effect<A, E | MailboxUnavailable>) =>
      Effect.suspend((): Effect.Effect<A, E | MailboxUnavailable> => cutOff.now ? Effect.fail(new MailboxUnavailable({ reason: "signed out", cutOff: true })) : work)
    const it = world({
      around: (mailbox) => ({
        ...mailbox, stage: (email) => unless(mailbox.stage(email)), dispatch: (draft) => unless(mailbox.dispatch(draft)), lookup: (marker) => unless(mailbox.lookup(marker))
      })
    })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* pass(it, 60)
      assert.deepStrictEqual([yield* names, (yield* it.state(id))._tag], [[], "Opening"])
      cutOff.now = false
      yield* pass(it, 1)
      assert.deepStrictEqual([(yield* it.sent).length, (yield* it.state(id))._tag], [1, "AwaitingReply"])
    }))
  })

  it.effect("OPS-03 can be dismissed: it never leaves, and the negotiation waits for the person's decision", () => {
    const { it, outbox } = brokenOutbox()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* pass(it, 20)
      yield* settle(`mail/${id}/1`, "dismiss")
      outbox.down = false
      yield* pass(it, 100)
      assert.deepStrictEqual([(yield* it.sent).length, (yield* it.state(id))._tag, (yield* names).length], [0, "Escalated", 0])
      assert.lengthOf(it.mailbox.drafts(), 0)
    }))
  })

  it.effect("OPS-03 a dead confirmation of an agreement is tried again too", () => {
    const { it, outbox } = brokenOutbox()
    outbox.down = false
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      outbox.down = true
      yield* it.answer("Sounds great, I accept your offer of $2,000.")
      yield* pass(it, 20)
      outbox.down = false
      yield* settle(`mail/${id}/2`, "retry")
      yield* drain
      assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* it.sent).length], ["Agreed", 2])
    }))
  })

  it.effect("OPS-03 that a person claimed and hands back is not sent unasked, and can be tried again then", () => {
    const { it, outbox } = brokenOutbox()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* pass(it, 20)
      yield* humanCommand(id, { _tag: "Claim" }, ana, CommandId.make("claim"))
      outbox.down = false
      yield* humanCommand(id, { _tag: "Resume" }, ana, CommandId.make("resume"))
      yield* drain
      assert.deepStrictEqual([(yield* it.sent).length, (yield* it.state(id))._tag, yield* names], [0, "Escalated", [`mail/${id}/1`]])
      yield* settle(`mail/${id}/1`, "retry")
      yield* drain
      assert.lengthOf(yield* it.sent, 1)
    }))
  })

  it.effect("OPS-03 asks the mailbox no sooner than it said", () => {
    let asked = 0
    const it = world({
      around: (mailbox) => ({ ...mailbox, stage: () => Effect.zipRight(Effect.sync(() => { asked += 1 }), new MailboxUnavailable({ reason: "429", retryAfter: 3 * hour })) })
    })
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.wait(3 * hour - 1)
      yield* drain
      assert.strictEqual(asked, 1)
      yield* it.wait(1)
      yield* drain
      assert.strictEqual(asked, 2)
    }))
  })
})

describe("a mail in doubt", () => {
  it.effect("MAIL-06 OPS-03 that a person has tried again is looked for, never sent on a guess", () => {
    let dispatches = 0
    let blind = true
    const it: ReturnType<typeof world> = world({
      around: (mailbox) => ({
        ...mailbox,
        dispatch: (draft) => Effect.suspend(() => {
          dispatches += 1
          return Effect.zipRight(mailbox.dispatch(draft), new MailboxUnavailable({ reason: "reset" }))
        }),
        // a mailbox that shows its sent mail late
        lookup: (marker) => blind ? Effect.succeed({ _tag: "Gone" }) : mailbox.lookup(marker)
      })
    })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      assert.deepStrictEqual(yield* names, [`mail/${id}/1`])
      yield* settle(`mail/${id}/1`, "retry")
      yield* drain
      assert.deepStrictEqual([yield* names, dispatches], [[`mail/${id}/1`], 1])
      blind = false
      yield* settle(`mail/${id}/1`, "retry")
      yield* drain
      const state = yield* it.state(id)
      assert.deepStrictEqual([dispatches, (yield* it.sent).length, state._tag, state.core.sent?.rate], [1, 1, "AwaitingReply", 200_000])
    }))
  })
})

describe("a notice that cannot be posted", () => {
  it.effect("OPS-03 waits while the channel is down, is dead at once when it is refused, delays no mail, and can be tried again", () => {
    let answer: "down" | "refused" | "up" = "down"
    const it = world({
      aroundTeam: (team) => ({
        ...team,
        post: (notice, thread) => Effect.suspend(() => answer === "up"
          ? team.post(notice, thread)
          : answer === "down" ? new TeamUnavailable({ reason: "no route" }) : new TeamRejected({ reason: "invalid_blocks", expected: "text" }))
      })
    })
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      yield* it.open
      assert.deepStrictEqual([(yield* it.sent).length, yield* names], [1, []])
      answer = "refused"
      yield* pass(it, 1)
      assert.deepStrictEqual(yield* names, ["team/-/1"])
      answer = "up"
      yield* pass(it, 1)
      assert.lengthOf(it.team.posted(), 0)
      yield* settle("team/-/1", "retry")
      yield* drain
      assert.deepStrictEqual([it.team.posted().map(({ kind }) => kind), (yield* store.counts).team], [["campaign_started"], { sent: 1 }])
    }))
  })

  it.effect("OPS-03 can be dismissed", () => {
    const it = world({ aroundTeam: (team) => ({ ...team, post: () => new TeamRejected({ reason: "invalid_blocks", expected: "text" }) }) })
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* settle("team/-/1", "dismiss")
      yield* drain
      assert.deepStrictEqual(yield* names, [])
    }))
  })
})

describe("a message that cannot be handled", () => {
  const moody = () => {
    const reader = { down: true }
    const it = world({
      reader: Layer.effect(ReplyReader, Effect.map(ReplyReader, (real) => ({
        read: (...asked: Parameters<typeof real.read>) => Effect.suspend(() => reader.down ? Effect.fail(new ReaderUnavailable({ reason: "overloaded" })) : real.read(...asked))
      }))).pipe(Layer.provide(readerLayer))
    })
    return { it, reader }
  }

  it.effect("OPS-03 MAIL-05 is owned by a person and silences the negotiation; tried again, it is answered once", () => {
    const { it, reader } = moody()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(counter)
      yield* pass(it, 20)
      const [name] = yield* names
      assert.match(name ?? "", /^inbox\//)
      assert.strictEqual((yield* it.state(id))._tag, "Paused")
      reader.down = false
      yield* settle(name ?? "", "retry")
      yield* drain
      const store = yield* Store
      assert.deepStrictEqual([(yield* it.sent).length, (yield* it.state(id))._tag, (yield* store.counts).inbox, yield* names], [2, "AwaitingReply", { answered: 1 }, []])
    }))
  })

  it.effect("MAIL-12 OPS-03 what was to be sent before it is not sent after it, whoever is faster", () => {
    const { it, reader } = moody()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.wait(47 * hour)
      yield* it.answer(counter)
      // silence is followed up while nobody can read their answer; the follow-up waits for the end of sending's stop
      const store = yield* Store
      yield* store.stopSending({ by: ana, at: instant(it.clock.now()) })
      yield* pass(it, 20)
      assert.strictEqual((yield* it.state(id)).core.pending, null)
      yield* store.stopSending(null)
      reader.down = false
      yield* settle((yield* names)[0] ?? "", "retry")
      yield* drain
      const texts = (yield* it.sent).map((mail) => mail.text)
      assert.deepStrictEqual([texts.length, texts.at(-1)?.includes("$2,120")], [2, true])
    }))
  })

  it.effect("OPS-03 dismissed, it stays with the person and the negotiation goes on", () => {
    const { it } = moody()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(counter)
      yield* pass(it, 20)
      yield* settle((yield* names)[0] ?? "", "dismiss")
      assert.deepStrictEqual([(yield* it.state(id))._tag, yield* names], ["AwaitingReply", []])
      yield* pass(it, 48)
      assert.lengthOf(yield* it.sent, 2)
    }))
  })

  it.effect("OPS-03 a name that no dead letter has is refused", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      yield* it.open
      assert.strictEqual((yield* Effect.flip(settle("mail/n-none/1", "retry")))._tag, "NoSuchLetter")
    }))
  })
})

describe("a draft that cannot be removed", () => {
  it.effect("OPS-03 fails the pass while the mailbox is down, so that it is not tried all the time, and goes when it is back", () => {
    const down = { now: true }
    const it = world({
      sendsPerDay: 1,
      around: (mailbox) => ({ ...mailbox, discard: (draft) => Effect.suspend(() => down.now ? Effect.fail(new MailboxUnavailable({ reason: "down" })) : mailbox.discard(draft)) })
    })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.answer(counter)
      yield* drain
      yield* humanCommand(id, { _tag: "Stop" }, ana, CommandId.make("stop"))
      assert.strictEqual((yield* Effect.flip(discardDrafts))._tag, "MailboxUnavailable")
      assert.lengthOf(it.mailbox.drafts(), 1)
      down.now = false
      assert.strictEqual(yield* discardDrafts, 1)
      assert.lengthOf(it.mailbox.drafts(), 0)
    }))
  })
})
