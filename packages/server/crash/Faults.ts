import type { Fault, Faults } from "@parley/local-google/Fault"
import type { Chance } from "./Chance.ts"

export const faultKinds = ["lost", "refused", "late", "429", "500", "503"] as const
export type FaultKind = typeof faultKinds[number]

/** How often a call was made, and what went wrong with it. */
export interface CallCounts {
  readonly made: number
  readonly faults: Readonly<Record<FaultKind, number>>
}

/** Faults of a whole run, whichever world they befell. */
export interface FaultTally {
  readonly count: (call: string, fault: FaultKind | null) => void
  readonly hasLost: (call: string) => boolean
  readonly totals: () => Readonly<Record<string, CallCounts>>
}

const none = { lost: 0, refused: 0, late: 0, 429: 0, 500: 0, 503: 0 } as const

export const makeTally = (): FaultTally => {
  const calls: Record<string, CallCounts> = {}
  return {
    count: (call, fault) => {
      const { faults, made } = calls[call] ?? { made: 0, faults: none }
      calls[call] = { made: made + 1, faults: fault === null ? faults : { ...faults, [fault]: faults[fault] + 1 } }
    },
    hasLost: (call) => (calls[call]?.faults.lost ?? 0) > 0,
    totals: () => ({ ...calls })
  }
}

/** So many in a hundred calls go wrong; of every kind of call at least one answer is lost in a run. A call that is late costs its caller half a minute, so few are. */
export const draw = (chance: Chance, percent: number, tally: FaultTally): Faults => (call) => {
  const kind = percent > 0 && !tally.hasLost(call) ? "lost" : chance.below(1000) < percent * 10 ? kindOf(chance) : null
  tally.count(call, kind)
  return kind === null ? null : faultOf(kind)
}

const kindOf = (chance: Chance): FaultKind => chance.below(100) < 2 ? "late" : chance.pick(["lost", "lost", "refused", "429", "500", "503"])

const faultOf = (kind: FaultKind): Fault => {
  switch (kind) {
    case "429":
      return { status: 429, retryAfterSeconds: 1 }
    case "500":
      return { status: 500, retryAfterSeconds: null }
    case "503":
      return { status: 503, retryAfterSeconds: null }
    default:
      return kind
  }
}
