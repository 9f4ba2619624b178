import * as Either from "effect/Either"
import { limitsFor, type CreatorLimits } from "../strategy/Limits.ts"
import { type Move, nextMove } from "../strategy/NextMove.ts"
import type { Context } from "./decide.ts"
import type { Core } from "./State.ts"

/**
 * The next move of whichever strategy decides, `nextMove` unless the context names another. A move that the limits forbid is a person's: no
 * strategy can make a price leave them (STRAT-01). `asks` are those that still stand.
 */
export const boundedMove = (core: Core, asks: ReadonlyArray<number>, limits: CreatorLimits, context: Context): Move => {
  const position = { offers: core.offers, asks, firm: core.firm, package: core.tier }
  const move = (context.nextMove ?? nextMove)(position, limits, context.campaign.policy)
  return isAllowed(move, core, asks.at(-1), limits, context) ? move : { _tag: "Escalate", reason: "move_outside_limits", planned: null }
}

const isAllowed = (move: Move, core: Core, ask: number | undefined, limits: CreatorLimits, context: Context): boolean => {
  switch (move._tag) {
    case "Accept":
      return move.rate === ask && move.rate <= limits.ceiling
    case "Counter": {
      const same = move.package === core.tier
      const ceiling = same ? limits.ceiling : Either.match(limitsFor(context.campaign, context.influencer, move.package, context.ledger), {
        onLeft: () => 0, onRight: (other) => other.ceiling
      })
      return Number.isSafeInteger(move.rate) && move.rate > 0 && move.rate <= ceiling && move.rate <= (ask ?? Infinity) &&
        (!same || move.lever !== null || move.rate >= (core.offers.at(-1) ?? 0))
    }
    default:
      return true
  }
}
