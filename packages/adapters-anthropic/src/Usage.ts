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

/** The tokens of all answers for one negotiation since the process began, or since it was forgotten for others. */
export interface NegotiationUsage extends Tokens {
  readonly answers: number
}

/** Counts for one role, kept by whoever wires the adapter, read by readiness and metrics. */
export interface Meter {
  readonly usage: () => RoleUsage
  readonly called: () => void
  /** `negotiation` is the one that was asked for, if any. */
  readonly answered: (tokens: Tokens, negotiation?: string | null) => void
  /** Null for one that was not asked for, or not among the latest `mostNegotiations`. */
  readonly of: (negotiation: string) => NegotiationUsage | null
  readonly failed: (kind: FailureKind, reason: string) => void
  readonly succeeded: () => void
  readonly invalid: () => void
  /** Says where the state of the models is found. */
  readonly watch: (models: () => ReadonlyArray<ModelState>) => void
}

/** So many negotiations are counted apart; who was not asked for in the longest time makes room. */
export const mostNegotiations = 1_000

export const make = (): Meter => {
  const negotiations = new Map<string, NegotiationUsage>()
  const failures: Record<FailureKind, number> = { limited: 0, spend: 0, overloaded: 0, unavailable: 0, missing: 0, forbidden: 0, refused: 0 }
  const counts = { calls: 0, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheCreationTokens: 0, invalid: 0 }
  let problem: string | null = null
  let models: () => ReadonlyArray<ModelState> = () => []
  return {
    usage: () => ({ ...counts, failures: { ...failures }, models: models(), problem }),
    called: () => void counts.calls++,
    answered: (tokens, negotiation = null) => {
      const { cacheCreation, cacheRead, input, output } = tokens
      if (negotiation !== null) {
        const before = negotiations.get(negotiation) ?? { answers: 0, input: 0, output: 0, cacheRead: 0, cacheCreation: 0 }
        negotiations.delete(negotiation)
        negotiations.set(negotiation, {
          answers: before.answers + 1, input: before.input + input, output: before.output + output,
          cacheRead: before.cacheRead + cacheRead, cacheCreation: before.cacheCreation + cacheCreation
        })
        const [oldest] = negotiations.keys()
        if (negotiations.size > mostNegotiations && oldest !== undefined) negotiations.delete(oldest)
      }
      counts.inputTokens += input
      counts.outputTokens += output
      counts.cacheReadTokens += cacheRead
      counts.cacheCreationTokens += cacheCreation
    },
    of: (negotiation) => negotiations.get(negotiation) ?? null,
    failed: (kind, reason) => {
      failures[kind]++
      problem = reason
    },
    succeeded: () => void (problem = null),
    invalid: () => void counts.invalid++,
    watch: (given) => void (models = given)
  }
}
