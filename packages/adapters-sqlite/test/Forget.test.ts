import { assert, describe, it } from "@effect/vitest"
import { EmailAddress } from "@parley/domain/influencer/Influencer"
import { rowKey } from "@parley/domain/influencer/RosterPrint"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { always, campaign, campaignId, influencer, message, negotiationId, opened, personId, step } from "@parley/testkit/fixtures"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setImmediate as nextTurn } from "node:timers/promises"
import * as BooksFile from "../src/BooksFile.ts"
import * as SqliteStore from "../src/SqliteStore.ts"
import { directory } from "./temporary.ts"

const address = "zerafina.quill@example.com"
const traces = ["Zerafina", "zerafina.quill", "peculiar words", "zq letter", "zq-header", "zq roster print"]

/** Which of her traces stand in the bytes of the books; read by another process, for opening the file in this one drops its locks. */
const remains = (path: string): ReadonlyArray<string> => {
  const files = ["parley.db", "parley.db-wal"].map((name) => join(path, name)).filter((file) => existsSync(file))
  const bytes = execFileSync("cat", files, { encoding: "latin1", maxBuffer: 1 << 28 })
  return traces.filter((trace) => bytes.includes(trace))
}

const letter = (from: string) => new TextEncoder().encode(`From: <${from}>\r\n\r\nMy peculiar words, over and over. ${"peculiar words ".repeat(900)}`)

/** Books of which she is one of many: rows that grew, moved and were written again. */
const filled = Effect.gen(function*() {
  const store = yield* Store
  const ids = Array.from({ length: 60 }, (_, index) => `n${index}`)
  yield* store.addCampaign(campaign("spring", { budget: 1000, headcount: 99 }), ids.map((id) => ({
    id: negotiationId(id),
    influencer: id === "n7" ? { ...influencer("p-n7"), name: "Zerafina Quill", email: EmailAddress.make(address) } : influencer(`p-${id}`)
  })), instant(1), [], {
    source: "creators.csv", salt: "salt",
    traces: ids.map((id) => ({
      key: rowKey("salt", id === "n7" ? address : `p-${id}@example.com`), standing: "Known", since: instant(1), negotiation: negotiationId(id),
      seen: id === "n7" ? "zq roster print" : id, known: id === "n7" ? "zq roster print" : id
    }))
  })
  for (const id of ids) {
    const providerId = id === "n7" ? "zq letter#77" : `letter ${id}#1`
    yield* store.ingest("box", [{ providerId, raw: letter(id === "n7" ? address : `p-${id}@example.com`), copyRef: providerId }], "1", instant(2))
    yield* store.addNotice({ id: `unknown ${providerId}`, payload: JSON.stringify({ id, facts: [["from", id === "n7" ? address : "x@example.com"]] }), at: instant(3) })
    const words = id === "n7"
      ? [{ ...message("m7", id, "in", 5), providerId, header: "zq-header@example.com", text: "peculiar words" }, { ...message("o7", id, "out", 6), to: [{ name: "Zerafina", address }] }]
      : [message(`m-${id}`, id, "in", 5)]
    yield* store.transact(step(id, `open ${id}`, 10, always([opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10)], { messages: words })))
    yield* store.retryInbox({ mailbox: "box", providerId }, instant(4), { error: `could not read ${providerId}`, attempts: 3, negotiation: negotiationId(id) })
    yield* store.settleInbox({ key: { mailbox: "box", providerId }, status: "answered", reason: "reply", negotiation: negotiationId(id) }, null)
  }
  for (const row of yield* store.outboxDue("team", instant(9), 200)) yield* store.moveOutbox(row, ["pending"], "sent", { error: `posted ${row.payload}` })
  return store
})

describe("Forget", () => {
  it.scoped("STATE-06 leaves no byte of the address, name and texts in the books and their log, and books that add up; copies beside are named", () =>
    Effect.gen(function*() {
      const path = yield* directory
      writeFileSync(join(path, "parley.db.v1.bak"), "")
      mkdirSync(join(path, "books-before-2026"))
      yield* Effect.gen(function*() {
        const store = yield* filled
        assert.deepStrictEqual(remains(path), ["Zerafina", "zerafina.quill", "peculiar words", "zq letter", "zq-header", "zq roster print"])
        const { left, ...counts } = yield* store.forget((yield* store.traces(address)) ?? assert.fail())
        assert.deepStrictEqual(counts, { people: 1, messages: 2, contacts: 2, inbox: 1, notices: 1 })
        assert.deepStrictEqual([...left].sort(), [join(path, "books-before-2026"), join(path, "parley.db.v1.bak")])
        // everybody wrote these words
        assert.deepStrictEqual(remains(path), ["peculiar words"])
        assert.isFalse(existsSync(join(path, "parley.wiping")))
        assert.deepStrictEqual((yield* store.verify(() => {})).problems, [])
        assert.strictEqual((yield* store.inboxDue(instant(99), 99)).length, 0)
        assert.strictEqual((yield* store.messages(negotiationId("n8"))).length, 1)
      }).pipe(Effect.provide(SqliteStore.layer({ path })))
      assert.deepStrictEqual(remains(path), ["peculiar words"])
    }))

  it.scoped("STATE-06 says what a reader keeps from being overwritten, and overwrites it at the next start", () =>
    Effect.gen(function*() {
      const path = yield* directory
      yield* Effect.gen(function*() {
        const store = yield* filled
        const reader = yield* BooksFile.open(join(path, "parley.db"))
        const forgetting = yield* Effect.fork(store.forget((yield* store.traces(address)) ?? assert.fail()))
        for (let waits = 0; waits < 1000 && (yield* Fiber.poll(forgetting))._tag === "None"; waits++) {
          yield* TestClock.adjust("1 second")
          yield* Effect.promise(() => nextTurn())
        }
        const { left } = yield* Fiber.join(forgetting)
        assert.lengthOf(left, 1)
        assert.include(left[0], "a backup or a check reads them")
        assert.isTrue(existsSync(join(path, "parley.wiping")))
        reader.db.close()
      }).pipe(Effect.provide(SqliteStore.layer({ path })))
      yield* Effect.provide(Effect.andThen(Store, () => {
        assert.deepStrictEqual(remains(path), ["peculiar words"])
        assert.isFalse(existsSync(join(path, "parley.wiping")))
      }), SqliteStore.layer({ path }))
    }))
})
