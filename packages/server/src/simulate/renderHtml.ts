import { bins, type PolicyReport, type Report } from "@parley/testkit/sim/simulator/Report"
import { barChart, escapeHtml, lineChart } from "./plots.ts"
import { money } from "../cli/render.ts"
import { number, percent, points, share, signed, times } from "./renderText.ts"

/** The report as one file: no script, nothing fetched, readable in light and dark. Whatever is not markup of ours is escaped. */
export const renderHtml = (report: Report): string => {
  const { bound, campaigns, plan, policies, rationed, violations } = report
  const broken = policies.reduce((sum, one) => sum + one.violations, 0)
  const first = policies[0]?.name ?? ""
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(`Simulation, seed ${plan.seed}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Simulation</h1>
<p>${escapeHtml(`${plan.negotiations} negotiations in ${campaigns} campaigns (${rationed} short of money or seats); seed ${plan.seed}; counterparties: ${plan.counterparties}; faults ${percent(plan.faults, 1)}; mail as ${plan.asBytes ? "bytes" : "it is"}.`)}</p>
<p class="${broken === 0 ? "good" : "bad"}">${broken === 0 ? "No rule was broken." : `${broken} rules were broken.`}</p>
${broken === 0 ? "" : tableOf("Broken rules", ["rule", "policy", "campaign", "negotiation", "what happened"], violations.map((one) => [one.rule, one.policy, String(one.campaign), one.negotiation ?? "", one.detail]))}
${tableOf("Policies", ["policy", "agreement", "zone kept", "paid of ceiling", "rounds", "campaign CPM", "of target", "spent", "of budget", "deals", "by a person"], [...policies.map((one) => [
    one.name, share(one.agreement), share(one.kept), share(one.paidOfCeiling), number(one.rounds), money(one.campaignCpm === null ? null : Math.round(one.campaignCpm), "USD"), times(one.cpmOfTarget),
    money(one.spend, "USD"), percent(one.budget === 0 ? 0 : one.spend / one.budget, 1), String(one.deals), String(one.byPerson)
  ]), ["(omniscient bound)", "100.0 %", "100.0 %", share(bound.paidOfCeiling), "", "", "", "", "", "", ""]])}
${policies.length < 2 ? "" : tableOf(`Less ${first}, in the same negotiations (points of 100)`, ["policy", "agreement", "zone kept", "paid of ceiling", "rounds"], policies.flatMap(({ lead, name }) =>
    lead === null ? [] : [[name, points(lead.agreement), points(lead.kept), points(lead.paidOfCeiling), signed(lead.rounds)]]))}
<h2>Offers and asks by round</h2>
<p>Means, as places between the target (0) and the ceiling (1) of each creator. Asks are dashed.</p>
${lineChart({
    title: "Offers and asks by round", x: "offer", y: "place between target and ceiling",
    lines: policies.flatMap((one, index) => [
      { name: `${one.name}: our offers`, color: index, dashed: false, points: one.curve.flatMap(({ ours, round }) => ours.mean === null ? [] : [[round, ours.mean] as const]) },
      { name: `${one.name}: their asks`, color: index, dashed: true, points: one.curve.flatMap(({ round, theirs }) => theirs.mean === null ? [] : [[round, theirs.mean] as const]) }
    ])
  })}
<h2>Agreed CPM</h2>
<p>Deals by where their CPM lies: -1 is nothing, 0 the target, 1 the ceiling, where both lie apart as they do by default.</p>
${barChart({ title: "Deals by agreed CPM", x: "place between target and ceiling", y: "deals", labels: Array.from({ length: bins }, (_, bin) => ((bin - bins / 2) / 20).toFixed(2)), every: 10, bars: named(policies, ({ places }) => places) })}
<h2>Spend against budget</h2>
<p>Campaigns by the share of their budget that deals took.</p>
${barChart({ title: "Campaigns by share of budget spent", x: "share of budget", y: "campaigns", labels: Array.from({ length: 10 }, (_, bin) => `${(bin + 1) * 10} %`), every: 1, bars: named(policies, ({ spent }) => spent) })}
${policies.map((one) => tableOf(`Counterparties under ${one.name}`, ["counterparty", "feasible", "agreement", "zone kept", "rounds"], one.kinds.map((kind) => [kind.kind, String(kind.feasible), share(kind.agreement), share(kind.kept), number(kind.rounds)]))).join("\n")}
<p>Agreement and zone kept are of the negotiations in which a price exists that both sides can live with; means with their 95 % intervals.</p>
</main>
</body>
</html>
`
}

const named = (policies: ReadonlyArray<PolicyReport>, values: (one: PolicyReport) => ReadonlyArray<number>) =>
  policies.map((one, color) => ({ name: one.name, color, values: values(one) }))

const tableOf = (caption: string, header: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  `<div class="wide"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${header.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join("")}</tr></thead><tbody>${
    rows.map((row) => `<tr>${row.map((cell, index) => index === 0 ? `<th scope="row">${escapeHtml(cell)}</th>` : `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`).join("")}</tbody></table></div>`

/** Colours that are told apart in light and dark, also by who sees no red or green. */
const style = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --faint: #6b7280; --line: #d5d9df; --c0: #0b63ce; --c1: #c2410c; --c2: #0f766e; --c3: #7e22ce; --c4: #a16207; --c5: #be185d; --c6: #374151; --c7: #15803d }
@media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e8eaed; --faint: #9aa3ae; --line: #3a4048; --c0: #6cb0ff; --c1: #fb923c; --c2: #2dd4bf; --c3: #c792ff; --c4: #facc15; --c5: #f472b6; --c6: #cbd5e1; --c7: #4ade80 } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 68rem; margin: 0 auto; padding: 1.5rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.5rem }
p { max-width: 46rem } .good { font-weight: 600; color: var(--c7) } .bad { font-weight: 600; color: var(--c1) }
.wide { overflow-x: auto; margin: 1.5rem 0 } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem } th, td { padding: .25rem .75rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap }
th:first-child { text-align: left; font-weight: 500 } thead th { color: var(--faint); font-weight: 500 }
svg { width: 100%; max-width: 60rem; height: auto; display: block } svg text { fill: var(--ink); font: 12px system-ui, sans-serif } svg .axis { stroke: var(--line); stroke-width: 1 } svg .faint { fill: var(--faint) }
`
