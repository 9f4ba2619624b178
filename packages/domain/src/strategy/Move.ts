import type { Lever } from "./Lever.ts"
import type { LeverOptions } from "./Levers.ts"
import type { Pace, PaceName } from "./Pace.ts"

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
  /** Levers pulled before; without it none. */
  readonly levers?: ReadonlyArray<Lever> | undefined
}

/** What may be paid for the package on the table; minor units. */
export interface Limits {
  /** Where we open. */
  readonly target: number
  /** Never more than this: the lowest of the CPM ceiling, the roster's maximum and the free budget. */
  readonly ceiling: number
  /** We offer no less than this; a lower ask may be accepted all the same. */
  readonly floor: number
  /** What else than money may close the gap; without it nothing. */
  readonly levers?: LeverOptions | undefined
}

/** How to concede (STRAT-05). */
export interface ConcessionPolicy {
  /** Counter-offers we make on our own; a human decides after them. Whole, 1 to 20. */
  readonly rounds: number
  /** Where we open, in basis points of the target, 5,000 to 10,000; without it at the target. */
  readonly opening?: number | undefined
  /** A preset by name, or a pace of one's own; without it `balanced`. */
  readonly pace?: PaceName | Pace | undefined
}

/** What the rule saw: kept so that a move can be explained. Minor units. */
export interface Inputs {
  /** Where their asks seem to be going by the last round; null while they named none. */
  readonly settlement: number | null
  /** How far their last ask came down, negative where it rose; null before their second. */
  readonly theirMove: number | null
  /** Offers we made, the opening included, and how many counter-offers are ours to make. */
  readonly round: number
  readonly rounds: number
}

/** Something else that could have been done, and why it was not. */
export interface Rejected {
  readonly move: "accept" | "counter" | "hold" | "last_word" | "walk"
  /** What it would have come to; null where there is no rate. */
  readonly rate: number | null
  readonly why: string
}

/** Why this move: the rule that decided, and the most that the schedule had planned to offer in this round, if it got that far. */
export interface Reason {
  readonly reason: string
  readonly planned: number | null
  /** Absent where the input made no sense. */
  readonly inputs?: Inputs | undefined
  readonly rejected?: ReadonlyArray<Rejected> | undefined
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
