import type Sqlite from "better-sqlite3"
import type { CampaignId } from "@parley/domain/Ids"
import type { Currency } from "@parley/domain/Currency"
import { type Instant, instant } from "@parley/domain/Instant"
import { hasEnded } from "@parley/domain/usecases/movedRow"
import type { State } from "@parley/domain/negotiation/State"
import { campaignsIn } from "./LogFile.ts"

/** A roster that a running server would read again. */
export interface RosterInUse {
  readonly campaign: CampaignId
  readonly source: string
  readonly currency: Currency
}

/** The rosters of campaigns that still want creators, or negotiate; from books that are only looked at. */
export const rostersIn = (db: Sqlite.Database): ReadonlyArray<RosterInUse> => {
  const campaigns = campaignsIn(db)
  const states = db.prepare<[CampaignId], State["_tag"]>("SELECT tag FROM negotiations WHERE campaign = ?").pluck()
  return db.prepare<[], { readonly campaign: CampaignId; readonly source: string }>("SELECT campaign, source FROM rosters ORDER BY campaign").all().flatMap((roster) => {
    const campaign = campaigns.get(roster.campaign)
    if (campaign === undefined) return []
    const tags = states.all(roster.campaign)
    const isRunning = tags.filter((tag) => tag === "Agreed").length < campaign.headcount || tags.some((tag) => !hasEnded(tag))
    return isRunning ? [{ ...roster, currency: campaign.currency }] : []
  })
}

/** Until when this mailbox tells us of changes; null where it was never asked to. */
export const watchedUntilIn = (db: Sqlite.Database, mailbox: string): Instant | null => {
  const until = db.prepare<[string], number | null>("SELECT watched_until FROM mailbox_cursor WHERE mailbox = ?").pluck().get(mailbox) ?? null
  return until === null ? null : instant(until)
}
