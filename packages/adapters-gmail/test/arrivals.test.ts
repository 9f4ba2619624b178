import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import type { Arrival, Mailbox } from "@parley/domain/ports/Mailbox"
import { bytes, ids, mail, offer, text } from "@parley/testkit/MailboxSamples"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { getLocal } from "mockttp"
import * as gmailWorld from "./gmailWorld.ts"

type Process = Context.Tag.Service<Mailbox>

/** Pages from a cursor on, at most so many; answers where it stopped. */
const read = (mailbox: Process, from: string | null, atMost = 100) =>
  Effect.gen(function*() {
    const messages: Array<Arrival> = []
    let cursor = from
    let more = true
    for (let pages = 0; more && pages < atMost; pages++) {
      const page: Effect.Effect.Success<ReturnType<Process["arrivals"]>> = yield* mailbox.arrivals(cursor)
      messages.push(...page.messages)
      cursor = page.cursor
      more = page.more
    }
    return { messages, cursor, more }
  })

const fromUs = (address: string, more = "") => bytes(`From: Sam <${address}>\r\nTo: maya@example.com\r\nSubject: By hand\r\nMessage-ID: <hand@parley.example>\r\n${more}\r\nHello Maya\r\n`)

describe("what arrives in Gmail", () => {
  it.scoped("is recovered when history is gone, from everywhere, also by another process half way (MAIL-03, MAIL-04)", () =>
    Effect.gen(function*() {
      const { server, start } = yield* gmailWorld.make()
      server.gmail.deliver(mail("before"))
      const { cursor } = yield* read(yield* start, null)
      const places = [["INBOX", "UNREAD"], ["SPAM"], []]
      const missed = Array.from({ length: 520 }, (_, index) => server.gmail.deliver(mail(`number ${index}`), { labels: places[index % 3] ?? [] }))
      server.gmail.expireHistory()
      const half = yield* read(yield* start, cursor, 4)
      assert.isTrue(half.more)
      server.gmail.trash(half.messages.at(-1)?.providerId ?? "")
      const last = server.gmail.deliver(mail("meanwhile"))
      const rest = yield* read(yield* start, half.cursor)
      const found = new Set(ids([...half.messages, ...rest.messages]))
      assert.deepStrictEqual([...missed, last].filter((id) => !found.has(id)), [])
      // what came while it was listed may come again by history, under the id that the books know
      const again = yield* read(yield* start, rest.cursor)
      assert.includeMembers([last], [...ids(again.messages)])
      assert.deepStrictEqual((yield* read(yield* start, again.cursor)).messages, [])
    }))

  it.scoped("is recovered also where a search does not find it yet (MAIL-03)", () =>
    Effect.gen(function*() {
      const { server, start } = yield* gmailWorld.make({ server: { searchDelayMillis: 60_000 } })
      server.gmail.deliver(mail("found"), { at: Date.now() - 90_000 })
      const expected = [["INBOX"], ["SPAM"]].map((labels) => server.gmail.deliver(mail("new"), { labels }))
      const mine = server.gmail.sendByHand(fromUs(gmailWorld.ownAddress), null)
      yield* (yield* start).stage(offer(gmailWorld.ownAddress))
      const { messages } = yield* read(yield* start, null)
      assert.deepStrictEqual(ids(messages).slice(1), [...expected, mine])
      const recent = yield* (yield* start).recent(instant(Date.now() - 3_600_000))
      assert.deepStrictEqual(recent.map(({ copyRef, providerId }) => ({ copyRef, providerId })), messages.map(({ copyRef, providerId }) => ({ copyRef, providerId })))
    }))

  it.scoped("comes once a page when history tells it twice, and past an id with another digit (MAIL-03)", () =>
    Effect.gen(function*() {
      const { server, start } = yield* gmailWorld.make({ server: { repeatsHistory: true, firstHistoryId: 9_999_900n } })
      const mailbox = yield* start
      server.gmail.deliver(mail("before"))
      let { cursor } = yield* read(mailbox, null)
      const found: Array<string> = []
      const expected: Array<string> = []
      for (let index = 0; index < 12; index++) {
        expected.push(server.gmail.deliver(mail(`number ${index}`)))
        const next = yield* read(mailbox, cursor)
        found.push(...ids(next.messages))
        cursor = next.cursor
      }
      assert.deepStrictEqual(found, expected)
      assert.lengthOf(server.gmail.historyId(), 8)
    }))

  it.scoped("is neither a draft nor in the bin, by history and by listing (MAIL-03, MAIL-05)", () =>
    Effect.gen(function*() {
      const { server, start } = yield* gmailWorld.make()
      const mailbox = yield* start
      server.gmail.deliver(mail("before"))
      const { cursor } = yield* read(mailbox, null)
      server.gmail.deliver(mail("binned by a filter"), { labels: ["TRASH"] })
      server.gmail.trash(server.gmail.deliver(mail("binned by hand")))
      yield* mailbox.stage(offer(gmailWorld.ownAddress))
      const kept = server.gmail.deliver(mail("kept"), { labels: ["SPAM"] })
      assert.deepStrictEqual(ids((yield* read(mailbox, cursor)).messages), [kept])
      assert.deepStrictEqual(ids((yield* read(mailbox, null)).messages).slice(1), [kept])
      assert.deepStrictEqual((yield* mailbox.recent(instant(0))).map(({ providerId }) => providerId).slice(1), [kept])
    }))

  it.scoped("is from ourselves when the account sent it, from whichever of its addresses, and not when it only claims so (MAIL-08)", () =>
    Effect.gen(function*() {
      const aliases = ["sam@brand.example", "partnerships+maya@parley.example"]
      const { server, start } = yield* gmailWorld.make({ server: { aliases }, mailbox: { ownAddresses: [gmailWorld.ownAddress, ...aliases.map((one) => ` ${one.toUpperCase()}`)] } })
      const mailbox = yield* start
      const addresses = [gmailWorld.ownAddress, ...aliases]
      const mine = addresses.map((address) => server.gmail.sendByHand(fromUs(address), null))
      for (const address of addresses) server.gmail.deliver(fromUs(address, "Message-ID: <x@a.example> sent\r\nX-Copy-Ref: 19a4 sent\r\nX-GM-LABELS: SENT\r\n"))
      for (const cursor of [null, (yield* read(mailbox, null)).cursor]) {
        if (cursor !== null) mine.push(server.gmail.sendByHand(fromUs(gmailWorld.ownAddress), null))
        const { messages } = yield* read(mailbox, cursor)
        for (const { copyRef, providerId, raw } of messages) assert.strictEqual((yield* mailbox.parse(raw ?? new Uint8Array(), copyRef)).fromSelf, mine.includes(providerId))
        assert.isNotEmpty(messages)
      }
    }))

  it.scoped("is proven by what Gmail's own server says on top, and by nothing else (MAIL-08)", () =>
    Effect.gen(function*() {
      const mailbox = yield* (yield* gmailWorld.make()).start
      const said = (server: string, result: string) => `Authentication-Results: ${server};\r\n dkim=${result} header.i=@example.com header.s=s1;\r\n spf=${result} smtp.mailfrom=maya@example.com;\r\n dmarc=${result} header.from=example.com\r\n`
      const authenticated = (headers: string) => Effect.map(mailbox.parse(bytes(`${headers}${text(mail("hi"))}`)), (read) => read.authenticated)
      assert.isTrue(yield* authenticated(said("mx.google.com", "pass")))
      assert.isTrue(yield* authenticated(`${said("mx.google.com", "pass")}${said("evil.example", "fail")}`))
      assert.isFalse(yield* authenticated(`${said("mx.google.com", "fail")}${said("mx.google.com", "pass")}`))
      assert.isFalse(yield* authenticated(said("mx.evil.example", "pass")))
      assert.isFalse(yield* authenticated(said("mx.google.com.evil.example", "pass")))
      assert.isFalse(yield* authenticated(""))
    }))

  it.scoped("is told apart from what a machine answers, with the mail that came back (MAIL-07)", () =>
    Effect.gen(function*() {
      const { deliver, start } = yield* gmailWorld.make()
      const mailbox = yield* start
      const sent = yield* mailbox.dispatch(yield* mailbox.stage(offer(gmailWorld.ownAddress)))
      const { cursor } = yield* read(mailbox, null)
      yield* deliver(bytes(returned(sent.messageId)), "bounce.eml")
      yield* deliver(bytes(`Auto-Submitted: auto-replied\r\nX-Autoreply: yes\r\n${text(mail("I am away until Monday."))}`), "away.eml")
      yield* deliver(mail("I would need 550."), "reply.eml")
      const { messages } = yield* read(mailbox, cursor)
      const mails = yield* Effect.forEach(messages, ({ copyRef, raw }) => mailbox.parse(raw ?? new Uint8Array(), copyRef))
      assert.deepStrictEqual(mails.map(({ kind }) => kind), ["bounce", "auto_reply", "personal"])
      assert.strictEqual(mails[0]?.bouncedMessageId, sent.messageId)
    }))
})

