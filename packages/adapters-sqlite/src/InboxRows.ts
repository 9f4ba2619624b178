import type Sqlite from "better-sqlite3"
import type { NegotiationId } from "@parley/domain/Ids"
import type { Instant } from "@parley/domain/Instant"
import type { Listed } from "@parley/domain/ports/Mailbox"
import type { InboxKey, InboxMark, InboxRow, InboxStatus } from "@parley/domain/ports/Inbox"
import type { DeadLetter } from "@parley/domain/ports/Store"
import type { Tallies } from "./Tallies.ts"

export interface Arrived {
  readonly providerId: string
  readonly raw: Uint8Array | null
  readonly copyRef: string
}

interface RetryFields {
  readonly error: string
  readonly attempts?: number
  readonly negotiation?: NegotiationId
}

export interface InboxRows {
  readonly ingest: (mailbox: string, arrivals: ReadonlyArray<Arrived>, cursor: string, at: Instant) => number
  readonly cursor: (mailbox: string) => string | null
  readonly behindSince: (mailbox: string) => Instant | null
  readonly catchUp: (mailbox: string, found: ReadonlyArray<Listed>, at: Instant) => number
  readonly mark: (mark: InboxMark) => void
  readonly requeueDeferred: (negotiation: NegotiationId) => void
  readonly retry: (key: InboxKey, nextAt: Instant, fields: RetryFields) => void
  readonly olderPending: (negotiation: NegotiationId, order: number) => Instant | null
  readonly due: (now: Instant, limit: number) => ReadonlyArray<InboxRow>
  readonly nextDue: () => Instant | null
  /** Messages that could not be handled, oldest first. */
  readonly failed: (limit: number) => ReadonlyArray<DeadLetter>
  readonly countFailed: () => number
}

/** Marks the books as older than what the mailbox has seen since. */
export const fallBehind = (db: Sqlite.Database, mailbox: string, since: Instant, at: Instant): void =>
  void db.prepare<[string, Instant, Instant]>(
    `INSERT INTO mailbox_cursor (mailbox, cursor, moved_at, resync_since) VALUES (?, '', ?, ?)
     ON CONFLICT (mailbox) DO UPDATE SET resync_since = min(coalesce(resync_since, excluded.resync_since), excluded.resync_since)`
  ).run(mailbox, at, since)

const columns = `i.ordinal AS "order", i.mailbox, i.provider_id AS providerId, i.copy_ref AS copyRef, i.status,
  i.received_at AS receivedAt, i.attempts`

