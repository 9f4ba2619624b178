import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import * as Effect from "effect/Effect"
import type { MakeHarness } from "./MailboxHarness.ts"
import { bytes, ids, mail, offer, text } from "./MailboxSamples.ts"

const from = (address: string, words: string): Uint8Array => bytes(text(mail(words)).replace("maya@example.com", address))
const none: ReadonlySet<string> = new Set()
const maya = { address: "maya@example.com", negotiations: none, mails: none }

/** The part of the mailbox contract about people who are forgotten. */
export const forgetting = (make: MakeHarness): void => {
  describe("forget", () => {
    it.scoped("MUST remove what is from or to the address, in and out, filed or not, and nothing of others, also after a restart (STATE-06)", () =>
      Effect.gen(function*() {
        const { deliver, drafts, ownAddress, sent, start } = yield* make
        const mailbox = yield* start
        yield* deliver(mail("filed"), "one.eml")
        yield* deliver(from("maria.maya@example.com", "not me, though I write of maya@example.com"), "two.eml")
        const first = yield* mailbox.arrivals(null)
        yield* mailbox.filed(ids(first.messages))
        yield* deliver(from("MAYA@Example.com", "waiting"), "three.eml")
        yield* mailbox.dispatch(yield* mailbox.stage(offer(ownAddress)))
        const other = { to: [{ name: "", address: "ben@example.com" }] }
        yield* mailbox.dispatch(yield* mailbox.stage(offer(ownAddress, { ...other, marker: "n-2/1", messageId: "2@brand.example" })))
        yield* mailbox.stage(offer(ownAddress, { marker: "n-1/2", messageId: "3@brand.example", to: other.to, cc: [{ name: "Maya", address: "maya@example.com" }] }))
        yield* mailbox.stage(offer(ownAddress, { ...other, marker: "n-2/2", messageId: "4@brand.example" }))

        const gone = yield* mailbox.forget(maya)
        assert.strictEqual(gone.length, 4)
        assert.include(gone, ids(first.messages)[0])
        for (const process of [mailbox, yield* start]) {
          // a mailbox may show what left by our own hand, too
          const others = (words: string) => !words.includes(`From: Sam Field <${ownAddress}>`)
          assert.deepStrictEqual((yield* process.arrivals(first.cursor)).messages.map(({ raw }) => text(raw)).filter(others), [])
          const kept = (yield* Effect.forEach(yield* process.recent(instant(0)), ({ copyRef }) => Effect.map(process.fetch(copyRef), text))).filter(others)
          assert.deepStrictEqual(kept.map((one) => one.includes("not me, though")), [true])
          assert.strictEqual((yield* Effect.flip(process.fetch(first.messages[0]?.copyRef ?? "")))._tag, "MailboxRejected")
          assert.deepStrictEqual([(yield* process.lookup("n-1/1"))._tag, (yield* process.lookup("n-1/2"))._tag], ["Gone", "Gone"])
          assert.deepStrictEqual([(yield* process.lookup("n-2/1"))._tag, (yield* process.lookup("n-2/2"))._tag], ["Sent", "Draft"])
          assert.deepStrictEqual(yield* process.forget(maya), [])
        }
        assert.deepStrictEqual([(yield* sent).length, (yield* drafts).length], [1, 1])
        yield* deliver(mail("again"), "four.eml")
        assert.include((yield* mailbox.arrivals(first.cursor)).messages.map(({ raw }) => text(raw)), text(mail("again")))
      }))

    it.scoped("MUST remove the mails that are named, whoever wrote them (STATE-06)", () =>
      Effect.gen(function*() {
        const { deliver, ownAddress, sent, start } = yield* make
        const mailbox = yield* start
        for (const name of ["one", "two", "three"]) yield* deliver(mail(name), `${name}.eml`)
        const { messages } = yield* mailbox.arrivals(null)
        yield* mailbox.filed(ids(messages).slice(0, 1))
        const { providerId } = yield* mailbox.dispatch(yield* mailbox.stage(offer(ownAddress)))
        const wanted = [...ids(messages).slice(0, 2), providerId]
        const gone = yield* mailbox.forget({ address: "nobody@example.com", negotiations: none, mails: new Set([...wanted, "unknown#1", "", "../../x#0"]) })
        assert.deepStrictEqual(new Set(gone), new Set(wanted))
        assert.deepStrictEqual((yield* mailbox.recent(instant(0))).map(({ providerId: id }) => id), ids(messages).slice(2))
        assert.deepStrictEqual(yield* sent, [])
      }))
  })
}
