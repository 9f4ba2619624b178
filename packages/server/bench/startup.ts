import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { resolve } from "node:path"

/** The server run from its sources. */
export const sources: ReadonlyArray<string> = ["--conditions=source", resolve(import.meta.dirname, "../src/main.ts")]

/** Starts `program` on a data directory: milliseconds until `/ready` says yes, and the memory it holds when idle, in MB. */
export const startUp = async (program: ReadonlyArray<string>, dataDir: string, settings: Readonly<Record<string, string>> = {}): Promise<{ readonly ready: number; readonly memory: number }> => {
  const began = performance.now()
  const child = spawn(process.execPath, [...program, "start"], {
    env: { ...process.env, PARLEY_DATA_DIR: dataDir, PARLEY_HTTP_PORT: "0", PARLEY_LOG: "json", ...settings }, cwd: dataDir, stdio: ["ignore", "ignore", "pipe"]
  })
  const exited = new Promise<void>((done) => child.once("exit", () => done()))
  try {
    const port = await new Promise<number>((done, failed) => {
      let log = ""
      child.stderr.on("data", (chunk: Buffer) => {
        log += chunk.toString()
        const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(log)?.[1]
        if (found !== undefined) done(Number(found))
      })
      void exited.then(() => failed(new Error(`the server ended: ${log}`)))
    })
    while (!(await fetch(`http://127.0.0.1:${port}/ready`)).ok) await new Promise((done) => setTimeout(done, 5))
    const ready = performance.now() - began
    await new Promise((done) => setTimeout(done, 2_000))
    return { ready, memory: residentMemory(child.pid ?? 0) }
  } finally {
    child.kill("SIGKILL")
    await exited
  }
}

const residentMemory = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) / 1024
