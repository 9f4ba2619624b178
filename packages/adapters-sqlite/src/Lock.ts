import Sqlite from "better-sqlite3"
import * as Either from "effect/Either"
import { join } from "node:path"
import { StoreRefused } from "./StoreRefused.ts"

/**
 * Holds `<dir>/parley.lock` for this process: an exclusive transaction on a SQLite file of its own (STATE-04). The kernel
 * frees it with the process, also after kill -9 and when pid 1 of one container follows pid 1 of another; a pid file does
 * neither. Answers how to let go. Nobody else in this process may open and close the lock file: that would drop the lock.
 */
export const hold = (dir: string): Either.Either<() => void, StoreRefused> => {
  const path = join(dir, "parley.lock")
  try {
    const file = new Sqlite(path, { timeout: 0 })
    try {
      file.exec("BEGIN EXCLUSIVE")
      return Either.right(() => void file.close())
    } catch (cause) {
      file.close()
      return Either.left(refused(dir, path, cause))
    }
  } catch (cause) {
    return Either.left(refused(dir, path, cause))
  }
}

const refused = (dir: string, path: string, cause: unknown): StoreRefused =>
  cause instanceof Sqlite.SqliteError && cause.code.startsWith("SQLITE_BUSY")
    ? new StoreRefused({
      path,
      reason: `another Parley process holds ${dir}`,
      expected: "one process per data directory",
      mend: "stop the other process, or choose another PARLEY_DATA_DIR"
    })
    : new StoreRefused({
      path,
      reason: `the lock file cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      expected: "a data directory this user may write to",
      mend: "check the owner and the permissions of the data directory"
    })
