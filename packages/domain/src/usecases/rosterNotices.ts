import type { Campaign } from "../campaign/Campaign.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import { changedColumns, printOf, watchedColumns } from "../influencer/RosterPrint.ts"
import type { RosterProblem, RosterRow } from "../influencer/RosterRow.ts"
import type { LooseNotice } from "../ports/Outbox.ts"
import type { RosterUnavailable } from "../ports/Roster.ts"
import { type Notice, plainNotice } from "../ports/TeamChannel.ts"
import { looseNotice, storedNotice } from "./looseNotice.ts"

/** Cells, columns and rows that cannot be used (ROSTER-01). */
export const rosterProblemsNotice = (campaign: Campaign, problems: ReadonlyArray<RosterProblem>, id: string, at: number): LooseNotice =>
  looseNotice("roster_problem", id, `Roster of ${campaign.name}: some rows were left out`,
    problems.map((problem) => [`row ${problem.row}, ${problem.column}`, `expected ${problem.expected}, got ${JSON.stringify(problem.got)}`] as const), at)

export const rosterUnavailableNotice = (campaign: Campaign, { expected, reason }: Pick<RosterUnavailable, "reason" | "expected">, at: number): LooseNotice =>
  looseNotice("roster_problem", `roster unread ${campaign.id} ${at}`, `Roster of ${campaign.name}: it cannot be read`, [
    ["reason", reason], ["expected", expected], ["note", "negotiations go on; new and changed rows are not seen until it can be read again"]
  ], at)

/** Rows that a restore leaves in doubt, by name and address: what names neither could not be forgotten. */
export const rosterDoubtNotice = (campaign: Campaign, rows: ReadonlyArray<readonly [name: string, email: string]>, at: number): LooseNotice =>
  looseNotice("roster_problem", `roster doubt ${campaign.id} ${at}`, `Roster of ${campaign.name}: rows were not started`, [
    ...rows, ["note", "the books were restored and do not know these rows: start them by hand, in a campaign of their own, if they were never written to"]
  ], at)

/** What the team is told of a creator whose negotiation runs: it names the negotiation, so that it can be forgotten with the creator. */
interface Subject {
  readonly campaign: Campaign
  readonly negotiation: string
  readonly influencer: Influencer
  readonly at: number
}

/**
 * The columns that changed, with what they say now, and said before as far as that is still known: the books keep what the row said when
 * the negotiation began, and of later versions only prints.
 */
export const rowChangedNotice = (subject: Subject, row: RosterRow, salt: string, known: string): LooseNotice => {
  const { campaign: { currency }, influencer } = subject
  const begun = printOf(salt, influencer, currency).split(".")
  const before = known.split(".")
  const facts = changedColumns(known, printOf(salt, row, currency)).flatMap((index) => {
    const column = watchedColumns[index]
    if (column === undefined) return []
    const old = before[index] === begun[index] ? column.textOf(influencer, currency) : "another value"
    return [[column.name, `${old} → ${column.textOf(row, currency)}`] as const]
  })
  return notice(subject, "the roster row changed", [...facts, ["note", "the negotiation goes on with what the row said when it began"]])
}

export const rowVanishedNotice = (subject: Subject): LooseNotice =>
  notice(subject, "no longer on the roster", [["note", "the negotiation goes on"]])

/** Another row of a creator who was written to; `key` tells it from other such rows. */
export const rowMovedNotice = (subject: Subject, row: RosterRow, key: string, isRunning: boolean): LooseNotice =>
  notice(subject, `the address of ${isRunning ? "a running" : "an ended"} negotiation changed`, [
    ["new address", row.email],
    ["note", `the row was not started${isRunning ? "; the negotiation goes on with the address it began with" : ""}`]
  ], ` ${key}`)

const notice = ({ at, campaign, influencer, negotiation }: Subject, title: string, facts: Notice["facts"], which = ""): LooseNotice => {
  const id = `roster ${campaign.id} ${at} ${negotiation}${which}`
  return storedNotice(plainNotice({
    id, kind: "roster_problem", negotiation, title: `${influencer.name}: ${title}`, at,
    facts: [["campaign", campaign.name], ...facts, ["if it matters", `parley decide ${negotiation} claim, or stop`]]
  }))
}
