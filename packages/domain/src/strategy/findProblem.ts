import type { ConcessionPolicy, Limits, Position } from "./Move.ts"
import type { Lever } from "./Lever.ts"
import { defaultTerms, type LeverTerms } from "./Levers.ts"
import { type Pace, paces } from "./Pace.ts"

const largest = 1_000_000_000_000

/** What makes no sense in the input of a move, beginning with the field's name; null when all does. Whoever calls from plain JavaScript may pass anything. */
export const findProblem = (position: Position, limits: Limits, policy: ConcessionPolicy): string | null => {
  if (!isObject(position)) return "position: expected an object"
  if (!isObject(limits)) return "limits: expected an object"
  if (!isObject(policy)) return "policy: expected an object"
  if (!Array.isArray(position.offers)) return "position.offers: expected a list"
  if (!Array.isArray(position.asks)) return "position.asks: expected a list"
  if (!areWithin(position.offers, 0)) return "position.offers: expected whole minor units, 0 to 10^12"
  if (!areWithin(position.asks, 1)) return "position.asks: expected whole minor units, 1 to 10^12"
  if (!isAmount(limits.target) || limits.target === 0) return "limits.target: expected whole minor units, 1 to 10^12"
  if (!isAmount(limits.ceiling)) return "limits.ceiling: expected whole minor units, 0 to 10^12"
  if (!isAmount(limits.floor)) return "limits.floor: expected whole minor units, 0 to 10^12"
  if (position.levers !== undefined && !Array.isArray(position.levers)) return "position.levers: expected a list"
  if (limits.levers !== undefined && leversProblem(limits.levers)) return `limits.levers: expected packages with whole minor units, and others`
  if (!isWithin(policy.rounds, 1, 20)) return "policy.rounds: expected a whole number, 1 to 20"
  if (policy.opening !== undefined && !isWithin(policy.opening, 5_000, 10_000)) return "policy.opening: expected basis points of the target, 5000 to 10000"
  return policy.pace === undefined ? null : paceProblem(policy.pace)
}

const leversProblem = (levers: NonNullable<Limits["levers"]>): boolean =>
  !isObject(levers) || !Array.isArray(levers.others) || !Array.isArray(levers.packages) ||
  !levers.others.every((lever) => lever in defaultTerms) || levers.terms !== undefined && !Object.keys(defaultTerms).every((lever) => isTerms(Object.entries(levers.terms ?? {}).find(([name]) => name === lever)?.[1])) ||
  !levers.packages.every((one) => isObject(one) && isObject(one.limits) && isAmount(one.limits.target) && isAmount(one.limits.ceiling) && isAmount(one.limits.floor))

const isTerms = (terms: LeverTerms[Lever] | undefined): boolean => terms !== undefined && isObject(terms) && isWithin(terms.cost, 0, 10_000) && isWithin(terms.worth, 0, 10_000)

const paceProblem = (pace: NonNullable<ConcessionPolicy["pace"]>): string | null => {
  if (typeof pace === "string") return Object.hasOwn(paces, pace) ? null : `policy.pace: expected ${Object.keys(paces).join(", ")} or a pace`
  if (!isObject(pace)) return `policy.pace: expected ${Object.keys(paces).join(", ")} or a pace`
  if (!isWithin(pace.curve, 20, 500)) return "policy.pace.curve: expected hundredths, 20 to 500"
  if (!isWithin(pace.lastWordAfter, 1, 20)) return "policy.pace.lastWordAfter: expected a whole number, 1 to 20"
  for (const share of shares) if (!isWithin(pace[share], 0, 10_000)) return `policy.pace.${share}: expected basis points, 0 to 10000`
  return null
}

const shares: ReadonlyArray<keyof Pace> = ["reserve", "reserveWhileComing", "pull", "pullAtEnd", "leastStep", "credit", "fade", "patience"]

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null

const isWithin = (value: number, from: number, to: number): boolean => Number.isInteger(value) && value >= from && value <= to

const isAmount = (value: number): boolean => isWithin(value, 0, largest)

const areWithin = (amounts: ReadonlyArray<number>, from: number): boolean => {
  for (const amount of amounts) if (!isWithin(amount, from, largest)) return false
  return true
}
