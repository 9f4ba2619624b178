import { assert, describe, it } from "@effect/vitest"
import { Store, StoreUnavailable } from "@parley/domain/ports/Store"
import * as MemoryStore from "@parley/testkit/MemoryStore"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { createHmac } from "node:crypto"
import { createServer } from "node:http"
import { FormHook, layer } from "../src/intake/FormHook.ts"
import { settings } from "../src/Settings.ts"

const secret = "O94IM25S7PXBPYTMNXLLET230SRP0S89"
const body = JSON.stringify({ event: "taskCreated", task_id: "86spring" })

describe("ClickUp's webhooks", () => {
  it.scopedLive("INTAKE-01 STATE-01 are acknowledged only when they are kept: with books that can keep nothing they come again", () =>
    Effect.gen(function*() {
      const read = yield* Effect.withConfigProvider(settings, ConfigProvider.fromMap(new Map([["PARLEY_INTAKE", "clickup"], ["CLICKUP_WEBHOOK_SECRET", secret]])))
      const books = MemoryStore.make()
      let isFull = true
      const store: Store["Type"] = { ...books, noteWebhook: (webhook) => isFull ? new StoreUnavailable({ reason: "the disk is full", down: true }) : books.noteWebhook(webhook) }
      const hook = yield* Effect.provide(FormHook, layer(read).pipe(Layer.provide(Layer.succeed(Store, store))))
      const server = createServer((request, response) => hook.take?.(request, response))
      yield* Effect.acquireRelease(Effect.promise(() => new Promise<void>((done) => server.listen(0, "127.0.0.1", done))), () => Effect.sync(() => {
        server.close()
        server.closeAllConnections()
      }))
      const address = server.address()
      const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
      const post = Effect.promise(async () => (await fetch(url, { method: "POST", body, headers: { "x-signature": createHmac("sha256", secret).update(body).digest("hex") } })).status)
      assert.strictEqual(yield* post, 503)
      assert.deepStrictEqual(yield* books.intakes, [])
      isFull = false
      assert.deepStrictEqual([yield* post, yield* post], [200, 200])
      assert.deepStrictEqual((yield* books.intakes).map(({ form, status }) => [form as string, status]), [["86spring", "pending"]])
      assert.deepStrictEqual(yield* hook.counts, { accepted: 1, repeated: 1, rejected: 0, refused: 0, unanswered: 1 })
    }))
})
