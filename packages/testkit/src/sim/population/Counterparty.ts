import type { Position } from "@parley/domain/strategy/NextMove"

/** What a creator hears from us. Rates in minor units; the package is the tier, 1 the largest. */
export interface Heard {
  readonly rate: number
  readonly package: Position["package"]
  readonly final: boolean
}

/** What a creator says to it. */
export type Answer =
  | { readonly _tag: "Accept" }
  | { readonly _tag: "Ask"; readonly rate: number; readonly firm: boolean }
  /** More, please, and no figure. */
  | { readonly _tag: "Refuse" }
  | { readonly _tag: "Decline" }
  | { readonly _tag: "Silence" }

/** How the asks come down. */
export type Pace =
  /** With time alone: the way from opening to reservation is gone by reply `deadline`; an exponent over 1 comes down late. */
  | { readonly _tag: "time"; readonly exponent: number; readonly deadline: number }
  /** `ratio` times what we moved. */
  | { readonly _tag: "match"; readonly ratio: number }
  /** Each time this share of what is left to the reservation. */
  | { readonly _tag: "decay"; readonly share: number }
  /** Meets us at this share of the way between the last ask and our offer. */
  | { readonly _tag: "split"; readonly share: number }
  /** A step of this share of the way for each move of ours, none when we stand still. */
  | { readonly _tag: "step"; readonly share: number }
  | { readonly _tag: "hold" }

/** A counterparty with everything that only they know. Plain data; amounts in minor units for the largest package. */
export interface Profile {
  readonly family: string
  /** The least they would do it for. */
  readonly reservation: number
  /** Their first ask. */
  readonly opening: number
  readonly pace: Pace
  /** How far over the reservation they hold out: takes an offer of reservation + greed x (next ask - reservation). 0 to 1. */
  readonly greed: number
  /** Replies they write; then they take what is enough, or leave. */
  readonly patience: number
  readonly leaves: "Decline" | "Silence"
  /** So many offers of ours in a row that hardly move, and they leave. */
  readonly tolerance: number
  /** Takes a last offer of ours for what we say it is. */
  readonly believes: boolean
  /** First replies that name no figure. */
  readonly vague: number
  /** The reply from which on their ask is final, and said to be; null: never. Reply 0 is the first. */
  readonly finalAt: number | null
  /** Asks are rounded up to a multiple of this. */
  readonly step: number
  /** How much an ask may be off, as a share of it, and the draws for it, one for each reply, -1 to 1. */
  readonly noise: number
  readonly draws: ReadonlyArray<number>
  /** What the smaller packages are worth to them, as a share of the largest: tiers 1, 2 and 3. */
  readonly worth: readonly [number, number, number]
}

/**
 * What this counterparty answers to the last of our offers. `heard` are all of them, oldest first; `asks` their own. Pure: the same
 * talks get the same answer, whatever policy led there.
 */
export const answer = (profile: Profile, heard: ReadonlyArray<Heard>, asks: ReadonlyArray<number>): Answer => {
  const offer = heard[heard.length - 1]
  const reply = heard.length - 1
  if (offer === undefined || reply >= profile.patience + 1) return leave(profile)
  const worth = profile.worth[offer.package - 1] ?? 1
  const reservation = profile.reservation * worth
  const last = asks.at(-1)
  const isFinal = profile.finalAt !== null && reply >= profile.finalAt
  const ask = isFinal && last !== undefined && reply > (profile.finalAt ?? 0) ? last : askOf(profile, heard, asks, reservation, isFinal)
  const hearsLast = offer.final && profile.believes
  const isLastReply = reply >= profile.patience || hearsLast || stoodStill(heard) >= profile.tolerance
  const enough = isLastReply ? reservation : reservation + profile.greed * Math.max(0, ask - reservation)
  if (offer.rate >= enough || offer.rate >= ask) return { _tag: "Accept" }
  // Having heard a last word, they name their own price once more where there is time, or leave.
  if (isLastReply && (!hearsLast || reply + 1 >= profile.patience)) return leave(profile)
  if (reply < profile.vague) return { _tag: "Refuse" }
  return { _tag: "Ask", rate: ask, firm: isFinal }
}

const leave = (profile: Profile): Answer => ({ _tag: profile.leaves })

const askOf = (profile: Profile, heard: ReadonlyArray<Heard>, asks: ReadonlyArray<number>, reservation: number, isFinal: boolean): number => {
  const { draws, noise, opening, pace, step } = profile
  const worth = profile.reservation === 0 ? 1 : reservation / profile.reservation
  const last = asks.at(-1)
  const off = 1 + noise * (draws[heard.length - 1] ?? 0)
  const start = opening * worth
  if (last === undefined) return roundUp(Math.max(reservation, start * off), step)
  const wanted = wantedOf(pace, last, start, reservation, heard, isFinal)
  // A slip of the pen may raise an ask; nobody means to sell under the reservation.
  return roundUp(Math.max(reservation, (noise > 0 ? wanted * off : Math.min(last, wanted))), step)
}

const wantedOf = (pace: Pace, last: number, start: number, reservation: number, heard: ReadonlyArray<Heard>, isFinal: boolean): number => {
  const offer = heard[heard.length - 1]?.rate ?? 0
  const moved = offer - (heard[heard.length - 2]?.rate ?? offer)
  switch (pace._tag) {
    case "time":
      return start - (start - reservation) * Math.min(1, (heard.length - 1) / pace.deadline) ** pace.exponent
    case "match":
      return last - pace.ratio * moved
    case "decay":
      return last - pace.share * (last - reservation)
    case "split":
      return last - pace.share * (last - offer)
    case "step":
      return moved > 0 ? last - pace.share * (start - reservation) : last
    case "hold":
      return isFinal ? Math.min(last, start) : last
  }
}

/** Offers at the end that moved by less than a hundredth: how many in a row. */
const stoodStill = (heard: ReadonlyArray<Heard>): number => {
  let count = 0
  for (let index = heard.length - 1; index > 0; index--) {
    const now = heard[index]?.rate ?? 0
    const before = heard[index - 1]?.rate ?? 0
    if (now - before > before / 100 || heard[index]?.package !== heard[index - 1]?.package) break
    count++
  }
  return count
}

const roundUp = (amount: number, step: number): number => Math.max(1, Math.ceil(amount / step - 1e-9) * step)
