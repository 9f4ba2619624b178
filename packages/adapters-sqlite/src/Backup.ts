import Sqlite from "better-sqlite3"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import * as Either from "effect/Either"
import { existsSync, renameSync, rmSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { type Anchor, anchorOf, type BooksFile } from "./BooksFile.ts"
import { sync } from "./Durable.ts"
import { StoreRefused } from "./StoreRefused.ts"

/** What was written. */
export interface Backup {
  readonly file: string
  readonly bytes: number
  readonly version: number
  readonly anchor: Anchor
}

export interface Options {
  /** Hears of the share that is done, 0 to 1. */
  readonly progress?: (share: number) => void
  /** Called at "before-backup", "during-backup" and "after-backup", where a crash harness may end the process. */
  readonly kill?: (point: KillPoint) => void
}

/**
 * Writes the moment that `books` are read at as one file, while others go on writing (STATE-05). A file of that name is whole:
 * it is written as `<file>.partial`, checked and synced before it gets its name. Never overwrites.
 */
export const backup = async (books: BooksFile, target: string, { kill = () => {}, progress = () => {} }: Options = {}): Promise<Either.Either<Backup, StoreRefused>> => {
  const file = resolve(target)
  const partial = `${file}.partial`
  if (existsSync(file)) return Either.left(taken(file))
  kill("before-backup")
  try {
    await copy(books, partial, (share) => {
      progress(share)
      if (share > 0.4) kill("during-backup")
    })
    if (existsSync(file)) return Either.left(taken(file))
    renameSync(partial, file)
    sync(dirname(file))
  } catch (cause) {
    rmSync(partial, { force: true })
    rmSync(`${partial}-journal`, { force: true })
    return Either.left(unwritable(file, cause))
  }
  kill("after-backup")
  return Either.right({ file, bytes: statSync(file).size, version: books.version, anchor: books.anchor })
}

/**
 * Copies what `books` see into a file of its own, checked and on the disk. One read transaction from the first page to the
 * last: the copy neither moves nor starts again when somebody writes.
 */
export const copy = async (books: BooksFile, path: string, progress: (share: number) => void): Promise<void> => {
  for (const left of [path, `${path}-journal`]) rmSync(left, { force: true })
  await books.db.backup(path, {
    progress: ({ remainingPages, totalPages }) => {
      progress(totalPages === 0 ? 0 : 1 - remainingPages / totalPages)
      return Math.min(1000, Math.ceil(totalPages / 50))
    }
  })
  const db = new Sqlite(path, { fileMustExist: true })
  try {
    // a log of its own would make it two files, and unreadable where nobody may write
    db.pragma("journal_mode = DELETE")
    const found = db.pragma("integrity_check", { simple: true })
    const anchor = anchorOf(db)
    if (found !== "ok") throw new Error(`the copy is damaged: ${String(found)}`)
    if (anchor?.head !== books.anchor.head || anchor.events !== books.anchor.events) throw new Error("the copy holds other events than were read")
  } finally {
    db.close()
  }
  sync(path)
}

const taken = (path: string): StoreRefused =>
  new StoreRefused({ path, reason: "there is a file of that name already", expected: "a new name", mend: "name another file, or remove this one yourself" })

const unwritable = (path: string, cause: unknown): StoreRefused =>
  new StoreRefused({
    path,
    reason: `the backup could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    expected: "a folder that exists, that this user may write to, with room for the whole books",
    mend: "free some space or name another place, and back up again; nothing was left behind"
  })
