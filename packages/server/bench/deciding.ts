import { type Context, decide } from "@parley/domain/negotiation/decide"
import { evolve } from "@parley/domain/negotiation/evolve"
import { type State, unopened } from "@parley/domain/negotiation/State"
import * as Either from "effect/Either"
import { campaign, commandsEach, workAt } from "./workload.ts"

/** How many commands a second one core decides and evolves in memory; by the processor's time, which neighbours do not take. */
export const deciding = (commands: number): number => {
  const count = 1_000
  const ledger = { budget: campaign.budget, committed: 0, headcount: campaign.headcount, seats: 0, open: 0, saved: 0 }
  const all = Array.from({ length: count * commandsEach }, (_, n) => {
    const { asked, index, influencer } = workAt(n, count)
    const context: Context = { campaign, influencer, ledger, dispatching: false }
    return { asked, index, context }
  })
  let done = 0
  const began = process.cpuUsage()
  while (done < commands) {
    const states: Array<State> = Array.from({ length: count }, () => unopened)
    for (const { asked, context, index } of all) {
      let state = states[index] ?? unopened
      for (const event of Either.getOrThrow(decide(state, asked, context))) state = evolve(state, event)
      states[index] = state
      done += 1
    }
  }
  const { system, user } = process.cpuUsage(began)
  return done / (system + user) * 1_000_000
}
