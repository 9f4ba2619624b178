import { dueAt } from "@parley/domain/negotiation/dueAt"
import { exposureOf } from "@parley/domain/ledger/Ledger"
import { instant } from "@parley/domain/Instant"
import { type State, unopened } from "@parley/domain/negotiation/State"
import { Store } from "@parley/domain/ports/Store"
import { open } from "@parley/adapters-sqlite/Database"
import { link, roll } from "@parley/adapters-sqlite/HashChain"
import * as SqliteStore from "@parley/adapters-sqlite/SqliteStore"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { inFolder } from "./folder.ts"
import { campaign, negotiations, workAt, commandsEach } from "./workload.ts"

type Database = Either.Either.Right<ReturnType<typeof open>>["db"]

/** One piece of work's rows, as the store writes them. */
interface Rows {
  readonly ledger: ReadonlyArray<number> | null
  readonly events: ReadonlyArray<ReadonlyArray<string | number>>
  readonly negotiation: ReadonlyArray<string | number | null>
  readonly puts: ReadonlyArray<ReadonlyArray<string | number>>
  readonly moves: ReadonlyArray<ReadonlyArray<string | number>>
  readonly receipt: ReadonlyArray<string | number>
  readonly tags: readonly [string, string]
  readonly hashes: ReadonlyArray<string>
}

/** What was made beforehand, so that writing alone is measured. */
export const rowsOf = (steps: number): ReadonlyArray<Rows> => {
  const count = steps / commandsEach
  const kept = new Map<string, { readonly state: State; readonly version: number; readonly head: string }>()
  return Array.from({ length: steps }, (_, n) => {
    const { at, command, decide, id } = workAt(n, count)
    const before = kept.get(id) ?? { state: unopened, version: 0, head: "" }
    const view = { version: before.version, ledger: { budget: campaign.budget, committed: 0, headcount: campaign.headcount, seats: 0, open: 0, saved: 0 }, dispatching: false, talksElsewhere: () => null }
    const changes = Either.getOrThrow(decide(before.state, view))
    let { head, version } = before
    const events = changes.events.map((event) => {
      version += 1
      const payload = JSON.stringify(event)
      head = link(head, id, version, event._tag, at, command, payload)
      return [id, version, event._tag, at, command, payload, head]
    })
    kept.set(id, { state: changes.state, version, head })
    const from = exposureOf(before.state)
    const to = exposureOf(changes.state)
    return {
      ledger: from.reserved === to.reserved && from.agreed === to.agreed ? null : [to.agreed - from.agreed, to.reserved - from.reserved, to.views - from.views, from.reserved === 0 ? 1 : 0, to.saved - from.saved],
      events,
      negotiation: [version, head, changes.state._tag, to.reserved, to.agreed, to.views, to.saved, dueAt(changes.state), at, JSON.stringify(changes.state), 1 + Number(id.slice(2)), before.version],
      puts: changes.outbox.flatMap((change) => change._tag === "Put" ? [[id, change.lane, change.seq === "version" ? before.version + 1 + change.eventIndex : change.seq, change.status, before.version + 1 + change.eventIndex, change.nextAt]] : []),
      moves: changes.outbox.flatMap((change) => change._tag === "Move" ? [[change.to, change.nextAt, id, change.lane, change.seq]] : []),
      receipt: [command, id, changes.state._tag, version, events.length, at],
      tags: [before.state._tag, changes.state._tag],
      hashes: events.map((row) => String(row[6]))
    }
  })
}

/** Steps a second through the real store and Decider, `inFlight` at a time, and how often it committed per step. */
export const throughStore = (steps: number, inFlight: number) =>
  inFolder(async (path) => {
    const count = steps / commandsEach
    let commits = 0
    const rate = await Effect.runPromise(Effect.gen(function*() {
      const store = yield* Store
      yield* store.addCampaign(campaign, negotiations(count), instant(1))
      commits = 0
      let next = 0
      const lane = Effect.gen(function*() {
        while (next < steps) {
          const { at, command, decide, id } = workAt(next++, count)
          yield* store.transact({ negotiation: id, command, at, decision: decide })
        }
      })
      const began = performance.now()
      yield* Effect.all(Array.from({ length: inFlight }, () => lane), { concurrency: "unbounded", discard: true })
      return steps / (performance.now() - began) * 1000
    }).pipe(Effect.provide(SqliteStore.layer({ path, kill: (point) => { if (point === "after-commit") commits += 1 } }))))
    return { rate, syncsPerStep: commits / steps }
  })

/** Steps a second of better-sqlite3 alone writing the same rows on the same tables and settings, `size` to a transaction. */
export const raw = (rows: ReadonlyArray<Rows>, size: number) =>
  inFolder(async (path) => {
    await Effect.runPromise(Effect.provide(
      Effect.flatMap(Store, (store) => store.addCampaign(campaign, negotiations(rows.length / commandsEach), instant(1))),
      SqliteStore.layer({ path })
    ))
    const opened = Either.getOrThrow(open(path))
    const rate = write(opened.db, rows, size)
    opened.close()
    return rate
  })

const write = (db: Database, rows: ReadonlyArray<Rows>, size: number): number => {
  const begin = db.prepare("BEGIN IMMEDIATE")
  const commit = db.prepare("COMMIT")
  const ledger = db.prepare("UPDATE ledger SET agreed = agreed + ?, reserved = reserved + ?, views = views + ?, seats = seats + ?, saved = saved + ? WHERE campaign = 'bench'")
  const event = db.prepare("INSERT INTO events (negotiation, version, type, at, command, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)")
  const negotiation = db.prepare(
    `UPDATE negotiations SET version = ?, head = ?, tag = ?, reserved = ?, agreed = ?, views = ?, saved = ?, next_action_at = ?, updated_at = ?,
     snapshot = ? WHERE ordinal = ? AND version = ?`
  )
  const put = db.prepare("INSERT INTO outbox (subject, lane, seq, status, event, next_at) VALUES (?, ?, ?, ?, ?, ?)")
  const move = db.prepare("UPDATE outbox SET status = ?, next_at = ? WHERE subject = ? AND lane = ? AND seq = ?")
  const receipt = db.prepare("INSERT INTO receipts (command, negotiation, state, version, events, at) VALUES (?, ?, ?, ?, ?, ?)")
  const tally = db.prepare("INSERT INTO tallies (kind, status, n) VALUES ('negotiations', ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n")
  const anchor = db.prepare("UPDATE anchors SET events = events + ?, head = ? WHERE id = 1")
  const began = performance.now()
  let head = ""
  for (let from = 0; from < rows.length; from += size) {
    begin.run()
    let events = 0
    const tags = new Map<string, number>()
    for (const row of rows.slice(from, from + size)) {
      if (row.ledger !== null) ledger.run(...row.ledger)
      for (const one of row.events) event.run(...one)
      negotiation.run(...row.negotiation)
      for (const one of row.puts) put.run(...one)
      for (const one of row.moves) move.run(...one)
      receipt.run(...row.receipt)
      events += row.events.length
      tags.set(row.tags[0], (tags.get(row.tags[0]) ?? 0) - 1)
      tags.set(row.tags[1], (tags.get(row.tags[1]) ?? 0) + 1)
      head = row.hashes.reduce(roll, head)
    }
    for (const [tag, n] of tags) if (n !== 0) tally.run(tag, n)
    anchor.run(events, head)
    commit.run()
  }
  return rows.length / (performance.now() - began) * 1000
}
