import type { Policy } from "../campaign/Policy.ts"
import type { LeverOptions } from "../strategy/Levers.ts"
import { leversFor } from "../strategy/leversFor.ts"
import type { CreatorLimits } from "../strategy/Limits.ts"
import { type Limits, type Move, nextMove } from "../strategy/NextMove.ts"
import type { Context } from "./decide.ts"
import type { Core } from "./State.ts"

/** A move, and what it was chosen from beside the limits. */
export interface Bounded {
  readonly move: Move
  readonly policy: Policy
  readonly levers: LeverOptions | undefined
}

/**
 * The next move of whichever strategy decides, `nextMove` unless the context names another. A move that the limits forbid is a person's: no
 * strategy can make a price leave them (STRAT-01). `asks` are those that still stand.
 */
export const boundedMove = (core: Core, asks: ReadonlyArray<number>, limits: CreatorLimits, context: Context): Bounded => {
  const { campaign, influencer, ledger } = context
  const levers = leversFor(campaign, influencer, core.tier, core.offers.at(-1) ?? 0, ledger)
  const policy = policyFor(core, campaign.policy)
  const position = { offers: core.offers, asks, firm: core.firm, package: core.tier, levers: core.levers }
  const move = (context.nextMove ?? nextMove)(position, levers === undefined ? limits : withLevers(limits, levers), policy)
  return { move: isAllowed(move, core, asks.at(-1), limits, levers) ? move : { _tag: "Escalate", reason: "move_outside_limits", planned: null }, policy, levers }
}

const withLevers = ({ ceiling, floor, target }: CreatorLimits, levers: LeverOptions): Limits => ({ target, ceiling, floor, levers })

/** Counter-offers for a package that is off the table count all the same: the rounds that are left are for this one (STRAT-04). */
const policyFor = (core: Core, policy: Policy): Policy => {
  const before = core.offers.length === 0 ? 0 : core.rounds + 1 - core.offers.length
  return before <= 0 ? policy : { ...policy, rounds: Math.max(1, policy.rounds - before) }
}

const isAllowed = (move: Move, core: Core, ask: number | undefined, limits: CreatorLimits, levers: LeverOptions | undefined): boolean => {
  switch (move._tag) {
    case "Accept":
      return move.rate === ask && move.rate <= limits.ceiling
    case "Counter": {
      if (!Number.isSafeInteger(move.rate) || move.rate <= 0 || move.rate > (ask ?? Infinity)) return false
      // each lever once, and only one that the campaign has (LEVER-01)
      if (move.lever !== null && core.levers.includes(move.lever)) return false
      if (move.lever === "package") return levers?.packages.some(({ limits, tier }) => tier === move.package && move.rate <= limits.ceiling) === true
      if (move.lever !== null && levers?.others.includes(move.lever) !== true) return false
      return move.package === core.tier && move.rate <= limits.ceiling && move.rate >= (core.offers.at(-1) ?? 0)
    }
    default:
      return true
  }
}
