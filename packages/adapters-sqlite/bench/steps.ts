// Durable steps through the store beside better-sqlite3 writing the same rows, interleaved in one run:
// node --conditions=source packages/adapters-sqlite/bench/steps.ts [steps] [runs]
import { evolve } from "@parley/domain/negotiation/evolve"
import { exposureOf } from "@parley/domain/ledger/Ledger"
import { instant } from "@parley/domain/Instant"
import type { Event } from "@parley/domain/negotiation/Event"
import { type State, unopened } from "@parley/domain/negotiation/State"
import { type Decision, Store } from "@parley/domain/ports/Store"
import { campaign, campaignId, changesOf, commandId, influencer, negotiationId, offerDecided, offerSent, opened, personId, put } from "@parley/testkit/fixtures"
import type Sqlite from "better-sqlite3"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { mkdtempSync, rmSync } from "node:fs"
import { join } from "node:path"
import { open } from "../src/Database.ts"
import { link, roll } from "../src/HashChain.ts"
import * as SqliteStore from "../src/SqliteStore.ts"

const steps = Number(process.argv[2] ?? 6400)
const runs = Number(process.argv[3] ?? 5)
const negotiations = 2000
const base = process.env["BENCH_DIR"] ?? "."

/** Alternates a decided offer with its sending, so that state, ledger and outbox change. */
const eventsAt = (state: State, at: number): ReadonlyArray<Event> => {
  if (state._tag === "Unopened") return [opened({ campaign: campaignId("spring"), influencer: personId("p") }, at), offerDecided(1, 1000, at)]
  const mail = state.core.nextMail
  return state.core.pending === null ? [offerDecided(mail, 1000 + (at % 7), at)] : [offerSent(mail - 1, 1000, at, at + 1000)]
}

const decisionAt = (at: number): Decision => (state) => {
  const events = eventsAt(state, at)
  return Either.right(changesOf(state, events, { outbox: outboxOf(events, at) }))
}

const outboxOf = (events: ReadonlyArray<Event>, at: number) => {
  const index = events.findIndex(({ _tag }) => _tag === "OfferDecided")
  const event = events[index]
  return event?._tag === "OfferDecided" ? [put(event.mail, at, index)] : []
}

const fresh = () => mkdtempSync(join(base, "bench-"))
const list = Array.from({ length: negotiations }, (_, index) => ({ id: negotiationId(`n${index}`), influencer: influencer(`p${index}`) }))
const limits = campaign("spring", { budget: 1e12, headcount: 100_000 })
const pick = (n: number) => `n${(n * 7919) % negotiations}`

const throughStore = async (inFlight: number, count: number): Promise<number> => {
  const path = fresh()
  const program = Effect.gen(function*() {
    const store = yield* Store
    yield* store.addCampaign(limits, list, instant(1))
    const one = (n: number) => store.transact({ negotiation: negotiationId(pick(n)), command: commandId(`c${n}`), at: instant(n), decision: decisionAt(n) })
    const began = performance.now()
    let next = 0
    const lane = Effect.gen(function*() {
      while (next < count) yield* one(next++)
    })
    yield* Effect.all(Array.from({ length: inFlight }, () => lane), { concurrency: "unbounded", discard: true })
    return count / (performance.now() - began) * 1000
  })
  const rate = await Effect.runPromise(Effect.provide(program, SqliteStore.layer({ path })))
  rmSync(path, { recursive: true })
  return rate
}

interface Rows {
  readonly ledger: ReadonlyArray<number> | null
  readonly events: ReadonlyArray<ReadonlyArray<string | number>>
  readonly negotiation: ReadonlyArray<string | number | null>
  readonly outbox: ReadonlyArray<string | number> | null
  readonly receipt: ReadonlyArray<string | number>
  readonly tag: readonly [string, string] | null
  readonly hashes: ReadonlyArray<string>
}

