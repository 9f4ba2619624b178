import { assert, describe, it } from "@effect/vitest"
import type { AuditRequest } from "@parley/api/Audit"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import * as SqliteStore from "@parley/adapters-sqlite/SqliteStore"
import * as MemoryStore from "@parley/testkit/MemoryStore"
import { agreed, always, campaign, campaignId, influencer, message, negotiationId, offerDecided, opened, personId, step } from "@parley/testkit/fixtures"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { audit } from "../../src/audit/audit.ts"

const asking = (store: Store["Type"]) => (fields: Partial<AuditRequest>) => audit(store, { after: 0, limit: 1000, count: false, ...fields })

/** Maya and Mia in spring, Maya again in autumn as another person of the books, and somebody who was forgotten. */
const books = Effect.gen(function*() {
  const memory = MemoryStore.make()
  const person = (id: string, name: string, email: string) => ({ ...influencer(id), name, email: { ...influencer(email) }.email })
  const spring = [
    { id: negotiationId("n-maya"), influencer: person("p-1", "Maya Lopez", "maya") },
    { id: negotiationId("n-mia"), influencer: person("p-2", "Mia Mayer", "mia") },
    { id: negotiationId("n-gone"), influencer: person("p-3", "Nobody", "gone") }
  ]
  yield* memory.addCampaign({ ...campaign("spring", { budget: 9_000, headcount: 9 }), name: "Spring Glow" }, spring, instant(1))
  yield* memory.addCampaign(
    { ...campaign("autumn", { budget: 9_000, headcount: 9 }), name: "Autumn Light", currency: "EUR" },
    [{ id: negotiationId("n-maya2"), influencer: person("p-4", "Maya Lopez", "maya") }], instant(2)
  )
  const open = (id: string, of: string, who: string, at: number) =>
    memory.transact(step(id, `open ${id}`, at, always([opened({ campaign: campaignId(of), influencer: personId(who) }, at), offerDecided(1, 100, at)], { messages: [message(`mail-${id}`, id, "out", at)] })))
  yield* open("n-maya", "spring", "p-1", 10)
  yield* open("n-mia", "spring", "p-2", 11)
  yield* open("n-gone", "spring", "p-3", 12)
  yield* open("n-maya2", "autumn", "p-4", 13)
  yield* memory.transact(step("n-maya2", "agree", 14, always([agreed(150, 14)])))
  const store: Store["Type"] = { ...memory, influencer: (id) => id === "p-3" ? Effect.succeed(null) : memory.influencer(id) }
  return { store, ask: asking(store) }
})

const ids = (rows: ReadonlyArray<{ readonly negotiation: string }>) => [...new Set(rows.map(({ negotiation }) => negotiation))]

