import type Sqlite from "better-sqlite3"
import type { CampaignId, NegotiationId } from "@parley/domain/Ids"
import type { Instant } from "@parley/domain/Instant"
import { rowKey } from "@parley/domain/influencer/RosterPrint"
import type { RosterTrace } from "@parley/domain/influencer/RosterWatch"
import type { NewRoster, RosterNote, WatchedRoster } from "@parley/domain/ports/RosterBooks"

export interface RosterRows {
  readonly add: (campaign: CampaignId, roster: NewRoster) => void
  readonly all: () => ReadonlyArray<WatchedRoster>
  readonly traces: (campaign: CampaignId) => ReadonlyArray<RosterTrace>
  /** Whether the revision is still the note's. */
  readonly isCurrent: (note: RosterNote) => boolean
  readonly note: (note: RosterNote) => void
}

interface Row extends Omit<RosterTrace, "standing"> {
  readonly standing: string
}

const readStanding = (text: string): RosterTrace["standing"] => text === "New" || text === "Known" || text === "Gone" ? text : "Forgotten"

export const make = (db: Sqlite.Database): RosterRows => {
  const insert = db.prepare<[CampaignId, string, string]>("INSERT INTO rosters (campaign, source, salt) VALUES (?, ?, ?)")
  const all = db.prepare<[], Omit<WatchedRoster, "isDoubted"> & { readonly doubted: number }>(
    "SELECT r.campaign, r.source, r.salt, r.revision, r.failures, r.doubted FROM rosters r JOIN campaigns c ON c.id = r.campaign ORDER BY c.ordinal"
  )
  const traces = db.prepare<[CampaignId], Row>("SELECT key, standing, seen, since, known, negotiation FROM roster_rows WHERE campaign = ?")
  const put = db.prepare<[CampaignId, string, string, string | null, Instant, string, NegotiationId | null]>(
    `INSERT INTO roster_rows (campaign, key, standing, seen, since, known, negotiation) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (campaign, key) DO UPDATE SET standing = excluded.standing, seen = excluded.seen, since = excluded.since, known = excluded.known, negotiation = excluded.negotiation`
  )
  const drop = db.prepare<[CampaignId, string]>("DELETE FROM roster_rows WHERE campaign = ? AND key = ?")
  const revision = db.prepare<[CampaignId], number>("SELECT revision FROM rosters WHERE campaign = ?").pluck()
  const moved = db.prepare<[number, number, CampaignId]>("UPDATE rosters SET revision = revision + 1, failures = ?, doubted = ? WHERE campaign = ?")
  const keep = (campaign: CampaignId, { key, known, negotiation, seen, since, standing }: RosterTrace): void =>
    void put.run(campaign, key, standing, seen, since, known, negotiation)

  return {
    add: (campaign, { salt, source, traces: known }) => {
      insert.run(campaign, source, salt)
      for (const trace of known) keep(campaign, trace)
    },
    all: () => all.all().map(({ doubted, ...roster }) => ({ ...roster, isDoubted: doubted === 1 })),
    traces: (campaign) => traces.all(campaign).map((row) => ({ ...row, standing: readStanding(row.standing) })),
    isCurrent: (note) => revision.get(note.campaign) === note.revision,
    note: ({ campaign, dropped, failures, isDoubted, kept }) => {
      for (const key of dropped) drop.run(campaign, key)
      for (const trace of kept) keep(campaign, trace)
      moved.run(failures, isDoubted ? 1 : 0, campaign)
    }
  }
}

/** Rows may have been written to that the books do not know. */
export const doubt = (db: Sqlite.Database): void => void db.prepare("UPDATE rosters SET doubted = 1, revision = revision + 1").run()

/** Leaves of a person's rows only that they are not to be looked at again, and that much in every roster: whoever stands nowhere yet may be added later. */
export const forget = (db: Sqlite.Database, address: string, negotiations: ReadonlyArray<NegotiationId>): void => {
  const erase = db.prepare<[CampaignId, string]>(
    `UPDATE roster_rows SET standing = 'Forgotten', seen = NULL, since = 0, known = ''
     WHERE campaign = ? AND negotiation IN (SELECT value FROM json_each(?))`
  )
  const bar = db.prepare<[CampaignId, string]>(
    `INSERT INTO roster_rows (campaign, key, standing, seen, since, known) VALUES (?, ?, 'Forgotten', NULL, 0, '')
     ON CONFLICT (campaign, key) DO UPDATE SET standing = excluded.standing, seen = excluded.seen, since = excluded.since, known = excluded.known`
  )
  const move = db.prepare<[CampaignId]>("UPDATE rosters SET revision = revision + 1 WHERE campaign = ?")
  for (const { campaign, salt } of db.prepare<[], { readonly campaign: CampaignId; readonly salt: string }>("SELECT campaign, salt FROM rosters").all()) {
    erase.run(campaign, JSON.stringify(negotiations))
    bar.run(campaign, rowKey(salt, address))
    move.run(campaign)
  }
}
