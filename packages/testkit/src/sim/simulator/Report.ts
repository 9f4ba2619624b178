import type { CampaignResult, Plan, Played, Talk } from "./Campaigns.ts"
import type { Rule } from "./Invariants.ts"

/** A mean over `n`, and half the width of its 95 % interval; null where there is nothing to take a mean of. */
export interface Estimate {
  readonly mean: number | null
  readonly within: number | null
  readonly n: number
}

/** How one policy fared. Shares are of 1, amounts in minor units. */
export interface PolicyReport {
  readonly name: string
  /** Deals over negotiations in which a price exists that both sides can live with. */
  readonly agreement: Estimate
  /** The share of the zone between reservation and ceiling that we keep, 0 without a deal. */
  readonly kept: Estimate
  /** What is paid over the ceiling, of the deals. */
  readonly paidOfCeiling: Estimate
  /** Counter-offers, of all that were opened. */
  readonly rounds: Estimate
  readonly deals: number
  /** Of the deals and walks, those that a person decided. */
  readonly byPerson: number
  readonly spend: number
  readonly budget: number
  /** Total agreed rate over total views, per 1,000; and over the target and the ceiling of what was bought. */
  readonly campaignCpm: number | null
  readonly cpmOfTarget: number | null
  readonly mails: number
  readonly violations: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly kinds: ReadonlyArray<{ readonly kind: string; readonly feasible: number; readonly agreement: Estimate; readonly kept: Estimate; readonly rounds: Estimate }>
  /** Means by round of our offers and their asks, as places between target (0) and ceiling (1). */
  readonly curve: ReadonlyArray<{ readonly round: number; readonly ours: Estimate; readonly theirs: Estimate }>
  /** Agreed CPM as a place between target (0) and ceiling (1): counts of deals in twentieths from -1 to 1, what lies outside in the first and last. */
  readonly places: ReadonlyArray<number>
  /** Campaigns by the tenth of their budget that was spent. */
  readonly spent: ReadonlyArray<number>
  /** This policy less the first one, in the same negotiations; null for the first. */
  readonly lead: { readonly agreement: Estimate; readonly kept: Estimate; readonly rounds: Estimate; readonly paidOfCeiling: Estimate } | null
}

export interface BrokenRule {
  readonly rule: Rule
  readonly policy: string
  readonly campaign: number
  readonly negotiation: string | null
  readonly detail: string
}

/** Everything a run came to. The same plan gives the same report, to the byte. */
export interface Report {
  readonly version: 1
  readonly plan: Plan
  readonly campaigns: number
  /** Campaigns with less money or fewer seats than their creators would take; they count for spend and rules only. */
  readonly rationed: number
  readonly policies: ReadonlyArray<PolicyReport>
  /** What paying everybody their least would come to, over the ceiling: with all deals made and the whole zone kept, the bound that nobody reaches. */
  readonly bound: { readonly paidOfCeiling: Estimate }
  /** The first hundred of them. */
  readonly violations: ReadonlyArray<BrokenRule>
}

export const bins = 40

export const reportOf = (plan: Plan, results: ReadonlyArray<CampaignResult>): Report => ({
  version: 1, plan, campaigns: results.length, rationed: results.filter(({ rationed }) => rationed).length,
  policies: plan.policies.map((name, index) => policyReport(name, index, results)),
  bound: {
    paidOfCeiling: estimate(results.filter(({ rationed }) => !rationed).flatMap(({ played }) => played[0]?.talks ?? [])
      .flatMap(({ ceiling, feasible, reservation }) => feasible && reservation !== null && ceiling > 0 ? [reservation / ceiling] : []))
  },
  violations: results.flatMap(({ number, played }) => played.flatMap(({ policy, violations }) => violations.map((one) => ({ ...one, policy, campaign: number })))).slice(0, 100)
})

