import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import type Sqlite from "better-sqlite3"
import * as Either from "effect/Either"
import { renameSync, rmSync } from "node:fs"
import { dirname } from "node:path"
import { version8 } from "./ApiTables.ts"
import { sync } from "./Durable.ts"
import { version7 } from "./IntakeTables.ts"
import { StoreRefused } from "./StoreRefused.ts"
import { version1, version2, version3, version4, version5, version6 } from "./Tables.ts"

/** SQL by version: entry 0 makes version 1 of an empty file. Forward only; an entry that was released never changes. */
export const migrations: ReadonlyArray<string> = [version1, version2, version3, version4, version5, version6, version7, version8]

/**
 * Brings the file forward to the newest version in one transaction (STATE-03), after a copy of an older one as
 * `<path>.v<N>.bak`. Refuses a database of a newer version, and one that is not Parley's.
 */
export const migrate = (
  db: Sqlite.Database,
  path: string,
  steps: ReadonlyArray<string> = migrations,
  kill: (point: KillPoint) => void = () => {}
): Either.Either<{ readonly from: number; readonly to: number }, StoreRefused> => {
  const from = versionOf(db)
  const to = steps.length
  if (from > to) return Either.left(newer(path, from, to))
  if (!isOurs(db) && db.prepare<[], number>("SELECT count(*) FROM sqlite_schema").pluck().get() !== 0) {
    return Either.left(foreign(path, "choose another PARLEY_DATA_DIR"))
  }
  if (from === to) return Either.right({ from, to })
  try {
    if (from > 0) copyAside(db, path, `${path}.v${from}.bak`, kill)
    bringForward(db, steps, kill)
    return Either.right({ from, to })
  } catch (cause) {
    return Either.left(new StoreRefused({
      path,
      reason: `the database could not be brought from version ${from} to ${to}: ${cause instanceof Error ? cause.message : String(cause)}`,
      expected: "room for a copy of the database and a directory this user may write to",
      mend: "free some space or mend the permissions and start again; the database is as it was"
    }))
  }
}

/** The same in one transaction, without a look at the file and without a copy; throws as SQLite does. */
export const bringForward = (db: Sqlite.Database, steps: ReadonlyArray<string> = migrations, kill: (point: KillPoint) => void = () => {}): void => {
  try {
    db.exec("BEGIN IMMEDIATE")
    for (const sql of steps.slice(versionOf(db))) db.exec(sql)
    db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}`)
    kill("before-migration-commit")
    db.exec("COMMIT")
    kill("after-migration")
  } catch (cause) {
    if (db.inTransaction) db.exec("ROLLBACK")
    throw cause
  }
}

/** Whether the file says of itself that Parley wrote it. */
export const isOurs = (db: Sqlite.Database): boolean => db.prepare<[], number>("PRAGMA application_id").pluck().get() === applicationId

/** Which entry of `migrations` the file was brought to; 0 for an empty one. */
export const versionOf = (db: Sqlite.Database): number => db.prepare<[], number>("PRAGMA user_version").pluck().get() ?? 0

export const newer = (path: string, version: number, newest: number): StoreRefused =>
  new StoreRefused({
    path,
    reason: `the database is of version ${version}, newer than this Parley`,
    expected: `version ${newest} or older`,
    mend: "use the Parley release that wrote it, or a newer one"
  })

export const foreign = (path: string, mend: string): StoreRefused =>
  new StoreRefused({ path, reason: "the file is a database of something else", expected: "a Parley database or no file", mend })

/** "PARL" */
const applicationId = 0x5041524c

/** Written under another name and synced first, so that a file called .bak is whole. */
const copyAside = (db: Sqlite.Database, path: string, backup: string, kill: (point: KillPoint) => void): void => {
  const partial = `${backup}.partial`
  rmSync(partial, { force: true })
  db.prepare<[string]>("VACUUM INTO ?").run(partial)
  sync(partial)
  kill("migration-copy-written")
  renameSync(partial, backup)
  sync(dirname(path))
  kill("migration-copied")
}
