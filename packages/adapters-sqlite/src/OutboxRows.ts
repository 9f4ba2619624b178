import type Sqlite from "better-sqlite3"
import type { Actor } from "@parley/domain/Ids"
import type { Instant } from "@parley/domain/Instant"
import type { Claim, Lane, LooseNotice, OutboxChange, OutboxKey, OutboxRow, OutboxStatus, SendBudget, SendingStopped } from "@parley/domain/ports/Outbox"
import type { Tallies } from "./Tallies.ts"

export type Fields = Partial<Pick<OutboxRow, "draftId" | "contentHash" | "messageHeader" | "posted" | "error" | "attempts" | "nextAt">>

export interface OutboxRows {
  /** One step's change; `version` is that of the step's first event. */
  readonly change: (subject: string, change: OutboxChange, version: number) => void
  readonly move: (key: OutboxKey, from: ReadonlyArray<OutboxStatus>, to: OutboxStatus, fields: Fields) => boolean
  readonly notice: (notice: LooseNotice) => void
  readonly claim: (key: OutboxKey, at: Instant, budget: SendBudget) => Claim
  readonly sendingStopped: () => SendingStopped | null
  readonly stopSending: (stop: SendingStopped | null) => void
  /** Writes and takes it back: a transaction that changed nothing would never ask the disk. */
  readonly probe: () => void
  /** Rows that are dead or in doubt, oldest first. */
  readonly dead: (limit: number) => ReadonlyArray<OutboxRow>
  readonly due: (lane: Lane, now: Instant, limit: number, only?: "dispatching") => ReadonlyArray<OutboxRow>
  /** When the first row of a lane that nothing holds up is due. */
  readonly nextDue: (lane: Lane) => Instant | null
  readonly drafts: (limit: number) => ReadonlyArray<OutboxRow>
  readonly of: (subject: string) => ReadonlyArray<OutboxRow>
}

/** The subject of notices that belong to no negotiation; they have no order among themselves. */
const loose = "-"

/** A row of the outbox as it is read. */
export const outboxColumns = `subject, lane, seq, status, event, payload, attempts, next_at AS nextAt, draft_id AS draftId,
  content_hash AS contentHash, message_header AS messageHeader, posted, error`

/** First of its subject's lane; mail of a negotiation that is set aside stays where it is, for nothing could record that it left. */
const workable = `status IN ('pending', 'staged', 'dispatching')
  AND (subject = '-' OR NOT EXISTS (SELECT 1 FROM outbox b WHERE b.subject = o.subject AND b.lane = o.lane AND b.seq < o.seq
    AND b.status IN ('pending', 'held', 'staged', 'dispatching', 'in_doubt')))
  AND (lane <> 'mail' OR NOT EXISTS (SELECT 1 FROM negotiations n WHERE n.id = o.subject AND n.quarantined IS NOT NULL))`

