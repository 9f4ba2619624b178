import type Sqlite from "better-sqlite3"
import type { NegotiationId } from "@parley/domain/Ids"
import { stateAt } from "@parley/domain/negotiation/stateAt"
import type { AuditedEvent, AuditQuery, AuditScope, PastNegotiation } from "@parley/domain/ports/Audit"
import type { Store, StoreUnavailable } from "@parley/domain/ports/Store"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { readEvent } from "./Snapshot.ts"

export type AuditRows = Pick<Context.Tag.Service<Store>, "audit" | "auditCount" | "statesAt">

/** One short look at the database, after which others get their turn. */
export type Look = <A>(run: () => A) => Effect.Effect<A, StoreUnavailable>

type EventRow = Omit<AuditedEvent, "event"> & { readonly payload: string }

type NegotiationRow = Omit<PastNegotiation, "version" | "state">

/**
 * Reads the log without an index of its own, for which every stored event would pay: the events of named negotiations through
 * the index they have, all others by walking the table in its own order. One look walks a stretch of so many rows at most,
 * because a question that few events answer must not keep a server from its mail.
 */
export const make = (db: Sqlite.Database, look: Look, stretch = 5000): AuditRows => {
  const endOfStretch = db.prepare<[number, number], number | null>(
    "SELECT max(position) FROM (SELECT position FROM events WHERE position > ? ORDER BY position LIMIT ?)"
  ).pluck()
  const eventsOf = db.prepare<[NegotiationId], Pick<EventRow, "version" | "type" | "at" | "payload">>(
    "SELECT version, type, at, payload FROM events WHERE negotiation = ? ORDER BY version"
  )

  const page = (query: AuditQuery, after: number, end: number, limit: number): ReadonlyArray<AuditedEvent> => {
    const { sql, values } = matching(query, after, end)
    return db.prepare<Array<Value>, EventRow>(
      `SELECT e.position, e.negotiation, n.campaign, n.influencer, e.version, e.type, e.at, e.command, e.payload, e.hash ${sql} ORDER BY e.position LIMIT ?`
    ).all(...values, limit).map(({ payload, ...row }) => ({ ...row, event: readEvent(payload, row.type) }))
  }

  const count = (query: AuditQuery, after: number, end: number): number => {
    const { sql, values } = matching(query, after, end)
    return db.prepare<Array<Value>, number>(`SELECT count(*) ${sql}`).pluck().get(...values) ?? 0
  }

  /** What `use` finds in the next stretch, and where that ends; null at the log's end. */
  const walk = <A>(after: number, use: (end: number) => A) =>
    look(() => {
      const end = endOfStretch.get(after, stretch) ?? null
      return end === null ? null : { end, found: use(end) }
    })

  return {
    audit: (query, after, limit) =>
      query.negotiations !== null
        ? look(() => page(query, after, Number.MAX_SAFE_INTEGER, limit))
        : Effect.gen(function*() {
          const all: Array<AuditedEvent> = []
          let from = after
          while (all.length < limit) {
            const start = from
            const piece = yield* walk(start, (end) => page(query, start, end, limit - all.length))
            if (piece === null) break
            all.push(...piece.found)
            from = piece.end
          }
          return all
        }),
    auditCount: (query) =>
      query.negotiations !== null
        ? look(() => count(query, 0, Number.MAX_SAFE_INTEGER))
        : Effect.gen(function*() {
          let total = 0
          let from = 0
          for (;;) {
            const start = from
            const piece = yield* walk(start, (end) => count(query, start, end))
            if (piece === null) return total
            total += piece.found
            from = piece.end
          }
        }),
    statesAt: (scope, at, after, limit) =>
      Effect.gen(function*() {
        const where = [{ sql: "ordinal > ?", value: after }, ...inScope(scope)]
        const rows = yield* look(() =>
          db.prepare<Array<Value>, NegotiationRow>(
            `SELECT ordinal AS position, id, campaign, influencer FROM negotiations n WHERE ${where.map(({ sql }) => sql).join(" AND ")} ORDER BY ordinal LIMIT ?`
          ).all(...where.map(({ value }) => value), limit))
        return yield* Effect.forEach(rows, (row) => look(() => ({ ...row, ...stateAt(read(eventsOf.iterate(row.id)), at) })))
      })
  }
}

type Value = string | number

interface Condition {
  readonly sql: string
  readonly value: Value
}

/** The order of the joins is said, not left to be guessed: SQLite keeps it for a CROSS JOIN. */
const matching = (query: AuditQuery, after: number, end: number): { readonly sql: string; readonly values: ReadonlyArray<Value> } => {
  const where: ReadonlyArray<Condition> = [
    { sql: "e.position > ?", value: after },
    { sql: "e.position <= ?", value: end },
    ...(query.type === null ? [] : [{ sql: "e.type = ?", value: query.type }]),
    ...(query.from === null ? [] : [{ sql: "e.at >= ?", value: query.from }]),
    ...(query.to === null ? [] : [{ sql: "e.at <= ?", value: query.to }]),
    ...inScope(query)
  ]
  const from = query.negotiations === null
    ? "FROM events e CROSS JOIN negotiations n ON n.id = e.negotiation"
    : "FROM negotiations n CROSS JOIN events e ON e.negotiation = n.id"
  return { sql: `${from} WHERE ${where.map(({ sql }) => sql).join(" AND ")}`, values: where.map(({ value }) => value) }
}

/** The + keeps the search to the named negotiations, or to the order asked for, away from the campaign's index. */
const inScope = ({ campaign, negotiations }: AuditScope): ReadonlyArray<Condition> => [
  ...(campaign === null ? [] : [{ sql: "+n.campaign = ?", value: campaign }]),
  ...(negotiations === null ? [] : [{ sql: "n.id IN (SELECT value FROM json_each(?))", value: JSON.stringify(negotiations) }])
]

function* read(rows: Iterable<Pick<EventRow, "version" | "type" | "at" | "payload">>) {
  for (const { at, payload, type, version } of rows) yield { at, version, event: readEvent(payload, type) }
}
