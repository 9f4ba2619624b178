import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import Sqlite from "better-sqlite3"
import * as Either from "effect/Either"
import { mkdirSync, statfsSync } from "node:fs"
import { join } from "node:path"
import { networkFilesystem } from "./Filesystem.ts"
import * as Lock from "./Lock.ts"
import { migrate, migrations } from "./Migrations.ts"
import * as RestoreMark from "./RestoreMark.ts"
import { StoreRefused } from "./StoreRefused.ts"
import * as Wipe from "./Wipe.ts"

/** The one connection that writes, and how to give up file and lock. */
export interface Opened {
  readonly db: Sqlite.Database
  readonly path: string
  readonly close: () => void
}

/** Opens `<dir>/parley.db` for this process alone, brought forward and set to be durable; every setting is read back (STATE-01, STATE-04). */
export const open = (dir: string, kill?: (point: KillPoint) => void): Either.Either<Opened, StoreRefused> => {
  const path = join(dir, "parley.db")
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const network = networkFilesystem(statfsSync(dir, { bigint: true }).type)
    if (network !== null) {
      return Either.left(new StoreRefused({
        path: dir,
        reason: `the data directory is on a network or shared filesystem (${network})`,
        expected: "a local disk: SQLite's log needs memory shared by all who open it",
        mend: "point PARLEY_DATA_DIR at a local disk or a named volume"
      }))
    }
  } catch (cause) {
    return Either.left(unusable(dir, cause))
  }
  return Either.flatMap(Lock.hold(dir), (release) => {
    const unfinished = RestoreMark.standsIn(dir)
    const opened = unfinished === null ? openHeld(path, kill) : Either.left(unfinished)
    if (Either.isLeft(opened)) {
      release()
      return Either.left(opened.left)
    }
    const db = opened.right
    return Either.right({
      db,
      path,
      close: () => {
        db.close()
        release()
      }
    })
  })
}

/** A second connection that only reads, for long checks on one unmoving view. */
export const openToRead = (path: string): Sqlite.Database => new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5000 })

/** Whether a version is free of the WAL-reset corruption that 3.51.3 mended. Source: vendors.md, SQLite. */
export const isSound = (version: string): boolean => {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number)
  return major * 1_000_000 + minor * 1000 + patch >= 3_051_003
}

const openHeld = (path: string, kill?: (point: KillPoint) => void): Either.Either<Sqlite.Database, StoreRefused> => {
  try {
    const db = new Sqlite(path, { timeout: 5000 })
    try {
      const problem = settle(db, path)
      if (problem === null) {
        const migrated = migrate(db, path, migrations, kill)
        if (Either.isRight(migrated)) {
          finishWiping(db, path)
          return Either.right(db)
        }
        db.close()
        return Either.left(migrated.left)
      }
      db.close()
      return Either.left(problem)
    } catch (cause) {
      db.close()
      return Either.left(unusable(path, cause))
    }
  } catch (cause) {
    return Either.left(unusable(path, cause))
  }
}

/** Somebody was forgotten, and the process ended before old pages were overwritten. */
const finishWiping = (db: Sqlite.Database, path: string): void => {
  if (!Wipe.isPending(path)) return
  try {
    Wipe.rewrite(db)
    Wipe.emptyLog(db, path)
  } catch {
    // safe: the books are sound without it, and the mark stays for the next start
  }
}

const settle = (db: Sqlite.Database, path: string): StoreRefused | null => {
  const version = db.prepare<[], string>("SELECT sqlite_version()").pluck().get() ?? ""
  if (!isSound(version)) {
    return new StoreRefused({
      path, reason: `SQLite ${version} can corrupt its log`, expected: "SQLite 3.51.3 or later", mend: "install better-sqlite3 13.2.0"
    })
  }
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0")
  // a savepoint per step keeps its undo pages in memory, and fewer checkpoints mean fewer syncs per step
  db.exec("PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864")
  for (const [pragma, expected] of [["journal_mode", "wal"], ["synchronous", 2], ["foreign_keys", 1], ["mmap_size", 0]] as const) {
    const got = db.pragma(pragma, { simple: true })
    if (got !== expected) {
      return new StoreRefused({
        path,
        reason: `${pragma} is ${String(got)}`,
        expected: `${pragma} = ${expected}`,
        mend: "use a local disk that supports file locks and shared memory, and a better-sqlite3 built as published"
      })
    }
  }
  return null
}

const unusable = (path: string, cause: unknown): StoreRefused =>
  new StoreRefused({
    path,
    reason: `the database cannot be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
    expected: "a SQLite database, or a directory this user may write to",
    mend: "check the permissions of the data directory, or restore a backup"
  })
