import type { State } from "../negotiation/State.ts"

/**
 * What a decision may know of the campaign's money (LEDGER-01, LEDGER-02). Minor units; all but `budget` and `headcount` counts
 * every other negotiation, never the decider's own.
 */
export interface LedgerView {
  readonly budget: number
  readonly committed: number
  readonly headcount: number
  readonly seats: number
  /** How many hold a reservation. */
  readonly open: number
  /** What agreed deals cost less than their targets, all together; negative where they cost more. */
  readonly saved: number
}

/** What one negotiation holds of the budget: either reserved (an offer that may be accepted) or agreed. */
export interface Exposure {
  readonly reserved: number
  readonly agreed: number
  /** Views bought; 0 until agreed. */
  readonly views: number
  /** The target less the agreed rate, negative where that is higher; 0 until agreed, and for a deal whose target nobody noted. */
  readonly saved: number
}

const nothing: Exposure = { reserved: 0, agreed: 0, views: 0, saved: 0 }

/** Derived from the state alone, so that books and negotiations cannot disagree. Reserved from the decision until the ending. */
export const exposureOf = (state: State): Exposure => {
  switch (state._tag) {
    case "Unopened":
    case "Waiting":
    case "Stale":
    case "Declined":
    case "Walked":
    case "Stopped":
      return nothing
    case "Agreed": {
      const { agreed } = state.core
      return agreed === null
        ? nothing
        : { reserved: 0, agreed: agreed.rate, views: agreed.views, saved: agreed.target === undefined ? 0 : agreed.target - agreed.rate }
    }
    default:
      return suspendedWithoutMoney(state) ? nothing : { reserved: reservedBy(state.core), agreed: 0, views: 0, saved: 0 }
  }
}

/** Budget that an offer of this negotiation may use: what nobody else has, its own reservation included. */
export const budgetFree = (ledger: LedgerView): number => Math.max(0, ledger.budget - ledger.committed)

/** Whether the campaign still wants one more creator. */
export const seatFree = (ledger: LedgerView): boolean => ledger.seats < ledger.headcount

const suspendedWithoutMoney = (state: State): boolean =>
  (state._tag === "HumanManaged" || state._tag === "Paused") && (state.from === "Waiting" || state.from === "Stale")

const reservedBy = (core: {
  readonly sent: { readonly rate: number } | null
  readonly pending: { readonly rate: number | null } | null
  readonly proposal: { readonly rate: number } | null
}): number => Math.max(core.sent?.rate ?? 0, core.pending?.rate ?? 0, core.proposal?.rate ?? 0)
