import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { endedWithin, firstRelease } from "./migrationRound.ts"
import type { Chain } from "./Moments.ts"
import { type Build, run, untilRunning } from "./ServerUnderTest.ts"
import type { Found, Tally } from "./Tally.ts"

/**
 * Books copied beside a running server by a command that dies at each point: what has the copy's name is whole. Then the copy put in
 * the place of the books by a command that dies at each point: run again, the same books stand there, and a server starts on them.
 */
export const copyRound = async (build: Build, chain: Chain, tally: Tally): Promise<ReadonlyArray<Found>> => {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-crash-"))
  const found: Array<Found> = []
  const odd = (what: string) => found.push({ kind: "unaccounted", what })
  const command = (words: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) => {
    const child = run(build, dataDir, words, { PARLEY_LOG: "none", ...env })
    return Object.assign(endedWithin(child, 60_000), { child })
  }
  const dies = async (words: ReadonlyArray<string>, point: KillPoint) => {
    const ending = command(words, { PARLEY_KILL_AT: point })
    const { code, signal } = await ending
    if (signal === "SIGKILL") tally.killed(point)
    else odd(`${words.join(" ")} that was to die at ${point} ended with ${String(code)}: ${ending.child.log()}`)
  }
  /** Events and head of a file, as verify tells them; null when it does not add up. */
  const history = async (words: ReadonlyArray<string>) => {
    const ending = command(["verify", ...words])
    const { code } = await ending
    return code === 0 ? /\d+ events, head [0-9a-f]+/.exec(ending.child.stdout())?.[0] ?? null : null
  }
  try {
    writeFileSync(join(dataDir, "parley.db"), gunzipSync(readFileSync(firstRelease)))
    const server = run(build, dataDir, ["start"])
    tally.started()
    if (!await untilRunning(server)) odd(`no server to copy beside: ${server.log()}`)
    const copy = join(dataDir, "copy.db")
    for (const point of chain.filter((one) => one.endsWith("-backup"))) {
      rmSync(copy, { force: true })
      await dies(["backup", copy], point)
      if (existsSync(copy) && await history([copy]) === null) odd(`a copy that died at ${point} left a file that does not add up`)
    }
    rmSync(copy, { force: true })
    if ((await command(["backup", copy])).code !== 0) odd("the books cannot be copied after copies that died")
    server.end("SIGTERM")
    if ((await endedWithin(server, 60_000)).code !== 0) odd("the server that was copied does not end in good order")

    const copied = await history([copy])
    for (const point of chain.filter((one) => one.includes("restore"))) await dies(["restore", copy], point)
    if ((await command(["restore", copy])).code !== 0) odd("a restore cannot be run again after one that died")
    if (copied === null || await history([]) !== copied) odd("the restored books are not those that were copied")
    const again = run(build, dataDir, ["start"])
    tally.started()
    if (!await untilRunning(again)) odd(`no start on restored books: ${again.log()}`)
    again.end("SIGTERM")
    if ((await endedWithin(again, 60_000)).code !== 0) odd("the server on restored books does not end in good order")
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
  return found
}
