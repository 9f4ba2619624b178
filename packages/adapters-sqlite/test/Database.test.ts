import { assert, describe, it } from "@effect/vitest"
import { Store } from "@parley/domain/ports/Store"
import { campaign, campaignId } from "@parley/testkit/fixtures"
import { instant } from "@parley/domain/Instant"
import Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { isSound, open } from "../src/Database.ts"
import { networkFilesystem } from "../src/Filesystem.ts"
import { migrate, migrations } from "../src/Migrations.ts"
import * as SqliteStore from "../src/SqliteStore.ts"
import { directory } from "./temporary.ts"

describe("Database", () => {
  it.scoped("is in WAL, synced at every commit, with foreign keys and without mmap, as read back (STATE-01)", () =>
    Effect.gen(function*() {
      const opened = Either.getOrThrow(open(yield* directory))
      const read = (pragma: string) => opened.db.pragma(pragma, { simple: true })
      assert.deepStrictEqual(["journal_mode", "synchronous", "foreign_keys", "mmap_size"].map(read), ["wal", 2, 1, 0])
      opened.close()
    }))

  it.scoped("keeps everything over a close and a reopen", () =>
    Effect.gen(function*() {
      const path = yield* directory
      const one = campaign("spring", { budget: 1, headcount: 1 })
      yield* Effect.provide(Effect.flatMap(Store, (store) => store.addCampaign(one, [], instant(1))), SqliteStore.layer({ path }))
      const again = yield* Effect.provide(Effect.flatMap(Store, (store) => store.campaign(campaignId("spring"))), SqliteStore.layer({ path }))
      assert.deepStrictEqual(again, one)
    }))

  it.scoped("refuses a database of a newer version with a clear message, and lets go of the lock (STATE-03)", () =>
    Effect.gen(function*() {
      const path = yield* directory
      Either.getOrThrow(open(path)).close()
      const db = new Sqlite(join(path, "parley.db"))
      db.pragma("user_version = 99")
      db.close()
      for (const opened of [open(path), open(path)]) {
        assert.isTrue(Either.isLeft(opened))
        if (Either.isLeft(opened)) assert.include(opened.left.message, "of version 99, newer than this Parley")
      }
    }))

  it.scoped("refuses a file that is no database, and a database of something else", () =>
    Effect.gen(function*() {
      const path = yield* directory
      writeFileSync(join(path, "parley.db"), "x".repeat(5000))
      assert.isTrue(Either.isLeft(open(path)))
      const other = yield* directory
      const db = new Sqlite(join(other, "parley.db"))
      db.exec("CREATE TABLE t (a)")
      db.close()
      const opened = open(other)
      assert.isTrue(Either.isLeft(opened) && opened.left.reason.includes("something else"))
    }))

  it.scoped("migrates forward in one transaction after a whole copy of the older database (STATE-03)", () =>
    Effect.gen(function*() {
      const path = join(yield* directory, "parley.db")
      const db = new Sqlite(path)
      const newest = migrations.length
      assert.deepStrictEqual(migrate(db, path), Either.right({ from: 0, to: newest }))
      assert.isFalse(existsSync(`${path}.v0.bak`))
      const broken = migrate(db, path, [...migrations, "CREATE TABLE a (b) STRICT"])
      assert.isTrue(Either.isLeft(broken))
      assert.strictEqual(db.pragma("user_version", { simple: true }), newest)
      assert.deepStrictEqual(migrate(db, path, [...migrations, "CREATE TABLE a (b INTEGER) STRICT"]), Either.right({ from: newest, to: newest + 1 }))
      db.close()
      const copy = new Sqlite(`${path}.v${newest}.bak`, { readonly: true })
      assert.strictEqual(copy.pragma("user_version", { simple: true }), newest)
      assert.strictEqual(copy.pragma("integrity_check", { simple: true }), "ok")
      copy.close()
      assert.deepStrictEqual(readdirSync(join(path, "..")).filter((name) => name.endsWith(".partial")), [])
    }))

  it.scoped("brings the books of the first release forward, keeps a copy, and everything in them still adds up (STATE-03)", () =>
    Effect.gen(function*() {
      const path = yield* directory
      writeFileSync(join(path, "parley.db"), gunzipSync(readFileSync(join(import.meta.dirname, "samples/release-0.1.0.db.gz"))))
      yield* Effect.gen(function*() {
        const store = yield* Store
        const report = yield* store.verify(() => {})
        assert.deepStrictEqual(report, { negotiations: 12, events: 134, problems: [] })
        const rows = yield* store.negotiations(null)
        const events = yield* Effect.forEach(rows, ({ id }) => store.events(id))
        assert.strictEqual(events.flat().length, 134)
        assert.strictEqual((yield* store.counts).mail.sent, 41)
      }).pipe(Effect.provide(SqliteStore.layer({ path })))
      assert.isTrue(existsSync(join(path, "parley.db.v1.bak")))
    }))

  it("names network and shared filesystems, and no local one (STATE-04)", () => {
    const names = [0x6969n, 0xff534d42n, 0xffff_ffff_ff53_4d42n, 0xfe534d42n, 0x01021997n, 0x65735546n].map(networkFilesystem)
    assert.deepStrictEqual(names, ["NFS", "CIFS", "CIFS", "SMB2", "9p", "FUSE"])
    // ext4, xfs, btrfs, tmpfs, overlayfs, zfs
    assert.deepStrictEqual([0xef53n, 0x58465342n, 0x9123683en, 0x01021994n, 0x794c7630n, 0x2fc12fc1n].map(networkFilesystem), Array.from({ length: 6 }, () => null))
  })

  it("asks for a SQLite without the WAL-reset corruption", () => {
    assert.deepStrictEqual(["3.51.2", "3.51.3", "3.54.1", "3.6.99", "4.0.0", ""].map(isSound), [false, true, true, false, true, false])
  })
})
