import type { Limits, Position } from "./Move.ts"
import type { Pace } from "./Pace.ts"

/** The way we may go, in minor units. */
export interface Zone {
  /** Where we open. */
  readonly opening: number
  readonly ceiling: number
  /** The most that we offer on our own, a little under the ceiling. */
  readonly lastWord: number
  /** Offers are multiples of this, down: people name round figures, and so do we. */
  readonly unit: number
}

/** Where we would like to open: the target, or a policy's share of it in basis points; half up. */
export const openingOf = (target: number, share: number | undefined): number =>
  share === undefined || share === 10_000 ? target : Math.max(1, Math.floor((target * share + 5_000) / 10_000))

export const zoneOf = ({ ceiling, floor, target }: Limits, openingShare: number | undefined, pace: Pace): Zone => {
  const opening = Math.min(ceiling, Math.max(floor, openingOf(target, openingShare)))
  const width = ceiling - opening
  let unit = 1
  while (unit * 1_000 <= width) unit *= 10
  const lastWord = pace.reserve === 0 ? ceiling : Math.round((ceiling - width * pace.reserve / 10_000) / unit) * unit
  return { opening, ceiling, lastWord: Math.min(ceiling, Math.max(opening, lastWord)), unit }
}

/**
 * The most that this round would offer, whatever they asked last: any ask up to it is accepted (STRAT-02). It grows with time towards the last
 * word. Once an ask came within the limits we can always fall back on that, so there it grows by a share of what is left between the two.
 */
export const mostOnPath = ({ asks, offers }: Position, limits: Limits, rounds: number, zone: Zone, pace: Pace): number => {
  const last = offers.at(-1) ?? zone.opening
  const before = asks.at(-2)
  const round = Math.min(offers.length, rounds)
  let most = round === 0
    ? zone.opening
    : round === rounds
    ? zone.lastWord
    : zone.opening + (zone.lastWord - zone.opening) * (round / rounds) ** (pace.curve / 100)
  if (before !== undefined && before <= zone.ceiling && round < rounds) most = Math.min(most, last + (before - last) * pace.patience / 10_000)
  return Math.min(zone.ceiling, Math.max(last, limits.floor, roundDown(most, zone.unit)))
}

/**
 * What to offer: from our last offer a share of the way to where they seem to settle, at least a small step, at most `most`. In the last
 * round it is our last word, which keeps more back from those who are about to come within the limits anyway.
 */
export const offerNext = (
  { asks, offers }: Position,
  limits: Limits,
  rounds: number,
  zone: Zone,
  pace: Pace,
  settlement: number,
  most: number
): number => {
  const last = offers.at(-1)
  const ask = asks.at(-1)
  if (last === undefined || ask === undefined) return most
  const width = zone.ceiling - zone.opening
  const wanted = offers.length >= rounds
    ? isComing(asks, zone.ceiling) ? zone.ceiling - width * pace.reserveWhileComing / 10_000 : zone.lastWord
    : Math.max(
      last + (pace.pull + (pace.pullAtEnd - pace.pull) * offers.length / rounds) / 10_000 * (Math.min(settlement, zone.ceiling) - last),
      last + width * pace.leastStep / 10_000
    )
  return Math.min(most, Math.max(last, limits.floor, roundDown(wanted, zone.unit)))
}

/** Another step like their last one brings them within the ceiling. */
const isComing = (asks: ReadonlyArray<number>, ceiling: number): boolean => {
  const ask = asks.at(-1) ?? 0
  return ask - ((asks.at(-2) ?? ask) - ask) <= ceiling
}

const roundDown = (amount: number, unit: number): number => Math.floor(amount / unit) * unit
