import { actorHeader } from "@parley/api/SessionApi"
import { spawn } from "node:child_process"
import { request } from "node:http"
import { join, resolve } from "node:path"
import { bundle } from "../bundle.ts"

const root = resolve(import.meta.dirname, "../../..")

/** Node's arguments that run a build of Parley; its command follows. */
export type Build = ReadonlyArray<string>

const bundled = join(root, "node_modules/.cache/parley")

/** The server as production runs it; `makeRealBuild` makes it from the sources as they are. */
export const realBuild: Build = [join(bundled, "main.mjs")]
export const makeRealBuild = async (): Promise<void> => void (await bundle(bundled))

/** Compiled code is shared by all children of all runs: most of a start is spent on it. */
const compileCache = join(root, "node_modules/.cache/crash")

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
}

export interface Child {
  readonly pid: number
  /** Null while it runs. */
  readonly ended: () => Ended | null
  readonly exit: Promise<Ended>
  readonly end: (signal: "SIGTERM" | "SIGKILL") => void
  /** What it printed to stderr. */
  readonly log: () => string
  readonly stdout: () => string
}

/** Runs one command of a build on a data directory; our own Parley settings do not reach it. */
export const run = (build: Build, dataDir: string, command: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}, under: ReadonlyArray<string> = []): Child => {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PARLEY_|GOOGLE_|GMAIL_|VITEST)/.test(name)))
  const [program = process.execPath, ...rest] = [...under, process.execPath, "--conditions=source", "--disable-warning=ExperimentalWarning", ...build, ...command]
  const child = spawn(program, rest, {
    cwd: dataDir,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...inherited, NODE_COMPILE_CACHE: compileCache, PARLEY_DATA_DIR: dataDir, PARLEY_HTTP_PORT: "0", PARLEY_MAILDIR_SETTLE_MS: "0", PARLEY_SENDS_PER_DAY: "1000000", PARLEY_DIGEST_HOUR: "off", PARLEY_LOG: "logfmt", ...env
    }
  })
  let log = ""
  let stdout = ""
  let ended: Ended | null = null
  child.stderr.on("data", (chunk: Buffer) => { log += chunk.toString() })
  child.stdout.on("data", (chunk: Buffer) => { stdout += chunk.toString() })
  const exit = new Promise<Ended>((done) => child.once("close", (code, signal) => {
    ended = { code, signal }
    done(ended)
  }))
  return {
    pid: child.pid ?? 0,
    ended: () => ended,
    exit,
    end: (signal) => void child.kill(signal),
    log: () => log,
    stdout: () => stdout
  }
}

/** One request over the server's socket; null when nobody answered to its end. */
export const ask = <A>(dataDir: string, method: "GET" | "POST", path: string, body?: unknown): Promise<{ readonly status: number; readonly body: A } | null> =>
  new Promise((done) => {
    const asking = request({ socketPath: join(dataDir, "parley.sock"), path: `/api/v1${path}`, method, headers: { "content-type": "application/json", [actorHeader]: "crash" }, timeout: 10_000 }, (response) => {
      let text = ""
      response.on("data", (chunk: Buffer) => { text += chunk.toString() })
      response.on("error", () => done(null))
      response.on("end", () => {
        try {
          done({ status: response.statusCode ?? 0, body: text === "" ? null : JSON.parse(text) })
        } catch {
          done(null)
        }
      })
    })
    asking.on("error", () => done(null))
    asking.on("timeout", () => asking.destroy())
    asking.end(body === undefined ? undefined : JSON.stringify(body))
  })

/** Whether it has opened its books and does its work. */
export const isRunning = (child: Child): boolean => child.ended() === null && child.log().includes("Parley is running")

/** False when it does not run after a minute, or not any more. */
export const untilRunning = async (child: Child): Promise<boolean> => {
  for (const end = Date.now() + 60_000; Date.now() < end && child.ended() === null && !isRunning(child);) await pause(50)
  return isRunning(child)
}

export const pause = (millis: number): Promise<void> => new Promise((done) => setTimeout(done, millis))
