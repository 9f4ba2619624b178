import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** Spends `units` of an allowance, waiting for its turn where it is used up. */
export type Spend = (units: number) => Effect.Effect<void>

/** An allowance of so many units a minute, all of which may be spent at once; it fills up evenly. Who waits is served in order. */
export const make = (perMinute: number): Spend => {
  const perMillisecond = perMinute / 60_000
  let left = perMinute
  let at: number | null = null
  return (units) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      left = Math.min(perMinute, left + Math.max(0, now - (at ?? now)) * perMillisecond) - units
      at = now
      return left >= 0 ? Effect.void : Effect.sleep(Math.ceil(-left / perMillisecond))
    })
}
