import * as Effect from "effect/Effect"
import { localHour } from "../campaign/QuietHours.ts"
import type { CampaignId } from "../Ids.ts"
import { campaignCpm } from "../ledger/campaignCpm.ts"
import { cents, formatMoney } from "../Money.ts"
import type { Instant } from "../Instant.ts"
import type { StateTag } from "../negotiation/State.ts"
import { type CampaignBooks, type NegotiationRow, Store } from "../ports/Store.ts"
import type { Notice } from "../ports/TeamChannel.ts"
import { now } from "./ids.ts"
import { looseNotice } from "./looseNotice.ts"
import { hasEnded } from "./movedRow.ts"
import { Settings } from "./Settings.ts"

/** The day of the last digest of each campaign that this process has looked at. */
export type Digested = Map<CampaignId, string>

/**
 * Tells the team once a day, from an hour of the campaign's own time on, how each running campaign stands; one that began today waits for tomorrow.
 * Figures and counts only: a name in it could not be forgotten with its creator. Answers how many it told.
 */
export const tellDigests = (digested: Digested) =>
  Effect.gen(function*() {
    const store = yield* Store
    const { digestHour } = yield* Settings
    if (digestHour === null) return 0
    const at = yield* now
    let told = 0
    for (const books of yield* store.campaigns) {
      const { campaign } = books
      const { day, hour } = localHour(campaign.timeZone ?? "UTC", at)
      if (hour < digestHour || digested.get(campaign.id) === day) continue
      const rows = yield* store.negotiations(campaign.id)
      digested.set(campaign.id, day)
      const isOld = rows.some(({ state }) => state._tag !== "Unopened" && localHour(campaign.timeZone ?? "UTC", state.core.openedAt).day < day)
      if (!isOld || rows.every(({ state }) => hasEnded(state._tag))) continue
      yield* store.addNotice(looseNotice("digest", `digest ${campaign.id} ${day}`, `${campaign.name}: ${day}`, factsOf(books, rows, at), at))
      told += 1
    }
    return told
  })

const day = 86_400_000

const factsOf = ({ agreed, campaign, deals, reserved, views }: CampaignBooks, rows: ReadonlyArray<NegotiationRow>, at: Instant): Notice["facts"] => {
  const money = (amount: number) => formatMoney(cents(amount), campaign.currency)
  const count = (...tags: ReadonlyArray<StateTag>) => rows.filter(({ state }) => tags.includes(state._tag)).length
  const cpm = campaignCpm(agreed, views)
  const fresh = rows.filter(({ state, updatedAt }) => hasEnded(state._tag) && updatedAt > at - day).length
  return [
    ["deals", `${deals} of ${campaign.headcount}`],
    ["money", `${money(agreed)} agreed and ${money(reserved)} on offer of ${money(campaign.budget)}`],
    ["campaign CPM", cpm === null ? `none yet (target ${money(campaign.cpm.target)})` : `${money(cpm)} (target ${money(campaign.cpm.target)}, ceiling ${money(campaign.cpm.ceiling)})`],
    ["in conversation", String(count("Opening", "AwaitingReply", "ReplyReceived"))],
    ["waiting for a person", String(count("AwaitingApproval", "Escalated"))],
    ["with a person, or paused", String(count("HumanManaged", "Paused"))],
    ["waiting for budget", String(count("Waiting", "Unopened"))],
    ["silent", String(count("Stale"))],
    ["ended without a deal", String(count("Declined", "Walked", "Stopped"))],
    ["ended in the last 24 hours", String(fresh)]
  ]
}
