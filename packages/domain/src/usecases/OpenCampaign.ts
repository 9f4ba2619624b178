import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { Campaign } from "../campaign/Campaign.ts"
import type { RosterReading } from "../influencer/RosterRow.ts"
import { type NewNegotiation, Store } from "../ports/Store.ts"
import { newNegotiationId, newPersonId, now } from "./ids.ts"
import { between } from "./KillPoints.ts"
import { looseNotice } from "./noticeOf.ts"

/** A campaign with nobody to write to is refused. */
export class NobodyToWriteTo extends Data.TaggedError("NobodyToWriteTo")<{ readonly problems: number }> {}

/**
 * Puts the campaign and its creators into the books, whole or not at all; the openings follow by themselves. Bad roster
 * cells are told to the team, the good rows go on (ROSTER-01).
 */
export const openCampaign = (campaign: Campaign, roster: RosterReading) =>
  Effect.gen(function*() {
    if (roster.rows.length === 0) return yield* new NobodyToWriteTo({ problems: roster.problems.length })
    const store = yield* Store
    const at = yield* now
    const negotiations: ReadonlyArray<NewNegotiation> = yield* Effect.forEach(roster.rows, (row) =>
      Effect.map(Effect.all([newNegotiationId, newPersonId]), ([id, person]) => ({ id, influencer: { ...row, id: person } })))
    const begun = looseNotice("campaign_started", `campaign ${campaign.id}`, `Campaign ${campaign.name} started`, [
      ["creators", String(negotiations.length)], ["roster problems", String(roster.problems.length)]
    ], at)
    const leftOut = looseNotice("roster_problem", `roster ${campaign.id}`, `Roster of ${campaign.name}: some rows were left out`,
      roster.problems.map((problem) => [`row ${problem.row}, ${problem.column}`, `expected ${problem.expected}, got ${JSON.stringify(problem.got)}`] as const), at)
    // With the campaign itself: it can be started only once, so a notice that follows later may never follow.
    yield* store.addCampaign(campaign, negotiations, at, roster.problems.length === 0 ? [begun] : [begun, leftOut]).pipe(between("before-campaign", "after-campaign"))
    return negotiations.map((one) => one.id)
  })
