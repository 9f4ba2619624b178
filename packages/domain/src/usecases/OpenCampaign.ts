import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { Campaign } from "../campaign/Campaign.ts"
import type { NegotiationId } from "../Ids.ts"
import { printOf, problemKeys, problemPrint, rowKeys } from "../influencer/RosterPrint.ts"
import { plainAddress } from "../influencer/plainAddress.ts"
import type { RosterProblem, RosterReading, RosterRow } from "../influencer/RosterRow.ts"
import type { RosterTrace } from "../influencer/RosterWatch.ts"
import type { Instant } from "../Instant.ts"
import type { Intake } from "../ports/IntakeBooks.ts"
import type { NewRoster } from "../ports/RosterBooks.ts"
import { type NewNegotiation, Store } from "../ports/Store.ts"
import { newNegotiationId, newPersonId, now } from "./ids.ts"
import { between } from "./KillPoints.ts"
import { looseNotice } from "./looseNotice.ts"
import { rosterProblemsNotice } from "./rosterNotices.ts"

/** A campaign with nobody to write to is refused. */
export class NobodyToWriteTo extends Data.TaggedError("NobodyToWriteTo")<{ readonly problems: number }> {}

/** Enough to be another one in every campaign. */
const newSalt = Effect.map(Effect.all([newNegotiationId, newNegotiationId]), (ids) => ids.map((id) => id.slice(2)).join(""))

/**
 * Puts the campaign and its creators into the books, whole or not at all; the openings follow by themselves. Bad roster
 * cells are told to the team, the good rows go on (ROSTER-01). A roster that was read from a `source` is watched from now on (ROSTER-02).
 * An `intake` it comes from is started in the same commit.
 */
export const openCampaign = (campaign: Campaign, roster: Pick<RosterReading, "rows" | "problems">, source: string | null = null, intake?: Pick<Intake, "form" | "revision">) =>
  Effect.gen(function*() {
    if (roster.rows.length === 0) return yield* new NobodyToWriteTo({ problems: roster.problems.length })
    const store = yield* Store
    const at = yield* now
    const negotiations: ReadonlyArray<NewNegotiation> = yield* Effect.forEach(roster.rows, (row) =>
      Effect.map(Effect.all([newNegotiationId, newPersonId]), ([id, person]) => ({ id, influencer: { ...row, id: person } })))
    const begun = looseNotice("campaign_started", `campaign ${campaign.id}`, `Campaign ${campaign.name} started`, [
      ["creators", String(negotiations.length)], ["roster problems", String(roster.problems.length)], ...sharedAddresses(roster.rows)
    ], at)
    const leftOut = rosterProblemsNotice(campaign, roster.problems, `roster ${campaign.id}`, at)
    const watched = source === null ? undefined : newRoster(source, yield* newSalt, campaign, negotiations, roster.problems, at)
    // With the campaign itself: it can be started only once, so a notice that follows later may never follow.
    yield* store.addCampaign(campaign, negotiations, at, roster.problems.length === 0 ? [begun] : [begun, leftOut], watched, intake).pipe(
      between("before-campaign", "after-campaign")
    )
    return negotiations.map((one) => one.id)
  })

/** Whose addresses stand in several rows: a manager's creators, or a slip of whoever filled the sheet. */
const sharedAddresses = (rows: ReadonlyArray<RosterRow>): ReadonlyArray<readonly [string, string]> =>
  [...Map.groupBy(rows, ({ email }) => plainAddress(email))].flatMap(([address, sharing]) =>
    sharing.length === 1 ? [] : [[`creators of ${address}`, sharing.map(({ name }) => name).join(", ")] as const])

/** All of it is known: its rows have their negotiations, and the team hears of its problems. */
const newRoster = (
  source: string, salt: string, { currency }: Campaign, negotiations: ReadonlyArray<NewNegotiation>, problems: ReadonlyArray<RosterProblem>, at: Instant
): NewRoster => {
  const known = (key: string, print: string, negotiation: NegotiationId | null): RosterTrace => ({ key, standing: "Known", seen: print, since: at, known: print, negotiation })
  const keys = rowKeys(salt, negotiations.map(({ influencer }) => influencer), [], () => false)
  return {
    source, salt,
    traces: [
      ...negotiations.map(({ id, influencer }, index) => known(keys[index] ?? "", printOf(salt, influencer, currency), id)),
      ...[...problemKeys(salt, problems).keys()].map((key) => known(key, problemPrint, null))
    ]
  }
}
