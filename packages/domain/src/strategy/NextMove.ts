import type { Lever } from "./Lever.ts"

/** How the talks stand. Amounts are whole minor units of one currency. */
export interface Position {
  /** Rates we have sent for this package, the opening first. Empty before the opening. */
  readonly offers: ReadonlyArray<number>
  /** Rates they have asked for, oldest first; the last one stands. Empty when they named none yet. */
  readonly asks: ReadonlyArray<number>
  /** Their last ask is their final word. */
  readonly firm: boolean
  /** The package on the table: 1 is the largest. */
  readonly package: 1 | 2 | 3
}

/** What may be paid for the package on the table; minor units. */
export interface Limits {
  /** Where we open. */
  readonly target: number
  /** Never more than this: the lowest of the CPM ceiling, the roster's maximum and the free budget. */
  readonly ceiling: number
  /** We offer no less than this; a lower ask may be accepted all the same. */
  readonly floor: number
}

/** How to concede. */
export interface ConcessionPolicy {
  /** Counter-offers we make on our own; a human decides after them. Whole, 1 to 20. */
  readonly rounds: number
}

/** Why this move: the rule that decided, and the rate the schedule had planned for this round, if it got that far. */
export interface Reason {
  readonly reason: string
  readonly planned: number | null
}

/** Agree at their standing ask. */
export interface Accept extends Reason {
  readonly _tag: "Accept"
  readonly rate: number
}

/** Offer this rate for this package. `final` when we will not go further. */
export interface Counter extends Reason {
  readonly _tag: "Counter"
  readonly rate: number
  readonly package: 1 | 2 | 3
  readonly lever: Lever | null
  readonly final: boolean
}

/** A human decides. */
export interface Escalate extends Reason {
  readonly _tag: "Escalate"
}

/** Leave politely. */
export interface Walk extends Reason {
  readonly _tag: "Walk"
}

/** What to do next; plain data. */
export type Move = Accept | Counter | Escalate | Walk

/**
 * The next move of a disciplined negotiator: opens at the target, concedes in equal steps to the ceiling over the
 * policy's rounds, accepts any ask at or under its next offer, and in the last round any ask within the ceiling. It
 * never offers above the ask or the ceiling, and never less than it offered before (STRAT-01 to STRAT-04).
 *
 * Pure and total: the same input gives the same move, and input that makes no sense (a negative amount, a fraction, 0
 * rounds) is an `Escalate` whose reason starts with "invalid" and names the field.
 */
export const nextMove = (position: Position, limits: Limits, policy: ConcessionPolicy): Move => {
  const problem = findProblem(position, limits, policy)
  if (problem !== null) return { _tag: "Escalate", reason: `invalid ${problem}`, planned: null }

  const { target, ceiling, floor } = limits
  const ask = position.asks.at(-1)
  const last = position.offers.at(-1)
  const round = position.offers.length

  if (ask !== undefined && last !== undefined && ask <= Math.min(last, ceiling)) {
    return { _tag: "Accept", rate: ask, reason: "ask_at_or_under_our_offer", planned: last }
  }
  // No offer can be made: it would be nothing, or under the floor, or under what we offered before.
  const blocked = ceiling === 0 ? "nothing_left_to_offer" : floor > ceiling ? "minimum_over_ceiling" : last !== undefined && last > ceiling ? "our_offer_over_ceiling" : null
  if (blocked !== null) {
    return ask !== undefined && ask <= ceiling
      ? { _tag: "Accept", rate: ask, reason: "ask_within_limits", planned: null }
      : { _tag: "Escalate", reason: blocked, planned: null }
  }

  const planned = Math.max(last ?? 0, floor, plannedRate(target, ceiling, round, policy.rounds))
  const next = Math.min(planned, ceiling)

  if (ask === undefined) {
    if (last === undefined) return { _tag: "Counter", rate: next, package: position.package, lever: null, final: false, reason: "opening", planned: next }
    // They want more and named no figure: holding asks for one, moving would be bidding against ourselves.
    return position.offers.at(-2) === last
      ? { _tag: "Escalate", reason: "no_figure_named", planned: next }
      : { _tag: "Counter", rate: Math.max(last, floor), package: position.package, lever: null, final: false, reason: "hold_for_their_figure", planned: next }
  }
  if (ask <= next) return { _tag: "Accept", rate: ask, reason: "ask_at_or_under_our_next_offer", planned: next }
  if (ask <= ceiling && (position.firm || round >= policy.rounds)) {
    return { _tag: "Accept", rate: ask, reason: position.firm ? "firm_ask_within_limits" : "last_round", planned: next }
  }
  if (ask > ceiling) {
    if (position.firm) return { _tag: "Walk", reason: "firm_ask_over_limits", planned: next }
    if (isStuck(position.asks)) return { _tag: "Walk", reason: "ask_over_limits_not_moving", planned: next }
    if (last !== undefined && last >= ceiling) return leaveOrStretch(ask, ceiling, next)
  }
  if (round > policy.rounds) return { _tag: "Escalate", reason: "rounds_used_up", planned: next }
  return {
    _tag: "Counter", rate: next, package: position.package, lever: null, final: next >= ceiling || round >= policy.rounds,
    reason: "concession", planned: next
  }
}

/** Offer number `round` (0 is the opening) on the straight line from target to ceiling; half up. */
const plannedRate = (target: number, ceiling: number, round: number, rounds: number): number => {
  if (target >= ceiling) return ceiling
  const step = Math.min(round, rounds)
  return target + Math.floor(((ceiling - target) * step * 2 + rounds) / (rounds * 2))
}

/** Three asks in a row without moving down: more offers would not bring them down either. */
const isStuck = (asks: ReadonlyArray<number>): boolean =>
  asks.length >= 3 && asks.at(-1) === asks.at(-2) && asks.at(-2) === asks.at(-3)

/** Our last word is out and they still want more: within a tenth a human may stretch, beyond it we leave. */
const leaveOrStretch = (ask: number, ceiling: number, planned: number): Move =>
  ask * 10 <= ceiling * 11
    ? { _tag: "Escalate", reason: "ask_just_over_limits", planned }
    : { _tag: "Walk", reason: "ask_over_limits", planned }

const largest = 1_000_000_000_000

const findProblem = (position: Position, limits: Limits, policy: ConcessionPolicy): string | null => {
  if (!isObject(position)) return "position: expected an object"
  if (!isObject(limits)) return "limits: expected an object"
  if (!isObject(policy)) return "policy: expected an object"
  if (!Array.isArray(position.offers)) return "position.offers: expected a list"
  if (!Array.isArray(position.asks)) return "position.asks: expected a list"
  if (!position.offers.every(isAmount)) return "position.offers: expected whole minor units, 0 to 10^12"
  if (!position.asks.every(isAsk)) return "position.asks: expected whole minor units, 1 to 10^12"
  if (!isAmount(limits.target) || limits.target === 0) return "limits.target: expected whole minor units, 1 to 10^12"
  if (!isAmount(limits.ceiling)) return "limits.ceiling: expected whole minor units, 0 to 10^12"
  if (!isAmount(limits.floor)) return "limits.floor: expected whole minor units, 0 to 10^12"
  if (!Number.isInteger(policy.rounds) || policy.rounds < 1 || policy.rounds > 20) return "policy.rounds: expected a whole number, 1 to 20"
  return null
}

/** Whoever calls from plain JavaScript may pass anything. */
const isObject = (value: unknown): boolean => typeof value === "object" && value !== null

const isAmount = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= largest

const isAsk = (value: number): boolean => isAmount(value) && value > 0
