import { mostOnPath, offerNext, type Zone, zoneOf } from "./Concession.ts"
import { findProblem } from "./findProblem.ts"
import { leverBeforeLeaving, leverInStep } from "./Levers.ts"
import type { ConcessionPolicy, Inputs, Limits, Move, Position, Rejected } from "./Move.ts"
import { paceOf } from "./Pace.ts"
import { settlementOf } from "./Settlement.ts"

export type { Accept, ConcessionPolicy, Counter, Escalate, Inputs, Limits, Move, Position, Reason, Rejected, Walk } from "./Move.ts"

/**
 * The next move of a disciplined negotiator: opens at the target, then goes towards where the counterparty seems to settle, never past a
 * last word a little under the ceiling. It accepts any ask at or under the most that it would offer next, a firm one within the ceiling at
 * once, and in the last round any within the ceiling. It never offers above the ask or the ceiling, and never less than it offered before
 * (STRAT-01 to STRAT-04).
 *
 * Pure and total: the same input gives the same move, and input that makes no sense (a negative amount, a fraction, 0
 * rounds) is an `Escalate` whose reason starts with "invalid" and names the field.
 */
export const nextMove = (position: Position, limits: Limits, policy: ConcessionPolicy): Move => {
  const problem = findProblem(position, limits, policy)
  if (problem !== null) return { _tag: "Escalate", reason: `invalid ${problem}`, planned: null }

  const { asks, offers } = position
  const { ceiling, floor } = limits
  const { rounds } = policy
  const round = offers.length
  const ask = asks.at(-1)
  const before = asks.at(-2)
  const last = offers.at(-1)
  const pace = paceOf(policy.pace)
  const paced = Math.min(rounds, pace.lastWordAfter)
  const settlement = ask === undefined ? null : settlementOf(asks, Math.min(ask, last ?? limits.target), Math.max(1, paced - round), pace)
  const inputs: Inputs = {
    settlement: settlement === null ? null : Math.round(settlement),
    theirMove: ask === undefined || before === undefined ? null : before - ask, round, rounds
  }

  if (ask !== undefined && last !== undefined && ask <= last && ask <= ceiling) {
    return { _tag: "Accept", rate: ask, reason: "ask_at_or_under_our_offer", planned: last, inputs, rejected: none }
  }
  // No offer can be made: it would be nothing, or under the floor, or under what we offered before.
  const blocked = ceiling === 0 ? "nothing_left_to_offer" : floor > ceiling ? "minimum_over_ceiling" : last !== undefined && last > ceiling ? "our_offer_over_ceiling" : null
  if (blocked !== null) {
    return ask !== undefined && ask <= ceiling
      ? { _tag: "Accept", rate: ask, reason: "ask_within_limits", planned: null, inputs, rejected: [{ move: "counter", rate: null, why: blocked }] }
      : { _tag: "Escalate", reason: blocked, planned: null, inputs, rejected: ask === undefined ? none : [{ move: "accept", rate: ask, why: "over_limits" }] }
  }

  const zone = zoneOf(limits, policy.opening, pace)
  const path = mostOnPath(position, limits, paced, zone, pace)
  // Who held beyond the limits hears our last word when they hold again, so an ask at or under it is accepted, too.
  const planned = hasHeldBeyond(asks, asks.length - 2, ceiling) ? Math.max(path, zone.lastWord) : path

  if (ask === undefined || settlement === null) return withoutFigure(position, floor, planned, inputs)
  if (ask <= planned) {
    return { _tag: "Accept", rate: ask, reason: "ask_at_or_under_our_next_offer", planned, inputs, rejected: lower(last, "we_would_offer_as_much") }
  }
  const offer = offerNext(position, limits, paced, zone, pace, settlement, path)
  const isLastRound = round >= rounds || last !== undefined && last >= zone.lastWord
  if (ask <= ceiling && (position.firm || isLastRound)) {
    return position.firm
      ? { _tag: "Accept", rate: ask, reason: "firm_ask_within_limits", planned, inputs, rejected: [{ move: "counter", rate: offer, why: "haggling_loses_a_final_ask" }] }
      : { _tag: "Accept", rate: ask, reason: "last_round", planned, inputs, rejected: [{ move: "counter", rate: offer, why: "no_round_left_to_hear_the_answer" }] }
  }
  if (ask > ceiling) {
    const leave = leaving(position, ask, zone, rounds, planned, inputs)
    if (leave !== null) return leave._tag === "Walk" && round < rounds ? insteadOfLeaving(position, limits, ask, zone, planned, inputs) ?? leave : leave
    if (isStuck(asks, ceiling)) {
      return {
        _tag: "Counter", rate: zone.lastWord, package: position.package, lever: null, final: true, reason: "last_word", planned: zone.lastWord, inputs,
        rejected: [{ move: "accept", rate: ask, why: "over_limits" }, { move: "counter", rate: offer, why: "they_answer_no_step" }, { move: "walk", rate: null, why: "our_last_word_is_untold" }]
      }
    }
  }
  const lever = round < rounds && offer < zone.lastWord ? leverInsteadOfMoney(position, limits, ask, offer, zone, planned, inputs) : null
  if (lever !== null) return lever
  return {
    _tag: "Counter", rate: offer, package: position.package, lever: null, final: offer >= zone.lastWord || round >= rounds,
    reason: "concession", planned, inputs,
    rejected: [
      { move: "accept", rate: ask, why: ask > ceiling ? "over_limits" : "over_our_next_offer" },
      last !== undefined && last < offer ? { move: "hold", rate: last, why: "standing_still_loses_them" } : { move: "last_word", rate: zone.lastWord, why: "rounds_are_left" }
    ]
  }
}

