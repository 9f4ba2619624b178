import type { LedgerView } from "./Ledger.ts"

/** Basis points of the CPM ceiling. */
export const mostOver = 2_000

/** What the CPM ceiling may be exceeded by, in basis points of it, for engagement (basis points, too) over 5 % or 3 %. */
export const forEngagement = (engagementBps: number | null): 0 | 800 | 1_500 =>
  engagementBps === null || engagementBps <= 300 ? 0 : engagementBps <= 500 ? 800 : 1_500

/** One open negotiation's equal part of what finished deals saved against their targets, the decider counted as open; whole minor units, 0 or more. */
export const shareOfSavings = ({ open, saved }: LedgerView): number => saved <= 0 ? 0 : Math.floor(saved / (open + 1))

/** The CPM ceiling raised for engagement and by a share of savings, never above 120 % of it; whole minor units, rounded down (LEDGER-02). */
export const flexibleCeiling = (ceiling: number, engagement: number, share: number): number =>
  ceiling + Math.min(part(ceiling, engagement) + share, part(ceiling, mostOver))

/** Exact, rounded down: a product of the largest amounts would not be a safe integer. */
const part = (amount: number, bps: number): number => {
  const rest = amount % 10_000
  return (amount - rest) / 10_000 * bps + Math.floor(rest * bps / 10_000)
}