describe("audit", () => {
  it.effect("AUDIT-01 tells each event with name, words, actor and its amount in minor units of the campaign's currency", () =>
    Effect.gen(function*() {
      const { ask, store } = yield* books
      const page = yield* ask({ influencer: "n-maya2", count: true })
      assert.strictEqual(page.total, 3)
      const [, , last] = page._tag === "Events" ? page.rows : []
      const [, , stored] = yield* store.events(negotiationId("n-maya2"))
      assert.deepStrictEqual(last, {
        position: 9, negotiation: "n-maya2", campaign: "autumn", creator: "Maya Lopez", version: 3, at: 14, type: "Agreed", text: "agreed at €1.50 (our offer)",
        actor: "parley", amount: 150, currency: "EUR", command: "agree", hash: stored?.hash ?? "", event: { ...stored?.event }
      })
    }))

  it.effect("AUDIT-01 finds a person by any part of the name that fits nobody else, in all their campaigns or in one", () =>
    Effect.gen(function*() {
      const { ask } = yield* books
      assert.deepStrictEqual(ids((yield* ask({ influencer: "maya LOPEZ" })).rows), ["n-maya", "n-maya2"])
      assert.deepStrictEqual(ids((yield* ask({ influencer: "lop" })).rows), ["n-maya", "n-maya2"])
      assert.deepStrictEqual(ids((yield* ask({ influencer: "lopez", campaign: "AUTUMN light" })).rows), ["n-maya2"])
      assert.deepStrictEqual(ids((yield* ask({ influencer: "may", campaign: "autumn" })).rows), ["n-maya2"])
      assert.deepStrictEqual(ids((yield* ask({ campaign: "Spring" })).rows), ["n-maya", "n-mia", "n-gone"])
    }))

  it.effect("AUDIT-01 asks back when several people fit, and says so when nobody or no campaign does", () =>
    Effect.gen(function*() {
      const { ask } = yield* books
      const several = yield* Effect.flip(ask({ influencer: "may" }))
      assert.deepStrictEqual(several._tag === "NotFound" ? several.candidates : [], ["n-maya (Maya Lopez, spring)", "n-mia (Mia Mayer, spring)", "n-maya2 (Maya Lopez, autumn)"])
      assert.include((yield* Effect.flip(ask({ influencer: "Zed" }))).message, "Zed")
      const none = yield* Effect.flip(ask({ campaign: "winter" }))
      assert.deepStrictEqual(none._tag === "NotFound" ? none.candidates : [], ["spring (Spring Glow)", "autumn (Autumn Light)"])
      assert.include((yield* Effect.flip(ask({ thread: "no@such.example" }))).message, "no@such.example")
    }))

  it.effect("AUDIT-01 finds a thread by negotiation or by the Message-ID of a mail in it, with or without brackets", () =>
    Effect.gen(function*() {
      const { ask } = yield* books
      for (const thread of ["n-mia", "mail-n-mia@example.com", " <mail-n-mia@example.com> "]) assert.deepStrictEqual(ids((yield* ask({ thread })).rows), ["n-mia"], thread)
      assert.deepStrictEqual((yield* ask({ thread: "n-mia", influencer: "lopez" })).rows, [])
    }))

  it.effect("AUDIT-01 calls a person whose data was removed forgotten, and finds them by id only", () =>
    Effect.gen(function*() {
      const { ask } = yield* books
      assert.deepStrictEqual([...new Set((yield* ask({ influencer: "n-gone" })).rows.map(({ creator }) => creator))], ["forgotten"])
      assert.strictEqual((yield* Effect.flip(ask({ influencer: "Nobody" })))._tag, "NotFound")
    }))

  it.effect("AUDIT-01 tells states as of a moment, with what was reserved then", () =>
    Effect.gen(function*() {
      const { ask } = yield* books
      const at = (asOf: string) => Effect.map(ask({ asOf, influencer: "n-maya2", count: true }), (page) => page._tag === "States" ? page : null)
      const before = yield* at("1970-01-01T00:00:00.013Z")
      assert.deepStrictEqual(before?.rows.map(({ agreed, reserved, state, version }) => [state, reserved, agreed, version]), [["Opening", 100, null, 2]])
      const after = yield* at("1970-01-01")
      assert.deepStrictEqual([after?.total, after?.asOf], [1, 86_399_999])
      assert.deepStrictEqual(after?.rows, [{
        position: after?.rows[0]?.position ?? 0, negotiation: "n-maya2", campaign: "autumn", creator: "Maya Lopez", version: 3, state: "Agreed", reason: "our_offer", rounds: 0,
        offer: null, ask: null, agreed: 150, reserved: 0, currency: "EUR"
      }])
      assert.strictEqual((yield* ask({ asOf: "1970-01-01", count: true, limit: 1 })).total, 4)
    }))

  it.scoped("AUDIT-01 answers every filter on the books of the first release", () =>
    Effect.gen(function*() {
      const path = yield* Effect.acquireRelease(
        Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-audit-"))),
        (made) => Effect.sync(() => rmSync(made, { recursive: true, force: true }))
      )
      const sample = join(import.meta.dirname, "../../../adapters-sqlite/test/samples/release-0.1.0.db.gz")
      writeFileSync(join(path, "parley.db"), gunzipSync(readFileSync(sample)))
      yield* Effect.gen(function*() {
        const ask = asking(yield* Store)
        const size = (fields: Partial<AuditRequest>) => Effect.map(ask(fields), ({ rows }) => rows.length)
        assert.strictEqual(yield* size({}), 134)
        assert.strictEqual(yield* size({ influencer: "maya" }), 13)
        assert.strictEqual(yield* size({ campaign: "spring-glow-2026" }), 134)
        assert.strictEqual(yield* size({ type: "agreed" }), 7)
        assert.strictEqual(yield* size({ thread: "n-9ggfc27wk6tm.1@parley.example" }), 16)
        assert.strictEqual(yield* size({ from: "2026-03-02", to: "2026-03-10" }), 134)
        assert.strictEqual((yield* size({ to: "2026-03-03" })) + (yield* size({ from: "2026-03-04" })), 134)
        yield* TestClock.setTime(Date.parse("2026-03-04T00:00:00Z"))
        assert.strictEqual(yield* size({ last: "24h" }), yield* size({ from: "2026-03-03" }))
        assert.strictEqual(yield* size({ asOf: "2026-03-05" }), 12)
      }).pipe(Effect.provide(SqliteStore.layer({ path })))
    }))
})
