import Sqlite from "better-sqlite3"
import { type Instant, instant } from "@parley/domain/Instant"
import type { VerifyProblem } from "@parley/domain/ports/Store"
import * as Either from "effect/Either"
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { copy } from "./Backup.ts"
import type { Anchor, BooksFile } from "./BooksFile.ts"
import { sync } from "./Durable.ts"
import { fallBehind } from "./InboxRows.ts"
import * as IntakeRows from "./IntakeRows.ts"
import * as Lock from "./Lock.ts"
import { bringForward } from "./Migrations.ts"
import * as RestoreMark from "./RestoreMark.ts"
import { doubt as doubtRosters } from "./RosterRows.ts"
import { StoreRefused } from "./StoreRefused.ts"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { verify } from "./Verify.ts"

export interface Options {
  /** The mailbox that the books are behind from now on, by its name in them. */
  readonly mailbox: string
  readonly now: Instant
  /** Hears of the share that was checked, 0 to 1. */
  readonly progress?: (share: number) => void
  readonly kill?: (point: KillPoint) => void
}

export interface Restored {
  readonly anchor: Anchor
  /** The folder of the former books; null when there were none. */
  readonly aside: string | null
  /** From when on the mailbox is looked through again. */
  readonly since: Instant
}

/** The file is ours, and does not add up. */
export class BrokenBooks extends StoreRefused {
  readonly problems: ReadonlyArray<VerifyProblem>
  constructor(path: string, problems: ReadonlyArray<VerifyProblem>) {
    super({
      path,
      reason: `the file does not add up: ${problems.length} problems`,
      expected: "a backup in which `parley verify` finds nothing",
      mend: "take an older backup; nothing was changed"
    })
    this.problems = problems
  }
}

/**
 * Puts the books of a file in the place of those in `dir`, which move into a folder of their own (STATE-05). Refused while a
 * process holds the directory. A crash leaves the former books or the new ones, whole, or a mark that lets nobody open
 * them until a restore was run to its end.
 */
export const restore = async (dir: string, source: BooksFile, options: Options): Promise<Either.Either<Restored, StoreRefused>> => {
  const held = Lock.hold(dir)
  if (Either.isLeft(held)) return Either.left(held.left)
  try {
    const { problems } = await verify(source.db, (events, of) => options.progress?.(events / of))
    if (problems.length > 0) return Either.left(new BrokenBooks(source.path, problems))
    const fresh = join(dir, "parley.db.restoring")
    // the check has ended its transaction; this one sees the same, for nobody writes to a backup
    source.db.exec("BEGIN")
    await copy(source, fresh, () => {})
    const since = prepare(fresh, options)
    options.kill?.("before-restore")
    return Either.right({ anchor: source.anchor, since, aside: swap(dir, fresh, options) })
  } catch (cause) {
    if (RestoreMark.read(dir) === null) rmSync(join(dir, "parley.db.restoring"), { force: true })
    return Either.left(new StoreRefused({
      path: dir,
      reason: `the books could not be restored: ${cause instanceof Error ? cause.message : String(cause)}`,
      expected: "a data directory this user may write to, with room for the books of the backup",
      mend: "free some space or mend the permissions, and restore again; the former books are not lost"
    }))
  } finally {
    held.right()
  }
}

const files = ["parley.db", "parley.db-wal", "parley.db-shm"] as const

/** The former log leaves before the new file comes, and with its own file: each folder always holds what belongs together. */
const swap = (dir: string, fresh: string, { kill = () => {}, now }: Options): string | null => {
  const name = RestoreMark.read(dir) ?? unusedName(dir, `books-before-${new Date(now).toISOString().replaceAll(/[:.]/gu, "-")}`)
  const aside = join(dir, name)
  RestoreMark.set(dir, name)
  kill("restore-marked")
  const standing = files.filter((file) => existsSync(join(dir, file)) && !existsSync(join(aside, file)))
  if (standing.length > 0) {
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    for (const file of standing) {
      renameSync(join(dir, file), join(aside, file))
      kill("restore-file-aside")
    }
    sync(aside)
    sync(dir)
  }
  kill("restore-aside")
  renameSync(fresh, join(dir, "parley.db"))
  sync(dir)
  kill("restore-swapped")
  RestoreMark.clear(dir)
  kill("after-restore")
  return existsSync(aside) ? aside : null
}

/** A clock may be set back: what stands there already would otherwise pass for moved. */
const unusedName = (dir: string, name: string): string => existsSync(join(dir, name)) ? unusedName(dir, `${name}-more`) : name

/** Brings the copy forward and marks it as behind its mailbox, whatever that has filed since. */
const prepare = (path: string, { mailbox, now }: Options): Instant => {
  const db = new Sqlite(path, { fileMustExist: true })
  try {
    bringForward(db)
    const last = db.prepare<[], number | null>(
      `SELECT max(at) FROM (SELECT max(at) AS at FROM events UNION ALL SELECT max(received_at) FROM inbox UNION ALL SELECT max(at) FROM messages
       UNION ALL SELECT max(moved_at) FROM mailbox_cursor UNION ALL SELECT max(added_at) FROM campaigns)`
    ).pluck().get() ?? 0
    // a clock that ran ahead must not hide what arrived since
    const since = instant(Math.max(0, Math.min(last, now) - day))
    fallBehind(db, mailbox, since, now)
    IntakeRows.doubt(db, now)
    doubtRosters(db)
    // what the books have forgotten of, people and switches too, is for a person to look at before anything leaves
    db.prepare<[Instant]>("INSERT INTO switches (name, by, at) VALUES ('sending_stopped', 'restore', ?) ON CONFLICT DO NOTHING").run(now)
    // who was signed out since would be signed in again
    db.exec("DELETE FROM sessions")
    return since
  } finally {
    db.close()
    sync(path)
  }
}

/** Clocks of mail servers and file systems differ from ours by less. */
const day = 86_400_000
