// node --conditions=source packages/testkit/bench/tournament.ts [--cases=36000] [--seed=2026] [--rounds=5] [--families] [--pieces]
import { nextMove } from "@parley/domain/strategy/NextMove"
import { type Pace, paces } from "@parley/domain/strategy/Pace"
import { baselines, omniscient, reserved } from "../src/sim/baselines/baselines.ts"
import type { Negotiator } from "../src/sim/negotiate.ts"
import { development, validation } from "../src/sim/population/families.ts"
import { describeFamilies, describeTournament, holdTournament } from "../src/sim/tournament.ts"

const option = (name: string, otherwise: number): number => {
  const given = process.argv.find((one) => one.startsWith(`--${name}=`))
  return given === undefined ? otherwise : Number(given.slice(name.length + 3))
}
const [cases, seed, rounds] = [option("cases", 36_000), option("seed", 2026), option("rounds", 5)]

const at = (pace: Pace): Negotiator => (position, limits, policy) => nextMove(position, limits, { ...policy, pace })

/** What each piece of the policy is worth: from equal steps on, one more at a time. */
const equalSteps: Pace = {
  curve: 100, reserve: 0, reserveWhileComing: 0, pull: 10_000, pullAtEnd: 10_000, leastStep: 0, credit: 0, fade: 0, patience: 10_000, lastWordAfter: 20
}
const { balanced, firm, gentle } = paces
const withReserve: Pace = { ...equalSteps, reserve: balanced.reserve, reserveWhileComing: balanced.reserveWhileComing }
const pieces: Readonly<Record<string, Negotiator>> = {
  balanced: nextMove,
  gentle: at(gentle),
  firm: at(firm),
  early_last_word: at(equalSteps),
  and_reserve: at(withReserve),
  and_settlement: at({ ...balanced, curve: 100, patience: 10_000 }),
  and_patience: at({ ...balanced, curve: 100 }),
  linear: baselines.linear,
  ...reserved
}

const players = process.argv.includes("--pieces") ? pieces : { parley: nextMove, ...baselines, omniscient }
for (const [name, families] of Object.entries({ development, validation })) {
  const began = performance.now()
  const standings = holdTournament({ seed, cases, families, policy: { rounds }, players })
  const each = Math.round(cases * standings.length / (performance.now() - began) * 1000)
  console.log(`\n${name}: ${cases} negotiations, seed ${seed}, ${rounds} rounds; ${each} a second\n\n${describeTournament(standings)}`)
  if (process.argv.includes("--families")) console.log(`\nShare kept (deals), %\n\n${describeFamilies(standings)}`)
  for (const one of standings) for (const rule of one.broken) console.log(`${one.name} broke a rule: ${rule}`)
}
