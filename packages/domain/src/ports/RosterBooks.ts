import type * as Effect from "effect/Effect"
import type { CampaignId } from "../Ids.ts"
import type { RosterTrace } from "../influencer/RosterWatch.ts"
import type { Instant } from "../Instant.ts"
import type { LooseNotice } from "./Outbox.ts"
import type { AlreadyExists, NewNegotiation, StoreUnavailable } from "./Store.ts"

/** A roster that a campaign is started from and watched for as long as it runs. */
export interface NewRoster {
  /** As `Roster.read` takes it. */
  readonly source: string
  /** Random: what the books hold of this roster's rows is hashed under it. */
  readonly salt: string
  /** Its rows with their negotiations, and the problems that the team is told of. */
  readonly traces: ReadonlyArray<RosterTrace>
}

/** A roster that is watched. Campaigns of releases that kept no source have none (ROSTER-02). */
export interface WatchedRoster {
  readonly campaign: CampaignId
  readonly source: string
  readonly salt: string
  /** Moves whenever anything that is known of the roster does. */
  readonly revision: number
  /** Failed reads in a row, as far as they are counted. */
  readonly failures: number
  /** Since the books fell behind, as by a restore: rows that they do not know may have been written to. */
  readonly isDoubted: boolean
}

/** What one read of a roster changes, at once or not at all. */
export interface RosterNote {
  readonly campaign: CampaignId
  /** The one it was worked out from; when it has moved, nothing is changed. */
  readonly revision: number
  readonly failures: number
  readonly isDoubted: boolean
  readonly kept: ReadonlyArray<RosterTrace>
  readonly dropped: ReadonlyArray<string>
  readonly start: ReadonlyArray<NewNegotiation>
  readonly notices: ReadonlyArray<LooseNotice>
  readonly at: Instant
}

/** The part of the store that keeps watched rosters. */
export interface RosterBooks {
  /** The rosters of campaigns that were started with one, in order of their making. */
  readonly rosters: Effect.Effect<ReadonlyArray<WatchedRoster>, StoreUnavailable>
  readonly rosterTraces: (campaign: CampaignId) => Effect.Effect<ReadonlyArray<RosterTrace>, StoreUnavailable>
  /** Keeps what a read of a roster says, with the negotiations it starts, at once; false, and nothing is changed, when its revision has moved (ROSTER-02). */
  readonly noteRoster: (note: RosterNote) => Effect.Effect<boolean, AlreadyExists | StoreUnavailable>
}
