import type Sqlite from "better-sqlite3"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import type { CampaignId, PersonId } from "@parley/domain/Ids"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import type { AuditedEvent } from "@parley/domain/ports/Audit"
import { readCampaign } from "./CampaignRows.ts"
import { readEvent } from "./Snapshot.ts"

/** The events of all negotiations in the order of their storing, read page by page from books that are only looked at. */
export function* eventsIn(db: Sqlite.Database): Iterable<AuditedEvent> {
  const next = db.prepare<[number, number], Omit<AuditedEvent, "event"> & { readonly payload: string }>(
    `SELECT e.position, e.negotiation, n.campaign, n.influencer, e.version, e.type, e.at, e.command, e.payload, e.hash
     FROM events e CROSS JOIN negotiations n ON n.id = e.negotiation WHERE e.position > ? ORDER BY e.position LIMIT ?`
  )
  let last = Number.MIN_SAFE_INTEGER
  for (let rows = next.all(last, page); rows.length > 0; rows = next.all(last, page)) {
    for (const { payload, ...row } of rows) {
      yield { ...row, event: readEvent(payload, row.type) }
      last = row.position
    }
  }
}

const page = 1_000

export const campaignsIn = (db: Sqlite.Database): ReadonlyMap<CampaignId, Campaign> =>
  new Map(db.prepare<[], string>("SELECT body FROM campaigns").pluck().all().map(readCampaign).map((campaign) => [campaign.id, campaign]))

/** Without those who were forgotten. */
export const peopleIn = (db: Sqlite.Database): ReadonlyMap<PersonId, Influencer> =>
  new Map(db.prepare<[], { readonly id: PersonId; readonly body: string }>("SELECT id, body FROM people WHERE body IS NOT NULL").all().map(({ body, id }) => [id, JSON.parse(body)]))
