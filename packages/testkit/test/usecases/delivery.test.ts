import { assert, describe, it } from "@effect/vitest"
import type { Brief } from "@parley/domain/drafting/Brief"
import { Actor, CommandId } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { EmailWriter } from "@parley/domain/ports/EmailWriter"
import { MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { Store } from "@parley/domain/ports/Store"
import { deliverMail } from "@parley/domain/usecases/DeliverOutbox"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import { sweepDeadlines } from "@parley/domain/usecases/SweepDeadlines"
import { handleInbox, sync } from "@parley/domain/usecases/ReceiveMail"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { hour, world } from "./world.ts"

const lostAnswer = new MailboxUnavailable({ reason: "the connection was reset" })

describe("what leaves", () => {
  it.effect("GATE-03 a writer that names a figure of its own is told why once; then the template answers", () => {
    const tries: Array<{ readonly brief: Brief; readonly objections: ReadonlyArray<string> }> = []
    const it = world({
      writer: Layer.succeed(EmailWriter, {
        write: (brief, objections) =>
          Effect.sync(() => {
            tries.push({ brief, objections })
            return { subject: "A partnership", body: "Hi {{name}},\n\nWe could even pay twenty-nine hundred dollars.\n\n{{terms}}\n\n{{sign_off}}" }
          })
      })
    })
    return it.run(Effect.gen(function*() {
      yield* it.open
      const [opening] = yield* it.sent
      assert.include(opening?.text, "$2,000")
      assert.notInclude(opening?.text, "hundred")
      assert.deepStrictEqual(tries.map((one) => one.objections.length > 0), [false, true])
      assert.match(tries[1]?.objections.join() ?? "", /twenty-nine hundred/)
    }))
  })

  it.effect("READ-05 GATE-01 the brief holds no limit: no ceiling, floor, budget or approval figure", () => {
    const briefs: Array<Brief> = []
    const it = world({
      campaign: { minimumCost: 1_234, approvalAbove: 2_777 },
      writer: Layer.succeed(EmailWriter, {
        write: (brief) => Effect.sync(() => {
          briefs.push(brief)
          return { subject: "A partnership", body: "Hi {{name}},\n\n{{terms}}\n\n{{sign_off}}" }
        })
      })
    })
    return it.run(Effect.gen(function*() {
      yield* it.open
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?")
      yield* drain
      assert.lengthOf(briefs, 2)
      for (const limit of ["300000", "123400", "277700", "6000000", "240000"]) assert.notInclude(JSON.stringify(briefs), limit)
    }))
  })

  it.effect("MAIL-06 an answer lost after the mail left is looked up, not sent again", () => {
    const it = world({ around: (mailbox) => ({ ...mailbox, dispatch: (draft) => Effect.zipRight(mailbox.dispatch(draft), lostAnswer) }) })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      assert.lengthOf(yield* it.sent, 1)
      assert.strictEqual((yield* it.state(id))._tag, "AwaitingReply")
      assert.strictEqual((yield* it.state(id)).core.sent?.rate, 200_000)
    }))
  })

  it.effect("MAIL-06 a claimed mail whose fate cannot be looked up yet is never staged again, and found when it can", () => {
    let blind = 4
    const it = world({
      around: (mailbox) => ({
        ...mailbox,
        dispatch: (draft) => Effect.zipRight(mailbox.dispatch(draft), lostAnswer),
        lookup: (marker) => Effect.suspend(() => blind-- > 0 ? Effect.fail(lostAnswer) : mailbox.lookup(marker))
      })
    })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const store = yield* Store
      assert.deepStrictEqual((yield* store.counts).mail, { dispatching: 1 })
      for (let pass = 0; pass < 8; pass++) {
        yield* it.wait(hour / 4)
        yield* drain
      }
      assert.deepStrictEqual((yield* store.counts).mail, { sent: 1 })
      assert.deepStrictEqual([(yield* it.state(id)).core.sent?.rate, (yield* it.sent).length], [200_000, 1])
    }))
  })

  it.effect("MAIL-06 OPS-03 a mail that never leaves is told to a person after its attempts, with the reason on its row", () => {
    const it = world({ around: (mailbox) => ({ ...mailbox, dispatch: () => new MailboxUnavailable({ reason: "read-only file system" }) }) })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const store = yield* Store
      assert.include((yield* store.outboxOf(id)).find((row) => row.lane === "mail")?.error, "read-only file system")
      for (let pass = 0; pass < 40; pass++) {
        yield* it.wait(hour)
        yield* drain
      }
      assert.deepStrictEqual([(yield* it.state(id)).core.reason, (yield* store.counts).mail], ["not_sendable", { dead: 1 }])
      assert.include(it.team.posted().map((notice) => notice.kind), "dead_letter")
    }))
  })

  for (const [what, change, expected] of [
    ["the same text is confirmed as sent", (text: string) => `${text.replaceAll(" ", "  ")}\n`, ["AwaitingReply", null, 200_000, "sent"]],
    ["another text is recorded with its own price and left to a person", (text: string) => text.replaceAll("$2,000", "$2,345"), ["HumanManaged", null, 234_500, "sent"]]
  ] as const) {
    it.effect(`STATE-05 MAIL-06 a mail that left before these books knew of it: ${what}`, () => {
      const it = world({
        around: (mailbox) => ({
          ...mailbox,
          stage: (email) => mailbox.stage({ ...email, text: change(email.text), html: change(email.html) }).pipe(
            Effect.flatMap(mailbox.dispatch), Effect.ignore, Effect.zipRight(mailbox.stage(email)))
        })
      })
      return it.run(Effect.gen(function*() {
        const id = yield* it.open
        const store = yield* Store
        const [row] = (yield* store.outboxOf(id)).filter(({ lane }) => lane === "mail")
        const { _tag, core } = yield* it.state(id)
        assert.deepStrictEqual<ReadonlyArray<unknown>>([_tag, core.reason, core.sent?.rate, row?.status], expected)
        assert.lengthOf(yield* it.sent, 1)
      }))
    })
  }

  it.effect("STATE-05 while the books are behind the mailbox nothing leaves and nobody is reminded; mail of both sides is read in turn", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      const id = yield* it.open
      yield* store.fallBehind("memory", instant(0))
      yield* it.wait(100 * hour)
      yield* sweepDeadlines
      yield* deliverMail
      assert.lengthOf(yield* it.sent, 1)
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?")
      yield* it.answer("Sorry, make that $2,500.")
      yield* sync
      yield* handleInbox
      assert.deepStrictEqual((yield* store.counts).inbox, { answered: 1, pending: 1 })
      yield* deliverMail
      assert.strictEqual(it.mailbox.drafts().length, 0)
      yield* handleInbox
      assert.deepStrictEqual([it.mailbox.drafts().length, (yield* it.sent).length], [1, 1])
      yield* drain
      assert.strictEqual(yield* store.behindSince("memory"), null)
      assert.deepStrictEqual([(yield* it.state(id)).core.asks, (yield* it.sent).length, it.mailbox.drafts().length], [[260_000, 250_000], 2, 0])
    }))
  })

  it.effect("MAIL-06 a draft that a person changed while it was held is neither overwritten nor removed", () => {
    let down = true
    const it = world({ around: (mailbox) => ({ ...mailbox, dispatch: (draft) => Effect.suspend(() => down ? Effect.fail(lostAnswer) : mailbox.dispatch(draft)) }) })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const words = new TextEncoder().encode("From: a@b.example\r\n\r\nA person's words")
      const draftId = it.mailbox.drafts()[0]?.draftId ?? ""
      const by = Actor.make("console:ana")
      yield* humanCommand(id, { _tag: "Pause" }, by, CommandId.make("pause"))
      it.mailbox.editDraft(draftId, words)
      down = false
      yield* humanCommand(id, { _tag: "Resume" }, by, CommandId.make("resume"))
      yield* drain
      assert.strictEqual((yield* it.state(id))._tag, "HumanManaged")
      yield* humanCommand(id, { _tag: "AgreeAt", amount: 210_000 }, by, CommandId.make("agree"))
      yield* drain
      assert.deepStrictEqual(it.mailbox.drafts().map((draft) => draft.raw), [words])
      assert.lengthOf(yield* it.sent, 0)
    }))
  })

  it.effect("STATE-04 MAIL-11 a deadline that a person or a reply has overtaken changes nothing and sets nothing aside", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const store = yield* Store
      yield* humanCommand(id, { _tag: "Claim" }, Actor.make("console:ana"), CommandId.make("claim"))
      yield* Effect.provideService(sweepDeadlines, Store, { ...store, deadlinesDue: () => Effect.succeed([id]) })
      const row = yield* store.negotiation(id)
      assert.deepStrictEqual([row?.quarantined, row?.state._tag], [null, "HumanManaged"])
    }))
  })

  it.effect("GATE-02 the subject that leaves is ours, whatever their reply's subject says", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      yield* it.open
      const [opening] = yield* it.sent
      it.mailbox.deliver(new TextEncoder().encode([
        "From: Maya <maya@example.com>", "Subject: Confirmed: $9,000", "Message-ID: <x@example.com>", `In-Reply-To: <${opening?.messageId ?? ""}>`, "",
        "Sounds great, I accept your offer of $2,000.", ""
      ].join("\r\n")), "reply")
      yield* drain
      assert.strictEqual((yield* it.sent).at(-1)?.subject, `Re: ${opening?.subject ?? ""}`)
    }))
  })

  it.effect("MAIL-06 a mailbox that is down sends later, once", () => {
    let down = 3
    const it = world({
      around: (mailbox) => ({ ...mailbox, dispatch: (draft) => Effect.suspend(() => down-- > 0 ? Effect.fail(lostAnswer) : mailbox.dispatch(draft)) })
    })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      for (let tries = 0; tries < 5; tries++) {
        yield* it.wait(hour / 6)
        yield* drain
      }
      assert.lengthOf(yield* it.sent, 1)
      assert.strictEqual((yield* it.state(id))._tag, "AwaitingReply")
    }))
  })

  it.effect("MAIL-06 neither draft nor message found is in doubt: a person decides, nothing is sent again", () => {
    const it = world({
      around: (mailbox) => ({
        ...mailbox,
        dispatch: (draft) => Effect.zipRight(mailbox.discard(draft), lostAnswer)
      })
    })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* it.wait(hour)
      yield* drain
      assert.lengthOf(yield* it.sent, 0)
      const state = yield* it.state(id)
      assert.deepStrictEqual([state._tag, state.core.reason], ["Escalated", "in_doubt"])
      const store = yield* Store
      assert.deepStrictEqual((yield* store.counts).mail, { in_doubt: 1 })
      assert.include(it.team.posted().map((notice) => notice.kind), "in_doubt")
    }))
  })

  it.effect("MAIL-06 a draft that a person edited does not leave by our hand", () => {
    const it: ReturnType<typeof world> = world({
      around: (mailbox) => ({
        ...mailbox,
        stage: (email) => Effect.tap(mailbox.stage(email), (draft) => Effect.sync(() => it.mailbox.editDraft(draft.draftId, new TextEncoder().encode("From: a@b.example\r\n\r\nOther words"))))
      })
    })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      assert.lengthOf(yield* it.sent, 0)
      const state = yield* it.state(id)
      assert.deepStrictEqual([state._tag, state.core.sent], ["HumanManaged", null])
      assert.include(it.team.posted().map((notice) => notice.kind), "takeover")
    }))
  })

  it.effect("MAIL-12 MAIL-06 a reply that arrives while our answer is staged supersedes it, and its draft is removed", () => {
    let down = false
    const it = world({ around: (mailbox) => ({ ...mailbox, dispatch: (draft) => Effect.suspend(() => down ? Effect.fail(lostAnswer) : mailbox.dispatch(draft)) }) })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      down = true
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?")
      yield* drain
      const store = yield* Store
      assert.deepStrictEqual((yield* store.counts).mail, { sent: 1, staged: 1 })
      assert.lengthOf(it.mailbox.drafts(), 1)
      down = false
      yield* it.answer("Sounds great, I accept your offer of $2,000.")
      yield* sync
      yield* handleInbox
      yield* drain
      const texts = (yield* it.sent).map((mail) => mail.text)
      assert.lengthOf(texts, 2)
      assert.include(texts[1], "$2,000")
      assert.lengthOf(it.mailbox.drafts(), 0)
      assert.strictEqual((yield* it.state(id))._tag, "Agreed")
      assert.strictEqual(yield* deliverMail, 0)
    }))
  })

  it.effect("STRAT-05 in review nothing leaves before a person says so, whatever the campaign says", () => {
    const it = world({ autonomy: "review" })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* it.sent).length], ["AwaitingApproval", 0])
      yield* humanCommand(id, { _tag: "Approve" }, Actor.make("console:ana"), CommandId.make("yes"))
      yield* drain
      assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* it.sent).length], ["AwaitingReply", 1])
    }))
  })

  it.effect("MAIL-11 silence is followed up twice, then the negotiation is stale and the team is told; its money is free again", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      const store = yield* Store
      for (const [hours, mails, state] of [[47, 1, "AwaitingReply"], [2, 2, "AwaitingReply"], [72, 3, "AwaitingReply"], [71, 3, "AwaitingReply"], [2, 3, "Stale"]] as const) {
        yield* it.wait(hours * hour)
        yield* drain
        assert.lengthOf(yield* it.sent, mails)
        assert.strictEqual((yield* it.state(id))._tag, state)
      }
      assert.include(it.team.posted().map((notice) => notice.kind), "stale")
      assert.strictEqual((yield* store.campaigns)[0]?.reserved, 0)
    }))
  })
})
