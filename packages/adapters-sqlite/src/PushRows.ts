import { type Instant, instant } from "@parley/domain/Instant"
import type { Push } from "@parley/domain/ports/Push"
import type Sqlite from "better-sqlite3"

const hour = 3_600_000
const week = 7 * 24 * hour

/** What a mailbox's provider told us, and until when it will. */
export interface PushRows {
  /** True if it is new. */
  readonly note: (push: Push) => boolean
  readonly watchedUntil: (mailbox: string) => Instant | null
  readonly watchUntil: (mailbox: string, until: Instant, at: Instant) => void
}

export const make = (db: Sqlite.Database): PushRows => {
  const insert = db.prepare<[string, string, string | null, string | null, Instant]>(
    "INSERT INTO pushes (id, mailbox, position, problem, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
  )
  const prune = db.prepare<[number]>("DELETE FROM pushes WHERE at < ?")
  const until = db.prepare<[string], number | null>("SELECT watched_until FROM mailbox_cursor WHERE mailbox = ?").pluck()
  const watch = db.prepare<[string, Instant, Instant]>(
    `INSERT INTO mailbox_cursor (mailbox, cursor, moved_at, watched_until) VALUES (?, '', ?, ?)
     ON CONFLICT (mailbox) DO UPDATE SET watched_until = excluded.watched_until`
  )
  let prunedAt = 0
  return {
    note: ({ at, id, mailbox, position, problem }) => {
      if (Math.abs(at - prunedAt) >= hour) {
        prune.run(at - week)
        prunedAt = at
      }
      return insert.run(id, mailbox, position, problem, at).changes === 1
    },
    watchedUntil: (mailbox) => {
      const found = until.get(mailbox) ?? null
      return found === null ? null : instant(found)
    },
    watchUntil: (mailbox, to, at) => void watch.run(mailbox, at, to)
  }
}
