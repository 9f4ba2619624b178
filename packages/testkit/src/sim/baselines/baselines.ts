import type { ConcessionPolicy, Limits, Move, Position } from "@parley/domain/strategy/NextMove"
import type { Profile } from "../population/Counterparty.ts"
import { disciplined, type Plan } from "./disciplined.ts"

/** The share of the policy's rounds that is behind us, 0 to 1. */
const elapsed = (position: Position, policy: ConcessionPolicy): number => Math.min(position.offers.length, policy.rounds) / policy.rounds

const between = ({ ceiling, target }: Limits, share: number): number => target >= ceiling ? ceiling : target + (ceiling - target) * share

/** From target to ceiling with time alone: an exponent of 1 in equal steps, over 1 late, under 1 early. */
const timed = (exponent: number): Plan => (position, limits, policy) => between(limits, elapsed(position, policy) ** exponent)

/** What they came down, as a share of where they began, we go up. */
const titForTat: Plan = ({ asks, offers }, limits) => {
  const last = offers.at(-1) ?? limits.target
  const [before, now] = [asks.at(-2), asks.at(-1)]
  return before === undefined || now === undefined || now >= before ? last : last * (before / now)
}

/** A step of a tenth for each different ask of theirs: we concede when they have made as many moves as we (MiCRO). */
const micro: Plan = ({ asks, offers }, limits) => {
  const ours = new Set(offers).size
  const theirs = new Set(asks).size
  const last = offers.at(-1) ?? limits.target
  return ours <= theirs ? last + (limits.ceiling - limits.target) / 10 : last
}

const splitTheDifference: Plan = ({ asks, offers }, limits) => {
  const last = offers.at(-1) ?? limits.target
  return (last + (asks.at(-1) ?? last)) / 2
}

type Baseline = (position: Position, limits: Limits, policy: ConcessionPolicy) => Move

/** Ways to concede that a policy must beat, each inside the same rules. `linear` is what Parley did first. */
export const baselines = {
  fixed: disciplined((_, limits) => limits.target),
  linear: disciplined(timed(1)),
  boulware: disciplined(timed(3)),
  conceder: disciplined(timed(1 / 3)),
  micro: disciplined(micro),
  tit_for_tat: disciplined(titForTat),
  split: disciplined(splitTheDifference)
} satisfies Record<string, Baseline>

const short = (exponent: number, top: number): Baseline =>
  disciplined((position, limits, policy) => limits.target + (timed(exponent)(position, limits, policy) - limits.target) * top)

/** Time alone, too, but with the ceiling itself never offered: stronger than the ones people know, so that nothing is won by that alone. */
export const reserved = {
  linear_to_96: short(1, 0.96),
  linear_to_90: short(1, 0.9),
  boulware_to_90: short(1.5, 0.9)
} satisfies Record<string, Baseline>

/** Knows the least they would take: opens there, or at the target if that is more, and stays. Nobody can be so well informed. */
export const omniscient = (position: Position, limits: Limits, policy: ConcessionPolicy, profile: Profile): Move =>
  disciplined((_, { target }) => Math.max(target, profile.reservation))(position, limits, policy)
