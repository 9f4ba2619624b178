import type Sqlite from "better-sqlite3"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import type { CampaignId, NegotiationId, PersonId } from "@parley/domain/Ids"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import type { Instant } from "@parley/domain/Instant"
import { AlreadyExists, type NewNegotiation } from "@parley/domain/ports/Store"
import { start } from "./HashChain.ts"
import type { MessageRows } from "./MessageRows.ts"
import { unopenedText } from "./Snapshot.ts"
import type { Tallies } from "./Tallies.ts"

export interface CampaignRows {
  /** All rows of a campaign and its creators. Looks first and writes then, so what it answers left nothing behind. */
  readonly add: (campaign: Campaign, negotiations: ReadonlyArray<NewNegotiation>, at: Instant) => AlreadyExists | null
  /** The same of creators who join a campaign that is there already. */
  readonly join: (campaign: CampaignId, negotiations: ReadonlyArray<NewNegotiation>, at: Instant) => AlreadyExists | null
  readonly campaign: (id: CampaignId) => Campaign | null
  readonly influencer: (id: PersonId) => Influencer | null
  readonly others: (id: NegotiationId) => ReadonlyArray<Pick<Influencer, "name" | "handle">>
}

/** A campaign's body was written by `add` and by nobody else, perhaps in a release that knew fewer fields. */
export const readCampaign = (body: string): Campaign => {
  const campaign: Campaign = JSON.parse(body)
  return { ...campaign, timeZone: campaign.timeZone ?? null, policy: { ...campaign.policy, quietHours: campaign.policy.quietHours ?? null } }
}

export const make = (db: Sqlite.Database, messages: MessageRows, tallies: Tallies): CampaignRows => {
  const insertCampaign = db.prepare<[CampaignId, string, Instant]>("INSERT INTO campaigns (id, body, added_at) VALUES (?, ?, ?)")
  const insertLedger = db.prepare<[CampaignId, number, number]>("INSERT INTO ledger (campaign, budget, headcount) VALUES (?, ?, ?)")
  const insertPerson = db.prepare<[PersonId, string]>("INSERT INTO people (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING")
  const insertNegotiation = db.prepare<[NegotiationId, CampaignId, PersonId, Instant]>(
    `INSERT INTO negotiations (id, campaign, influencer, version, head, tag, updated_at, snapshot)
     VALUES (?, ?, ?, 0, '${start}', 'Unopened', ?, '${unopenedText}')`
  )
  const campaign = db.prepare<[CampaignId], string>("SELECT body FROM campaigns WHERE id = ?").pluck()
  const person = db.prepare<[PersonId], string | null>("SELECT body FROM people WHERE id = ?").pluck()
  const others = db.prepare<[NegotiationId], string>(
    `SELECT people.body FROM negotiations AS own JOIN negotiations AS other ON other.campaign = own.campaign JOIN people ON people.id = other.influencer
     WHERE own.id = ? AND people.id <> own.influencer AND people.body IS NOT NULL`
  ).pluck()
  const negotiation = db.prepare<[NegotiationId], number>("SELECT 1 FROM negotiations WHERE id = ?").pluck()

  const standing = (negotiations: ReadonlyArray<NewNegotiation>): AlreadyExists | null => {
    const ids = new Set<NegotiationId>()
    const people = new Map<PersonId, string>()
    for (const { id, influencer } of negotiations) {
      if (ids.has(id) || negotiation.get(id) !== undefined) return new AlreadyExists({ what: "negotiation", id })
      ids.add(id)
      const body = JSON.stringify(influencer)
      const known = people.get(influencer.id) ?? person.get(influencer.id) ?? body
      if (known !== body) return new AlreadyExists({ what: "person", id: influencer.id })
      people.set(influencer.id, body)
    }
    return null
  }

  const insert = (to: CampaignId, negotiations: ReadonlyArray<NewNegotiation>, at: Instant): void => {
    for (const { id, influencer } of negotiations) {
      insertPerson.run(influencer.id, JSON.stringify(influencer))
      insertNegotiation.run(id, to, influencer.id, at)
      messages.contact(influencer.email, id)
    }
    if (negotiations.length > 0) tallies.add("negotiations", "Unopened", negotiations.length)
  }

  return {
    add: (one, negotiations, at) => {
      const exists = campaign.get(one.id) === undefined ? standing(negotiations) : new AlreadyExists({ what: "campaign", id: one.id })
      if (exists !== null) return exists
      insertCampaign.run(one.id, JSON.stringify(one), at)
      insertLedger.run(one.id, one.budget, one.headcount)
      insert(one.id, negotiations, at)
      return null
    },
    join: (to, negotiations, at) => {
      const exists = standing(negotiations)
      if (exists === null) insert(to, negotiations, at)
      return exists
    },
    campaign: (id) => {
      const body = campaign.get(id)
      return body === undefined ? null : readCampaign(body)
    },
    influencer: (id) => {
      const body = person.get(id)
      return body === undefined || body === null ? null : JSON.parse(body)
    },
    others: (id) => others.all(id).map((body) => JSON.parse(body))
  }
}
