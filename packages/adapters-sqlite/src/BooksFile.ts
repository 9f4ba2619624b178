import Sqlite from "better-sqlite3"
import * as Either from "effect/Either"
import { existsSync } from "node:fs"
import { foreign, isOurs, migrations, newer, versionOf } from "./Migrations.ts"
import { StoreRefused } from "./StoreRefused.ts"

/** How many events the books hold, and the hash rolled over all of them: the same two numbers are the same history. */
export interface Anchor {
  readonly events: number
  readonly head: string
}

/** A file of books, read at one moment: whatever a server writes meanwhile, `db` sees none of it until it is closed. */
export interface BooksFile {
  readonly db: Sqlite.Database
  readonly path: string
  readonly version: number
  readonly anchor: Anchor
}

/** Opens books to read, also beside the server that writes them. Refuses what is not there, not ours, newer than we are, or broken. */
export const open = (path: string): Either.Either<BooksFile, StoreRefused> => {
  if (!existsSync(path)) {
    return Either.left(new StoreRefused({ path, reason: "there is no such file", expected: "a file that `parley backup` wrote", mend: "check the path" }))
  }
  let db: Sqlite.Database | null = null
  try {
    db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 5000 })
    const read = reading(db, path)
    if (Either.isLeft(read)) db.close()
    return read
  } catch (cause) {
    db?.close()
    return Either.left(broken(path, cause))
  }
}

/** The anchor as the database's present transaction sees it; null where there is none. */
export const anchorOf = (db: Sqlite.Database): Anchor | null =>
  db.prepare<[], Anchor>("SELECT events, head FROM anchors WHERE id = 1").get() ?? null

const reading = (db: Sqlite.Database, path: string): Either.Either<BooksFile, StoreRefused> => {
  db.exec("BEGIN")
  const version = versionOf(db)
  if (!isOurs(db)) return Either.left(foreign(path, "name a file that `parley backup` wrote"))
  if (version > migrations.length) return Either.left(newer(path, version, migrations.length))
  const anchor = anchorOf(db)
  return anchor === null ? Either.left(broken(path, "the anchor over all events is missing")) : Either.right({ db, path, version, anchor })
}

const broken = (path: string, cause: unknown): StoreRefused =>
  new StoreRefused({
    path,
    reason: `the file cannot be read as books: ${cause instanceof Error ? cause.message : String(cause)}`,
    expected: "a whole file that `parley backup` wrote, and permission to read it",
    mend: "check its permissions, or take another backup"
  })
