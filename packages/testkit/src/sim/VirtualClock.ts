import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** Time that stands still until it is moved: an event queue behind Effect's `Clock` (SIM-01). Epoch milliseconds. */
export interface VirtualClock {
  readonly clock: Clock.Clock
  readonly now: () => number
  /** When the next sleeper wakes; null when nobody sleeps. A lock-step run advances to this, lets its fibers settle, and asks again. */
  readonly nextDue: () => number | null
  /** Moves time forward and wakes everybody who slept until then, the earliest first. Time never goes back, and once live it moves by itself. */
  readonly advanceTo: (millis: number) => void
  /** From here time flows as real time does, starting at the virtual instant; sleepers sleep on for what is left. */
  readonly goLive: () => void
}

interface Sleeper {
  readonly due: number
  wake: () => void
  /** Undoes the real sleep that took over, once live. */
  cancel: () => void
}

export const make = (startMillis: number): VirtualClock => {
  const real = Clock.make()
  /** Kept in the order of waking; equals in the order of going to sleep. */
  const sleepers: Array<Sleeper> = []
  let virtual = startMillis
  let offset: number | null = null

  const now = (): number => offset === null ? virtual : real.unsafeCurrentTimeMillis() + offset
  const forget = (sleeper: Sleeper): void => {
    const index = sleepers.indexOf(sleeper)
    if (index >= 0) sleepers.splice(index, 1)
  }
  const sleepForReal = (sleeper: Sleeper): void => {
    const left = Duration.millis(Math.max(0, sleeper.due - now()))
    sleeper.cancel = Effect.runCallback(real.sleep(left), {
      onExit: () => {
        forget(sleeper)
        sleeper.wake()
      }
    })
  }
  const sleepUntil = (due: number): Effect.Effect<void> =>
    Effect.async<void>((resume) => {
      const sleeper: Sleeper = { due, wake: () => resume(Effect.void), cancel: () => undefined }
      const after = sleepers.findIndex((other) => other.due > due)
      sleepers.splice(after < 0 ? sleepers.length : after, 0, sleeper)
      if (offset !== null) sleepForReal(sleeper)
      return Effect.sync(() => {
        forget(sleeper)
        sleeper.wake = () => undefined
        sleeper.cancel()
      })
    })

  const clock: Clock.Clock = {
    [Clock.ClockTypeId]: Clock.ClockTypeId,
    unsafeCurrentTimeMillis: now,
    unsafeCurrentTimeNanos: () => BigInt(Math.floor(now())) * 1_000_000n,
    currentTimeMillis: Effect.sync(now),
    currentTimeNanos: Effect.sync(() => BigInt(Math.floor(now())) * 1_000_000n),
    sleep: (duration) =>
      Effect.suspend(() => {
        const millis = Duration.toMillis(duration)
        return millis <= 0 ? Effect.yieldNow() : sleepUntil(now() + millis)
      })
  }

  return {
    clock,
    now,
    nextDue: () => sleepers[0]?.due ?? null,
    advanceTo: (millis) => {
      if (offset !== null) return
      virtual = Math.max(virtual, millis)
      for (let first = sleepers[0]; first !== undefined && first.due <= virtual; first = sleepers[0]) {
        sleepers.shift()
        first.wake()
      }
    },
    goLive: () => {
      if (offset !== null) return
      offset = virtual - real.unsafeCurrentTimeMillis()
      for (const sleeper of sleepers.slice()) sleepForReal(sleeper)
    }
  }
}

/** Every fiber under this layer tells and sleeps by the virtual time. */
export const layer = (virtual: VirtualClock): Layer.Layer<never> => Layer.setClock(virtual.clock)
