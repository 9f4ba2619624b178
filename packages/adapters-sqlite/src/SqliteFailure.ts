import Sqlite from "better-sqlite3"

/** A write or sync failed in the file system, or a page was not read back: what the disk holds is unknown. */
export const isFileFailure = (cause: unknown): boolean => cause instanceof Sqlite.SqliteError && cause.code.startsWith("SQLITE_IOERR")

/** The disk or the file as a whole stands in the way: no step is to blame, and none can be kept until that changes. */
export const isEverybodys = (cause: unknown): boolean =>
  cause instanceof Sqlite.SqliteError && /^SQLITE_(FULL|IOERR|BUSY|NOMEM|READONLY|CANTOPEN|PROTOCOL)/.test(cause.code)
