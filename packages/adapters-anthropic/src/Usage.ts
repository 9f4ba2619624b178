/** Why a call brought no answer, by what can be done about it. */
export type FailureKind =
  /** Too many calls. */
  | "limited"
  /** No more may be spent until a person raises the limit or a new period begins. */
  | "spend"
  /** The vendor is overloaded. */
  | "overloaded"
  /** Not now, or no answer came. */
  | "unavailable"
  /** There is no such model (any more). */
  | "missing"
  /** Nobody may use it until a person has mended it. */
  | "forbidden"
  /** This content will not be answered. */
  | "refused"

/** How a model stands: `open` is not asked before `until`, in milliseconds since 1970. */
export interface ModelState {
  readonly model: string
  readonly breaker: "closed" | "open" | "probing"
  readonly until: number | null
}

/** What a role has used since the process began. Tokens as the vendor counts them. */
export interface RoleUsage {
  readonly calls: number
  /** Input that was not in the cache. */
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cacheReadTokens: number
  readonly cacheCreationTokens: number
  readonly failures: Readonly<Record<FailureKind, number>>
  /** Answers that came and could not be used. */
  readonly invalid: number
  readonly models: ReadonlyArray<ModelState>
  /** Why the last call brought no answer; null when it did, or nothing was asked yet. */
  readonly problem: string | null
}

/** The tokens of one answer. */
export interface Tokens {
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheCreation: number
}

/** Counts for one role, kept by whoever wires the adapter, read by readiness and metrics. */
export interface Meter {
  readonly usage: () => RoleUsage
  readonly called: () => void
  readonly answered: (tokens: Tokens) => void
  readonly failed: (kind: FailureKind, reason: string) => void
  readonly succeeded: () => void
  readonly invalid: () => void
  /** Says where the state of the models is found. */
  readonly watch: (models: () => ReadonlyArray<ModelState>) => void
}

export const make = (): Meter => {
  const failures: Record<FailureKind, number> = { limited: 0, spend: 0, overloaded: 0, unavailable: 0, missing: 0, forbidden: 0, refused: 0 }
  const counts = { calls: 0, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheCreationTokens: 0, invalid: 0 }
  let problem: string | null = null
  let models: () => ReadonlyArray<ModelState> = () => []
  return {
    usage: () => ({ ...counts, failures: { ...failures }, models: models(), problem }),
    called: () => void counts.calls++,
    answered: ({ cacheCreation, cacheRead, input, output }) => {
      counts.inputTokens += input
      counts.outputTokens += output
      counts.cacheReadTokens += cacheRead
      counts.cacheCreationTokens += cacheCreation
    },
    failed: (kind, reason) => {
      failures[kind]++
      problem = reason
    },
    succeeded: () => void (problem = null),
    invalid: () => void counts.invalid++,
    watch: (given) => void (models = given)
  }
}
