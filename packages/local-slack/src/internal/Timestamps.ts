/** Gives every message its name: the time, moved on where another message has it. */
export const timestamps = (now: () => number): () => string => {
  let last = 0
  return () => {
    last = Math.max(Math.floor(now() * 1000), last + 1)
    return written(last)
  }
}

/** In millionths of a second; NaN for what is no time. */
export const micros = (ts: string): number => {
  const match = /^(\d{1,10})(?:\.(\d{1,6}))?$/u.exec(ts)
  return match === null ? Number.NaN : Number(match[1]) * 1_000_000 + Number((match[2] ?? "").padEnd(6, "0"))
}

const written = (value: number): string => `${Math.floor(value / 1_000_000)}.${String(value % 1_000_000).padStart(6, "0")}`
