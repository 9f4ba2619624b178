import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { instant } from "@parley/domain/Instant"
import type { Arrival } from "@parley/domain/ports/Mailbox"
import type { MakeHarness } from "./MailboxHarness.ts"
import { bytes, ids, mail, offer, text } from "./MailboxSamples.ts"

/** The half of the mailbox contract about mail that comes in. */
export const inbound = (make: MakeHarness): void => {
  describe("arrivals", () => {
    it.scoped("MUST list what arrived, oldest first, with its bytes (MAIL-03)", () =>
      Effect.gen(function*() {
        const { deliver, start } = yield* make
        const mailbox = yield* start
        yield* deliver(mail("one"), "b.eml")
        yield* deliver(mail("two"), "a.eml")
        const { messages, more } = yield* mailbox.arrivals(null)
        assert.deepStrictEqual(messages.map(({ raw }) => text(raw)), [text(mail("one")), text(mail("two"))])
        assert.isFalse(more)
      }))

    it.scoped("MUST change nothing by listing: the same cursor lists the same, also after a restart (MAIL-04)", () =>
      Effect.gen(function*() {
        const { deliver, start } = yield* make
        const first = yield* start
        yield* deliver(mail("one"), "one.eml")
        const { cursor, messages } = yield* first.arrivals(null)
        assert.deepStrictEqual(ids((yield* first.arrivals(null)).messages), ids(messages))
        const second = yield* start
        assert.deepStrictEqual(ids((yield* second.arrivals(null)).messages), ids(messages))
        yield* deliver(mail("two"), "two.eml")
        assert.include((yield* second.arrivals(cursor)).messages.map(({ raw }) => text(raw)), text(mail("two")))
      }))

    it.scoped("MUST NOT list again what was filed (MAIL-03)", () =>
      Effect.gen(function*() {
        const { deliver, start } = yield* make
        const mailbox = yield* start
        yield* deliver(mail("one"), "one.eml")
        const { cursor, messages } = yield* mailbox.arrivals(null)
        yield* mailbox.filed(ids(messages))
        assert.deepStrictEqual((yield* mailbox.arrivals(cursor)).messages, [])
        yield* deliver(mail("two"), "two.eml")
        const after = yield* (yield* start).arrivals(cursor)
        assert.deepStrictEqual(after.messages.map(({ raw }) => text(raw)), [text(mail("two"))])
      }))

    it.scoped("MUST tell two mails apart that came under one name (MAIL-03)", () =>
      Effect.gen(function*() {
        const { deliver, start } = yield* make
        const mailbox = yield* start
        yield* deliver(mail("one"), "reply.eml")
        const first = yield* mailbox.arrivals(null)
        yield* mailbox.filed(ids(first.messages))
        yield* deliver(mail("two"), "reply.eml")
        const second = yield* mailbox.arrivals(first.cursor)
        yield* mailbox.filed(ids(second.messages))
        assert.strictEqual(new Set(ids([...first.messages, ...second.messages])).size, 2)
        for (const { copyRef, raw } of [...first.messages, ...second.messages]) assert.strictEqual(text(yield* mailbox.fetch(copyRef)), text(raw))
      }))

    it.scoped("MUST reach every mail page by page, whether pages are filed or not (MAIL-03)", () =>
      Effect.gen(function*() {
        const { deliver, start } = yield* make
        const mailbox = yield* start
        for (let index = 0; index < 230; index++) yield* deliver(mail(`number ${index}`), `m${String(index).padStart(3, "0")}.eml`)
        for (const filesPages of [false, true]) {
          const reached: Array<string> = []
          let cursor: string | null = null
          let more = true
          for (let pages = 0; more && pages < 500; pages++) {
            const page: { readonly messages: ReadonlyArray<Arrival>; readonly cursor: string; readonly more: boolean } = yield* mailbox.arrivals(cursor)
            reached.push(...page.messages.map(({ raw }) => text(raw)))
            if (filesPages) yield* mailbox.filed(ids(page.messages))
            cursor = page.cursor
            more = page.more
          }
          assert.deepStrictEqual(reached, Array.from({ length: 230 }, (_, index) => text(mail(`number ${index}`))))
        }
      }))
  })

  describe("arrivals among drafts", () => {
    it.scoped("MUST come to an end when the cursor is kept with messages only (MAIL-04)", () =>
      Effect.gen(function*() {
        const { deliver, ownAddress, start } = yield* make
        const mailbox = yield* start
        yield* deliver(mail("before"), "before.eml")
        let { cursor } = yield* mailbox.arrivals(null)
        for (let index = 0; index < 60; index++) yield* mailbox.stage(offer(ownAddress, { marker: `n-${index}/1`, messageId: `${index}@brand.example` }))
        yield* deliver(mail("behind"), "behind.eml")
        const reached: Array<string> = []
        for (let pages = 0, more = true; more; pages++) {
          assert.isBelow(pages, 10, "the same page again and again")
          const page = yield* mailbox.arrivals(cursor)
          if (page.messages.length > 0) cursor = page.cursor
          reached.push(...page.messages.map(({ raw }) => text(raw)))
          more = page.more
        }
        assert.include(reached, text(mail("behind")))
      }))
  })

  describe("recent", () => {
    it.scoped("MUST list what arrived since an instant, filed or not, under the id it arrived with, also after a restart (STATE-05)", () =>
      Effect.gen(function*() {
        const { deliver, start } = yield* make
        const mailbox = yield* start
        assert.deepStrictEqual(yield* mailbox.recent(instant(0)), [])
        yield* deliver(mail("one"), "one.eml")
        const first = yield* mailbox.arrivals(null)
        yield* mailbox.filed(ids(first.messages))
        yield* deliver(mail("two"), "two.eml")
        const second = yield* mailbox.arrivals(first.cursor)
        for (const process of [mailbox, yield* start]) {
          const recent = yield* process.recent(instant(0))
          assert.deepStrictEqual(recent.map(({ providerId }) => providerId), [...ids(first.messages), ...ids(second.messages)])
          assert.deepStrictEqual(yield* Effect.forEach(recent, ({ copyRef }) => Effect.map(process.fetch(copyRef), text)), [text(mail("one")), text(mail("two"))])
        }
        assert.deepStrictEqual(yield* mailbox.recent(instant(32_503_680_000_000)), [])
      }))
  })

  describe("filed and fetch", () => {
    it.scoped("MUST do nothing for unknown mail, and nothing more the second time", () =>
      Effect.gen(function*() {
        const { deliver, start } = yield* make
        const mailbox = yield* start
        yield* deliver(mail("one"), "one.eml")
        const { messages } = yield* mailbox.arrivals(null)
        yield* mailbox.filed(["unknown", "one.eml", "../../etc/passwd#0", ""])
        assert.strictEqual((yield* mailbox.arrivals(null)).messages.length, 1)
        yield* mailbox.filed(ids(messages))
        yield* mailbox.filed(ids(messages))
        for (const { copyRef, raw } of messages) assert.strictEqual(text(yield* mailbox.fetch(copyRef)), text(raw))
      }))

    it.scoped("MUST give the bytes again before and after filing, and after a restart", () =>
      Effect.gen(function*() {
        const { deliver, start } = yield* make
        const mailbox = yield* start
        yield* deliver(mail("one"), "one.eml")
        const { messages } = yield* mailbox.arrivals(null)
        const copyRef = messages[0]?.copyRef ?? assert.fail("nothing arrived")
        assert.strictEqual(text(yield* mailbox.fetch(copyRef)), text(mail("one")))
        yield* mailbox.filed(ids(messages))
        assert.strictEqual(text(yield* mailbox.fetch(copyRef)), text(mail("one")))
        assert.strictEqual(text(yield* (yield* start).fetch(copyRef)), text(mail("one")))
      }))

    it.scoped("MUST refuse to fetch what it does not hold", () =>
      Effect.gen(function*() {
        const mailbox = yield* (yield* make).start
        for (const copyRef of ["unknown", "", "#", "../../../etc/passwd#0123456789abcdef"]) {
          assert.strictEqual((yield* Effect.flip(mailbox.fetch(copyRef)))._tag, "MailboxRejected", copyRef)
        }
      }))
  })

  describe("parse", () => {
    it.scoped("MUST read sender, thread and new text (MAIL-01)", () =>
      Effect.gen(function*() {
        const mailbox = yield* (yield* make).start
        const email = yield* mailbox.parse(mail("I would need 550 for that."))
        assert.deepStrictEqual(email.from, { name: "Maya Chen", address: "maya@example.com" })
        assert.deepStrictEqual([email.messageId, email.inReplyTo, email.references], ["reply-1@example.com", "offer-1@brand.example", ["offer-1@brand.example"]])
        assert.deepStrictEqual([email.subject, email.newText.trim(), email.kind], ["Re: Reel for May", "I would need 550 for that.", "personal"])
        assert.deepStrictEqual([email.date, email.dateOffsetMinutes], [1_777_795_920_000, 120])
      }))

    it.scoped("MUST give a mail without a Message-ID one that stays, and differs from another mail's (MAIL-05)", () =>
      Effect.gen(function*() {
        const mailbox = yield* (yield* make).start
        const without = (words: string): Uint8Array => bytes(text(mail(words)).replace(/^Message-ID: .*\r\n/mu, ""))
        const { messageId } = yield* mailbox.parse(without("one"))
        assert.notStrictEqual(messageId, "")
        assert.strictEqual((yield* mailbox.parse(without("one"))).messageId, messageId)
        assert.notStrictEqual((yield* mailbox.parse(without("two"))).messageId, messageId)
      }))

    it.scoped("MUST NOT take somebody for us who only claims our address (MAIL-08)", () =>
      Effect.gen(function*() {
        const { ownAddress, start } = yield* make
        const mailbox = yield* start
        assert.isFalse((yield* mailbox.parse(bytes(text(mail("hi")).replace("maya@example.com", ownAddress)))).fromSelf)
        assert.isFalse((yield* mailbox.parse(mail("hi"))).fromSelf)
      }))

    it.scoped("MUST name what is missing in bytes that are no mail (MAIL-05)", () =>
      Effect.gen(function*() {
        const mailbox = yield* (yield* make).start
        for (const raw of ["", "\r\n\r\n", "Subject: nobody wrote this\r\n\r\nHello"]) {
          const error = yield* Effect.flip(mailbox.parse(bytes(raw)))
          assert.isTrue(error._tag === "UnreadableMail" && error.field !== "" && error.reason !== "", raw)
        }
      }))
  })
}
