import { assert, describe, it } from "@effect/vitest"
import { Actor, CommandId } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import * as Effect from "effect/Effect"
import { hour, world } from "./world.ts"

const counter = "I usually charge $2,600 for a reel. Could you do that?"

/** Our counter of $2,120 stands as a draft that does not leave by our hand, for as long as it takes a person to act. */
const staged = () => {
  const outbox = { down: false }
  const it = world({ around: (mailbox) => ({ ...mailbox, dispatch: (draft) => Effect.suspend(() => outbox.down ? Effect.fail(new MailboxUnavailable({ reason: "quota" })) : mailbox.dispatch(draft)) }) })
  const begin = Effect.gen(function*() {
    const id = yield* it.open
    outbox.down = true
    yield* it.answer(counter)
    yield* drain
    return { id, draft: it.mailbox.drafts()[0] }
  })
  const rewritten = (from: string, to: string) => {
    const [draft] = it.mailbox.drafts()
    if (draft !== undefined) it.mailbox.editDraft(draft.draftId, new TextEncoder().encode(new TextDecoder().decode(draft.raw).replaceAll(from, to)))
  }
  const send = () => it.mailbox.sendDraft(it.mailbox.drafts()[0]?.draftId ?? "")
  const later = Effect.zipRight(it.wait(hour), drain)
  return { it, begin, rewritten, send, later, outbox }
}