/** The very rows the store writes, made beforehand. */
const rowsOf = (count: number): ReadonlyArray<Rows> => {
  const states = new Map<string, { state: State; version: number; head: string }>()
  return Array.from({ length: count }, (_, n) => {
    const id = pick(n)
    const kept = states.get(id) ?? { state: unopened, version: 0, head: "" }
    const events = eventsAt(kept.state, n)
    const before = exposureOf(kept.state)
    const state = events.reduce(evolve, kept.state)
    const after = exposureOf(state)
    let { head, version } = kept
    const rows = events.map((event) => {
      version += 1
      const payload = JSON.stringify(event)
      head = link(head, id, version, event._tag, n, `c${n}`, payload)
      return [id, version, event._tag, n, `c${n}`, payload, head]
    })
    states.set(id, { state, version, head })
    const grown = after.reserved - before.reserved
    const [change] = outboxOf(events, n)
    const ordinal = 1 + Number(id.slice(1))
    const dueAt = state._tag === "Unopened" ? null : state.core.dueAt
    return {
      ledger: grown === 0 ? null : [grown, before.reserved === 0 ? 1 : 0],
      events: rows,
      negotiation: [version, head, state._tag, after.reserved, 0, 0, dueAt, n, JSON.stringify(state), ordinal, kept.version],
      outbox: change === undefined || change.seq === "version" ? null : [id, "mail", change.seq, "pending", version, n],
      receipt: [`c${n}`, id, state._tag, version, events.length, n],
      tag: kept.state._tag === state._tag ? null : [kept.state._tag, state._tag],
      hashes: rows.map((row) => String(row[6]))
    }
  })
}

const raw = (db: Sqlite.Database, rows: ReadonlyArray<Rows>, size: number): number => {
  const begin = db.prepare("BEGIN IMMEDIATE")
  const commit = db.prepare("COMMIT")
  const ledger = db.prepare("UPDATE ledger SET reserved = reserved + ?, seats = seats + ? WHERE campaign = 'spring'")
  const event = db.prepare("INSERT INTO events (negotiation, version, type, at, command, payload, hash) VALUES (?, ?, ?, ?, ?, ?, ?)")
  const negotiation = db.prepare(
    `UPDATE negotiations SET version = ?, head = ?, tag = ?, reserved = ?, agreed = ?, views = ?, next_action_at = ?, updated_at = ?,
     snapshot = ? WHERE ordinal = ? AND version = ?`
  )
  const outbox = db.prepare("INSERT INTO outbox (subject, lane, seq, status, event, next_at) VALUES (?, ?, ?, ?, ?, ?)")
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
      if (row.outbox !== null) outbox.run(...row.outbox)
      receipt.run(...row.receipt)
      events += row.events.length
      if (row.tag !== null) {
        tags.set(row.tag[0], (tags.get(row.tag[0]) ?? 0) - 1)
        tags.set(row.tag[1], (tags.get(row.tag[1]) ?? 0) + 1)
      }
      head = row.hashes.reduce(roll, head)
    }
    for (const [tag, n] of tags) tally.run(tag, n)
    anchor.run(events, head)
    commit.run()
  }
  return rows.length / (performance.now() - began) * 1000
}

/** On the same schema, settings and rows as the store's own file. */
const withoutStore = async (size: number, rows: ReadonlyArray<Rows>): Promise<number> => {
  const path = fresh()
  await Effect.runPromise(Effect.provide(Effect.flatMap(Store, (store) => store.addCampaign(limits, list, instant(1))), SqliteStore.layer({ path })))
  const opened = Either.getOrThrow(open(path))
  const rate = raw(opened.db, rows, size)
  opened.close()
  rmSync(path, { recursive: true })
  return rate
}

const median = (all: ReadonlyArray<number>): number => [...all].sort((a, b) => a - b)[all.length >> 1] ?? 0

for (const inFlight of [64, 1]) {
  const count = inFlight === 1 ? Math.ceil(steps / 4) : steps
  const rows = rowsOf(count)
  await withoutStore(inFlight, rows)
  await throughStore(inFlight, count)
  const results: Array<readonly [number, number]> = []
  for (let run = 0; run < runs; run++) results.push([await withoutStore(inFlight, rows), await throughStore(inFlight, count)])
  const rawRate = median(results.map(([one]) => one))
  const rate = median(results.map(([, one]) => one))
  const ratio = median(results.map(([theirs, ours]) => ours / theirs))
  process.stdout.write(`${inFlight} in flight: raw ${rawRate.toFixed(0)}/s, store ${rate.toFixed(0)}/s, ratio ${ratio.toFixed(3)}\n`)
}
