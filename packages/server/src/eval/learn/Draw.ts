/** Chance that comes out the same each time. */
export interface Draw {
  /** From 0 up to but not 1. */
  readonly number: () => number
  readonly one: <A>(from: ReadonlyArray<A>) => A
}

export const drawFrom = (seed: number): Draw => {
  let state = seed >>> 0
  const number = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  // safe: nobody draws from nothing
  return { number, one: (from) => from[Math.floor(number() * from.length)]! }
}
