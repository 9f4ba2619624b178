import type Sqlite from "better-sqlite3"
import type { CampaignBooks } from "@parley/domain/ports/Store"
import type { Campaign } from "@parley/domain/campaign/Campaign"
import type { CampaignId } from "@parley/domain/Ids"
import type { Exposure, LedgerView } from "@parley/domain/ledger/Ledger"
import { OutsideLimits } from "@parley/domain/negotiation/Refusal"

/** A campaign's money as a step finds it: everybody's, the step's own negotiation included. */
export interface Totals {
  readonly budget: number
  readonly headcount: number
  readonly agreed: number
  readonly reserved: number
  readonly views: number
  readonly deals: number
  readonly seats: number
  readonly saved: number
}

/**
 * The ledger. Within one transaction each campaign's row is read once, changed in memory and written once, however many of its
 * negotiations move: nobody else writes while the transaction lasts.
 */
export interface LedgerRows {
  readonly totals: (campaign: CampaignId) => Totals | null
  /**
   * Moves one negotiation's exposure from `before` to `after`. Only what shrinks, or stays inside budget and headcount, is
   * done (LEDGER-01); otherwise nothing is, and the refusal says which limit stood in the way.
   */
  readonly move: (campaign: CampaignId, totals: Totals, before: Exposure, after: Exposure, view: LedgerView) => OutsideLimits | null
  /** Forgets the changes since the last `keep`. */
  readonly undo: () => void
  readonly keep: () => void
  /** Starts a group afresh. */
  readonly reset: () => void
  readonly write: () => void
  readonly books: () => ReadonlyArray<CampaignBooks>
}

export const seatsOf = (exposure: Exposure): number => exposure.agreed > 0 || exposure.reserved > 0 ? 1 : 0
export const dealsOf = (exposure: Exposure): number => exposure.agreed > 0 ? 1 : 0
/** Whether money or a seat comes free that somebody may wait for. */
export const shrinks = (before: Exposure, after: Exposure): boolean =>
  after.agreed + after.reserved < before.agreed + before.reserved || seatsOf(after) < seatsOf(before)

interface BooksRow extends Omit<Totals, "budget" | "headcount"> {
  readonly body: string
}

export const make = (db: Sqlite.Database, readCampaign: (body: string) => Campaign): LedgerRows => {
  const read = db.prepare<[CampaignId], Totals>("SELECT budget, headcount, agreed, reserved, views, deals, seats, saved FROM ledger WHERE campaign = ?")
  const update = db.prepare<[number, number, number, number, number, number, CampaignId]>(
    "UPDATE ledger SET agreed = ?, reserved = ?, views = ?, deals = ?, seats = ?, saved = ? WHERE campaign = ?"
  )
  const select = db.prepare<[], BooksRow>(
    `SELECT c.body, l.agreed, l.reserved, l.views, l.deals, l.seats, l.saved FROM campaigns c JOIN ledger l ON l.campaign = c.id ORDER BY c.ordinal`
  )
  /** As read, or as changed, in this group. */
  const current = new Map<CampaignId, Totals>()
  const changed = new Set<CampaignId>()
  /** What stood before each change since the last `keep`, oldest first. */
  let undone: Array<readonly [CampaignId, Totals]> = []

  return {
    totals: (campaign) => {
      const known = current.get(campaign)
      if (known !== undefined) return known
      const row = read.get(campaign) ?? null
      if (row !== null) current.set(campaign, row)
      return row
    },
    move: (campaign, totals, before, after, view) => {
      const agreed = totals.agreed + after.agreed - before.agreed
      const reserved = totals.reserved + after.reserved - before.reserved
      const seats = totals.seats + seatsOf(after) - seatsOf(before)
      const views = totals.views + after.views - before.views
      const saved = totals.saved + after.saved - before.saved
      if (agreed === totals.agreed && reserved === totals.reserved && views === totals.views && seats === totals.seats && saved === totals.saved) return null
      const amount = after.agreed + after.reserved
      if (agreed + reserved > Math.max(totals.budget, totals.agreed + totals.reserved)) {
        return new OutsideLimits({ limit: "budget", amount, bound: Math.max(0, view.budget - view.committed) })
      }
      if (seats > Math.max(totals.headcount, totals.seats)) {
        return new OutsideLimits({ limit: "headcount", amount: view.seats + 1, bound: view.headcount })
      }
      // inside the step, which is then set aside; at the end of the group it would take its neighbours with it
      if (agreed < 0 || reserved < 0 || seats < 0 || views < 0) throw new Error(`the ledger of ${campaign} holds less than the negotiation gives back`)
      undone.push([campaign, totals])
      changed.add(campaign)
      current.set(campaign, { ...totals, agreed, reserved, views, deals: totals.deals + dealsOf(after) - dealsOf(before), seats, saved })
      return null
    },
    undo: () => {
      for (const [campaign, totals] of undone.toReversed()) current.set(campaign, totals)
      undone = []
    },
    keep: () => {
      if (undone.length > 0) undone = []
    },
    reset: () => {
      current.clear()
      changed.clear()
      undone = []
    },
    write: () => {
      for (const campaign of changed) {
        const totals = current.get(campaign)
        if (totals !== undefined) update.run(totals.agreed, totals.reserved, totals.views, totals.deals, totals.seats, totals.saved, campaign)
      }
    },
    books: () => select.all().map(({ body, ...totals }) => ({ campaign: readCampaign(body), ...totals }))
  }
}
