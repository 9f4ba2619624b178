import * as Schema from "effect/Schema"
import { Lever } from "./Lever.ts"
import type { Limits } from "./Move.ts"

/** Whole minor units. */
const Amount = Schema.Int.pipe(Schema.between(0, 1_000_000_000_000))
const Share = Schema.Int.pipe(Schema.between(0, 10_000))

/**
 * What a lever costs us and what it should be worth to them, both in basis points of the rate on the table (LEVER-01). What a smaller package
 * is worth follows from its limits, so `worth` of `package` is not asked.
 */
export const LeverTerms = Schema.Record({ key: Lever, value: Schema.Struct({ cost: Share, worth: Share }) })
export type LeverTerms = typeof LeverTerms.Type

/** Estimates, for a campaign to write over. */
export const defaultTerms: LeverTerms = {
  cpm_transparency: { cost: 0, worth: 150 },
  syndication: { cost: 50, worth: 300 },
  product: { cost: 250, worth: 600 },
  usage_rights: { cost: 700, worth: 1_500 },
  package: { cost: 1_200, worth: 0 }
}

/** Which levers a campaign has, with one creator. */
export const LeverOptions = Schema.Struct({
  /** Smaller packages than the one on the table, with what may be paid for each; empty: no step down. */
  packages: Schema.Array(Schema.Struct({ tier: Schema.Literal(2, 3), limits: Schema.Struct({ target: Amount, ceiling: Amount, floor: Amount }) })),
  /** The others that may be used at all: usage rights that can be shortened, a product that can be sent, and so on. */
  others: Schema.Array(Schema.Literal("usage_rights", "product", "syndication", "cpm_transparency")),
  terms: Schema.optional(LeverTerms),
  /** Over this rate a person decides, levers and all. */
  approvalAbove: Schema.optional(Schema.NullOr(Amount))
})
export type LeverOptions = typeof LeverOptions.Type

/** The gap that a lever is to close; minor units. */
export interface Gap {
  readonly ask: number
  readonly last: number
  /** What we would offer next if money were to do it alone; before leaving, the most that we would ever offer. */
  readonly next: number
  /** Offers are multiples of this. */
  readonly unit: number
  readonly package: 1 | 2 | 3
  readonly limits: Limits
  /** Levers that were used before. */
  readonly used: ReadonlyArray<Lever>
}

/** A lever, the rate that goes with it and the package it is for; what it buys of the gap and what it costs us, minor units. */
export interface LeverChoice {
  readonly lever: Lever
  readonly package: 1 | 2 | 3
  readonly rate: number
  readonly buys: number
  readonly cost: number
}

/**
 * What takes the place of a part of the next step: it buys the money that the step does without, half of it at most, for who sees no worth in it
 * must not see us stand still. Null where no lever buys more than it costs. Under the floor and over the approval limit there is none to choose; a
 * lever never raises a limit and each is used once (LEVER-01).
 */
export const leverInStep = (gap: Gap, options: LeverOptions): LeverChoice | null =>
  isOpen(gap, options)
    ? bestOf(gap, options, (lever, { cost, worth }) => {
      const saved = Math.min(gap.last * worth / 10_000, (gap.next - gap.last) / 2)
      const buys = Math.floor(saved / gap.unit) * gap.unit
      return { lever, package: gap.package, rate: gap.next - buys, buys, cost: Math.ceil(gap.last * cost / 10_000) }
    }, null)
    : null

/**
 * What is said instead of leaving: the most that we would offer with a lever that is worth the rest of their ask to them, or a smaller package,
 * whichever buys more beyond its cost; null where nothing does.
 */
export const leverBeforeLeaving = (gap: Gap, options: LeverOptions): LeverChoice | null => {
  if (!isOpen(gap, options)) return null
  const { approvalAbove = null, packages, terms = defaultTerms } = options
  const smaller = gap.used.includes("package") ? null : packages.reduce<LeverChoice | null>(
    (best, { limits, tier }) => tier > gap.package ? better(best, stepDown(gap, tier, limits, terms.package.cost, approvalAbove)) : best, null
  )
  if (approvalAbove !== null && gap.next > approvalAbove) return smaller
  return bestOf(gap, options, (lever, { cost, worth }) => {
    const missing = gap.ask - gap.next
    return missing * 10_000 > gap.next * worth ? null : { lever, package: gap.package, rate: gap.next, buys: missing, cost: Math.ceil(gap.next * cost / 10_000) }
  }, smaller)
}

const isOpen = ({ last, limits }: Gap, { approvalAbove = null }: LeverOptions): boolean =>
  limits.floor <= limits.ceiling && last >= limits.floor && last <= limits.ceiling && (approvalAbove === null || last <= approvalAbove)

const bestOf = (
  gap: Gap, { others, terms = defaultTerms }: LeverOptions, choiceOf: (lever: Exclude<Lever, "package">, terms: LeverTerms[Lever]) => LeverChoice | null, first: LeverChoice | null
): LeverChoice | null =>
  others.reduce((best, lever) => gap.used.includes(lever) ? best : better(best, choiceOf(lever, terms[lever])), first)

/**
 * A smaller package at the same place between its limits. It buys what their ask, scaled to it at the same CPM, comes nearer to what may be
 * paid: nothing where the CPM is the limit, much where it is the roster's maximum or the budget.
 */
const stepDown = (gap: Gap, tier: 2 | 3, smaller: Limits, cost: number, approvalAbove: number | null): LeverChoice | null => {
  const { ask, last, limits } = gap
  if (smaller.target < 1 || smaller.ceiling < 1 || smaller.floor > smaller.ceiling || smaller.target >= limits.target) return null
  const scaled = Math.ceil(ask * smaller.target / limits.target)
  const width = limits.ceiling - limits.target
  const place = width <= 0 ? 0 : Math.min(1, Math.max(0, (last - limits.target) / width))
  const wanted = Math.floor(smaller.target + place * (smaller.ceiling - smaller.target))
  const rate = Math.min(Math.max(wanted, smaller.floor), smaller.ceiling, limits.ceiling, scaled, ask)
  if (rate < 1 || rate < smaller.floor || approvalAbove !== null && rate > approvalAbove) return null
  // both gaps as they would stand on the package on the table
  const before = Math.max(0, ask - limits.ceiling)
  const after = Math.max(0, scaled - smaller.ceiling) * limits.target / smaller.target
  return { lever: "package", package: tier, rate, buys: Math.floor(before - after), cost: Math.ceil(last * cost / 10_000) }
}

const better = (best: LeverChoice | null, one: LeverChoice | null): LeverChoice | null =>
  one === null || one.buys <= 0 || one.buys <= one.cost || best !== null && one.buys - one.cost <= best.buys - best.cost ? best : one
