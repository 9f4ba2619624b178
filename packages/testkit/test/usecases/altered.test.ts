import { assert, describe, it } from "@effect/vitest"
import { Actor, CommandId } from "@parley/domain/Ids"
import { MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import * as Effect from "effect/Effect"
import { hour, world } from "./world.ts"

const counter = "I usually charge $2,600 for a reel. Could you do that?"

/** Our counter of $2,200 stands as a draft that does not leave by our hand, for as long as it takes a person to act. */
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
      assert.deepStrictEqual([state._tag, state.core.sent?.rate, (yield* it.sent).length], ["AwaitingReply", 220_000, 2])
    }))
  })

  it.effect("MAIL-06 changed and sent is a takeover with their price recorded, as the offer that stands", () => {
    const { begin, it, later, rewritten, send } = staged()
    return it.run(Effect.gen(function*() {
      const { id } = yield* begin
      rewritten("$2,200", "$2,350")
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
      rewritten("$2,200", "$72,000")
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
        rewritten("$2,200", to)
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
      rewritten("$2,200", "$2,350")
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
})
