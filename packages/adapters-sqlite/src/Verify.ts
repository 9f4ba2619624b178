import Sqlite from "better-sqlite3"
import type { NegotiationId } from "@parley/domain/Ids"
import { exposureOf } from "@parley/domain/ledger/Ledger"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, type StateTag, unopened } from "@parley/domain/negotiation/State"
import type { VerifyProblem, VerifyReport } from "@parley/domain/ports/Store"
import { setImmediate as nextTurn } from "node:timers/promises"
import { isDeepStrictEqual } from "node:util"
import { link, roll, start } from "./HashChain.ts"
import { versionOf } from "./Migrations.ts"
import { readEvent, readState } from "./Snapshot.ts"

/**
 * Whether everything adds up (STATE-05): the file itself, each negotiation's chain and snapshot, the anchor over all
 * events, outbox, ledger and tallies. `db` only reads, inside one transaction, and gives way to others between pieces.
 * `progress` hears how many of all events were checked.
 */
export const verify = async (db: Sqlite.Database, progress: (events: number, of: number) => void): Promise<VerifyReport> => {
  const problems: Array<VerifyProblem> = []
  const report = (problem: string, negotiation: NegotiationId | null = null, version: number | null = null): void => {
    if (problems.length < most) problems.push({ negotiation, version, problem })
  }
  if (!db.inTransaction) db.exec("BEGIN")
  let events = 0
  let negotiations = 0
  try {
    await nextTurn()
    for (const problem of db.prepare<[], string>("PRAGMA integrity_check").pluck().all()) if (problem !== "ok") report(`file: ${problem}`)
    for (const { parent, table } of db.prepare<[], { readonly table: string; readonly parent: string }>("PRAGMA foreign_key_check").all()) {
      report(`a row of ${table} points at a row of ${parent} that does not exist`)
    }
    events = await anchor(db, report)
    negotiations = await chains(db, report, (checked) => progress(checked, events))
    sums(db, report)
  } catch (cause) {
    if (!isDamage(cause)) throw cause
    report(`file: ${cause.message}`)
  } finally {
    if (db.inTransaction) db.exec("ROLLBACK")
  }
  return { negotiations, events, problems }
}

type Report = (problem: string, negotiation?: NegotiationId | null, version?: number | null) => void

/** Pages that cannot be read are a finding, not a failure to look. */
const isDamage = (cause: unknown): cause is Error =>
  cause instanceof Sqlite.SqliteError && (cause.code.startsWith("SQLITE_CORRUPT") || cause.code === "SQLITE_NOTADB")

/** As many problems as a person can use. */
const most = 10_000
const page = 500
/** The version in which books began to keep savings; those of an older one, such as a backup's, hold none. */
const savingsSince = 5

interface EventRow {
  readonly position: number
  readonly negotiation: NegotiationId
  readonly version: number
  readonly type: string
  readonly at: number
  readonly command: string
  readonly payload: string
  readonly hash: string
}

/** All events in the order of their storing. Pages, not one cursor: others run in between. */
const anchor = async (db: Sqlite.Database, report: Report): Promise<number> => {
  const next = db.prepare<[number, number], Pick<EventRow, "position" | "hash">>(
    "SELECT position, hash FROM events WHERE position > ? ORDER BY position LIMIT ?"
  )
  const anchored = db.prepare<[], { readonly events: number; readonly head: string }>("SELECT events, head FROM anchors WHERE id = 1").get()
  let head = ""
  let events = 0
  let last = Number.MIN_SAFE_INTEGER
  for (let rows = next.all(last, page); rows.length > 0; rows = next.all(last, page)) {
    for (const { hash, position } of rows) {
      head = roll(head, hash)
      last = position
    }
    events += rows.length
    await nextTurn()
  }
  if (anchored === undefined) report("the anchor over all events is missing")
  else if (anchored.events !== events) report(`${anchored.events} events were stored, ${events} are there: events were cut or added`)
  else if (anchored.head !== head) report("the events are not those that were stored: the rolling hash over all of them differs")
  return events
}

interface NegotiationRow {
  readonly ordinal: number
  readonly id: NegotiationId
  readonly version: number
  readonly head: string
  readonly tag: StateTag
  readonly reserved: number
  readonly agreed: number
  readonly views: number
  readonly saved: number
  readonly quarantined: string | null
  readonly snapshot: string
}

const chains = async (db: Sqlite.Database, report: Report, progress: (events: number) => void): Promise<number> => {
  const next = db.prepare<[number, number], NegotiationRow>(
    `SELECT ordinal, id, version, head, tag, reserved, agreed, views, ${versionOf(db) < savingsSince ? 0 : "saved"} AS saved, quarantined, snapshot FROM negotiations
     WHERE ordinal > ? ORDER BY ordinal LIMIT ?`
  )
  const eventsOf = db.prepare<[NegotiationId], EventRow>("SELECT * FROM events WHERE negotiation = ? ORDER BY version")
  let count = 0
  let checked = 0
  let last = Number.MIN_SAFE_INTEGER
  for (let rows = next.all(last, page); rows.length > 0; rows = next.all(last, page)) {
    for (const row of rows) {
      const events = eventsOf.all(row.id)
      chain(row, events, report)
      checked += events.length
      last = row.ordinal
    }
    count += rows.length
    progress(checked)
    await nextTurn()
  }
  return count
}

