import type { ConcessionPolicy, Limits, Move, Position } from "./NextMove.ts"

/** How the talks stand, what may be paid and how to concede, to what to do next; `nextMove` is Parley's own. Pure. */
export type Strategy = (position: Position, limits: Limits, policy: ConcessionPolicy) => Move
