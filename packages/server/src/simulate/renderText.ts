import type { Estimate, PolicyReport, Report } from "@parley/testkit/sim/simulator/Report"
import { money } from "../cli/render.ts"
import { table } from "../cli/table.ts"

/** The report as a person reads it in a terminal. */
export const renderText = (report: Report): string => {
  const { campaigns, plan, policies, rationed } = report
  return [
    `${plan.negotiations} negotiations in ${campaigns} campaigns (${rationed} short of money or seats), seed ${plan.seed}, ${plan.counterparties}, faults ${percent(plan.faults, 1)}`,
    "",
    table(
      ["policy", "agreement", "zone kept", "paid / ceiling", "rounds", "campaign CPM", "spent", "of budget", "mails", "broken rules"],
      [...policies.map((one) => [
        one.name, share(one.agreement), share(one.kept), share(one.paidOfCeiling), number(one.rounds), `${money(one.campaignCpm === null ? null : Math.round(one.campaignCpm), "USD")} (${times(one.cpmOfTarget)} target)`,
        money(one.spend, "USD"), percent(one.budget === 0 ? 0 : one.spend / one.budget, 1), String(one.mails), String(one.violations)
      ]), ["(omniscient bound)", "100.0 %", "100.0 %", share(report.bound.paidOfCeiling), "", "", "", "", "", ""]],
      [1, 2, 3, 4, 5, 6, 7, 8, 9]
    ),
    ...comparison(policies),
    "",
    table(["outcome", ...policies.map(({ name }) => name)], outcomesOf(policies), policies.map((_, index) => index + 1)),
    "",
    table(
      ["counterparty", "feasible", ...policies.flatMap(({ name }) => [`${name}: agreed`, "kept", "rounds"])],
      (policies[0]?.kinds ?? []).map(({ feasible, kind }) => [
        kind, String(feasible),
        ...policies.flatMap(({ kinds }) => {
          const own = kinds.find((one) => one.kind === kind)
          return own === undefined ? ["", "", ""] : [meanShare(own.agreement), meanShare(own.kept), own.rounds.mean?.toFixed(1) ?? ""]
        })
      ]),
      Array.from({ length: 1 + 3 * policies.length }, (_, index) => index + 1)
    ),
    "",
    "Agreement and zone kept are of the negotiations in which a price exists that both sides can live with; means with their 95 % intervals."
  ].join("\n")
}

const comparison = (policies: ReadonlyArray<PolicyReport>): ReadonlyArray<string> => {
  const rows = policies.flatMap(({ lead, name }) => lead === null ? [] : [[name, points(lead.agreement), points(lead.kept), points(lead.paidOfCeiling), signed(lead.rounds)]])
  return rows.length === 0 ? [] : [
    "",
    `Less ${policies[0]?.name ?? ""}, in the same negotiations (points of 100; an interval that holds 0 shows no difference):`,
    table(["policy", "agreement", "zone kept", "paid / ceiling", "rounds"], rows, [1, 2, 3, 4])
  ]
}

const outcomesOf = (policies: ReadonlyArray<PolicyReport>): ReadonlyArray<ReadonlyArray<string>> => {
  const names = [...new Set(policies.flatMap(({ outcomes }) => Object.keys(outcomes)))].toSorted()
  return [
    ...names.map((name) => [name.toLowerCase(), ...policies.map(({ outcomes }) => String(outcomes[name] ?? 0))]),
    ["by a person", ...policies.map(({ byPerson }) => String(byPerson))]
  ]
}

export const share = ({ mean, within }: Estimate): string => mean === null ? "" : `${percent(mean, 1)}${within === null ? "" : ` ±${(within * 100).toFixed(1)}`}`
export const number = ({ mean, within }: Estimate): string => mean === null ? "" : `${mean.toFixed(2)}${within === null ? "" : ` ±${within.toFixed(2)}`}`
export const points = ({ mean, within }: Estimate): string => mean === null ? "" : `${plus(mean * 100)}${within === null ? "" : ` ±${(within * 100).toFixed(1)}`}`
export const signed = ({ mean, within }: Estimate): string => mean === null ? "" : `${mean < 0 ? "" : "+"}${mean.toFixed(2)}${within === null ? "" : ` ±${within.toFixed(2)}`}`
export const percent = (part: number, digits: number): string => `${(part * 100).toFixed(digits)} %`
const meanShare = ({ mean }: Estimate): string => mean === null ? "" : percent(mean, 0)
const plus = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(1)}`
export const times = (value: number | null): string => value === null ? "no" : value.toFixed(2)
