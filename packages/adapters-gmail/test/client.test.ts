import { assert, describe, it } from "@effect/vitest"
import { mail, text } from "@parley/testkit/MailboxSamples"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { getLocal } from "mockttp"
import * as gmailWorld from "./gmailWorld.ts"

/** A proxy before a Google of its own, and the mailbox that asks through it. */
const behindProxy = Effect.gen(function*() {
  const proxy = yield* Effect.acquireRelease(
    Effect.promise(async () => {
      const one = getLocal()
      await one.start()
      return one
    }),
    (one) => Effect.promise(() => one.stop())
  )
  const google = yield* gmailWorld.make({ mailbox: { rootUrl: proxy.url } })
  return { proxy, google, mailbox: yield* google.start }
})

describe("the calls of a Gmail mailbox", () => {
  it.scopedLive("are eight at once at most, however many are asked for", () =>
    Effect.gen(function*() {
      const { google, mailbox, proxy } = yield* behindProxy
      const ids = Array.from({ length: 24 }, (_, index) => google.server.gmail.deliver(mail(`number ${index}`)))
      let now = 0
      let most = 0
      yield* Effect.promise(() => proxy.forAnyRequest().thenCallback(async ({ headers, path }) => {
        most = Math.max(most, ++now)
        await new Promise((done) => setTimeout(done, 20))
        const answer = await fetch(`${google.server.url}${path}`, { headers: { authorization: String(headers["authorization"]) } })
        const body = await answer.text()
        now -= 1
        return { statusCode: answer.status, headers: { "content-type": "application/json" }, body }
      }))
      const fetched = yield* Effect.forEach(ids, mailbox.fetch, { concurrency: "unbounded" })
      assert.deepStrictEqual(fetched.map(text), ids.map((_, index) => text(mail(`number ${index}`))))
      assert.isAtLeast(most, 2)
      assert.isAtMost(most, 8)
    }))

  it.scopedLive("OPS-02 that only look are broken off by a stop, also in the middle of a piece of work that is done to its end", () =>
    Effect.gen(function*() {
      const { google, mailbox, proxy } = yield* behindProxy
      const asked = yield* Effect.makeLatch()
      let hasGivenUp = false
      yield* Effect.promise(() => proxy.on("abort", () => { hasGivenUp = true }))
      yield* Effect.promise(() => proxy.forGet("/gmail/v1/users/me/drafts").thenCallback(() => {
        Effect.runSync(asked.open)
        return new Promise(() => {})
      }))
      yield* Effect.promise(() => proxy.forUnmatchedRequest().thenForwardTo(google.server.url))
      const piece = yield* Effect.fork(Effect.uninterruptible(mailbox.lookup("n-1.1")))
      yield* asked.await
      assert.isTrue(Exit.isInterrupted(yield* Fiber.interrupt(piece)))
      assert.isFalse(hasGivenUp, "it waited for the call to fail of its timeout")
    }))

  it.scoped("MAIL-03 do not follow the history of another account: its cursor is none", () =>
    Effect.gen(function*() {
      const google = yield* gmailWorld.make()
      google.server.gmail.deliver(mail("one"))
      const mailbox = yield* google.start
      const { cursor } = yield* mailbox.arrivals(null)
      assert.deepStrictEqual((yield* mailbox.arrivals(cursor)).messages, [])
      const foreign = cursor.replace(gmailWorld.ownAddress, "other@parley.example")
      assert.notStrictEqual(foreign, cursor)
      assert.deepStrictEqual((yield* mailbox.arrivals(foreign)).messages.map(({ raw }) => text(raw)), [text(mail("one"))])
    }))
})
