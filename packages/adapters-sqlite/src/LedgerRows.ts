import type Sqlite from "better-sqlite3"
import type { CampaignBooks } from "@parley/domain/ports/Store"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import type { CampaignId } from "@parley/domain/Ids"
import type { Exposure, LedgerView } from "@parley/domain/ledger/Ledger"
import { OutsideLimits } from "@parley/domain/negotiation/Refusal"

export interface LedgerRows {
  /**
   * Moves one negotiation's exposure from `before` to `after`. Only what shrinks, or stays inside budget and headcount, is
   * written (LEDGER-01); otherwise nothing is, and the refusal says which limit stood in the way.
   */
  readonly move: (campaign: CampaignId, before: Exposure, after: Exposure, view: LedgerView) => OutsideLimits | null
  readonly books: () => ReadonlyArray<CampaignBooks>
}

export const seatsOf = (exposure: Exposure): number => exposure.agreed > 0 || exposure.reserved > 0 ? 1 : 0
export const dealsOf = (exposure: Exposure): number => exposure.agreed > 0 ? 1 : 0
/** Whether money or a seat comes free that somebody may wait for. */
export const shrinks = (before: Exposure, after: Exposure): boolean =>
  after.agreed + after.reserved < before.agreed + before.reserved || seatsOf(after) < seatsOf(before)

interface BooksRow {
  readonly body: string
  readonly agreed: number
  readonly reserved: number
  readonly views: number
  readonly deals: number
  readonly seats: number
}

export const make = (db: Sqlite.Database, readCampaign: (body: string) => Campaign): LedgerRows => {
  const update = db.prepare<[number, number, number, number, number, CampaignId, number, number]>(
    `UPDATE ledger SET agreed = agreed + ?, reserved = reserved + ?, views = views + ?, deals = deals + ?, seats = seats + ?
     WHERE campaign = ? AND agreed + reserved + ? <= max(budget, agreed + reserved) AND seats + ? <= max(headcount, seats)`
  )
  const select = db.prepare<[], BooksRow>(
    `SELECT c.body, l.agreed, l.reserved, l.views, l.deals, l.seats FROM campaigns c JOIN ledger l ON l.campaign = c.id ORDER BY c.ordinal`
  )
  return {
    move: (campaign, before, after, view) => {
      const agreed = after.agreed - before.agreed
      const reserved = after.reserved - before.reserved
      const views = after.views - before.views
      const deals = dealsOf(after) - dealsOf(before)
      const seats = seatsOf(after) - seatsOf(before)
      if (agreed === 0 && reserved === 0 && views === 0 && seats === 0) return null
      if (update.run(agreed, reserved, views, deals, seats, campaign, agreed + reserved, seats).changes === 1) return null
      const amount = after.agreed + after.reserved
      return view.committed + amount > view.budget
        ? new OutsideLimits({ limit: "budget", amount, bound: Math.max(0, view.budget - view.committed) })
        : new OutsideLimits({ limit: "headcount", amount: view.seats + 1, bound: view.headcount })
    },
    books: () => select.all().map(({ body, ...totals }) => ({ campaign: readCampaign(body), ...totals }))
  }
}
