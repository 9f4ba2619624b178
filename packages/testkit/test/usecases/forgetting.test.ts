import { assert, describe, it } from "@effect/vitest"
import { Actor } from "@parley/domain/Ids"
import { MailboxUnavailable } from "@parley/domain/ports/Mailbox"
import { Store } from "@parley/domain/ports/Store"
import { drain } from "@parley/domain/usecases/Engine"
import { forgetPerson } from "@parley/domain/usecases/ForgetPerson"
import * as Effect from "effect/Effect"
import { hour, world } from "./world.ts"

const by = Actor.make("console:ana")
const maya = "maya@example.com"

describe("forgetting a person", () => {
  it.effect("STATE-06 stops what is open, erases mail, notices and mailbox, sends nothing more, and their next mail is a stranger's", () => {
    const it = world({ campaign: { approvalAbove: 2_100 } })
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      const id = yield* it.open
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?")
      yield* drain
      assert.strictEqual((yield* it.state(id))._tag, "AwaitingApproval")
      const kept = (yield* it.sent)[0]
      const told = it.team.posted().length
      const forgotten = yield* forgetPerson(maya, by)
      assert.deepStrictEqual(
        { ...forgotten, notices: forgotten.notices > 0 },
        { stopped: 1, people: 1, messages: 2, contacts: 1, inbox: 1, notices: true, mails: 2, left: [] }
      )
      yield* it.wait(1000 * hour)
      yield* drain
      const row = yield* store.negotiation(id)
      assert.strictEqual(row?.state._tag, "Stopped")
      const events = yield* store.events(id)
      assert.deepStrictEqual(events.map(({ event }) => "by" in event ? [event._tag, event.by] : null).at(-1), ["Stopped", "console:ana"])
      assert.deepStrictEqual([yield* it.sent, it.mailbox.drafts()], [[], []])
      assert.strictEqual(it.team.posted().length, told)
      assert.notInclude(JSON.stringify(it.team.posted()), "2,600")
      assert.deepStrictEqual((yield* store.verify(() => {})).problems, [])

      const raw = ["From: Maya Lopez <maya@example.com>", "Subject: Hello?", "Message-ID: <again@example.com>", `In-Reply-To: <${kept?.messageId ?? ""}>`, "", "Are you there?", ""]
      it.mailbox.deliver(new TextEncoder().encode(raw.join("\r\n")), "again")
      yield* drain
      assert.strictEqual((yield* store.counts).unaccounted, 0)
      assert.strictEqual(it.team.posted().at(-1)?.kind, "unknown_thread")
    }))
  })

  it.effect("STATE-06 refuses our own address and one that nobody knows, and changes nothing", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      for (const [address, tag] of [["partnerships@parley.example", "OwnAddress"], ["aya@example.com", "UnknownAddress"]] as const) {
        assert.strictEqual((yield* Effect.flip(forgetPerson(address, by)))._tag, tag)
      }
      assert.strictEqual((yield* it.state(id))._tag, "AwaitingReply")
      assert.lengthOf(yield* it.sent, 1)
    }))
  })

  it.effect("STATE-06 a run that was cut off is finished by the next", () => {
    let down = 2
    const broken = new MailboxUnavailable({ reason: "the disk is away" })
    const it = world({ around: (mailbox) => ({ ...mailbox, forget: (whom) => Effect.suspend(() => down-- === 1 ? Effect.fail(broken) : mailbox.forget(whom)) }) })
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      const id = yield* it.open
      down = 1
      assert.strictEqual((yield* Effect.flip(forgetPerson(maya, by)))._tag, "MailboxUnavailable")
      assert.strictEqual((yield* store.messages(id)).length, 1)
      const forgotten = yield* forgetPerson(maya, by)
      assert.deepStrictEqual([forgotten.stopped, forgotten.people, forgotten.messages, forgotten.mails], [0, 1, 1, 1])
      assert.strictEqual((yield* Effect.flip(forgetPerson(maya, by)))._tag, "UnknownAddress")
    }))
  })

  it.effect("STATE-06 of a manager only the mail that names them goes, and the creator's negotiation goes on in its thread", () => {
    const it = world()
    return it.run(Effect.gen(function*() {
      const store = yield* Store
      const id = yield* it.open
      yield* it.answer("I usually charge $2,600 for a reel. Could you do that?", { headers: "Cc: Max Manager <max@agency.example>" })
      yield* drain
      assert.strictEqual((yield* it.sent).at(-1)?.cc[0]?.address, "max@agency.example")
      const answerTo = yield* it.sent
      const forgotten = yield* forgetPerson("max@agency.example", by)
      assert.deepStrictEqual([forgotten.stopped, forgotten.people, forgotten.messages, forgotten.contacts, forgotten.mails], [0, 0, 2, 1, 2])
      assert.strictEqual((yield* it.state(id))._tag, "AwaitingReply")
      assert.lengthOf(yield* it.sent, 1)
      const raw = [
        "From: Maya Lopez <maya@example.com>", "To: Nora Lind <partnerships@parley.example>", "Subject: Re: yes", "Message-ID: <yes@example.com>",
        `In-Reply-To: <${answerTo.at(-1)?.messageId ?? ""}>`, "", "Sounds great, I accept your offer of $2,120.", ""
      ]
      it.mailbox.deliver(new TextEncoder().encode(raw.join("\r\n")), "yes")
      yield* drain
      assert.strictEqual((yield* it.state(id))._tag, "Agreed")
      assert.deepStrictEqual((yield* it.sent).at(-1)?.to.map(({ address }) => address), [maya])
      assert.deepStrictEqual((yield* store.verify(() => {})).problems, [])
    }))
  })
})
