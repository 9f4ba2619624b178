import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** So many at once, and so many a second after that, for each key by itself. */
export interface RateLimit {
  /** Takes one; answers null, or in how many whole seconds there is one again. */
  readonly take: (key: string) => Effect.Effect<number | null>
}

/** Keys beyond `most` push out the one that was asked longest ago, whose bucket has filled the most since. */
export const make = ({ burst, most = 10_000, perSecond }: { readonly burst: number; readonly perSecond: number; readonly most?: number }): RateLimit => {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>()
  return {
    take: (key) =>
      Effect.map(Clock.currentTimeMillis, (at) => {
        const before = buckets.get(key)
        const left = before === undefined ? burst : Math.min(burst, before.left + Math.max(0, at - before.at) / 1000 * perSecond)
        buckets.delete(key)
        buckets.set(key, { left: left >= 1 ? left - 1 : left, at })
        for (const oldest of buckets.keys()) {
          if (buckets.size <= most) break
          buckets.delete(oldest)
        }
        return left >= 1 ? null : Math.max(1, Math.ceil((1 - left) / perSecond))
      })
  }
}
