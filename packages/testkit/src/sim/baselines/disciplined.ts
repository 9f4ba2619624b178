import type { ConcessionPolicy, Limits, Move, Position } from "@parley/domain/strategy/NextMove"

/** The rate that a way of conceding would like to offer next; whole or not, within the limits or not. */
export type Plan = (position: Position, limits: Limits, policy: ConcessionPolicy) => number

/**
 * The rules that bind everybody (STRAT-01 to STRAT-04) around one way of conceding: never above an ask or the ceiling, never under an
 * own offer, any ask taken at or under the next offer, or firm and within the ceiling, or within it in the last round.
 */
export const disciplined = (plan: Plan) => (position: Position, limits: Limits, policy: ConcessionPolicy): Move => {
  const { ceiling, floor } = limits
  const ask = position.asks.at(-1)
  const last = position.offers.at(-1)
  const round = position.offers.length

  if (ask !== undefined && last !== undefined && ask <= Math.min(last, ceiling)) return accept(ask, "ask_at_or_under_our_offer", last)
  const blocked = ceiling === 0 ? "nothing_left_to_offer" : floor > ceiling ? "minimum_over_ceiling" : last !== undefined && last > ceiling ? "our_offer_over_ceiling" : null
  if (blocked !== null) return ask !== undefined && ask <= ceiling ? accept(ask, "ask_within_limits", null) : { _tag: "Escalate", reason: blocked, planned: null }

  const next = Math.min(Math.max(last ?? 0, floor, Math.floor(plan(position, limits, policy) + 0.5)), ceiling)
  if (ask === undefined) {
    if (last === undefined) return counter(next, position, false, "opening", next)
    return position.offers.at(-2) === last
      ? { _tag: "Escalate", reason: "no_figure_named", planned: next }
      : counter(Math.max(last, floor), position, false, "hold_for_their_figure", next)
  }
  if (ask <= next) return accept(ask, "ask_at_or_under_our_next_offer", next)
  if (ask <= ceiling && (position.firm || round >= policy.rounds)) return accept(ask, position.firm ? "firm_ask_within_limits" : "last_round", next)
  if (ask > ceiling) {
    if (position.firm) return { _tag: "Walk", reason: "firm_ask_over_limits", planned: next }
    if (isStuck(position.asks)) return { _tag: "Walk", reason: "ask_over_limits_not_moving", planned: next }
    if (last !== undefined && last >= ceiling) {
      return ask * 10 <= ceiling * 11
        ? { _tag: "Escalate", reason: "ask_just_over_limits", planned: next }
        : { _tag: "Walk", reason: "ask_over_limits", planned: next }
    }
  }
  if (round > policy.rounds) return { _tag: "Escalate", reason: "rounds_used_up", planned: next }
  return counter(next, position, next >= ceiling || round >= policy.rounds, "concession", next)
}

const accept = (rate: number, reason: string, planned: number | null): Move => ({ _tag: "Accept", rate, reason, planned })

const counter = (rate: number, position: Position, final: boolean, reason: string, planned: number): Move => ({
  _tag: "Counter", rate, package: position.package, lever: null, final, reason, planned
})

const isStuck = (asks: ReadonlyArray<number>): boolean =>
  asks.length >= 3 && asks.at(-1) === asks.at(-2) && asks.at(-2) === asks.at(-3)
