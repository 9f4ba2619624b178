import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { serving } from "./child.ts"

/** The server run from its sources. */
export const sources: ReadonlyArray<string> = ["--conditions=source", resolve(import.meta.dirname, "../src/main.ts")]

/** Starts `program` on a data directory: milliseconds until `/ready` says yes, and the memory it holds when idle, in MB. */
export const startUp = async (program: ReadonlyArray<string>, dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<{ readonly ready: number; readonly memory: number }> => {
  const began = performance.now()
  const { pid, port, stop } = await serving([...program, "start"], { PARLEY_DATA_DIR: dataDir, PARLEY_HTTP_PORT: "0", PARLEY_LOG: "json", ...settings }, dataDir)
  try {
    while (!(await fetch(`http://127.0.0.1:${port}/ready`)).ok) await new Promise((done) => setTimeout(done, 5))
    const ready = performance.now() - began
    await new Promise((done) => setTimeout(done, 2_000))
    return { ready, memory: residentMemory(pid) }
  } finally {
    await stop()
  }
}

const residentMemory = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024
