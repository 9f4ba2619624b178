import { assert, describe, it } from "@effect/vitest"
import { parseEmail } from "@parley/email/parseEmail"
import { bytes, mail, offer, text } from "@parley/testkit/MailboxSamples"
import * as Effect from "effect/Effect"
import * as gmailWorld from "./gmailWorld.ts"

const own = gmailWorld.ownAddress

describe("a draft in Gmail", () => {
  it.scoped("stands and leaves in the thread that it answers (MAIL-02)", () =>
    Effect.gen(function*() {
      const { server, start } = yield* gmailWorld.make()
      const threadId = server.gmail.message(server.gmail.deliver(mail("hi")))?.threadId ?? ""
      const mailbox = yield* start
      const sent = yield* mailbox.dispatch(yield* mailbox.stage(offer(own, { threadId, inReplyTo: "reply-1@example.com", references: ["offer-1@brand.example", "reply-1@example.com"] })))
      assert.strictEqual(sent.threadId, threadId)
    }))

  it.scoped("is staged anew where its thread was deleted (MAIL-02)", () =>
    Effect.gen(function*() {
      const { drafts, sent, start } = yield* gmailWorld.make()
      const mailbox = yield* start
      const gone = offer(own, { threadId: "19a4ffffffffffff" })
      const first = yield* mailbox.stage(gone)
      assert.strictEqual((yield* mailbox.stage(gone)).draftId.split(" ")[0], first.draftId.split(" ")[0])
      assert.lengthOf(yield* drafts, 1)
      yield* mailbox.dispatch(yield* mailbox.stage(gone))
      assert.deepStrictEqual([(yield* sent).length, (yield* drafts).length], [1, 0])
    }))

  it.scoped("is refused when its marker was sent before, also by another process, before a search finds it, and from another thread (MAIL-06)", () =>
    Effect.gen(function*() {
      for (const searchDelayMillis of [0, 3_600_000]) {
        const { drafts, sent, start } = yield* gmailWorld.make({ server: { searchDelayMillis } })
        const mailbox = yield* start
        const staged = yield* mailbox.stage(offer(own))
        yield* mailbox.dispatch(staged)
        for (let index = 2; index < 20; index++) yield* mailbox.dispatch(yield* mailbox.stage(offer(own, { marker: `n-${index}/1`, messageId: `${index}@brand.example` })))
        for (const process of [mailbox, yield* start]) {
          assert.strictEqual((yield* Effect.flip(process.stage(offer(own))))._tag, "MailboxRejected")
          assert.strictEqual((yield* process.lookup("n-1/1"))._tag, "Sent")
          assert.strictEqual((yield* process.lookup("n-1/1", staged.draftId))._tag, "Sent")
        }
        assert.deepStrictEqual([(yield* drafts).length, (yield* sent).length], [0, 19])
      }
    }))

  it.scoped("tells the Message-ID it left with, where Gmail replaced ours (MAIL-02, MAIL-06)", () =>
    Effect.gen(function*() {
      const { sent, start } = yield* gmailWorld.make({ server: { replacesMessageIds: true } })
      const mailbox = yield* start
      const left = yield* mailbox.dispatch(yield* mailbox.stage(offer(own)))
      const fate = yield* (yield* start).lookup("n-1/1")
      assert.notStrictEqual(left.messageId, "offer-1@brand.example")
      assert.strictEqual(left.messageId, (yield* parseEmail((yield* sent)[0] ?? bytes(""))).messageId)
      assert.isTrue(fate._tag === "Sent" && fate.mail.messageId === left.messageId)
    }))

  it.scoped("from an address that Gmail would replace is refused and not kept; from an alias it is not (MAIL-06)", () =>
    Effect.gen(function*() {
      const { drafts, start } = yield* gmailWorld.make({ server: { aliases: ["sam@brand.example"] } })
      const mailbox = yield* start
      const refused = yield* Effect.flip(mailbox.stage(offer("nobody@brand.example")))
      assert.strictEqual(refused._tag, "MailboxRejected")
      assert.deepStrictEqual(yield* drafts, [])
      yield* mailbox.stage(offer("sam@brand.example"))
      assert.include(text((yield* drafts)[0] ?? bytes("")), "sam@brand.example")
    }))
})

describe("a draft that Gmail's composer wrote anew, without our headers", () => {
  /** Another draft id, the price raised, no mark of ours, our Message-ID. */
  const rewritten = Effect.gen(function*() {
    const w = yield* gmailWorld.make()
    const mailbox = yield* w.start
    const draft = yield* mailbox.stage(offer(w.ownAddress, { marker: "n-7.1", messageId: "n-7.1@parley.example" }))
    const [shown] = w.server.gmail.drafts()
    const id = w.server.gmail.rewriteDraft(shown?.draftId ?? "", text(shown?.raw ?? bytes("")).replaceAll("$400", "$900"))
    return { w, mailbox, draft, id }
  })

  it.scoped("MAIL-06 is not sent, and told as changed", () =>
    Effect.gen(function*() {
      const { draft, mailbox, w } = yield* rewritten
      const error = yield* Effect.flip(mailbox.dispatch(draft))
      assert.isTrue(error._tag === "DraftChanged" && text(error.raw).includes("$900"))
      assert.deepStrictEqual(w.server.gmail.sent(), [])
      for (const process of [mailbox, yield* w.start]) {
        const fate = yield* process.lookup("n-7.1", draft.draftId)
        assert.isTrue(fate._tag === "Draft" && fate.draft.contentHash !== draft.contentHash)
      }
    }))

  it.scoped("MAIL-06 is found as sent with other words when a person sends it", () =>
    Effect.gen(function*() {
      const { draft, id, mailbox, w } = yield* rewritten
      w.server.gmail.sendDraft(id)
      for (const process of [mailbox, yield* w.start]) {
        const fate = yield* process.lookup("n-7.1", draft.draftId)
        assert.isTrue(fate._tag === "Sent" && fate.mail.contentHash !== draft.contentHash && text(fate.mail.raw).includes("$900"))
      }
      yield* Effect.either(mailbox.dispatch(draft))
      assert.lengthOf(w.server.gmail.sent(), 1)
    }))
})
