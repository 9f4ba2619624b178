import type Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { sync } from "./Durable.ts"

/**
 * What was erased from the books stands in old pages until they are written over: by SQLite's secure_delete where a row was, by VACUUM
 * where rows were moved before, by a truncating checkpoint in the log. `parley.wiping` stands beside the books until all that is done.
 */
export const begin = (path: string): void => {
  writeFileSync(markOf(path), "")
  sync(dirname(path))
}

export const isPending = (path: string): boolean => existsSync(markOf(path))

/** What `erase` deletes is written over with zeros where it stood. */
export const overwriting = <A>(db: Sqlite.Database, erase: () => A): A => {
  db.pragma("secure_delete = ON")
  try {
    return erase()
  } finally {
    db.pragma("secure_delete = OFF")
  }
}

/**
 * Rewrites the file and empties the log; nothing else of this connection runs meanwhile. Answers what it could not do by now:
 * that is done at the next start, or the next time somebody is forgotten.
 */
export const finish = (db: Sqlite.Database, path: string): Effect.Effect<ReadonlyArray<string>> =>
  Effect.try({ try: () => rewrite(db), catch: (cause) => cause instanceof Error ? cause.message : String(cause) }).pipe(
    Effect.zipRight(Effect.suspend(() => emptyLog(db, path) ? Effect.void : Effect.fail("a backup or a check reads them")).pipe(
      Effect.retry(Schedule.intersect(Schedule.spaced("250 millis"), Schedule.recurs(40)))
    )),
    Effect.as([]),
    Effect.catchAll((reason) => Effect.succeed([`old pages of ${path} (${reason}); the next start overwrites them`]))
  )

/** Throws as SQLite does, e.g. on a full disk. */
export const rewrite = (db: Sqlite.Database): void => {
  db.exec("VACUUM")
}

/** Empties the log into the file. False while a reader, a backup or a check, holds on to what stood there before. */
export const emptyLog = (db: Sqlite.Database, path: string): boolean => {
  db.pragma("busy_timeout = 0")
  try {
    const [row] = db.prepare<[], { readonly busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)").all()
    if (row?.busy !== 0) return false
    rmSync(markOf(path), { force: true })
    return true
  } finally {
    db.pragma("busy_timeout = 5000")
  }
}

/** Copies of the books that Parley itself made beside them. */
export const copiesBeside = (path: string): ReadonlyArray<string> =>
  readdirSync(dirname(path))
    .filter((name) => /^parley\.db\.(?:v\d+\.bak|restoring)/u.test(name) || name.startsWith("books-before-"))
    .map((name) => join(dirname(path), name))

const markOf = (path: string): string => join(dirname(path), "parley.wiping")
