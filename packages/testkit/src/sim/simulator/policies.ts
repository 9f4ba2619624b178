import { nextMove } from "@parley/domain/strategy/NextMove"
import type { Strategy } from "@parley/domain/strategy/Strategy"
import { people, type Source } from "./Scenario.ts"

/** Offers its opening again and again, and takes what comes down to it: what any strategy has to beat. */
export const fixed: Strategy = ({ asks, offers, package: tier }, limits, policy) => {
  const ask = asks.at(-1)
  const offer = offers.at(-1) ?? Math.min(Math.max(limits.target, limits.floor), limits.ceiling)
  if (ask !== undefined && ask <= Math.min(offer, limits.ceiling)) return { _tag: "Accept", rate: ask, reason: "ask_at_or_under_our_offer", planned: offer }
  if (offers.length > policy.rounds || offer > limits.ceiling) return { _tag: "Walk", reason: "rounds_used_up", planned: offer }
  return { _tag: "Counter", rate: offer, package: tier, lever: null, final: offers.length >= policy.rounds, reason: "opening_again", planned: offer }
}

/** Strategies by the names that `--policy` takes. Each bounds itself; what it forgets, the Decider bounds. */
export const policies: Readonly<Record<string, Strategy>> = { default: nextMove, fixed }

/** Who is negotiated with, by the names that `--counterparties` takes. */
export const sources: Readonly<Record<string, Source>> = { people }
