import { assert, describe, it } from "@effect/vitest"
import Sqlite from "better-sqlite3"
import * as GroupCommit from "../src/GroupCommit.ts"

/** A table of unique numbers, a writer whose groups are flushed by hand, and what its jobs heard. */
const setup = (options: Partial<GroupCommit.Options> = {}) => {
  const db = new Sqlite(":memory:")
  db.exec("PRAGMA foreign_keys = ON; CREATE TABLE t (n INTEGER PRIMARY KEY); CREATE TABLE big (b); CREATE TABLE u (n INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)")
  const flushes: Array<() => void> = []
  const fatal: Array<unknown> = []
  const heard: Array<string> = []
  const writer = GroupCommit.make(db, { fatal: (cause) => fatal.push(cause), schedule: (flush) => flushes.push(flush), ...options })
  const insert = db.prepare<[number]>("INSERT INTO t VALUES (?)")
  const job = (name: string, run: () => void, rescue: GroupCommit.Job["rescue"] = null) =>
    writer.submit({ run, rescue, done: (failure) => heard.push(failure === null ? name : `${name} failed: ${failure.cause instanceof Error ? failure.cause.message : ""}`) })
  const rows = () => db.prepare<[], number>("SELECT n FROM t ORDER BY n").pluck().all()
  return { db, fatal, flush: () => flushes.splice(0).forEach((flush) => flush()), flushes, heard, insert, job, rows, writer }
}

describe("GroupCommit", () => {
  it("commits what waits together, in order, and tells each after the commit", () => {
    const points: Array<string> = []
    const { flush, flushes, heard, insert, job, rows } = setup({ kill: (point) => points.push(`${point} ${heard.length}`) })
    job("a", () => void insert.run(1))
    job("b", () => void insert.run(2))
    assert.strictEqual(flushes.length, 1)
    assert.deepStrictEqual(heard, [])
    flush()
    assert.deepStrictEqual(heard, ["a", "b"])
    assert.deepStrictEqual(points, ["before-commit 0", "after-commit 0"])
    assert.deepStrictEqual(rows(), [1, 2])
  })

  it("undoes a job that throws, and only that one", () => {
    const { flush, heard, insert, job, rows } = setup()
    job("a", () => void insert.run(1))
    job("b", () => {
      insert.run(2)
      throw new Error("boom")
    })
    job("c", () => void insert.run(3))
    flush()
    assert.deepStrictEqual(heard, ["a", "b failed: boom", "c"])
    assert.deepStrictEqual(rows(), [1, 3])
  })

  it("lets a failed job record its failure in the same commit", () => {
    const { flush, heard, insert, job, rows } = setup()
    job("a", () => {
      insert.run(1)
      throw new Error("boom")
    }, () => void insert.run(9))
    flush()
    assert.deepStrictEqual([heard, rows()], [["a"], [9]])
  })

  it("fails every waiter when the commit fails, keeps nothing, and goes on with the next group (STATE-01)", () => {
    const { db, fatal, flush, heard, insert, job, rows } = setup()
    job("a", () => void insert.run(1))
    job("b", () => void db.exec("INSERT INTO u VALUES (404)"))
    flush()
    assert.deepStrictEqual(heard, ["a failed: FOREIGN KEY constraint failed", "b failed: FOREIGN KEY constraint failed"])
    assert.deepStrictEqual(rows(), [])
    job("c", () => void insert.run(3))
    flush()
    assert.deepStrictEqual([heard.at(-1), rows(), fatal], ["c", [3], []])
  })

  it("ends the process when the disk fails a write or sync, and takes nothing more (STATE-01)", () => {
    const { fatal, flush, heard, insert, job } = setup({
      kill: () => {
        throw new Sqlite.SqliteError("disk I/O error", "SQLITE_IOERR_FSYNC")
      }
    })
    job("a", () => void insert.run(1))
    flush()
    job("b", () => void insert.run(2))
    assert.deepStrictEqual(heard, ["a failed: disk I/O error", "b failed: disk I/O error"])
    assert.strictEqual(fatal.length, 1)
  })

  it("fails every waiter when the disk is full, blames none of them, and goes on when there is room (STATE-01)", () => {
    const { db, fatal, flush, heard, insert, job, rows } = setup()
    const rescued: Array<string> = []
    const rescue = () => void rescued.push("rescued")
    const grow = db.prepare("INSERT INTO big SELECT randomblob(9000)")
    const pages = Number(db.pragma("page_count", { simple: true }))
    db.pragma(`max_page_count = ${pages}`)
    job("a", () => void insert.run(1), rescue)
    job("b", () => void grow.run(), rescue)
    job("c", () => void insert.run(3), rescue)
    flush()
    const full = "failed: database or disk is full"
    assert.deepStrictEqual([heard, rescued, rows(), fatal], [[`a ${full}`, `b ${full}`, `c ${full}`], [], [], []])
    db.pragma(`max_page_count = ${pages + 100}`)
    job("d", () => void insert.run(4), rescue)
    job("e", () => void grow.run(), rescue)
    flush()
    assert.deepStrictEqual([heard.slice(3), rows()], [["d", "e"], [4]])
  })

  it("commits what waits when it is closed, and refuses what comes later", () => {
    const { flush, heard, insert, job, rows, writer } = setup()
    job("a", () => void insert.run(1))
    writer.close()
    job("b", () => void insert.run(2))
    flush()
    assert.deepStrictEqual([heard, rows()], [["a", "b failed: the store is closed"], [1]])
  })
})
