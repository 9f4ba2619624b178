import { type CampaignResult, campaignsIn, type Plan, playCampaign } from "@parley/testkit/sim/simulator/Campaigns"
import { type Report, reportOf } from "@parley/testkit/sim/simulator/Report"
import * as Effect from "effect/Effect"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { Worker } from "node:worker_threads"

export interface Options {
  /** Threads that play campaigns side by side; what comes of it does not depend on their number. */
  readonly threads: number
  /** Hears the share of the campaigns that is done. */
  readonly progress: (share: number) => void
}

/** Plays every campaign of a plan and reports what it came to. */
export const runPlan = (plan: Plan, { progress, threads }: Options): Effect.Effect<Report> =>
  Effect.gen(function*() {
    const numbers = campaignsIn(plan)
    const results = new Map<number, CampaignResult>()
    const done = (result: CampaignResult): void => {
      results.set(result.number, result)
      progress(results.size / numbers.length)
    }
    const crew = Math.min(threads, numbers.length)
    // a bundle has no file for a thread of its own
    yield* crew > 1 && existsSync(workerFile)
      ? Effect.all(Array.from({ length: crew }, (_, lane) => inThread({ plan, numbers: numbers.filter((_, index) => index % crew === lane) }, done)), { concurrency: "unbounded", discard: true })
      // the pause lets a signal be heard
      : Effect.forEach(numbers, (number) => Effect.zipRight(Effect.map(playCampaign(plan, number), done), Effect.sleep(0)), { discard: true })
    return reportOf(plan, numbers.flatMap((number) => results.get(number) ?? []))
  })

const workerFile = join(import.meta.dirname, "worker.ts")

/** What a thread is given to do. */
export interface Share {
  readonly plan: Plan
  readonly numbers: ReadonlyArray<number>
}

const inThread = (share: Share, done: (result: CampaignResult) => void): Effect.Effect<void> =>
  Effect.async<void>((resume) => {
    const worker = new Worker(workerFile, { workerData: share, resourceLimits: { maxYoungGenerationSizeMb: 64 } })
    worker.on("message", (result: CampaignResult) => done(result))
    worker.once("error", (error) => resume(Effect.die(error)))
    worker.once("exit", (code) => resume(code === 0 ? Effect.void : Effect.dieMessage(`a thread of the simulation ended with ${code}`)))
    return Effect.promise(() => worker.terminate())
  })