const chain = (row: NegotiationRow, events: ReadonlyArray<EventRow>, report: Report): void => {
  if (row.quarantined !== null) report(`is set aside: ${row.quarantined}`, row.id, row.version)
  let head = start
  let version = 0
  let state: State | null = unopened
  for (const event of events) {
    version += 1
    if (event.version !== version) {
      report(`event ${version} is missing`, row.id, version)
      version = event.version
      state = null
    }
    const expected = link(head, event.negotiation, event.version, event.type, event.at, event.command, event.payload)
    if (expected !== event.hash) report("the event is not what was stored: its hash differs", row.id, version)
    head = event.hash
    const read = readEvent(event.payload, event.type)
    if (read === null) report("the event cannot be read", row.id, version)
    state = read === null || state === null ? null : evolve(state, read)
  }
  if (version !== row.version) report(`the last event is ${version}, the negotiation stands at ${row.version}`, row.id, version)
  else if (head !== row.head) report("the last event's hash is not the one the negotiation stands at", row.id, version)
  const snapshot = readState(row.snapshot)
  if (snapshot === null) {
    report("the snapshot cannot be read", row.id, row.version)
    return
  }
  if (state !== null && !isDeepStrictEqual(plain(state), snapshot)) report("the snapshot is not what its events lead to", row.id, row.version)
  const { agreed, reserved, saved, views } = exposureOf(snapshot)
  if (snapshot._tag !== row.tag || agreed !== row.agreed || reserved !== row.reserved || views !== row.views || saved !== row.saved) {
    report("the snapshot and its columns differ", row.id, row.version)
  }
}

/** As JSON keeps it: without fields that are undefined. */
const plain = (state: State): unknown => JSON.parse(JSON.stringify(state))

const sums = (db: Sqlite.Database, report: Report): void => {
  const [own, others] = versionOf(db) < savingsSince ? ["0", "0"] : ["l.saved", "saved"]
  const ledgers = db.prepare<[], { readonly campaign: string; readonly exceeded: number }>(
    `SELECT l.campaign, l.agreed + l.reserved > l.budget OR l.seats > l.headcount AS exceeded FROM ledger l
     LEFT JOIN (SELECT campaign, sum(agreed) AS agreed, sum(reserved) AS reserved, sum(views) AS views, sum(agreed > 0) AS deals,
       sum(agreed > 0 OR reserved > 0) AS seats, sum(${others}) AS saved FROM negotiations GROUP BY campaign) n ON n.campaign = l.campaign
     WHERE exceeded OR l.agreed <> coalesce(n.agreed, 0) OR l.reserved <> coalesce(n.reserved, 0) OR l.views <> coalesce(n.views, 0)
       OR l.deals <> coalesce(n.deals, 0) OR l.seats <> coalesce(n.seats, 0) OR ${own} <> coalesce(n.saved, 0)`
  )
  for (const { campaign, exceeded } of ledgers.all()) {
    report(exceeded === 1 ? `the ledger of ${campaign} is over its budget or headcount` : `the ledger of ${campaign} is not the sum of its negotiations`)
  }
  const orphans = db.prepare<[], { readonly subject: NegotiationId; readonly lane: string; readonly seq: number; readonly event: number | null }>(
    `SELECT subject, lane, seq, event FROM outbox o WHERE subject <> '-'
     AND NOT EXISTS (SELECT 1 FROM events e WHERE e.negotiation = o.subject AND e.version = o.event)`
  )
  for (const { event, lane, seq, subject } of orphans.all()) report(`outbox row ${lane} ${seq} performs an event that does not exist`, subject, event)
  const tallies = db.prepare<[], { readonly kind: string; readonly status: string }>(
    `WITH counted AS (
       SELECT 'inbox' AS kind, status, count(*) AS n FROM inbox GROUP BY status
       UNION ALL SELECT lane, status, count(*) FROM outbox GROUP BY lane, status
       UNION ALL SELECT 'negotiations', tag, count(*) FROM negotiations GROUP BY tag
       UNION ALL SELECT 'quarantined', 'yes', count(*) FROM negotiations WHERE quarantined IS NOT NULL HAVING count(*) > 0)
     SELECT kind, status FROM (SELECT * FROM counted EXCEPT SELECT kind, status, n FROM tallies)
     UNION SELECT kind, status FROM (SELECT kind, status, n FROM tallies WHERE n <> 0 EXCEPT SELECT * FROM counted)`
  )
  for (const { kind, status } of tallies.all()) report(`the count of ${kind} that are ${status} is not what was counted along`)
}