export const make = (db: Sqlite.Database, tallies: Tallies): OutboxRows => {
  const insert = db.prepare<[string, Lane, number, OutboxStatus, number, Instant]>(
    "INSERT INTO outbox (subject, lane, seq, status, event, next_at) VALUES (?, ?, ?, ?, ?, ?)"
  )
  const insertNotice = db.prepare<[Instant, string, string]>(
    `INSERT INTO outbox (subject, lane, seq, status, next_at, payload, notice)
     SELECT '${loose}', 'team', 1 + coalesce(max(seq), 0), 'pending', ?, ?, ? FROM outbox WHERE subject = '${loose}' AND lane = 'team'
     ON CONFLICT (notice) WHERE notice IS NOT NULL DO NOTHING`
  )
  const status = db.prepare<[string, Lane, number], OutboxStatus>("SELECT status FROM outbox WHERE subject = ? AND lane = ? AND seq = ?").pluck()
  const restatus = db.prepare<[OutboxStatus, Instant, string, Lane, number]>(
    "UPDATE outbox SET status = ?, next_at = ? WHERE subject = ? AND lane = ? AND seq = ?"
  )
  // found sent by books that never claimed it: it counts in the send budget all the same
  const left = db.prepare<[Instant, string, Lane, number]>(
    "UPDATE outbox SET claimed_at = ? WHERE subject = ? AND lane = ? AND seq = ? AND claimed_at IS NULL"
  )
  const select = db.prepare<[string, Lane, number], OutboxRow>(`SELECT ${outboxColumns} FROM outbox WHERE subject = ? AND lane = ? AND seq = ?`)
  const update = db.prepare<[OutboxStatus, number, Instant, string | null, string | null, string | null, string | null, string | null, string, Lane, number]>(
    `UPDATE outbox SET status = ?, attempts = ?, next_at = ?, draft_id = ?, content_hash = ?, message_header = ?, posted = ?, error = ?
     WHERE subject = ? AND lane = ? AND seq = ?`
  )
  const afresh = db.prepare<[string, Lane, number]>("UPDATE outbox SET attempts = 0 WHERE subject = ? AND lane = ? AND seq = ?")
  const claim = db.prepare<[Instant, string, Lane, number]>(
    "UPDATE outbox SET status = 'dispatching', claimed_at = ? WHERE subject = ? AND lane = ? AND seq = ?"
  )
  const claimed = db.prepare<[Instant, number], Instant>(
    "SELECT claimed_at FROM outbox WHERE claimed_at > ? ORDER BY claimed_at DESC LIMIT 1 OFFSET ?"
  ).pluck()
  const stopped = db.prepare<[], SendingStopped>("SELECT by, at FROM switches WHERE name = 'sending_stopped'")
  const stop = db.prepare<[Actor, Instant]>("INSERT INTO switches (name, by, at) VALUES ('sending_stopped', ?, ?) ON CONFLICT DO NOTHING")
  const goOn = db.prepare("DELETE FROM switches WHERE name = 'sending_stopped'")
  const probe = [
    db.prepare("INSERT INTO switches (name, by, at) VALUES ('probe', '', 0)"),
    db.prepare("DELETE FROM switches WHERE name = 'probe'")
  ]
  const dead = db.prepare<[number], OutboxRow>(`SELECT ${outboxColumns} FROM outbox WHERE status IN ('dead', 'in_doubt') ORDER BY next_at LIMIT ?`)
  const due = db.prepare<[Lane, Instant, number], OutboxRow>(
    `SELECT ${outboxColumns} FROM outbox o WHERE lane = ? AND next_at <= ? AND ${workable} ORDER BY next_at LIMIT ?`
  )
  const dueInFlight = db.prepare<[Lane, Instant, number], OutboxRow>(
    `SELECT ${outboxColumns} FROM outbox o WHERE lane = ? AND next_at <= ? AND ${workable} AND +status = 'dispatching' ORDER BY next_at LIMIT ?`
  )
  const nextDue = db.prepare<[Lane], Instant>(`SELECT next_at FROM outbox o WHERE lane = ? AND ${workable} ORDER BY next_at LIMIT 1`).pluck()
  const drafts = db.prepare<[number], OutboxRow>(
    `SELECT ${outboxColumns} FROM outbox WHERE status = 'superseded' AND draft_id IS NOT NULL ORDER BY next_at LIMIT ?`
  )
  const of = db.prepare<[string], OutboxRow>(`SELECT ${outboxColumns} FROM outbox WHERE subject = ? ORDER BY lane, seq`)

  return {
    change: (subject, change, version) => {
      if (change._tag === "Put") {
        const event = version + change.eventIndex
        insert.run(subject, change.lane, change.seq === "version" ? event : change.seq, change.status, event, change.nextAt)
        tallies.add(change.lane, change.status, 1)
        return
      }
      const from = status.get(subject, change.lane, change.seq)
      if (from === undefined || !change.from.includes(from)) return
      restatus.run(change.to, change.nextAt, subject, change.lane, change.seq)
      if (change.to === "sent" && change.lane === "mail") left.run(change.nextAt, subject, change.lane, change.seq)
      if (change.to === "pending" || change.to === "dispatching") afresh.run(subject, change.lane, change.seq)
      tallies.add(change.lane, from, -1)
      tallies.add(change.lane, change.to, 1)
    },
    move: ({ lane, seq, subject }, from, to, fields) => {
      const row = select.get(subject, lane, seq)
      if (row === undefined || !from.includes(row.status)) return false
      const next = { ...row, ...fields }
      update.run(to, next.attempts, next.nextAt, next.draftId, next.contentHash, next.messageHeader, next.posted, next.error, subject, lane, seq)
      tallies.add(lane, row.status, -1)
      tallies.add(lane, to, 1)
      return true
    },
    notice: ({ at, id, payload }) => {
      if (insertNotice.run(at, payload, id).changes === 1) tallies.add("team", "pending", 1)
    },
    claim: ({ lane, seq, subject }, at, { limit, since }) => {
      if (status.get(subject, lane, seq) !== "staged") return { _tag: "NotStaged" }
      if (stopped.get() !== undefined) return { _tag: "SendingStopped" }
      const oldest = claimed.get(since, limit - 1)
      if (oldest !== undefined) return { _tag: "BudgetSpent", oldest }
      claim.run(at, subject, lane, seq)
      tallies.add(lane, "staged", -1)
      tallies.add(lane, "dispatching", 1)
      return { _tag: "Claimed" }
    },
    sendingStopped: () => stopped.get() ?? null,
    stopSending: (wanted) => void (wanted === null ? goOn.run() : stop.run(wanted.by, wanted.at)),
    probe: () => {
      for (const statement of probe) statement.run()
    },
    dead: (limit) => dead.all(limit),
    due: (lane, now, limit, only) => (only === undefined ? due : dueInFlight).all(lane, now, limit),
    nextDue: (lane) => nextDue.get(lane) ?? null,
    drafts: (limit) => drafts.all(limit),
    of: (subject) => of.all(subject)
  }
}
