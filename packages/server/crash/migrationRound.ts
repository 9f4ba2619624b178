import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { gunzipSync } from "node:zlib"
import type { Chain } from "./Moments.ts"
import { type Build, realBuild, run, untilRunning } from "./ServerUnderTest.ts"
import type { Found, Tally } from "./Tally.ts"

export const firstRelease = resolve(import.meta.dirname, "../../adapters-sqlite/test/samples/release-0.1.0.db.gz")
const events = 134
const negotiations = 12

/** Books of the first release, with a start that dies at each point of the chain; then a healthy start must bring them forward whole. */
export const migrationRound = async (build: Build, chain: Chain, tally: Tally): Promise<ReadonlyArray<Found>> => {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-crash-"))
  const found: Array<Found> = []
  const odd = (what: string) => found.push({ kind: "unaccounted", what })
  try {
    writeFileSync(join(dataDir, "parley.db"), gunzipSync(readFileSync(firstRelease)))
    for (const point of chain) {
      const child = run(build, dataDir, ["start"], { PARLEY_KILL_AT: point })
      tally.started()
      const { code, signal } = await endedWithin(child, 60_000)
      if (signal === "SIGKILL") tally.killed(point)
      else odd(`a start that was to die at ${point} ended with ${String(code)}: ${child.log()}`)
    }
    const verify = run(realBuild, dataDir, ["verify", "--json"], { PARLEY_LOG: "none" })
    const { code } = await endedWithin(verify, 60_000)
    if (code !== 0) odd(`after a death while migrating, verify says ${String(code)}: ${verify.stdout()}${verify.log()}`)
    else if (!verify.stdout().includes(`"negotiations":${negotiations},"events":${events}`)) odd(`after a death while migrating, verify counts ${verify.stdout()}`)

    const healthy = run(build, dataDir, ["start"])
    tally.started()
    if (!await untilRunning(healthy)) odd(`no start after a death while migrating: ${healthy.log()}`)
    healthy.end("SIGTERM")
    if ((await endedWithin(healthy, 60_000)).code !== 0) odd("the server on migrated books does not end in good order")
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
  return found
}

export const endedWithin = async (child: ReturnType<typeof run>, millis: number) => {
  const late = setTimeout(() => child.end("SIGTERM"), millis)
  const ended = await child.exit
  clearTimeout(late)
  return ended
}
