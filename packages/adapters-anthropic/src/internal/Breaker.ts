import * as Data from "effect/Data"

/**
 * Whether a model is worth asking (OPS-03). Times are milliseconds since 1970. Open: nobody asks it before `until`. Probing: one
 * call asks whether it is back; if nothing is heard of that call by `until`, another may.
 */
export type Breaker = Data.TaggedEnum<{
  Closed: { readonly failures: number }
  Open: { readonly until: number; readonly pause: number }
  Probing: { readonly until: number; readonly pause: number }
}>
const Breaker = Data.taggedEnum<Breaker>()

/** So many failures in a row open it. */
export const threshold = 3
export const firstPause = 60_000
export const longestPause = 600_000
/** Longer than any call takes. */
const probeTime = 60_000

export const closed: Breaker = Breaker.Closed({ failures: 0 })

/** Whether a call may be made now, and the breaker once it is; else when one may. */
export const attempt = (breaker: Breaker, now: number): { readonly next: Breaker } | { readonly until: number } => {
  if (breaker._tag === "Closed") return { next: breaker }
  return now < breaker.until ? { until: breaker.until } : { next: Breaker.Probing({ until: now + probeTime, pause: breaker.pause }) }
}

/** After a call to which the model, or its vendor, was not available. One that was made before it opened changes nothing. */
export const failed = (breaker: Breaker, now: number): Breaker =>
  Breaker.$match(breaker, {
    Closed: ({ failures }) => failures + 1 < threshold ? Breaker.Closed({ failures: failures + 1 }) : Breaker.Open({ until: now + firstPause, pause: firstPause }),
    Open: (open) => open,
    Probing: ({ pause }) => openFor(now, Math.min(pause * 2, longestPause))
  })

/** After a call that nobody waited for: it says nothing, and the next one may ask. */
export const released = (breaker: Breaker, now: number): Breaker => breaker._tag === "Probing" ? Breaker.Open({ until: now, pause: breaker.pause }) : breaker

/** For a model that is not there: nothing will change within seconds. */
export const shut = (now: number): Breaker => openFor(now, longestPause)

const openFor = (now: number, pause: number): Breaker => Breaker.Open({ until: now + pause, pause })
