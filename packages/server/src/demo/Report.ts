import type { Status } from "@parley/api/Reports"
import { cpmOfRate } from "@parley/domain/Cpm"
import * as Either from "effect/Either"
import { money, renderCampaign } from "../cli/render.ts"
import { table } from "../cli/table.ts"

/** What a demo run came to; amounts in minor units. */
export interface DemoResult {
  readonly seed: number
  readonly negotiations: number
  readonly agreed: number
  readonly declined: number
  readonly walked: number
  readonly stale: number
  readonly escalated: number
  readonly spendMinor: number
  readonly budgetMinor: number
  readonly campaignCpmMinor: number | null
  readonly unaccountedMessages: number
  /** Counted in the mailbox. */
  readonly emailsSent: number
  /** Mails in the mailbox that say the same to the same person in answer to the same mail. */
  readonly duplicateEmails: number
}

const outcomes = { Agreed: "agreed", Declined: "declined", Walked: "walked", Stale: "stale", Escalated: "escalated" } as const

/** `sent` holds one fingerprint for each mail in the mailbox. */
export const resultOf = (seed: number, status: Status, sent: ReadonlyArray<string>): DemoResult => {
  const count = (outcome: string) => status.negotiations.filter((one) => Object.entries(outcomes).some(([state, name]) => state === one.state && name === outcome)).length
  const campaign = status.campaigns[0]
  return {
    seed,
    negotiations: status.negotiations.length,
    agreed: count("agreed"), declined: count("declined"), walked: count("walked"), stale: count("stale"), escalated: count("escalated"),
    spendMinor: campaign?.agreed ?? 0,
    budgetMinor: campaign?.budget ?? 0,
    campaignCpmMinor: campaign?.campaignCpm ?? null,
    unaccountedMessages: status.unaccountedMessages,
    emailsSent: sent.length,
    duplicateEmails: sent.length - new Set(sent).size
  }
}

/** The table a person reads at the end. */
export const renderDemo = (status: Status): string => {
  const campaign = status.campaigns[0]
  if (campaign === undefined) return ""
  const show = (amount: number | null) => money(amount, campaign.currency)
  const rows = status.negotiations.map((one) => {
    const cpm = one.agreed === null || one.views === null ? null : Either.getOrNull(cpmOfRate(one.agreed, one.views))
    return [
      one.creator,
      one.state === "Escalated" ? `for a person: ${one.reason?.replaceAll("_", " ") ?? ""}` : one.state.toLowerCase(),
      String(one.rounds), show(one.opening), show(one.ask), show(one.agreed), show(cpm),
      cpm === null ? "" : `${percent(cpm, campaign.targetCpm)} / ${percent(cpm, campaign.ceilingCpm)}`
    ]
  })
  return [
    table(["creator", "outcome", "rounds", "opening", "last ask", "agreed", "CPM", "of target / ceiling"], rows, [2, 3, 4, 5, 6, 7]),
    "",
    renderCampaign(campaign)
  ].join("\n")
}

const percent = (part: number, whole: number): string => `${Math.round(part * 100 / whole)} %`
