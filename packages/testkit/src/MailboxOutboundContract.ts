import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { OutboundEmail } from "@parley/domain/ports/Mailbox"
import { parseEmail } from "@parley/email/parseEmail"
import type { MakeHarness } from "./MailboxHarness.ts"
import { bytes, offer, text } from "./MailboxSamples.ts"

/** The half of the mailbox contract about mail that goes out. */
export const outbound = (make: MakeHarness): void => {
  describe("stage", () => {
    it.scoped("MUST show a draft to people and send nothing (MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, ownAddress, sent, start } = yield* make
        yield* (yield* start).stage(offer(ownAddress))
        assert.strictEqual((yield* parseEmail((yield* drafts)[0] ?? bytes(""))).newText.trim(), "We can pay $400.")
        assert.strictEqual((yield* drafts).length, 1)
        assert.deepStrictEqual(yield* sent, [])
      }))

    it.scoped("MUST replace the draft of the same marker, so that the former can no longer be sent (MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, ownAddress, sent, start } = yield* make
        const mailbox = yield* start
        const former = yield* mailbox.stage(offer(ownAddress))
        const latter = yield* (yield* start).stage(offer(ownAddress, { text: "We can pay $450." }))
        assert.strictEqual((yield* drafts).length, 1)
        assert.notStrictEqual(latter.contentHash, former.contentHash)
        assert.strictEqual((yield* Effect.flip(mailbox.dispatch({ draftId: latter.draftId, contentHash: former.contentHash })))._tag, "DraftChanged")
        assert.deepStrictEqual(yield* sent, [])
        yield* mailbox.dispatch(latter)
        assert.strictEqual((yield* sent).length, 1)
      }))

    it.scoped("MUST NOT replace a draft that a person changed, also after a restart (MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, editDraft, ownAddress, start } = yield* make
        const draft = yield* (yield* start).stage(offer(ownAddress))
        yield* editDraft(draft.draftId, bytes(text((yield* drafts)[0] ?? bytes("")).replaceAll("$400", "$900")))
        const error = yield* Effect.flip((yield* start).stage(offer(ownAddress)))
        assert.isTrue(error._tag === "DraftChanged" && text(error.raw).includes("$900"))
        assert.include(text((yield* drafts)[0] ?? bytes("")), "$900")
      }))

    it.scoped("MUST keep markers apart that look alike (MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, ownAddress, start } = yield* make
        const mailbox = yield* start
        const markers = ["n/1", "n_1", "n:1", "N/1", "../n/1", `n/${"x".repeat(120)}`, `n/${"x".repeat(121)}`]
        const staged = yield* Effect.forEach(markers, (marker) => mailbox.stage(offer(ownAddress, { marker, messageId: `${markers.indexOf(marker)}@brand.example` })))
        assert.strictEqual(new Set(staged.map(({ draftId }) => draftId)).size, markers.length)
        assert.strictEqual((yield* drafts).length, markers.length)
        for (const [index, marker] of markers.entries()) assert.deepStrictEqual(yield* mailbox.lookup(marker), { _tag: "Draft", draft: staged[index] ?? assert.fail() })
      }))

    it.scoped("MUST refuse what cannot stand in a mail, and leave no draft", () =>
      Effect.gen(function*() {
        const { drafts, ownAddress, start } = yield* make
        const mailbox = yield* start
        const bad: ReadonlyArray<Partial<OutboundEmail>> = [
          { subject: "Reel\r\nBcc: all@example.com" }, { to: [{ name: "", address: "nobody" }] }, { to: [], cc: [] },
          { messageId: "a\r\nb" }, { marker: "a\r\nBcc: all@example.com" }, { marker: "" }
        ]
        for (const fields of bad) {
          assert.strictEqual((yield* Effect.flip(mailbox.stage(offer(ownAddress, fields))))._tag, "MailboxRejected", JSON.stringify(fields))
        }
        assert.deepStrictEqual(yield* drafts, [])
      }))
  })

  describe("dispatch", () => {
    it.scoped("MUST send the draft as it was staged, in its thread, and report what left (MAIL-02, MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, ownAddress, sent, start } = yield* make
        const mailbox = yield* start
        const mail = yield* mailbox.dispatch(yield* mailbox.stage(offer(ownAddress)))
        const left = yield* sent
        assert.deepStrictEqual([left.length, (yield* drafts).length], [1, 0])
        assert.strictEqual(text(mail.raw), text(left[0] ?? bytes("")))
        assert.notStrictEqual(mail.providerId, "")
        const read = yield* parseEmail(mail.raw)
        assert.strictEqual(mail.messageId, read.messageId)
        assert.deepStrictEqual([read.inReplyTo, read.references], ["reply-1@example.com", ["offer-0@brand.example", "reply-1@example.com"]])
        assert.deepStrictEqual([read.to[0]?.address, read.subject, read.newText.trim()], ["maya@example.com", "Re: Reel for May", "We can pay $400."])
      }))

    it.scoped("MUST send once, however often and from whatever process it is asked (MAIL-06, STATE-01)", () =>
      Effect.gen(function*() {
        const { ownAddress, sent, start } = yield* make
        const mailbox = yield* start
        const draft = yield* mailbox.stage(offer(ownAddress))
        yield* Effect.all([mailbox.dispatch(draft), mailbox.dispatch(draft)].map(Effect.either), { concurrency: "unbounded" })
        yield* Effect.either(mailbox.dispatch(draft))
        yield* Effect.either((yield* start).dispatch(draft))
        assert.strictEqual((yield* sent).length, 1)
      }))

    it.scoped("MUST NOT send a draft that a person edited, and leave their words (MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, editDraft, ownAddress, sent, start } = yield* make
        const mailbox = yield* start
        const draft = yield* mailbox.stage(offer(ownAddress))
        const edited = bytes(text((yield* drafts)[0] ?? bytes("")).replaceAll("$400", "$900"))
        yield* editDraft(draft.draftId, edited)
        const error = yield* Effect.flip(mailbox.dispatch(draft))
        assert.isTrue(error._tag === "DraftChanged" && error.draftId === draft.draftId)
        assert.deepStrictEqual(yield* sent, [])
        assert.deepStrictEqual((yield* drafts).map(text), [text(edited)])
      }))

    it.scoped("MUST NOT send what is no draft any more, or never was (MAIL-06)", () =>
      Effect.gen(function*() {
        const { deleteDraft, ownAddress, sent, start } = yield* make
        const mailbox = yield* start
        const deleted = yield* mailbox.stage(offer(ownAddress))
        yield* deleteDraft(deleted.draftId)
        const discarded = yield* mailbox.stage(offer(ownAddress, { marker: "n-1/2" }))
        yield* mailbox.discard(discarded)
        for (const draft of [deleted, discarded, { draftId: "unknown", contentHash: "" }, { draftId: "../cur/x", contentHash: "" }]) {
          assert.include(["MailboxUnavailable", "MailboxRejected"], (yield* Effect.flip(mailbox.dispatch(draft)))._tag)
        }
        assert.deepStrictEqual(yield* sent, [])
      }))
  })

  describe("lookup", () => {
    it.scoped("MUST say what became of a marker: gone, draft, sent; also after a restart (MAIL-06)", () =>
      Effect.gen(function*() {
        const { ownAddress, start } = yield* make
        const mailbox = yield* start
        assert.deepStrictEqual(yield* mailbox.lookup("n-1/1"), { _tag: "Gone" })
        const draft = yield* mailbox.stage(offer(ownAddress))
        assert.deepStrictEqual(yield* mailbox.lookup("n-1/1"), { _tag: "Draft", draft })
        const restarted = yield* start
        assert.deepStrictEqual(yield* restarted.lookup("n-1/1"), { _tag: "Draft", draft })
        const mail = yield* restarted.dispatch(draft)
        for (const process of [mailbox, restarted, yield* start]) {
          const fate = yield* process.lookup("n-1/1")
          assert.isTrue(fate._tag === "Sent" && fate.mail.providerId === mail.providerId && fate.mail.messageId === mail.messageId && text(fate.mail.raw) === text(mail.raw))
        }
        assert.deepStrictEqual(yield* mailbox.lookup("n-1/2"), { _tag: "Gone" })
      }))

    it.scoped("MUST show by its hash that a person edited the draft, and that a deleted one is gone (MAIL-06)", () =>
      Effect.gen(function*() {
        const { deleteDraft, drafts, editDraft, ownAddress, start } = yield* make
        const mailbox = yield* start
        const draft = yield* mailbox.stage(offer(ownAddress))
        yield* editDraft(draft.draftId, bytes(text((yield* drafts)[0] ?? bytes("")).replaceAll("$400", "$900")))
        const fate = yield* mailbox.lookup("n-1/1")
        assert.isTrue(fate._tag === "Draft" && fate.draft.contentHash !== draft.contentHash && fate.draft.draftId === draft.draftId)
        yield* deleteDraft(draft.draftId)
        assert.deepStrictEqual(yield* mailbox.lookup("n-1/1"), { _tag: "Gone" })
      }))
  })

  describe("a draft that a person sends", () => {
    it.scoped("MUST be found as sent, with the staged hash when it left as it was staged and another when it was changed (MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, editDraft, ownAddress, sendDraft, sent, start } = yield* make
        const mailbox = yield* start
        const same = yield* mailbox.stage(offer(ownAddress))
        yield* sendDraft(same.draftId)
        const fate = yield* mailbox.lookup("n-1/1")
        assert.isTrue(fate._tag === "Sent" && fate.mail.contentHash === same.contentHash)
        const other = yield* mailbox.stage(offer(ownAddress, { marker: "n-1/2", messageId: "n-1.2@parley.example" }))
        yield* editDraft(other.draftId, bytes(text((yield* drafts)[0] ?? bytes("")).replaceAll("$400", "$900")))
        yield* sendDraft(other.draftId)
        const changed = yield* mailbox.lookup("n-1/2")
        assert.isTrue(changed._tag === "Sent" && changed.mail.contentHash !== other.contentHash && text(changed.mail.raw).includes("$900"))
        assert.lengthOf(yield* sent, 2)
      }))
  })

  describe("ours", () => {
    it.scoped("MUST list our drafts and nobody else's, and tell those that a person changed, also after a restart (MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, editDraft, ownAddress, start } = yield* make
        const mailbox = yield* start
        assert.deepStrictEqual(yield* mailbox.ours, [])
        const one = yield* mailbox.stage(offer(ownAddress))
        const two = yield* mailbox.stage(offer(ownAddress, { marker: "n-1/2", messageId: "offer-2@brand.example" }))
        yield* editDraft(two.draftId, bytes(text((yield* drafts).find((raw) => text(raw).includes("n-1/2")) ?? bytes("")).replaceAll("$400", "$900")))
        yield* mailbox.dispatch(yield* mailbox.stage(offer(ownAddress, { marker: "n-1/3", messageId: "offer-3@brand.example" })))
        for (const process of [mailbox, yield* start]) {
          const found = (yield* process.ours).toSorted((a, b) => a.marker < b.marker ? -1 : 1)
          assert.deepStrictEqual(found.map(({ draft, isUntouched, marker }) => [marker, draft.draftId, isUntouched]), [["n-1/1", one.draftId, true], ["n-1/2", two.draftId, false]])
          assert.strictEqual(found[0]?.draft.contentHash, one.contentHash)
        }
      }))
  })

  describe("discard and check", () => {
    it.scoped("MUST remove this draft only, and be content when it is gone or sent already (MAIL-12)", () =>
      Effect.gen(function*() {
        const { drafts, ownAddress, sent, start } = yield* make
        const mailbox = yield* start
        const one = yield* mailbox.stage(offer(ownAddress))
        const two = yield* mailbox.stage(offer(ownAddress, { marker: "n-1/2", messageId: "offer-2@brand.example" }))
        yield* mailbox.discard(one)
        yield* mailbox.discard(one)
        yield* mailbox.discard({ draftId: "unknown", contentHash: one.contentHash })
        assert.strictEqual((yield* drafts).length, 1)
        yield* mailbox.dispatch(two)
        yield* mailbox.discard(two)
        assert.strictEqual((yield* sent).length, 1)
      }))

    it.scoped("MUST leave a draft that a person changed (MAIL-06)", () =>
      Effect.gen(function*() {
        const { drafts, editDraft, ownAddress, start } = yield* make
        const mailbox = yield* start
        const draft = yield* mailbox.stage(offer(ownAddress))
        yield* editDraft(draft.draftId, new TextEncoder().encode("From: us@brand.example\r\nX-Parley-Marker: n-1/1\r\n\r\nA person's words\r\n"))
        yield* mailbox.discard(draft)
        assert.strictEqual((yield* drafts).length, 1)
      }))

    it.scoped("MUST say that it is usable", () =>
      Effect.gen(function*() {
        yield* (yield* (yield* make).start).check
      }))
  })
}
