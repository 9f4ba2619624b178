import type Sqlite from "better-sqlite3"
import type { CampaignId, CommandId, NegotiationId, PersonId } from "@parley/domain/Ids"
import type { Instant } from "@parley/domain/Instant"
import type { Event } from "@parley/domain/negotiation/Event"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import { type NegotiationRow, Quarantined, type StoredEvent } from "@parley/domain/ports/Store"
import * as Either from "effect/Either"
import { readEvent, readState } from "./Snapshot.ts"
import type { Tallies } from "./Tallies.ts"

/** What is read of negotiations outside a step, and setting one aside. */
export interface NegotiationRows {
  readonly one: (id: NegotiationId) => NegotiationRow | null
  readonly all: (campaign: CampaignId | null) => ReadonlyArray<NegotiationRow>
  readonly events: (id: NegotiationId) => Either.Either<ReadonlyArray<StoredEvent>, Quarantined>
  readonly due: (now: Instant, limit: number) => ReadonlyArray<NegotiationId>
  readonly nextDue: () => Instant | null
  readonly unopened: (limit: number) => ReadonlyArray<NegotiationId>
  readonly oldestUnopened: () => Instant | null
  readonly quarantine: (id: NegotiationId, reason: string) => void
}

interface Row {
  readonly id: NegotiationId
  readonly campaign: CampaignId
  readonly influencer: PersonId
  readonly version: number
  readonly quarantined: string | null
  readonly updatedAt: Instant
  readonly snapshot: string
}

interface EventRow {
  readonly version: number
  readonly type: string
  readonly at: Instant
  readonly command: CommandId
  readonly payload: string
  readonly hash: string
}

const columns = "id, campaign, influencer, version, quarantined, updated_at AS updatedAt, snapshot"

export const make = (db: Sqlite.Database, tallies: Tallies): NegotiationRows => {
  const one = db.prepare<[NegotiationId], Row>(`SELECT ${columns} FROM negotiations WHERE id = ?`)
  const every = db.prepare<[], Row>(`SELECT ${columns} FROM negotiations ORDER BY ordinal`)
  const ofCampaign = db.prepare<[CampaignId], Row>(`SELECT ${columns} FROM negotiations WHERE campaign = ? ORDER BY ordinal`)
  const events = db.prepare<[NegotiationId], EventRow>(
    "SELECT version, type, at, command, payload, hash FROM events WHERE negotiation = ? ORDER BY version"
  )
  const due = db.prepare<[Instant, number], NegotiationId>(
    `SELECT id FROM negotiations WHERE next_action_at IS NOT NULL AND quarantined IS NULL AND next_action_at <= ?
     ORDER BY next_action_at LIMIT ?`
  ).pluck()
  const nextDue = db.prepare<[], Instant | null>(
    "SELECT min(next_action_at) FROM negotiations WHERE next_action_at IS NOT NULL AND quarantined IS NULL"
  ).pluck()
  const neverOpened = db.prepare<[number], NegotiationId>(
    "SELECT id FROM negotiations WHERE tag = 'Unopened' AND quarantined IS NULL AND version = 0 ORDER BY ordinal LIMIT ?"
  ).pluck()
  const oldestUnopened = db.prepare<[], Instant>(
    "SELECT updated_at FROM negotiations WHERE tag = 'Unopened' AND quarantined IS NULL AND version = 0 ORDER BY ordinal LIMIT 1"
  ).pluck()
  const quarantine = db.prepare<[string, NegotiationId]>("UPDATE negotiations SET quarantined = ? WHERE id = ? AND quarantined IS NULL")

  const stored = (id: NegotiationId): Either.Either<ReadonlyArray<StoredEvent>, Quarantined> => {
    const result: Array<StoredEvent> = []
    for (const { at, command, hash, payload, type, version } of events.iterate(id)) {
      const event = readEvent(payload, type)
      if (event === null) return Either.left(new Quarantined({ negotiation: id, reason: `event ${version} cannot be read` }))
      result.push({ version, event, at, command, hash })
    }
    return Either.right(result)
  }

  /** A snapshot that cannot be read is shown as its events tell it. */
  const read = ({ snapshot, ...row }: Row): NegotiationRow => {
    const state = readState(snapshot)
    return state === null
      ? {
        ...row,
        state: Either.match(stored(row.id), { onLeft: (): State => unopened, onRight: (all) => replay(all.map(({ event }) => event)) }),
        quarantined: row.quarantined ?? "the snapshot cannot be read"
      }
      : { ...row, state }
  }

  return {
    one: (id) => {
      const row = one.get(id)
      return row === undefined ? null : read(row)
    },
    all: (campaign) => (campaign === null ? every.all() : ofCampaign.all(campaign)).map(read),
    events: stored,
    due: (now, limit) => due.all(now, limit),
    nextDue: () => nextDue.get() ?? null,
    unopened: (limit) => neverOpened.all(limit),
    oldestUnopened: () => oldestUnopened.get() ?? null,
    quarantine: (id, reason) => {
      if (quarantine.run(reason, id).changes === 1) tallies.add("quarantined", "yes", 1)
    }
  }
}

/** The state that events lead to. */
export const replay = (events: ReadonlyArray<Event>): State => events.reduce(evolve, unopened)
