// What the budgets of the architecture allow beside what was measured, side by side in one run: npm run bench [-- --gate] [-- --quick]
import { join } from "node:path"
import { parseArgs } from "node:util"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import * as TrialFolder from "@parley/local-google/TrialFolder"
import { bundle } from "../bundle.ts"
import { fillBooks, handOver } from "./books.ts"
import { deciding } from "./deciding.ts"
import { raw, rowsOf, throughStore } from "./durableSteps.ts"
import { inFolder } from "./folder.ts"
import { ingesting, type Taker, takers } from "./ingesting.ts"
import { listing } from "./listing.ts"
import { simulating } from "./simulating.ts"
import { sources, startUp } from "./startup.ts"
import { verifying } from "./verifying.ts"

const { values } = parseArgs({ options: { gate: { type: "boolean" }, quick: { type: "boolean" }, json: { type: "boolean" } } })
const runs = values.quick === true ? 3 : 7
const negotiations = values.quick === true ? 10_000 : 100_000

/** One line of the report. `gate` is the least, or the most, that is accepted. */
interface Line {
  readonly what: string
  readonly measured: number
  readonly unit: string
  readonly gate: { readonly atLeast: number } | { readonly atMost: number } | null
  readonly spread: string
}

const lines: Array<Line> = []
const say = (text: string): void => { if (values.json !== true) process.stderr.write(`${text}\n`) }
const median = (all: ReadonlyArray<number>): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? Number.NaN
/** Of times that are in order. */
const at = (times: ReadonlyArray<number>, share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
const spreadOf = (all: ReadonlyArray<number>, digits: number): string => `${Math.min(...all).toFixed(digits)} to ${Math.max(...all).toFixed(digits)} in ${all.length} runs`

for (const [inFlight, steps, least] of [[64, 12_800, 0.7], [1, 1_600, 0.8]] as const) {
  say(`durable steps, ${inFlight} in flight: raw and store in turn ...`)
  const rows = rowsOf(steps)
  await raw(rows, inFlight)
  await throughStore(steps, inFlight)
  const ratios: Array<number> = []
  const rates: Array<number> = []
  let syncs = 0
  for (let run = 0; run < runs; run++) {
    const theirs = await raw(rows, inFlight)
    const ours = await throughStore(steps, inFlight)
    ratios.push(ours.rate / theirs)
    rates.push(ours.rate)
    syncs = ours.syncsPerStep
  }
  lines.push({ what: `durable steps, ${inFlight} in flight, of raw`, measured: median(ratios), unit: "", gate: { atLeast: least }, spread: `${spreadOf(ratios, 2)}; ${median(rates).toFixed(0)} a second` })
  if (inFlight === 64) lines.push({ what: "syncs per step, 64 in flight", measured: syncs, unit: "", gate: { atMost: 0.05 }, spread: "" })
}

say("decide and evolve in memory ...")
deciding(100_000)
const rates = Array.from({ length: runs }, () => deciding(300_000))
lines.push({ what: "decide and evolve, a core", measured: median(rates), unit: "/s", gate: { atLeast: 500_000 }, spread: spreadOf(rates, 0) })

say("simulating ...")
const simulated = [] as Array<Awaited<ReturnType<typeof simulating>>>
for (let run = 0; run < 3; run++) simulated.push(await simulating(values.quick === true ? 2_000 : 10_000))
const whole = simulated.map(({ perSecond }) => perSecond)
lines.push({ what: "simulator, whole negotiations", measured: median(whole), unit: "/s", gate: { atLeast: 200 }, spread: `${spreadOf(whole, 0)}; ${median(simulated.map(({ perCore }) => perCore)).toFixed(0)} a second of one processor's time` })

// beside the sources, where it finds better-sqlite3
const program = [await bundle(join(import.meta.dirname, "../../../dist"))]

say("pushes until they are durable, 50 connections: Parley, node:http and Fastify in turn ...")
const ingested = await ingesting(program, runs, values.quick === true ? 4_000 : 20_000)
const pushes = (taker: Taker) => ingested.map((run) => run[taker])
const ofOthers = (taker: Taker) => ingested.map((run) => run.parley.rate / run[taker].rate)
const p99 = median(pushes("parley").map(({ times }) => at(times, 0.99)))
lines.push({
  what: "pushes until durable, of bare node:http", measured: median(ofOthers("node")), unit: "", gate: { atLeast: 0.5 },
  spread: `${spreadOf(ofOthers("node"), 2)}; ${median(pushes("parley").map(({ rate }) => rate)).toFixed(0)} a second, p99 ${p99.toFixed(0)} ms; processor ${
    takers.map((taker) => `${taker} ${median(pushes(taker).map(({ cpu }) => cpu)).toFixed(0)}`).join(", ")} us a push`
})
lines.push({ what: "the same, of Fastify", measured: median(ofOthers("fastify")), unit: "", gate: null, spread: spreadOf(ofOthers("fastify"), 2) })
lines.push({ what: "the same, of node:http that checks signatures", measured: median(ofOthers("signed")), unit: "", gate: null, spread: spreadOf(ofOthers("signed"), 2) })

await inFolder((empty) => inFolder(async (full) => {
  await fillBooks(full, negotiations, (done) => say(`filling books: ${Math.round(done)} of ${negotiations} negotiations`))
  say("starting on empty and on full books in turn ...")
  await startUp(program, empty)
  const some: Array<Awaited<ReturnType<typeof startUp>>> = []
  const unbundled: Array<Awaited<ReturnType<typeof startUp>>> = []
  const none: Array<Awaited<ReturnType<typeof startUp>>> = []
  const onGoogle: Array<Awaited<ReturnType<typeof startUp>>> = []
  const google = await GoogleServer.start({ unitsPerMinute: 1_000_000 })
  const files = TrialFolder.write(empty, { oauth: google.oauth, tokenUrl: `${google.url}/token`, share: () => {} })
  for (let run = 0; run < Math.min(runs, 5); run++) {
    none.push(await startUp(program, empty))
    onGoogle.push(await inFolder((folder) => startUp(program, folder, { ...google.env, ...files, PARLEY_MAILBOX: "gmail", PARLEY_ROSTER: "sheets" })))
    some.push(await startUp(program, full))
    unbundled.push(await startUp(sources, empty))
  }
  const times = none.map(({ ready }) => ready)
  lines.push({ what: "start to ready, bundled, no negotiation", measured: median(times), unit: " ms", gate: { atMost: 1_000 }, spread: spreadOf(times, 0) })
  await google.close()
  const distant = onGoogle.map(({ ready }) => ready)
  lines.push({ what: "start to ready, bundled, with Gmail and Sheets", measured: median(distant), unit: " ms", gate: { atMost: 1_000 }, spread: spreadOf(distant, 0) })
  const heavy = onGoogle.map(({ memory }) => memory)
  lines.push({ what: "memory idle, with Gmail and Sheets", measured: median(heavy), unit: " MB", gate: { atMost: 150 }, spread: spreadOf(heavy, 0) })
  const growth = some.map(({ ready }, run) => ready / (none[run]?.ready ?? Number.NaN))
  lines.push({ what: `the same with ${negotiations} open, of none`, measured: median(growth), unit: "", gate: { atMost: 1.25 }, spread: spreadOf(growth, 2) })
  const idle = none.map(({ memory }) => memory)
  const slow = unbundled.map(({ ready }, run) => ready / (none[run]?.ready ?? Number.NaN))
  lines.push({ what: "start to ready from sources, of bundled", measured: median(slow), unit: "", gate: null, spread: `${spreadOf(slow, 1)}; ${median(unbundled.map(({ memory }) => memory)).toFixed(0)} MB` })
  lines.push({ what: "memory idle, no negotiation", measured: median(idle), unit: " MB", gate: { atMost: 150 }, spread: spreadOf(idle, 0) })
  const more = some.map(({ memory }, run) => memory - (none[run]?.memory ?? Number.NaN))
  lines.push({ what: `memory that ${negotiations} open add`, measured: median(more), unit: " MB", gate: { atMost: 10 }, spread: spreadOf(more, 0) })
  say("verifying ...")
  const checks: Array<number> = []
  for (let run = 0; run < 3; run++) checks.push((await verifying(full)).microsPerEvent)
  lines.push({ what: "verify, an event", measured: median(checks), unit: " us", gate: null, spread: spreadOf(checks, 1) })
  say("asking for lists over HTTP ...")
  await handOver(full, negotiations, 50)
  for (const { isList, times, what } of await listing(program, full, negotiations, values.quick === true ? 50 : 200)) {
    lines.push({
      what: `API, median: ${what}`, measured: at(times, 0.5), unit: " ms", gate: isList ? { atMost: 50 } : null,
      spread: `p99 ${at(times, 0.99).toFixed(0)}, longest ${at(times, 1).toFixed(0)} ms in ${times.length}`
    })
  }
}))

const missed = (line: Line): boolean => line.gate !== null && ("atLeast" in line.gate ? line.measured < line.gate.atLeast : !(line.measured <= line.gate.atMost))
const shown = (value: number): string => value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3)
const gateText = ({ gate, unit }: Line): string => gate === null ? "" : "atLeast" in gate ? `at least ${gate.atLeast}${unit}` : `at most ${gate.atMost}${unit}`

if (values.json === true) process.stdout.write(`${JSON.stringify(lines.map((line) => ({ ...line, missed: missed(line) })))}\n`)
else {
  for (const line of lines) {
    process.stdout.write(`${missed(line) ? "MISSED" : "ok    "}  ${line.what.padEnd(44)} ${`${shown(line.measured)}${line.unit}`.padStart(12)}  ${gateText(line).padEnd(22)} ${line.spread}\n`)
  }
}
if (values.gate === true && lines.some(missed)) process.exitCode = 1
