import { parseEmail } from "@parley/email/parseEmail"
import type { Status } from "@parley/api/Reports"
import { Operations } from "../../src/Operations.ts"
import * as OperationsClient from "../../src/OperationsClient.ts"
import * as Effect from "effect/Effect"
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

const root = resolve(import.meta.dirname, "../../../..")
/** Made before the tests, from the sources as they are. */
export const main = join(root, "node_modules/.cache/parley/main.mjs")

export const samples = { campaign: join(root, "samples/campaign.yaml"), roster: join(root, "samples/roster.csv") }

/** A data directory with the real server run on it as a child process, seen from outside as an operator sees it. */
export interface World {
  readonly dataDir: string
  /** Starts the server and waits until it says it is ready; `env` adds to the environment. */
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<Running>
  /** Ends every server at once, by its own id. */
  readonly stop: () => Promise<void>
  /** Runs one CLI command; never rejects. */
  readonly cli: (...args: ReadonlyArray<string>) => Promise<{ readonly code: number; readonly killed: boolean; readonly stdout: string; readonly stderr: string }>
  /** The same in a bash with these words before it, e.g. `ulimit -f 64;` or `PARLEY_KILL_AT=during-backup`. */
  readonly bash: (before: string, ...args: ReadonlyArray<string>) => ReturnType<World["cli"]>
  /** What a running server says of itself. */
  readonly status: () => Promise<Status>
  /** Mail in `.Sent`, in the order it left. */
  readonly sent: () => Promise<ReadonlyArray<SentMail>>
  /** Writes a mail straight into `new/`, as `cp` does. */
  readonly copyIn: (name: string, text: string) => void
}

export interface Running {
  readonly process: ChildProcess
  readonly port: number
  /** What the process printed to stderr. */
  readonly log: () => string
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>
}

export type SentMail = Effect.Effect.Success<ReturnType<typeof parseEmail>>

/** Runs `use` in a fresh world, with `settings` in the environment of everything in it, and leaves nothing behind: every server is ended, by its own id, and the folder removed. */
export const inWorld = async <A>(use: (world: World) => Promise<A>, settings: Readonly<Record<string, string>> = {}): Promise<A> => {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-test-"))
  const running: Array<Running> = []
  const env = (more: Readonly<Record<string, string>>) => ({
    ...process.env, PARLEY_DATA_DIR: dataDir, PARLEY_HTTP_PORT: "0", PARLEY_MAILDIR_SETTLE_MS: "50", PARLEY_LOG: "json", ...settings, ...more
  })
  const run = (file: string, args: ReadonlyArray<string>): ReturnType<World["cli"]> =>
    new Promise((done) => {
      execFile(file, args, { env: env({ PARLEY_LOG: "none" }), cwd: dataDir }, (error, stdout, stderr) =>
        done({ code: error === null ? 0 : typeof error.code === "number" ? error.code : 1, killed: error?.signal === "SIGKILL", stdout, stderr }))
    })
  const cli: World["cli"] = (...args) => run(process.execPath, [main, ...args])
  const stop = async () => {
    for (const { exited, process: child } of running) {
      child.kill("SIGKILL")
      await exited
    }
  }
  const world: World = {
    dataDir,
    cli,
    stop,
    bash: (before, ...args) => run("bash", ["-c", `${before} "$@"`, "bash", process.execPath, main, ...args]),
    start: async (more = {}) => {
      const child = spawn(process.execPath, [main, "start"], { env: env(more), cwd: dataDir, stdio: ["ignore", "ignore", "pipe"] })
      let log = ""
      child.stderr.on("data", (chunk: Buffer) => { log += chunk.toString() })
      const exited = new Promise<{ code: number | null; signal: string | null }>((done) => child.once("exit", (code, signal) => done({ code, signal })))
      const one = { process: child, port: 0, log: () => log, exited }
      running.push(one)
      let over = false
      void exited.then(() => { over = true })
      const port = await until("the server to be running", () => over ? -1 : Number(/http:\/\/(?:127\.0\.0\.1|0\.0\.0\.0):(\d+)/.exec(log)?.[1] ?? 0) || null, () => log)
      return { ...one, port }
    },
    status: () => Effect.runPromise(Effect.provide(Effect.flatMap(Operations, ({ status }) => status), OperationsClient.layer(join(dataDir, "parley.sock")))),
    sent: async () => {
      const dir = join(dataDir, "maildir/.Sent/cur")
      if (!existsSync(dir)) return []
      const mails = await Promise.all(readdirSync(dir).map((file) => Effect.runPromise(parseEmail(readFileSync(join(dir, file))))))
      return mails.toSorted((a, b) => (a.date ?? 0) - (b.date ?? 0))
    },
    copyIn: (name, text) => writeFileSync(join(dataDir, "maildir/new", name), text.replaceAll(/\r?\n/g, "\r\n"))
  }
  try {
    return await use(world)
  } finally {
    await stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Asks again, so many times 50 ms apart, until the answer is neither null nor undefined nor false; says what it waited for when it never is. */
export const until = async <A>(what: string, ask: () => A | Promise<A>, context: () => string = () => "", patience = 400): Promise<NonNullable<A>> => {
  for (let tries = 0; tries < patience; tries++) {
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) return answer
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`waited in vain for ${what}\n${context()}`)
}
