import { spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as Chance from "../Chance.ts"
import * as MaildirOutside from "../MaildirOutside.ts"
import { onePlot } from "../Plots.ts"
import { type Build, type Child, pause, run, untilRunning } from "../ServerUnderTest.ts"
import * as World from "../World.ts"
import { check, type Checked } from "./rules.ts"
import { parse } from "./Trace.ts"

const strace = "/usr/bin/strace"
const seen = "openat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,ftruncate,access,faccessat,faccessat2,sendto,sendmsg"

/** Why nothing can be traced here; null when it can. */
export const whyNot = (): string | null => {
  if (!existsSync(strace)) return `${strace} is not installed`
  const tried = spawnSync(strace, ["-o", "/dev/null", "true"], { encoding: "utf8" })
  return tried.status === 0 ? null : `strace may not trace here: ${tried.stderr.trim().split("\n")[0] ?? ""}`
}

/** Runs a build under strace with one mail at a time, and checks the order of its system calls. */
export const traced = async (build: Build): Promise<Checked> => {
  const world = await World.make(build, [onePlot], Chance.make(1), MaildirOutside.make)
  const output = join(world.dataDir, "strace.txt")
  // -D: the server is our own child, and strace watches from aside
  const child = run(build, world.dataDir, ["start"], { PARLEY_TRACE_POINTS: "1" }, [strace, "-D", "-f", "-y", "-s", "64", "-e", `trace=${seen}`, "-o", output])
  try {
    if (!await untilRunning(child)) throw new Error(`no start under strace: ${child.log()}`)
    await until(child, "the campaign", () => world.startCampaign())
    const [creator] = world.creators
    for (let left = creator?.acts.length ?? 0; left > 0; left--) {
      await settled(child, world)
      await until(child, `the act that leaves ${left - 1}`, async () => await world.letter() || await world.decision())
    }
    await settled(child, world)
    world.stranger()
    await settled(child, world)
    child.end("SIGTERM")
    await child.exit
    return check(parse(readFileSync(output, "utf8")), world.dataDir)
  } finally {
    child.end("SIGKILL")
    await child.exit
    world.remove()
  }
}

const settled = async (child: Child, world: World.World): Promise<void> => {
  await until(child, "what is due", async () => (await world.compare()).lost.length === 0)
  // what is seen outside is confirmed in the books a moment later
  await pause(700)
}

const until = async (child: Child, what: string, ask: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 40_000; Date.now() < end && child.ended() === null;) {
    if (await ask()) return
    await pause(100)
  }
  throw new Error(`waited in vain for ${what}: ${child.log().split("\n").slice(-8).join(" | ")}`)
}
