import { assert, describe, it } from "@effect/vitest"
import { instant } from "@parley/domain/Instant"
import { Store } from "@parley/domain/ports/Store"
import { always, campaign, campaignId, influencer, negotiationId, opened, personId, step } from "@parley/testkit/fixtures"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { backup } from "../src/Backup.ts"
import * as BooksFile from "../src/BooksFile.ts"
import * as Database from "../src/Database.ts"
import { BrokenBooks, type Options, restore } from "../src/Restore.ts"
import * as SqliteStore from "../src/SqliteStore.ts"
import { verify } from "../src/Verify.ts"
import { directory } from "./temporary.ts"

const books = (path: string) =>
  Effect.acquireRelease(Effect.suspend(() => BooksFile.open(path)), ({ db }) => Effect.sync(() => db.close()))

const open = (id: string, at: number) => {
  const events = [opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, at)]
  return step(id, `open ${id}`, at, always(events))
}

const now = instant(Date.UTC(2026, 4, 3))

/** Books of one event at 10 days, their backup, and a second event after it. */
const world = Effect.gen(function*() {
  const path = yield* directory
  const file = join(path, "backup.db")
  yield* Effect.scoped(Effect.gen(function*() {
    const store = yield* Store
    yield* store.addCampaign(campaign("spring", { budget: 1000, headcount: 9 }), ["a", "b"].map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })), instant(1), [], { source: "creators.csv", salt: "salt", traces: [] })
    yield* store.transact(open("a", 864_000_000))
    yield* store.addSession({ hash: "h", token: "t", createdAt: instant(1), expiresAt: now })
    yield* Effect.flatten(Effect.promise(async () => backup(Either.getOrThrow(BooksFile.open(join(path, "parley.db"))), file)))
    yield* store.transact(open("b", 900_000_000))
  })).pipe(Effect.provide(SqliteStore.layer({ path })))
  return { path, file }
})

const restoreFrom = (path: string, file: string, more: Partial<Options> = {}) =>
  Effect.scoped(Effect.flatMap(books(file), (source) => Effect.flatten(Effect.promise(() => restore(path, source, { mailbox: "box", now, ...more })))))

const eventsIn = (path: string) => Effect.scoped(Effect.map(books(path), ({ anchor }) => anchor.events))

