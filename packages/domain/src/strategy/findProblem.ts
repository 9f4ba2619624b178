import * as Schema from "effect/Schema"
import type { ConcessionPolicy, Limits, Position } from "./Move.ts"
import { LeverOptions } from "./Levers.ts"
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
  if (limits.levers !== undefined && !areLevers(limits.levers)) return "limits.levers: expected packages (tier 2 or 3, limits in whole minor units), others by name, and terms for every lever in basis points"
  if (!isWithin(policy.rounds, 1, 20)) return "policy.rounds: expected a whole number, 1 to 20"
  if (policy.opening !== undefined && !isWithin(policy.opening, 5_000, 10_000)) return "policy.opening: expected basis points of the target, 5000 to 10000"
  return policy.pace === undefined ? null : paceProblem(policy.pace)
}

const areLevers = Schema.is(LeverOptions)

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
