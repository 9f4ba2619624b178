import type { State } from "../negotiation/State.ts"

/**
 * What a decision may know of the campaign's money (LEDGER-01). Minor units; `committed` and `seats` count every other
 * negotiation's agreed and reserved amounts, never the decider's own.
 */
export interface LedgerView {
  readonly budget: number
  readonly committed: number
  readonly headcount: number
  readonly seats: number
}

/** What one negotiation holds of the budget: either reserved (an offer that may be accepted) or agreed. */
export interface Exposure {
  readonly reserved: number
  readonly agreed: number
  /** Views bought; 0 until agreed. */
  readonly views: number
}

const nothing: Exposure = { reserved: 0, agreed: 0, views: 0 }

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
    case "Agreed":
      return state.core.agreed === null
        ? nothing
        : { reserved: 0, agreed: state.core.agreed.rate, views: state.core.agreed.views }
    default:
      return suspendedWithoutMoney(state) ? nothing : { reserved: reservedBy(state.core), agreed: 0, views: 0 }
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
