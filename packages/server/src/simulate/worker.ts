import { playCampaign } from "@parley/testkit/sim/simulator/Campaigns"
import * as Effect from "effect/Effect"
import { parentPort, workerData } from "node:worker_threads"
import type { Share } from "./runPlan.ts"

/** A thread of a simulation: plays its campaigns one after the other and tells each as it is done. */
const { numbers, plan }: Share = workerData
for (const number of numbers) parentPort?.postMessage(await Effect.runPromise(playCampaign(plan, number)))
