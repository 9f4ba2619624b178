// node --conditions=source packages/testkit/bench/tournament.ts [cases] [seed]
import { nextMove } from "@parley/domain/strategy/NextMove"
import { baselines, omniscient } from "../src/sim/baselines/baselines.ts"
import { development, validation } from "../src/sim/population/families.ts"
import { describeFamilies, describeTournament, holdTournament } from "../src/sim/tournament.ts"

const cases = Number(process.argv[2] ?? 20_000)
const seed = Number(process.argv[3] ?? 1)
const withFamilies = process.argv.includes("--families")

for (const [name, families] of Object.entries({ development, validation })) {
  const standings = holdTournament({ seed, cases, families, policy: { rounds: 5 }, players: { parley: nextMove, ...baselines, omniscient } })
  console.log(`\n${name}: ${cases} negotiations, seed ${seed}\n\n${describeTournament(standings)}`)
  if (withFamilies && name === "development" || process.argv.includes("--all")) console.log(`\nShare kept (deals), %\n\n${describeFamilies(standings)}`)
  for (const one of standings) for (const rule of one.broken) console.log(`${one.name} broke a rule: ${rule}`)
}