/** As Gmail says that an address does not exist. */
const returned = (messageId: string): string =>
  [
    "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>", `To: ${gmailWorld.ownAddress}`, "Auto-Submitted: auto-replied", "Subject: Delivery Status Notification (Failure)",
    `References: <${messageId}>`, `In-Reply-To: <${messageId}>`, "X-Failed-Recipients: maya@example.com", "Message-ID: <663.050a@mx.google.com>", "MIME-Version: 1.0",
    "Content-Type: multipart/report; boundary=\"00a1\"; report-type=delivery-status", "", "--00a1", "Content-Type: text/plain; charset=\"UTF-8\"", "",
    "** Address not found **", "Your message wasn't delivered to maya@example.com because the address couldn't be found.", "", "--00a1", "Content-Type: message/delivery-status", "",
    "Reporting-MTA: dns; googlemail.com", "", "Final-Recipient: rfc822; maya@example.com", "Action: failed", "Status: 5.1.1", "", "--00a1", "Content-Type: message/rfc822", "",
    `From: ${gmailWorld.ownAddress}`, "To: maya@example.com", "Subject: Re: Reel for May", `Message-ID: <${messageId}>`, "", "We can pay $400.", "--00a1--", ""
  ].join("\r\n")

describe("a message that Gmail will not give", () => {
  /** Answers 500 for one message, in every format or with its bytes only. */
  const broken = (only: "raw" | "any") => Effect.gen(function*() {
    const proxy = yield* Effect.acquireRelease(Effect.promise(async () => {
      const one = getLocal()
      await one.start()
      return one
    }), (one) => Effect.promise(() => one.stop()))
    const w = yield* gmailWorld.make({ mailbox: { rootUrl: proxy.url, patience: { first: 1, longest: 5, attempts: 2 } } })
    const ids = ["one", "bad", "two"].map((words) => w.server.gmail.deliver(mail(words)))
    const refused = proxy.forGet(new RegExp(`/messages/${ids[1] ?? ""}`, "u"))
    yield* Effect.promise(() => (only === "raw" ? refused.withQuery({ format: "raw" }) : refused).thenReply(500, "{}"))
    yield* Effect.promise(() => proxy.forUnmatchedRequest().thenForwardTo(w.server.url))
    return { ids, mailbox: yield* w.start }
  })

  for (const only of ["raw", "any"] as const) {
    it.scopedLive(`MAIL-03 MAIL-05 holds up no other, and is handed on without its bytes (${only})`, () =>
      Effect.gen(function*() {
        const { ids, mailbox } = yield* broken(only)
        const { messages } = yield* mailbox.arrivals(null)
        assert.deepStrictEqual(messages.map(({ providerId, raw }) => [providerId, raw === null]), [[ids[0], false], [ids[1], true], [ids[2], false]])
        assert.strictEqual((yield* Effect.flip(mailbox.fetch(ids[1] ?? "")))._tag, "MailboxUnavailable")
      }))
  }

  it.scoped("MAIL-03 with many bytes is handed on without them, and fetched when they are wanted", () =>
    Effect.gen(function*() {
      const w = yield* gmailWorld.make()
      const large = bytes(`${text(mail("large"))}${"lorem ipsum\r\n".repeat(100_000)}`)
      w.server.gmail.deliver(large)
      const mailbox = yield* w.start
      const [message] = (yield* mailbox.arrivals(null)).messages
      assert.isNull(message?.raw)
      assert.strictEqual(text(yield* mailbox.fetch(message?.copyRef ?? "")), text(large))
    }))

  it.scoped("MAIL-03 in spam is read like any other, and told as spam", () =>
    Effect.gen(function*() {
      const w = yield* gmailWorld.make()
      w.server.gmail.deliver(mail("one"), { labels: ["SPAM"] })
      w.server.gmail.deliver(mail("two"))
      const mailbox = yield* w.start
      const { messages } = yield* mailbox.arrivals(null)
      const read = yield* Effect.forEach(messages, ({ copyRef, raw }) => mailbox.parse(raw ?? new Uint8Array(), copyRef))
      assert.deepStrictEqual(read.map(({ junk }) => junk), [true, false])
    }))
})