describe("a draft of ours in the hands of a person", () => {
  it.effect("MAIL-06 sent by hand as it stood is our offer like any other", () => {
    const { begin, it, later, send } = staged()
    return it.run(Effect.gen(function*() {
      const { id } = yield* begin
      send()
      yield* later
      const state = yield* it.state(id)
      assert.deepStrictEqual([state._tag, state.core.sent?.rate, (yield* it.sent).length], ["AwaitingReply", 212_000, 2])
    }))
  })

  it.effect("MAIL-06 changed and sent is a takeover with their price recorded, as the offer that stands", () => {
    const { begin, it, later, rewritten, send } = staged()
    return it.run(Effect.gen(function*() {
      const { id } = yield* begin
      rewritten("$2,120", "$2,350")
      send()
      yield* later
      const state = yield* it.state(id)
      assert.deepStrictEqual([state._tag, state.core.sent?.rate, state.core.offers], ["HumanManaged", 235_000, [200_000, 235_000]])
      const store = yield* Store
      assert.deepStrictEqual([(yield* store.campaigns)[0]?.reserved, (yield* store.counts).mail], [235_000, { sent: 2 }])
      const notice = it.team.posted().find(({ kind }) => kind === "takeover")
      assert.include(JSON.stringify(notice?.facts), "$2,350")
      // their acceptance goes to the person, and Parley says nothing
      yield* it.answer("Sounds great, I accept your offer of $2,350.")
      yield* later
      assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* it.sent).length], ["HumanManaged", 2])
      assert.strictEqual((yield* store.verify(() => {})).problems.length, 0)
    }))
  })

  it.effect("MAIL-06 LEDGER-01 a price the campaign cannot pay is told and not counted as an offer of ours", () => {
    const { begin, it, later, rewritten, send } = staged()
    return it.run(Effect.gen(function*() {
      const { id } = yield* begin
      rewritten("$2,120", "$72,000")
      send()
      yield* later
      const state = yield* it.state(id)
      assert.deepStrictEqual([state._tag, state.core.sent], ["HumanManaged", null])
      const notice = it.team.posted().find(({ kind }) => kind === "takeover")
      assert.include(JSON.stringify(notice?.facts), "$72,000")
      assert.include(JSON.stringify(notice?.facts), "not counted as our offer")
    }))
  })

  for (const [what, to] of [
    ["two prices", "$2,350, or $2,900 with the rights"], ["another currency", "€2,350"], ["something that is no rate", "$2,000, plus a gift card of $200"]
  ] as const) {
    it.effect(`MAIL-06 READ-03 ${what}: none is taken for our offer, and the older one is not open any more`, () => {
      const { begin, it, later, rewritten, send } = staged()
      return it.run(Effect.gen(function*() {
        const { id } = yield* begin
        rewritten("$2,120", to)
        send()
        yield* later
        const state = yield* it.state(id)
        assert.deepStrictEqual([state._tag, state.core.sent], ["HumanManaged", null])
      }))
    })
  }

  it.effect("MAIL-06 changed and not sent is a takeover too; the words stay, and a deal closed by hand is taken from there", () => {
    const { begin, it, later, outbox, rewritten } = staged()
    return it.run(Effect.gen(function*() {
      const { id } = yield* begin
      rewritten("$2,120", "$2,350")
      outbox.down = false
      yield* later
      assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* it.sent).length, it.mailbox.drafts().length], ["HumanManaged", 1, 1])
      // handed back, an old offer of ours is not what they would say yes to
      yield* humanCommand(id, { _tag: "Resume" }, Actor.make("console:ana"), CommandId.make("resume"))
      yield* it.answer("Sounds great, I accept your offer. Looking forward to it!")
      yield* later
      assert.strictEqual((yield* it.state(id))._tag, "Escalated")
      yield* humanCommand(id, { _tag: "AgreeAt", amount: 235_000 }, Actor.make("console:ana"), CommandId.make("agree"))
      yield* later
      assert.deepStrictEqual([(yield* it.state(id))._tag, it.mailbox.drafts().length], ["Agreed", 1])
    }))
  })

  describe("that the mailbox shows as sent from its own account", () => {
    /** The budget holds the counter of $2,120 back as a draft that nobody tried to send. */
    const waiting = () => {
      const it = world({ sendsPerDay: 1 })
      const begin = Effect.gen(function*() {
        const id = yield* it.open
        yield* it.answer(counter)
        yield* drain
        const [draft] = it.mailbox.drafts()
        it.mailbox.sendDraft(draft?.draftId ?? "")
        return id
      })
      /** What was sent last shows up among the arrivals. */
      const shows = Effect.gen(function*() {
        const raw = it.mailbox.sent().at(-1) ?? new Uint8Array()
        it.mailbox.deliver(raw, `sent ${it.mailbox.sent().length}`)
        yield* drain
      })
      return { it, begin, shows }
    }

    it.effect("MAIL-06 MAIL-08 is a takeover with the price it names, though every word is ours, and once", () => {
      const { begin, it, shows } = waiting()
      return it.run(Effect.gen(function*() {
        const id = yield* begin
        yield* shows
        yield* shows
        const state = yield* it.state(id)
        assert.deepStrictEqual([state._tag, state.core.sent?.rate, state.core.offers], ["HumanManaged", 212_000, [200_000, 212_000]])
        const store = yield* Store
        assert.deepStrictEqual((yield* store.counts).mail, { sent: 2 })
        yield* it.wait(48 * hour)
        yield* drain
        assert.lengthOf(yield* it.sent, 2)
      }))
    })

    it.effect("MAIL-06 STATE-01 is left to the person who changed it before its staging was on the books", () => {
      const it = world({ sendsPerDay: 1 })
      return it.run(Effect.gen(function*() {
        const id = yield* it.open
        yield* it.answer(counter)
        yield* drain
        const [draft] = it.mailbox.drafts()
        it.mailbox.editDraft(draft?.draftId ?? "", new TextEncoder().encode(new TextDecoder().decode(draft?.raw).replaceAll("$2,120", "$2,345")))
        // as if a death had come before the draft was recorded
        yield* (yield* Store).moveOutbox({ subject: id, lane: "mail", seq: 2 }, ["staged"], "pending", { draftId: null, contentHash: null, nextAt: instant(0) })
        yield* drain
        assert.deepStrictEqual([(yield* it.state(id))._tag, it.mailbox.drafts().map(({ raw }) => new TextDecoder().decode(raw).includes("$2,345"))], ["HumanManaged", [true]])
        yield* it.wait(48 * hour)
        yield* drain
        assert.deepStrictEqual([(yield* it.sent).length, yield* (yield* Store).counts.pipe(Effect.map(({ mail }) => mail))], [1, { sent: 1, superseded: 1 }])
      }))
    })

    it.effect("MAIL-06 MAIL-08 is a takeover also where the mail program dropped our mark, by our Message-ID", () => {
      const { begin, it } = waiting()
      return it.run(Effect.gen(function*() {
        const id = yield* begin
        it.mailbox.sendByHand(new TextEncoder().encode(new TextDecoder().decode(it.mailbox.sent().at(-1)).replace(/^X-Parley-[^\n]*\n/gmu, "")))
        yield* drain
        const state = yield* it.state(id)
        assert.deepStrictEqual([state._tag, state.core.sent?.rate], ["HumanManaged", 212_000])
      }))
    })

    it.effect("MAIL-08 a mail that a person writes to a creator outside the thread is a takeover", () => {
      const it = world()
      return it.run(Effect.gen(function*() {
        const id = yield* it.open
        it.mailbox.sendByHand(new TextEncoder().encode("From: partnerships@parley.example\r\nTo: maya@example.com\r\nMessage-ID: <byhand@parley.example>\r\n\r\nMaya, call me: we can do $2,900.\r\n"))
        yield* drain
        assert.strictEqual((yield* it.state(id))._tag, "HumanManaged")
      }))
    })

    it.effect("MAIL-08 our own dispatch, seen before its outcome is known, is nobody's takeover", () => {
      const it: ReturnType<typeof world> = world({
        around: (mailbox) => ({
          ...mailbox,
          dispatch: (draft) => Effect.flatMap(mailbox.dispatch(draft), ({ raw }) => {
            it.mailbox.deliver(raw, `seen ${it.mailbox.sent().length}`)
            return Effect.fail(new MailboxUnavailable({ reason: "the answer was lost" }))
          }),
          lookup: (marker) => Effect.suspend(() => blind-- > 0 ? Effect.fail(new MailboxUnavailable({ reason: "down" })) : mailbox.lookup(marker))
        })
      })
      let blind = 1
      return it.run(Effect.gen(function*() {
        const id = yield* it.open
        yield* it.wait(hour)
        yield* drain
        assert.deepStrictEqual([(yield* it.state(id))._tag, (yield* it.sent).length], ["AwaitingReply", 1])
        assert.deepStrictEqual((yield* (yield* Store).counts).inbox, { ignored: 1 })
      }))
    })

    it.effect("MAIL-08 what a person writes by hand to somebody else is their own affair", () => {
      const it = world()
      return it.run(Effect.gen(function*() {
        yield* it.open
        const raw = new TextEncoder().encode("From: partnerships@parley.example\r\nTo: mum@example.com\r\nMessage-ID: <private@parley.example>\r\n\r\nDinner?\r\n")
        it.mailbox.sendByHand(raw)
        yield* drain
        const store = yield* Store
        assert.deepStrictEqual((yield* store.counts).inbox, { ignored: 1 })
        assert.deepStrictEqual(it.team.posted().map(({ kind }) => kind), ["campaign_started"])
      }))
    })
  })
})
