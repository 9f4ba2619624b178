import type { ConcessionPolicy } from "@parley/domain/strategy/NextMove"
import { negotiate, type Negotiator, shareKept } from "./negotiate.ts"
import { drawCase } from "./population/drawCase.ts"
import type { FamilyName } from "./population/families.ts"

/** A mean with half the width of its 95 % confidence interval. */
export interface Estimate {
  readonly mean: number
  readonly within: number
}

/** How one policy fared. Shares are of 1; families without a zone to keep are not among `families`. */
export interface Standing {
  readonly name: string
  /** Of the zone between reservation and ceiling, over the feasible cases, 0 without a deal. */
  readonly kept: Estimate
  /** What the first policy keeps more than this one, in the same cases. */
  readonly lead: Estimate
  /** Deals over the feasible cases. */
  readonly agreed: number
  /** Counter-offers, over the feasible cases, and over the others. */
  readonly rounds: number
  readonly roundsInVain: number
  readonly families: ReadonlyArray<{ readonly family: string; readonly kept: Estimate; readonly lead: Estimate; readonly agreed: number }>
  /** The first few rules that were broken, each with the case; empty for who plays by them. */
  readonly broken: ReadonlyArray<string>
}

export interface Tournament {
  readonly seed: number
  readonly cases: number
  readonly families: ReadonlyArray<FamilyName>
  readonly policy: ConcessionPolicy
  /** The first is the one that the others are compared with. */
  readonly players: Readonly<Record<string, Negotiator>>
}

/** Every player in the same seeded cases. */
export const holdTournament = ({ cases, families, players, policy, seed }: Tournament): ReadonlyArray<Standing> => {
  const tallies = Object.entries(players).map(([name, play]) => ({ name, play, ...newTally() }))
  for (let index = 0; index < cases; index++) {
    const one = drawCase(seed, index, families)
    let first: number | null = null
    for (const tally of tallies) {
      const outcome = negotiate(tally.play, one, policy)
      for (const rule of outcome.broken) tally.broken.push(`${rule} (seed ${seed}, case ${index})`)
      const kept = shareKept(one, outcome)
      if (kept === null) {
        tally.vain.add(outcome.rounds)
        continue
      }
      first ??= kept
      const family = tally.families.get(one.profile.family) ?? newSums()
      tally.families.set(one.profile.family, family)
      for (const sums of [tally.all, family]) {
        sums.kept.add(kept)
        sums.lead.add(first - kept)
        sums.agreed.add(outcome.paid === null ? 0 : 1)
        sums.rounds.add(outcome.rounds)
      }
    }
  }
  return tallies.map((tally): Standing => ({
    name: tally.name,
    kept: tally.all.kept.estimate(),
    lead: tally.all.lead.estimate(),
    agreed: tally.all.agreed.estimate().mean,
    rounds: tally.all.rounds.estimate().mean,
    roundsInVain: tally.vain.estimate().mean,
    families: [...tally.families].map(([family, sums]) => ({
      family, kept: sums.kept.estimate(), lead: sums.lead.estimate(), agreed: sums.agreed.estimate().mean
    })),
    broken: tally.broken.slice(0, 5)
  }))
}

/** As a table in Markdown, the best first. */
export const describeTournament = (standings: ReadonlyArray<Standing>): string => {
  const [first] = standings
  const rows = [...standings].sort((a, b) => b.kept.mean - a.kept.mean).map((one) => {
    const worst = [...one.families].sort((a, b) => a.kept.mean - b.kept.mean)[0]
    return `| ${[
      one.name, estimated(one.kept), one === first ? "" : estimated(one.lead), percent(one.agreed), one.rounds.toFixed(2), one.roundsInVain.toFixed(2),
      worst === undefined ? "" : `${worst.family} ${percent(worst.kept.mean)}`
    ].join(" | ")} |`
  })
  return [
    `| policy | share kept, % | ${first?.name ?? "first"} leads by | deals, % | rounds | rounds in vain | worst family |`,
    "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ...rows
  ].join("\n")
}

/** Share kept by family, a column for each policy. */
export const describeFamilies = (standings: ReadonlyArray<Standing>): string => {
  const names = standings[0]?.families.map(({ family }) => family) ?? []
  return [
    `| family | ${standings.map(({ name }) => name).join(" | ")} |`,
    `| --- |${standings.map(() => " ---: |").join("")}`,
    ...names.map((name) =>
      `| ${name} | ${standings.map((one) => {
        const found = one.families.find(({ family }) => family === name)
        return found === undefined ? "" : `${percent(found.kept.mean)} (${percent(found.agreed)})`
      }).join(" | ")} |`)
  ].join("\n")
}

const percent = (share: number): string => (share * 100).toFixed(1)

const estimated = ({ mean, within }: Estimate): string => `${percent(mean)} ± ${percent(within)}`

interface Sum {
  readonly add: (value: number) => void
  readonly estimate: () => Estimate
}

const newSum = (): Sum => {
  let count = 0
  let mean = 0
  let squares = 0
  return {
    add: (value) => {
      count++
      const delta = value - mean
      mean += delta / count
      squares += delta * (value - mean)
    },
    estimate: () => ({ mean, within: count < 2 ? 0 : 1.96 * Math.sqrt(squares / (count - 1) / count) })
  }
}

const newSums = () => ({ kept: newSum(), lead: newSum(), agreed: newSum(), rounds: newSum() })

const newTally = () => ({ all: newSums(), vain: newSum(), families: new Map<string, ReturnType<typeof newSums>>(), broken: new Array<string>() })
