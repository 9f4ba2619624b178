import type { Plan } from "@parley/testkit/sim/simulator/Campaigns"
import * as Effect from "effect/Effect"
import { availableParallelism } from "node:os"
import { runPlan } from "../src/simulate/runPlan.ts"

/**
 * How many whole negotiations a second come out of the simulator: on all processors by the clock, start of the threads included, and what one
 * processor's time yields, whatever neighbours take of it.
 */
export const simulating = async (negotiations: number): Promise<{ readonly perSecond: number; readonly perCore: number }> => {
  const plan: Plan = { seed: 1, negotiations, policies: ["default"], counterparties: "people", faults: 0, asBytes: false, only: null }
  const began = performance.now()
  const used = process.cpuUsage()
  const report = await Effect.runPromise(runPlan(plan, { threads: Math.min(8, availableParallelism()), progress: () => {} }))
  const { system, user } = process.cpuUsage(used)
  const broken = report.policies.reduce((sum, { violations }) => sum + violations, 0)
  if (broken > 0) throw new Error(`${broken} rules were broken`)
  return { perSecond: negotiations / (performance.now() - began) * 1000, perCore: negotiations / (system + user) * 1_000_000 }
}
