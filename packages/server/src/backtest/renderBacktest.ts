import { money } from "../cli/render.ts"
import { table } from "../cli/table.ts"
import type { Backtest, Decided, Sums } from "./backtest.ts"

/** What a backtest can say, and what it cannot. */
export const limits: ReadonlyArray<string> = [
  "Each decision is compared on what had really been said by then. After the first different move of a negotiation they would have answered something else, and nobody knows what: such a negotiation is open, and its later differences are only moves on the record.",
  "Certain is only what needs no answer of theirs: a price they asked that the other policy takes, and talks that it leaves.",
  "Budget and seats are those of the record at that moment; what other deals would have left of them is not worked out.",
  "Compared are offers, deals and endings; when reminders leave and who has to say yes are not."
]

/** The report as a person reads it in a terminal. `currencies` are the campaigns'. */
export const renderBacktest = (report: Backtest, currencies: ReadonlyMap<string, string>, most = 200): string => {
  const { changed, decisions, differences, leftOut, negotiations, notRepeated, policy, totals } = report
  const show = (amount: number | null, campaign: string) => amount === null ? "" : money(amount, currencies.get(campaign) ?? "")
  const told = (one: Decided, campaign: string): string =>
    [one.move.replaceAll("_", " "), show(one.rate, campaign), one.tier === null || one.tier === 1 ? "" : `(package ${one.tier})`, one.reason === null ? "" : `: ${one.reason.replaceAll("_", " ")}`].filter((part) => part !== "").join(" ").replace(" :", ":")
  return [
    `Against ${Object.entries(policy).map(([field, value]) => `${field} ${JSON.stringify(value)}`).join(", ")}:`,
    `${negotiations} negotiations, ${decisions} decisions, ${differences.length} of them different in ${changed.length} negotiations.`,
    ...notRepeated === 0 ? [] : [`${notRepeated} decisions are not compared: today's rules do not repeat them under their own policy, as when a person or another release decided.`],
    ...leftOut === 0 ? [] : [`${leftOut} negotiations are left out: their creator was forgotten, or their events cannot be read.`],
    "",
    table(["", "deals", "spend", "rounds"], [
      ["recorded", String(totals.recorded.deals), sumText(totals.recorded.spend, false), String(totals.recorded.rounds)],
      ["certain change", signed(totals.certain.deals), sumText(totals.certain.spend, true), signed(totals.certain.rounds)],
      [`open: ${totals.open.negotiations} negotiations, recorded`, String(totals.open.deals), sumText(totals.open.spend, false), ""]
    ], [1, 2, 3]),
    ...differences.length === 0 ? [] : [
      "",
      table(["negotiation", "event", "when", "round", "recorded", "other policy", "then"], differences.slice(0, most).map((one) => [
        one.negotiation, String(one.version), new Date(one.at).toISOString().slice(0, 16).replace("T", " "), String(one.round), told(one.recorded, one.campaign), told(one.other, one.campaign),
        one.first ? changed.find(({ negotiation }) => negotiation === one.negotiation)?.consequence ?? "" : "(later)"
      ]), [1, 3]),
      ...differences.length > most ? [`and ${differences.length - most} more: --json lists all`] : []
    ],
    "",
    "What this cannot say:",
    ...limits.map((one) => `- ${one}`)
  ].join("\n")
}

const signed = (value: number): string => value > 0 ? `+${value}` : String(value)
const sumText = (sums: Sums, isChange: boolean): string =>
  Object.keys(sums).length === 0 ? isChange ? "0" : "-" : Object.entries(sums).map(([currency, amount]) => `${amount < 0 ? "-" : isChange ? "+" : ""}${money(Math.abs(amount), currency)}`).join(", ")
