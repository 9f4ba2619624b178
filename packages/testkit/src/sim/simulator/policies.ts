import { nextMove } from "@parley/domain/strategy/NextMove"
import type { Strategy } from "@parley/domain/strategy/Strategy"
import { baselines } from "../baselines/baselines.ts"
import { population } from "./population.ts"
import { people, type Source } from "./Scenario.ts"

/** Strategies by the names that `--policy` takes. Each bounds itself; what it forgets, the Decider bounds. */
export const policies: Readonly<Record<string, Strategy>> = { default: nextMove, ...baselines }

/** Who is negotiated with, by the names that `--counterparties` takes. */
export const sources: Readonly<Record<string, Source>> = { people, population }
