/** Numbers drawn from a seed: the same seed draws the same numbers for ever. */
export interface Chance {
  /** A whole number, 0 or more and below `limit`. */
  readonly below: (limit: number) => number
  readonly pick: <A>(list: readonly [A, ...ReadonlyArray<A>]) => A
  readonly shuffled: <A>(list: ReadonlyArray<A>) => ReadonlyArray<A>
}

/** Mulberry32: small, and even enough to choose moments. */
export const make = (seed: number): Chance => {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (list) => list[below(list.length)] ?? list[0],
    shuffled: (list) => list.map((one) => [next(), one] as const).toSorted(([one], [other]) => one - other).map(([, one]) => one)
  }
}
