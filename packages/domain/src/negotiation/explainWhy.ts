import * as Either from "effect/Either"
import { cpmOfRate } from "../Cpm.ts"
import type { Currency } from "../Currency.ts"
import { mostOver } from "../ledger/Flexibility.ts"
import type { LedgerSeen } from "../ledger/LedgerSeen.ts"
import { cents, formatMoney } from "../Money.ts"
import { nextMove } from "../strategy/NextMove.ts"
import { openingOf } from "../strategy/Concession.ts"
import type { Lever } from "../strategy/Lever.ts"
import { rulesVersion } from "../strategy/Pace.ts"
import { reasonText } from "./reasonText.ts"
import type { Rejected, Why } from "./Event.ts"

/** Why a number is what it is, line by line, with the rule run again on the same figures (STRAT-06). `rate` in minor units; null where none was decided. `newViews` are those of another package that the rate is for. */
export const explainWhy = (why: Why, rate: number | null, views: number, currency: Currency, newViews = views): ReadonlyArray<string> => {
  const money = (amount: number) => formatMoney(cents(amount), currency)
  const cpm = (amount: number, on = views) => Either.match(cpmOfRate(amount, on), { onLeft: () => "?", onRight: (value) => money(value) })
  const list = (amounts: ReadonlyArray<number>) => amounts.length === 0 ? "none" : amounts.map(money).join(", ")
  const again = decidedAgain(why)
  const { settlement = null, theirMove = null } = why.inputs ?? {}
  return [
    `why: ${reasonText(why.reason)}`,
    ...(rate === null ? [] : [`rate: ${money(rate)}, a CPM of ${cpm(rate, newViews)} on ${newViews.toLocaleString("en-US")} views${newViews === views ? `, ${overTarget(rate, why.target)}` : ""}`]),
    `target ${money(why.target)} (CPM ${cpm(why.target)}), ceiling ${money(why.ceiling)} (CPM ${cpm(why.ceiling)}, set by the ${why.ceilingFrom === "cpm" ? (why.ledger?.flexibility ?? 0) > 0 ? "raised CPM ceiling" : "CPM ceiling" : why.ceilingFrom === "roster" ? "roster's maximum" : "free budget"})`,
    ...(why.ledger === undefined ? [] : booksIn(why.ledger, money)),
    ...(why.floor === 0 ? [] : [`we offer no less than ${money(why.floor)}`]),
    ...(why.approvalAbove === null ? [] : [`above ${money(why.approvalAbove)} a person decides`]),
    `round ${why.round} of ${why.rounds}; our offers before: ${list(why.offers)}; their asks: ${list(why.asks)}${why.firm ? " (firm)" : ""}`,
    ...(settlement === null ? [] : [`they seem to settle at about ${money(settlement)}${theirMove === null ? "" : `; their last ask ${movement(theirMove, money)}`}`]),
    ...(why.planned === null ? [] : [`the schedule allowed ${money(why.planned)} in this round`]),
    ...(why.levers === undefined ? [] : leverLines(why.levers)),
    ...(why.rejected ?? []).map((one) => `not ${notDone[one.move]}${one.rate === null ? "" : ` ${money(one.rate)}`}: ${one.why.replaceAll("_", " ")}`),
    ...(why.pace === undefined ? [] : [`pace: ${typeof why.pace === "string" ? why.pace : "the campaign's own"}`]),
    why.reason === "a person decided"
      ? "a person set this number"
      : again !== rate
      ? `today's rules (version ${rulesVersion}) come to ${again === null ? "no number" : money(again)}: this was decided by ${why.version === undefined || why.version === rulesVersion ? "others" : `version ${why.version}`}`
      : rate === null ? "decided again from these figures: the same" : "decided again from these figures: the same number"
  ]
}

/** The rule run again: the rate it comes to, null where it comes to none. An opening is the target or its share, within ceiling and floor. */
const decidedAgain = ({ asks, ceiling, firm, floor, inputs, levers, offers, opening, pace, reason, rounds, target }: Why): number | null => {
  if (reason.startsWith("opening_")) return Math.max(Math.min(openingOf(target, opening), ceiling), floor)
  const move = nextMove(
    // a reply that named no figure was answered without their former asks
    { offers, asks: inputs?.settlement === null ? [] : asks, firm, package: levers?.package ?? 1, levers: levers?.used },
    { target, ceiling, floor, levers: levers?.options },
    { rounds, opening, pace }
  )
  return "rate" in move ? move.rate : null
}

const leverLines = ({ options, used }: NonNullable<Why["levers"]>): ReadonlyArray<string> => {
  const left = [...options.others, ...options.packages.length > 0 ? ["package" as const] : []].filter((lever) => !used.includes(lever))
  return [
    ...left.length === 0 ? [] : [`beside money there was: ${left.map((lever) => leverNames[lever]).join(", ")}`],
    ...used.length === 0 ? [] : [`on the table before: ${used.map((lever) => leverNames[lever]).join(", ")}`]
  ]
}

const leverNames: Readonly<Record<Lever, string>> = {
  package: "a smaller package", usage_rights: "shorter usage rights", product: "a product on top", syndication: "sharing their content further", cpm_transparency: "saying what the rate comes to for 1,000 views"
}

const movement = (move: number, money: (amount: number) => string): string =>
  move > 0 ? `came down by ${money(move)}` : move < 0 ? `rose by ${money(-move)}` : "did not move"

const notDone: Readonly<Record<Rejected["move"], string>> = {
  accept: "accepted at", counter: "countered with", hold: "held at", last_word: "ended with a last word of", walk: "left"
}

/** The campaign's books at that moment, and what they added to the CPM ceiling (LEDGER-02). */
const booksIn = ({ committed, cpmCeiling, engagement, flexibility, free, headcount, savings, seats }: LedgerSeen, money: (amount: number) => string): ReadonlyArray<string> => {
  const parts = [
    ...(engagement === 0 ? [] : [`${percent(engagement)} for an engagement over ${engagement === 1_500 ? 5 : 3} %`]),
    ...(savings === 0 ? [] : [`${money(savings)} as its share of what finished deals saved`])
  ]
  return [
    parts.length === 0
      ? `the CPM ceiling of ${money(cpmCeiling)} was not raised: no engagement over 3 %, and no savings of finished deals to share`
      : `the CPM ceiling of ${money(cpmCeiling)} was raised by ${percent(flexibility)}: ${parts.join(", and ")}${flexibility === mostOver ? "; more than 20 % is never added" : ""}`,
    `the campaign's books: ${money(committed)} agreed with others or on offer to them, ${money(free)} free; others have ${seats} of ${headcount} places`
  ]
}

const overTarget = (rate: number, target: number): string => {
  if (target < 1) return "without a target"
  const over = Math.round((rate - target) * 10_000 / target)
  return over === 0 ? "at the target" : over > 0 ? `${percent(over)} over the target` : `${percent(-over)} under the target`
}

/** 1250 is "12.5 %". */
const percent = (bps: number): string => `${bps / 100} %`