describe("Restore", () => {
  it.scoped("STATE-05 puts the backup in place, keeps the former books whole, and marks the mailbox to be looked through since a day before", () =>
    Effect.gen(function*() {
      const { file, path } = yield* world
      const restored = yield* restoreFrom(path, file)
      assert.strictEqual(restored.anchor.events, 1)
      assert.strictEqual(restored.since, 864_000_000 - 86_400_000)
      assert.strictEqual(yield* eventsIn(join(restored.aside ?? "", "parley.db")), 2)
      yield* Effect.gen(function*() {
        const store = yield* Store
        assert.strictEqual(yield* store.behindSince("box"), restored.since)
        assert.deepStrictEqual(yield* store.verify(() => {}), { negotiations: 2, events: 1, problems: [] })
        yield* store.transact(open("b", 910_000_000))
      }).pipe(Effect.provide(SqliteStore.layer({ path })))
      assert.strictEqual(yield* eventsIn(file), 1)
    }))

  it.scoped("STATE-05 ROSTER-02 leaves every watched roster in doubt, for rows may have been written to since the backup", () =>
    Effect.gen(function*() {
      const { file, path } = yield* world
      const doubts = Effect.provide(Effect.flatMap(Store, (store) => Effect.map(store.rosters, (all) => all.map(({ isDoubted }) => isDoubted))), SqliteStore.layer({ path }))
      assert.deepStrictEqual(yield* doubts, [false])
      yield* restoreFrom(path, file)
      assert.deepStrictEqual(yield* doubts, [true])
    }))

  it.scoped("STATE-05 INTAKE-01 leaves every form of before in doubt, for its campaign may have begun since the backup", () =>
    Effect.gen(function*() {
      const { file, path } = yield* world
      const doubted = Effect.provide(Effect.flatMap(Store, (store) => store.formsDoubtedUntil), SqliteStore.layer({ path }))
      assert.isNull(yield* doubted)
      const { since } = yield* restoreFrom(path, file)
      assert.isAbove((yield* doubted) ?? 0, since)
    }))

  it.scoped("STATE-05 SEC-01 ends every session, for it may have been signed out since the backup", () =>
    Effect.gen(function*() {
      const { file, path } = yield* world
      const session = Effect.provide(Effect.flatMap(Store, (store) => store.session("h")), SqliteStore.layer({ path }))
      assert.isNotNull(yield* session)
      yield* restoreFrom(path, file)
      assert.isNull(yield* session)
    }))

  it.scoped("STATE-05 works where there were no books", () =>
    Effect.gen(function*() {
      const { file } = yield* world
      const path = yield* directory
      const restored = yield* restoreFrom(path, file)
      assert.isNull(restored.aside)
      assert.strictEqual(yield* eventsIn(join(path, "parley.db")), 1)
    }))

  it.scoped("STATE-05 is refused while a process holds the directory, and changes nothing", () =>
    Effect.gen(function*() {
      const { file, path } = yield* world
      const error = yield* Effect.provide(Effect.zipRight(Store, Effect.flip(restoreFrom(path, file))), SqliteStore.layer({ path }))
      assert.include(error.message, "another Parley process holds")
      assert.strictEqual(yield* eventsIn(join(path, "parley.db")), 2)
    }))

  it.scoped("STATE-05 refuses a backup that does not add up, names each problem, and changes nothing", () =>
    Effect.gen(function*() {
      const { file, path } = yield* world
      const db = new Sqlite(file)
      db.exec("UPDATE events SET at = 7; UPDATE ledger SET views = 3")
      db.close()
      const error = yield* Effect.flip(restoreFrom(path, file))
      assert.isTrue(error instanceof BrokenBooks)
      if (error instanceof BrokenBooks) {
        assert.deepStrictEqual(error.problems.map(({ problem }) => problem), [
          "the event is not what was stored: its hash differs", "the ledger of spring is not the sum of its negotiations"
        ])
      }
      const bytes = readFileSync(file)
      writeFileSync(file, bytes.subarray(0, bytes.length - 20_000))
      assert.isTrue((yield* Effect.flip(restoreFrom(path, file))).message.length > 0)
      assert.strictEqual(yield* eventsIn(join(path, "parley.db")), 2)
      assert.deepStrictEqual(readdirSync(path).filter((name) => name.includes("restoring") || name.startsWith("books-")), [])
    }))

  it.scoped("STATE-05 STATE-03 brings the books of the first release forward, and leaves their file as it was", () =>
    Effect.gen(function*() {
      const path = yield* directory
      const file = join(path, "old.db")
      const bytes = gunzipSync(readFileSync(join(import.meta.dirname, "samples/release-0.1.0.db.gz")))
      writeFileSync(file, bytes)
      yield* restoreFrom(path, file)
      assert.isTrue(bytes.equals(readFileSync(file)))
      yield* Effect.provide(Effect.flatMap(Store, (store) => Effect.map(store.behindSince("box"), (since) => assert.isNotNull(since))), SqliteStore.layer({ path }))
    }))

  it.scoped("STATE-05 a crash at any moment leaves the former books or the new ones whole, or a mark that lets nobody open them until it is run again", () =>
    Effect.gen(function*() {
      const { file, path } = yield* world
      // a log that belongs to the former books, as a crash leaves it
      const holder = new Sqlite(join(path, "parley.db"))
      holder.exec("BEGIN; SELECT * FROM anchors")
      const writer = new Sqlite(join(path, "parley.db"))
      writer.exec("UPDATE campaigns SET added_at = 5")
      const moments = [
        ["before-restore", 1], ["restore-marked", 1], ["restore-file-aside", 1], ["restore-file-aside", 2], ["restore-file-aside", 3],
        ["restore-aside", 1], ["restore-swapped", 1], ["after-restore", 1]
      ] as const
      for (const [point, pass] of moments) {
        const copy = join(path, `${point}-${pass}`)
        mkdirSync(copy)
        for (const name of ["parley.db", "parley.db-wal", "parley.db-shm"]) cpSync(join(path, name), join(copy, name))
        const reached: Array<string> = []
        yield* Effect.ignore(restoreFrom(copy, file, {
          kill: (at) => {
            reached.push(at)
            if (at === point && reached.filter((one) => one === at).length === pass) throw new Error("the power fails")
          }
        }))
        assert.strictEqual(reached.at(-1), point)
        const state = Database.open(copy)
        if (Either.isRight(state)) {
          const events = yield* eventsIn(join(copy, "parley.db"))
          const report = yield* Effect.scoped(Effect.flatMap(books(join(copy, "parley.db")), ({ db }) => Effect.promise(() => verify(db, () => {}))))
          assert.deepStrictEqual([events, report.problems.length], [point === "after-restore" ? 1 : 2, 0], point)
          state.right.close()
        } else {
          assert.include(state.left.message, "a restore was not finished")
          assert.include(state.left.message, "run `parley restore <file>` again")
        }
        assert.strictEqual(Either.isLeft(state), !["before-restore", "after-restore"].includes(point), point)
        const again = yield* restoreFrom(copy, file)
        assert.strictEqual(yield* eventsIn(join(copy, "parley.db")), 1, point)
        const former = new Sqlite(join(again.aside ?? "", "parley.db"))
        const isFormer = former.prepare("SELECT (SELECT events FROM anchors) AS events, (SELECT added_at FROM campaigns) AS at").get()
        former.close()
        // run again after it was done, the former books are the restored ones
        assert.deepStrictEqual(isFormer, point === "after-restore" ? { events: 1, at: 1 } : { events: 2, at: 5 }, point)
        assert.isFalse(existsSync(join(copy, "parley.restoring")))
      }
      writer.close()
      holder.close()
    }))
})
