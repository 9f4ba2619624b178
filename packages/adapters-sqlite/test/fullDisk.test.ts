import { assert, describe, it, vi } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { Store, StoreUnavailable } from "@parley/domain/ports/Store"
import { open, started } from "@parley/testkit/StoreScenario"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { store } from "./temporary.ts"

/** The connection that writes, as soon as it is set up. */
const watched = Effect.acquireRelease(
  Effect.sync(() => {
    const exec = vi.spyOn(Sqlite.prototype, "exec")
    return () => {
      const db = exec.mock.contexts.find((one) => one instanceof Sqlite && one.name.endsWith("parley.db"))
      if (!(db instanceof Sqlite)) throw new Error("no connection yet")
      return db
    }
  }),
  () => Effect.sync(() => void vi.restoreAllMocks())
)

const letters = Array.from({ length: 40 }, (_, index) => ({ providerId: `${index}`, raw: new Uint8Array(5000), copyRef: `${index}` }))

describe("books on a full disk", () => {
  it.scoped("STATE-01 STATE-04 keep nothing and blame nobody: all steps of the group fail, and the same steps are kept when there is room", () =>
    Effect.gen(function*() {
      const connection = yield* watched
      yield* Effect.gen(function*() {
        const books = yield* started()
        const db = connection()
        db.pragma(`max_page_count = ${String(db.pragma("page_count", { simple: true }))}`)
        const steps = Effect.all(
          [Effect.asVoid(books.transact(open("a", 100))), Effect.asVoid(books.ingest("m", letters, "1", instant(2))), Effect.asVoid(books.transact(open("b", 100)))],
          { concurrency: "unbounded", mode: "either" }
        )
        for (const outcome of yield* steps) {
          assert.isTrue(Either.isLeft(outcome) && outcome.left instanceof StoreUnavailable && outcome.left.down, JSON.stringify(outcome))
        }
        const counts = yield* books.counts
        assert.deepStrictEqual([counts.quarantined, counts.unaccounted, counts.negotiations["Unopened"]], [0, 0, 4])

        db.pragma("max_page_count = 1073741823")
        yield* books.check
        assert.isTrue((yield* steps).every(Either.isRight))
        assert.deepStrictEqual([(yield* books.counts).unaccounted, (yield* books.verify(() => {})).problems], [letters.length, []])
      }).pipe(Effect.provide(store()))
    }))

  it.scoped("OPS-01 a check asks the disk: it fails when nothing can be written", () =>
    Effect.gen(function*() {
      const connection = yield* watched
      yield* Effect.gen(function*() {
        const books = yield* Store
        yield* books.check
        connection().pragma("query_only = 1")
        assert.isTrue((yield* Effect.flip(books.check)).down)
      }).pipe(Effect.provide(store()))
    }))
})
