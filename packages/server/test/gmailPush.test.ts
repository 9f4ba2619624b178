import { assert, describe, it } from "@effect/vitest"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import * as MemoryStore from "@parley/testkit/MemoryStore"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/TestClock"
import { createServer } from "node:http"
import { GmailPush, layer } from "../src/GmailPush.ts"
import { loadSettings } from "../src/Settings.ts"
import { MailBell } from "../src/Workers.ts"

const push = { endpoint: "http://127.0.0.1:9/", audience: "https://parley.example/webhooks/gmail", serviceAccount: "push@local.iam.gserviceaccount.com" }

/** The webhook alone on a store in memory and a clock that stands still, and how often it rang for new mail. */
const world = Effect.gen(function*() {
  const google = yield* Effect.acquireRelease(Effect.promise(() => GoogleServer.start({ push })), (running) => Effect.promise(() => running.close()))
  const settings = yield* Effect.withConfigProvider(loadSettings, ConfigProvider.fromMap(new Map(Object.entries({
    ...google.env, PARLEY_MAILBOX: "gmail", GOOGLE_PUBSUB_TOPIC: "projects/local/topics/gmail", GOOGLE_PUSH_AUDIENCE: push.audience, GOOGLE_PUSH_SERVICE_ACCOUNT: push.serviceAccount
  }))))
  let rung = 0
  const ring = (): boolean => {
    rung += 1
    return true
  }
  const { counts, take } = yield* Effect.flatMap(Layer.build(layer(settings).pipe(
    Layer.provide(MemoryStore.layer), Layer.provide(Layer.succeed(MailBell, Object.assign(Effect.unsafeMakeLatch(), { open: Effect.sync(ring), unsafeOpen: ring })))
  )), (context) => Effect.provide(GmailPush, context))
  const server = createServer((request, response) => take?.(request, response))
  const port = yield* Effect.acquireRelease(
    Effect.async<number>((resume) => void server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0))
    })),
    () => Effect.sync(() => server.close().closeAllConnections())
  )
  const post = (id: string) =>
    Effect.promise(async () => {
      const data = Buffer.from(JSON.stringify({ emailAddress: "partnerships@parley.example", historyId: 78 })).toString("base64")
      const { status } = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify({ message: { data, messageId: id } }), headers: { authorization: `Bearer ${google.pubsub.token()}` } })
      return status
    })
  return { counts, post, rung: () => rung }
})

describe("GmailPush", () => {
  it.scoped("MAIL-03 rings for each new push at once, and once more two seconds after the last of many", () =>
    Effect.gen(function*() {
      const { counts, post, rung } = yield* world
      assert.deepStrictEqual([yield* post("a"), yield* post("b"), yield* post("b")], [204, 204, 204])
      assert.strictEqual(rung(), 2)
      yield* TestClock.adjust("1500 millis")
      assert.strictEqual(yield* post("c"), 204)
      assert.strictEqual(rung(), 3)
      yield* TestClock.adjust("1 seconds")
      assert.strictEqual(rung(), 3, "it looked again before the last push was two seconds old")
      yield* TestClock.adjust("1 seconds")
      assert.strictEqual(rung(), 4)
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(rung(), 4)
      yield* post("d")
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(rung(), 6)
      assert.deepStrictEqual(yield* counts, { accepted: 4, repeated: 1, rejected: 0, refused: 0, unanswered: 0 })
    }))
})
