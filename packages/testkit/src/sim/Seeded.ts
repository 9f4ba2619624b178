/** Random draws that repeat exactly: 32-bit integer arithmetic only, so every machine draws the same (SIM-01). */
export interface Stream {
  /** 0 inclusive to 1 exclusive. */
  readonly next: () => number
  /** A whole number, both ends inclusive. */
  readonly int: (from: number, to: number) => number
  /** `from` inclusive to `to` exclusive. */
  readonly between: (from: number, to: number) => number
  readonly pick: <A>(of: readonly [A, ...ReadonlyArray<A>]) => A
  readonly chance: (share: number) => boolean
  readonly shuffle: <A>(of: ReadonlyArray<A>) => ReadonlyArray<A>
  /** Another stream that depends on this one's name only, never on what was drawn before. */
  readonly fork: (name: string) => Stream
}

/** The stream of one name under one seed. Streams of different names have nothing to do with each other. */
export const stream = (seed: number, name: string): Stream => open(`${seed}/${name}`)

const open = (name: string): Stream => {
  let [a, b, c, d] = hash(name)
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 0x1_0000_0000
  }
  for (let round = 0; round < 12; round++) next()
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    between: (from, to) => from + next() * (to - from),
    pick: (of) => of[int(0, of.length - 1)] ?? of[0],
    chance: (share) => next() < share,
    shuffle: (of) => of.map((item) => ({ item, key: next() })).sort((x, y) => x.key - y.key).map(({ item }) => item),
    fork: (child) => open(`${name}/${child}`)
  }
}

/** Four words out of a name; each mixes every character. */
const hash = (name: string): readonly [number, number, number, number] => {
  const word = (start: number): number => {
    let value = start
    for (let index = 0; index < name.length; index++) value = Math.imul(value ^ name.charCodeAt(index), 0x0100_0193)
    value = Math.imul(value ^ (value >>> 16), 0x85eb_ca6b)
    value = Math.imul(value ^ (value >>> 13), 0xc2b2_ae35)
    return (value ^ (value >>> 16)) | 0
  }
  return [word(0x811c_9dc5), word(0x9e37_79b9), word(0x1234_5677), word(0x7f4a_7c15)]
}