const policyReport = (name: string, index: number, results: ReadonlyArray<CampaignResult>): PolicyReport => {
  const at = (result: CampaignResult, which: number): Played => result.played[which] ?? { policy: name, talks: [], violations: [], mails: 0, agreed: 0, views: 0 }
  const all = results.map((result) => ({ result, mine: at(result, index), first: at(result, 0) }))
  const talks = all.flatMap(({ mine }) => mine.talks)
  const judged = all.filter(({ result }) => !result.rationed).flatMap(({ first, mine }) => mine.talks.map((talk, place) => ({ talk, other: first.talks[place] ?? talk })))
  const feasible = judged.filter(({ talk }) => talk.feasible)
  const deals = talks.filter(({ agreed }) => agreed !== null)
  const views = all.reduce((sum, { mine }) => sum + mine.views, 0)
  const spend = all.reduce((sum, { mine }) => sum + mine.agreed, 0)
  const atTarget = all.reduce((sum, { mine, result }) => sum + mine.views * result.targetCpm / 1000, 0)
  return {
    name,
    agreement: estimate(feasible.map(({ talk }) => won(talk))),
    kept: estimate(known(feasible.map(({ talk }) => talk.kept))),
    paidOfCeiling: estimate(known(judged.map(({ talk }) => paid(talk)))),
    rounds: estimate(judged.filter(({ talk }) => talk.offers.length > 0).map(({ talk }) => talk.rounds)),
    deals: deals.length,
    byPerson: talks.filter(({ byPerson }) => byPerson).length,
    spend, budget: results.reduce((sum, { budget }) => sum + budget, 0),
    campaignCpm: views === 0 ? null : rounded(spend * 1000 / views),
    cpmOfTarget: atTarget === 0 ? null : rounded(spend / atTarget),
    mails: all.reduce((sum, { mine }) => sum + mine.mails, 0),
    violations: all.reduce((sum, { mine }) => sum + mine.violations.length, 0),
    outcomes: counted(talks.map(({ outcome }) => outcome)),
    kinds: Object.keys(counted(judged.map(({ talk }) => talk.kind))).map((kind) => {
      const own = feasible.filter(({ talk }) => talk.kind === kind)
      return {
        kind, feasible: own.length, agreement: estimate(own.map(({ talk }) => won(talk))), kept: estimate(known(own.map(({ talk }) => talk.kept))),
        rounds: estimate(judged.filter(({ talk }) => talk.kind === kind && talk.offers.length > 0).map(({ talk }) => talk.rounds))
      }
    }),
    curve: curveOf(judged.map(({ talk }) => talk)),
    places: placesOf(deals),
    spent: spentOf(all.map(({ mine, result }) => mine.agreed / result.budget)),
    lead: index === 0 ? null : {
      agreement: estimate(feasible.map(({ other, talk }) => won(talk) - won(other))),
      kept: estimate(feasible.flatMap(({ other, talk }) => talk.kept === null || other.kept === null ? [] : [talk.kept - other.kept])),
      rounds: estimate(judged.map(({ other, talk }) => talk.rounds - other.rounds)),
      paidOfCeiling: estimate(judged.flatMap(({ other, talk }) => {
        const [one, two] = [paid(talk), paid(other)]
        return one === null || two === null ? [] : [one - two]
      }))
    }
  }
}

const won = ({ agreed }: Talk): number => agreed === null ? 0 : 1
const paid = ({ agreed, ceiling }: Talk): number | null => agreed === null || ceiling === 0 ? null : agreed.rate / ceiling
const known = (values: ReadonlyArray<number | null>): ReadonlyArray<number> => values.filter((value) => value !== null)

/** A place between target and ceiling; null where there is nothing between. */
const place = ({ ceiling, target }: Talk, rate: number): number | null => ceiling <= target ? null : (rate - target) / (ceiling - target)

const curveOf = (talks: ReadonlyArray<Talk>): PolicyReport["curve"] =>
  Array.from({ length: Math.min(10, Math.max(0, ...talks.map(({ offers }) => offers.length))) }, (_, round) => {
    const atRound = (rates: (talk: Talk) => ReadonlyArray<number>) => estimate(known(talks.map((talk) => {
      const rate = rates(talk)[round]
      return rate === undefined ? null : place(talk, rate)
    })))
    return { round, ours: atRound(({ offers }) => offers), theirs: atRound(({ asks }) => asks) }
  })

const placesOf = (deals: ReadonlyArray<Talk>): ReadonlyArray<number> => {
  const counts = Array.from({ length: bins }, () => 0)
  for (const deal of deals) {
    const at = place(deal, deal.agreed?.rate ?? 0)
    if (at === null) continue
    const bin = Math.max(0, Math.min(bins - 1, Math.ceil((at + 1) * 20) - 1))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

const spentOf = (shares: ReadonlyArray<number>): ReadonlyArray<number> => {
  const counts = Array.from({ length: 10 }, () => 0)
  for (const share of shares) {
    const bin = Math.max(0, Math.min(9, Math.ceil(share * 10) - 1))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return counts
}

/** In the order of their names, so that a report does not depend on who came first. */
const counted = (names: ReadonlyArray<string>): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => a < b ? -1 : 1))
}

const estimate = (values: ReadonlyArray<number>): Estimate => {
  const n = values.length
  if (n === 0) return { mean: null, within: null, n }
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = n < 2 ? null : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)
  return { mean: rounded(mean), within: variance === null ? null : rounded(1.96 * Math.sqrt(variance / n)), n }
}

/** To a millionth. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6
