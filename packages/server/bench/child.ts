import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"

/** A process that serves HTTP on this machine's loopback. */
export interface Child {
  readonly port: number
  readonly pid: number
  /** Ends it at once, by its own id. */
  readonly stop: () => Promise<void>
}

/** Starts Node on these words and waits until it tells of its address, on stderr. */
export const serving = async (args: ReadonlyArray<string>, env: Readonly<Record<string, string>>, cwd: string): Promise<Child> => {
  const child = spawn(process.execPath, [...args], { env: { ...process.env, ...env }, cwd, stdio: ["ignore", "ignore", "pipe"] })
  const exited = new Promise<void>((done) => child.once("exit", () => done()))
  const port = await new Promise<number>((done, failed) => {
    let log = ""
    child.stderr.on("data", (chunk: Buffer) => {
      if (log.length < 100_000) log += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(log)?.[1]
      if (found !== undefined) done(Number(found))
    })
    void exited.then(() => failed(new Error(`the server ended: ${log}`)))
  })
  return {
    port, pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGKILL")
      await exited
    }
  }
}

/** The processor's time that a process has used, in milliseconds, to the tick of 10 that Linux counts in. */
export const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}
