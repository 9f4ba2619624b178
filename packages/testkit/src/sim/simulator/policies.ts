import { nextMove } from "@parley/domain/strategy/NextMove"
import type { PaceName } from "@parley/domain/strategy/Pace"
import type { Strategy } from "@parley/domain/strategy/Strategy"
import { baselines } from "../baselines/baselines.ts"
import { population } from "./population.ts"
import { people, type Source } from "./Scenario.ts"

const paced = (pace: PaceName): Strategy => (position, limits, policy) => nextMove(position, limits, { ...policy, pace })

/** Strategies by the names that `--policy` takes. Each bounds itself; what it forgets, the Decider bounds. */
export const policies: Readonly<Record<string, Strategy>> = { default: nextMove, gentle: paced("gentle"), firm: paced("firm"), ...baselines }

/** Who is negotiated with, by the names that `--counterparties` takes. */
export const sources: Readonly<Record<string, Source>> = { people, population }
