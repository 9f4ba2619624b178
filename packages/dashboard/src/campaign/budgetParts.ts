/** The parts of a campaign's budget as shares of the bar, 0 to 1; together at most 1. `over` is what is agreed and reserved beyond the budget, minor units. */
export interface BudgetParts {
  readonly agreed: number
  readonly reserved: number
  readonly free: number
  readonly over: number
}

/** Amounts in minor units. A budget that was exceeded fills the bar: its parts are shares of what is spoken for. */
export const budgetParts = ({ agreed, budget, reserved }: { readonly budget: number; readonly agreed: number; readonly reserved: number }): BudgetParts => {
  const whole = Math.max(budget, agreed + reserved, 1)
  return { agreed: agreed / whole, reserved: reserved / whole, free: Math.max(0, whole - agreed - reserved) / whole, over: Math.max(0, agreed + reserved - budget) }
}

/** Where target, ceiling and what is reached stand on a line that begins at 0: shares of its length, 0 to 1. */
export const cpmPlaces = ({ campaignCpm, ceilingCpm, targetCpm }: { readonly targetCpm: number; readonly ceilingCpm: number; readonly campaignCpm: number | null }) => {
  const end = Math.max(ceilingCpm * 1.25, (campaignCpm ?? 0) * 1.1, 1)
  return { target: targetCpm / end, ceiling: ceilingCpm / end, now: campaignCpm === null ? null : campaignCpm / end }
}