/** They want more and named no figure: holding asks for one, moving would be bidding against ourselves. */
const withoutFigure = ({ offers, package: tier }: Position, floor: number, planned: number, inputs: Inputs): Move => {
  const last = offers.at(-1)
  if (last === undefined) return { _tag: "Counter", rate: planned, package: tier, lever: null, final: false, reason: "opening", planned, inputs, rejected: none }
  return offers.at(-2) === last
    ? { _tag: "Escalate", reason: "no_figure_named", planned, inputs, rejected: [{ move: "counter", rate: planned, why: "bidding_against_ourselves" }, { move: "hold", rate: last, why: "held_already" }] }
    : { _tag: "Counter", rate: Math.max(last, floor), package: tier, lever: null, final: false, reason: "hold_for_their_figure", planned, inputs, rejected: [{ move: "counter", rate: planned, why: "bidding_against_ourselves" }] }
}

/** From the second counter-offer on something else than money for a part of the step, where it does more than it costs (LEVER-01). */
const leverInsteadOfMoney = (position: Position, limits: Limits, ask: number, offer: number, zone: Zone, planned: number, inputs: Inputs): Move | null => {
  const last = position.offers.at(-1)
  if (limits.levers === undefined || last === undefined || position.offers.length < 2) return null
  const choice = leverInStep({ ask, last, next: offer, unit: zone.unit, package: position.package, limits, used: position.levers ?? none }, limits.levers)
  return choice === null ? null : {
    _tag: "Counter", rate: choice.rate, package: choice.package, lever: choice.lever, final: false, reason: "lever", planned, inputs,
    rejected: [{ move: "accept", rate: ask, why: ask > limits.ceiling ? "over_limits" : "over_our_next_offer" }, { move: "counter", rate: offer, why: "the_lever_does_more_for_less" }]
  }
}

/** A lever that is worth what is missing, or a smaller package: before we leave, not sooner, for most come down by themselves, and a step down starts the talks anew. */
const insteadOfLeaving = (position: Position, limits: Limits, ask: number, zone: Zone, planned: number, inputs: Inputs): Move | null => {
  const last = position.offers.at(-1)
  if (limits.levers === undefined || last === undefined) return null
  const next = Math.min(ask, Math.max(last, limits.floor, zone.lastWord))
  const choice = leverBeforeLeaving({ ask, last, next, unit: zone.unit, package: position.package, limits, used: position.levers ?? none }, limits.levers)
  return choice === null ? null : {
    _tag: "Counter", rate: choice.rate, package: choice.package, lever: choice.lever, final: choice.lever !== "package", planned, inputs,
    reason: choice.lever === "package" ? "smaller_package" : "lever_before_leaving",
    rejected: [{ move: "accept", rate: ask, why: "over_limits" }, { move: "walk", rate: null, why: "something_is_left_to_offer" }]
  }
}

/** Whether an ask over the ceiling ends it; null while there is something to say. */
const leaving = ({ asks, firm, offers }: Position, ask: number, { ceiling, lastWord }: Zone, rounds: number, planned: number, inputs: Inputs): Move | null => {
  const last = offers.at(-1)
  const rejected: ReadonlyArray<Rejected> = [{ move: "accept", rate: ask, why: "over_limits" }]
  if (firm) return { _tag: "Walk", reason: "firm_ask_over_limits", planned, inputs, rejected }
  if (isStuck(asks, ceiling) && ask > ceiling * outOfReach) return { _tag: "Walk", reason: "ask_over_limits_not_moving", planned, inputs, rejected }
  // Our last word is out and they still want more: within a tenth a human may stretch, beyond it we leave.
  if (last !== undefined && last >= lastWord) {
    return { _tag: ask * 10 <= ceiling * 11 ? "Escalate" : "Walk", reason: ask * 10 <= ceiling * 11 ? "ask_just_over_limits" : "ask_over_limits", planned, inputs, rejected }
  }
  return offers.length > rounds ? { _tag: "Escalate", reason: "rounds_used_up", planned, inputs, rejected } : null
}

/** An ask of more than so many ceilings that does not move is left without a last word: it would not be near. */
const outOfReach = 2

/** Three asks in a row beyond the ceiling without coming down: more small steps would not bring them down either. */
const isStuck = (asks: ReadonlyArray<number>, ceiling: number): boolean =>
  hasHeldBeyond(asks, asks.length - 1, ceiling) && hasHeldBeyond(asks, asks.length - 2, ceiling)

/** The ask at `index` and the one before are beyond the ceiling, and the later is no lower. */
const hasHeldBeyond = (asks: ReadonlyArray<number>, index: number, ceiling: number): boolean => {
  if (index < 1) return false
  const before = asks[index - 1]
  const now = asks[index]
  return before !== undefined && now !== undefined && before > ceiling && now >= before
}

const none: ReadonlyArray<never> = []

const lower = (last: number | undefined, why: string): ReadonlyArray<Rejected> => last === undefined ? none : [{ move: "hold", rate: last, why }]
