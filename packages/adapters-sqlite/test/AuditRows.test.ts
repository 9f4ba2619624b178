import { assert, describe, it } from "@effect/vitest"
import { CampaignId, NegotiationId } from "@parley/domain/Ids"
import { type Instant, instant } from "@parley/domain/Instant"
import type { AuditQuery } from "@parley/domain/ports/Audit"
import { Store } from "@parley/domain/ports/Store"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import * as AuditRows from "../src/AuditRows.ts"
import * as SqliteStore from "../src/SqliteStore.ts"
import { directory } from "./temporary.ts"

const everything: AuditQuery = { negotiations: null, campaign: null, type: null, from: null, to: null }

/** A directory with the books of the first release: 12 negotiations of one campaign, 134 events. */
const firstRelease = Effect.map(directory, (path) => {
  writeFileSync(join(path, "parley.db"), gunzipSync(readFileSync(join(import.meta.dirname, "samples/release-0.1.0.db.gz"))))
  return path
})

const day = (text: string): Instant => instant(Date.parse(`${text}T00:00:00Z`))

describe("AuditRows", () => {
  it.scoped("AUDIT-01 answers every filter on the books of the first release", () =>
    Effect.gen(function*() {
      const path = yield* firstRelease
      yield* Effect.gen(function*() {
        const store = yield* Store
        const of = (query: Partial<AuditQuery>) => store.audit({ ...everything, ...query }, 0, 1000)
        const all = yield* of({})
        assert.strictEqual(all.length, 134)
        assert.isTrue(all.every(({ event }) => event !== null))
        const one = NegotiationId.make("n-cuxw7ghqcsbm")
        assert.deepStrictEqual(yield* of({ negotiations: [one] }), all.filter(({ negotiation }) => negotiation === one))
        assert.deepStrictEqual(yield* of({ campaign: CampaignId.make("spring-glow-2026") }), all)
        assert.deepStrictEqual(yield* of({ type: "Agreed" }), all.filter(({ type }) => type === "Agreed"))
        const window = { from: day("2026-03-03"), to: day("2026-03-05") }
        const inside = all.filter(({ at }) => at >= window.from && at <= window.to)
        assert.isNotEmpty(inside)
        assert.deepStrictEqual(yield* of(window), inside)
        const rows = yield* store.negotiations(null)
        const states = yield* store.statesAt(everything, instant(Math.max(...all.map(({ at }) => at))), 0, 100)
        assert.deepStrictEqual(states.map(({ id, state, version }) => [id, state, version]), rows.map(({ id, state, version }) => [id, state, version]))
      }).pipe(Effect.provide(SqliteStore.layer({ path })))
    }))

  it.scoped("AUDIT-01 gives the same answer whatever the stretch that one look walks", () =>
    Effect.gen(function*() {
      const path = yield* firstRelease
      const db = new Sqlite(join(path, "parley.db"))
      let looks = 0
      const ask = (stretch: number) => AuditRows.make(db, (run) => Effect.sync(() => {
        looks++
        return run()
      }), stretch)
      for (const query of [everything, { ...everything, type: "Agreed" as const }, { ...everything, type: "BudgetAwaited" as const }]) {
        const whole = yield* ask(5000).audit(query, 0, 1000)
        for (const stretch of [1, 7, 134]) {
          assert.deepStrictEqual(yield* ask(stretch).audit(query, 0, 1000), whole)
          assert.deepStrictEqual(yield* ask(stretch).audit(query, 20, 5), whole.filter(({ position }) => position > 20).slice(0, 5))
          assert.strictEqual(yield* ask(stretch).auditCount(query), whole.length)
        }
      }
      looks = 0
      yield* ask(10).auditCount(everything)
      assert.strictEqual(looks, 15)
      db.close()
    }))

  it.scoped("AUDIT-01 shows an event that cannot be read instead of hiding it or failing", () =>
    Effect.gen(function*() {
      const path = yield* firstRelease
      const db = new Sqlite(join(path, "parley.db"))
      db.exec("UPDATE events SET payload = '{' WHERE position = 3")
      db.close()
      yield* Effect.gen(function*() {
        const store = yield* Store
        const all = yield* store.audit(everything, 0, 1000)
        assert.strictEqual(all.length, 134)
        assert.deepStrictEqual(all.filter(({ event }) => event === null).map(({ position, type }) => [position, type]), [[3, "NegotiationOpened"]])
        const states = yield* store.statesAt(everything, instant(Number.MAX_SAFE_INTEGER), 0, 100)
        assert.strictEqual(states.filter(({ state }) => state === null).length, 1)
      }).pipe(Effect.provide(SqliteStore.layer({ path })))
    }))
})