export const make = (db: Sqlite.Database, tallies: Tallies): InboxRows => {
  const insert = db.prepare<[string, string, string, Instant, Instant]>(
    `INSERT INTO inbox (mailbox, provider_id, copy_ref, status, received_at, next_at) VALUES (?, ?, ?, 'pending', ?, ?)
     ON CONFLICT (mailbox, provider_id) DO NOTHING`
  )
  const insertBytes = db.prepare<[number | bigint, Uint8Array]>("INSERT INTO inbox_bytes (ordinal, raw) VALUES (?, ?)")
  const moveCursor = db.prepare<[string, string, Instant]>(
    `INSERT INTO mailbox_cursor (mailbox, cursor, moved_at) VALUES (?, ?, ?)
     ON CONFLICT (mailbox) DO UPDATE SET cursor = excluded.cursor, moved_at = excluded.moved_at`
  )
  const cursor = db.prepare<[string], string>("SELECT cursor FROM mailbox_cursor WHERE mailbox = ?").pluck()
  const behindSince = db.prepare<[string], Instant | null>("SELECT resync_since FROM mailbox_cursor WHERE mailbox = ?").pluck()
  const upToDate = db.prepare<[string, string]>(
    "UPDATE mailbox_cursor SET resync_since = NULL WHERE mailbox = ? AND NOT EXISTS (SELECT 1 FROM inbox WHERE mailbox = ? AND status = 'pending')"
  )
  const find = db.prepare<[string, string], { readonly ordinal: number; readonly status: InboxStatus }>(
    "SELECT ordinal, status FROM inbox WHERE mailbox = ? AND provider_id = ?"
  )
  const mark = db.prepare<[InboxStatus, string, NegotiationId | null, string | null, number]>(
    "UPDATE inbox SET status = ?, reason = ?, negotiation = ?, error = ? WHERE ordinal = ?"
  )
  // due since it arrived, so that a thread's messages keep their order
  const afresh = db.prepare<[number]>("UPDATE inbox SET next_at = received_at, attempts = 0 WHERE ordinal = ?")
  const requeue = db.prepare<[NegotiationId]>(
    "UPDATE inbox SET status = 'pending', next_at = received_at, attempts = 0 WHERE negotiation = ? AND status = 'deferred'"
  )
  const retry = db.prepare<[string, Instant, number | null, NegotiationId | null, string, string]>(
    `UPDATE inbox SET error = ?, next_at = ?, attempts = coalesce(?, attempts), negotiation = coalesce(?, negotiation)
     WHERE mailbox = ? AND provider_id = ? AND status = 'pending'`
  )
  const older = db.prepare<[NegotiationId, number], Instant>(
    "SELECT next_at FROM inbox WHERE negotiation = ? AND status = 'pending' AND ordinal < ? ORDER BY ordinal DESC LIMIT 1"
  ).pluck()
  const due = db.prepare<[Instant, number], InboxRow>(
    `SELECT ${columns}, b.raw FROM inbox i LEFT JOIN inbox_bytes b ON b.ordinal = i.ordinal
     WHERE i.status = 'pending' AND i.next_at <= ? ORDER BY i.next_at, i.ordinal LIMIT ?`
  )
  const failed = db.prepare<[number], InboxRow & { readonly negotiation: NegotiationId | null; readonly error: string | null }>(
    `SELECT ${columns}, NULL AS raw, i.negotiation, i.error FROM inbox i WHERE i.status = 'owned' AND i.reason = 'failed' ORDER BY i.ordinal LIMIT ?`
  )
  const countFailed = db.prepare<[], number>("SELECT count(*) FROM inbox WHERE status = 'owned' AND reason = 'failed'").pluck()
  const nextDue = db.prepare<[], Instant | null>("SELECT min(next_at) FROM inbox WHERE status = 'pending'").pluck()

  const store = (mailbox: string, arrivals: ReadonlyArray<Arrived>, at: Instant): number => {
    let stored = 0
    for (const { copyRef, providerId, raw } of arrivals) {
      const { changes, lastInsertRowid } = insert.run(mailbox, providerId, copyRef, at, at)
      if (changes === 0) continue
      stored += 1
      if (raw !== null) insertBytes.run(lastInsertRowid, raw)
    }
    if (stored > 0) tallies.add("inbox", "pending", stored)
    return stored
  }

  return {
    ingest: (mailbox, arrivals, next, at) => {
      moveCursor.run(mailbox, next, at)
      return store(mailbox, arrivals, at)
    },
    cursor: (mailbox) => cursor.get(mailbox) ?? null,
    behindSince: (mailbox) => behindSince.get(mailbox) ?? null,
    catchUp: (mailbox, found, at) => {
      const stored = store(mailbox, found.map((one) => ({ ...one, raw: null })), at)
      upToDate.run(mailbox, mailbox)
      return stored
    },
    mark: ({ error, key, negotiation, reason, status }) => {
      const row = find.get(key.mailbox, key.providerId)
      if (row === undefined) return
      mark.run(status, reason, negotiation, error ?? null, row.ordinal)
      if (status === "pending") afresh.run(row.ordinal)
      if (status === row.status) return
      tallies.add("inbox", row.status, -1)
      tallies.add("inbox", status, 1)
    },
    requeueDeferred: (negotiation) => {
      const { changes } = requeue.run(negotiation)
      if (changes === 0) return
      tallies.add("inbox", "deferred", -changes)
      tallies.add("inbox", "pending", changes)
    },
    retry: (key, nextAt, { attempts, error, negotiation }) =>
      void retry.run(error, nextAt, attempts ?? null, negotiation ?? null, key.mailbox, key.providerId),
    olderPending: (negotiation, order) => older.get(negotiation, order) ?? null,
    due: (now, limit) => due.all(now, limit),
    nextDue: () => nextDue.get() ?? null,
    failed: (limit) => failed.all(limit).map(({ error, negotiation, ...row }) => ({ _tag: "Inbox", row, negotiation, error })),
    countFailed: () => countFailed.get() ?? 0
  }
}
