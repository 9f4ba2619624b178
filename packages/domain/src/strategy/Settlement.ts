import type { Pace } from "./Pace.ts"

/**
 * Where their asks seem to be going in `roundsLeft` more rounds, from how they moved: each step is expected to be a little smaller than the
 * one before. Never under our last offer, which they did not take. Minor units, not rounded. `asks` holds at least one.
 */
export const settlementOf = (asks: ReadonlyArray<number>, last: number, roundsLeft: number, pace: Pace): number => {
  const ask = asks.at(-1) ?? last
  const before = asks.at(-2)
  if (before === undefined) return Math.max(last, ask - (ask - last) * pace.credit / 10_000)
  let step = Math.max(0, before - ask)
  let settlement = ask
  for (let round = 0; round < roundsLeft && step > 0; round++) {
    step = step * pace.fade / 10_000
    settlement -= step
  }
  return Math.max(last, settlement)
}
