import * as Schema from "effect/Schema"
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { until } from "./Tools.ts"
import type { Undo } from "./Undo.ts"

const root = resolve(import.meta.dirname, "../../..")

/** A Google with the demo's creators that outlives every container, and what it saw. */
export interface Outside {
  /** What the container has in its environment, and the folder that it reads the sign-in and keys from. */
  readonly env: Readonly<Record<string, string>>
  /** The mails that left, in their order. */
  readonly sent: () => Promise<typeof State.Type["sent"]>
  /** How many mails creators wrote. */
  readonly written: () => number
  /** How many pushes were made, by what was answered. */
  readonly pushes: () => Promise<typeof State.Type["pushes"]>
}

const State = Schema.Struct({
  sent: Schema.Array(Schema.Struct({ messageId: Schema.String, to: Schema.String, marker: Schema.NullOr(Schema.String) })),
  pushes: Schema.Record({ key: Schema.String, value: Schema.Number })
})

/** Starts it with its files in `folder`, which `uid` may read; the OAuth secret goes into `secrets` as a file. It pushes to `port` on this machine. */
export const startOutside = async (options: { readonly folder: string; readonly secrets: string; readonly uid: number; readonly port: number; readonly undo: Undo }): Promise<Outside> => {
  const { folder, port, secrets, uid, undo } = options
  mkdirSync(folder)
  const child = spawn(process.execPath, [
    "--conditions=source", join(root, "packages/local-google/src/main.ts"), "--folder", folder, "--delay-ms", "150", "--push", `http://127.0.0.1:${port}/webhooks/gmail`
  ], { stdio: ["ignore", "pipe", "pipe"] })
  undo.later(() => ended(child))
  let printed = ""
  let log = ""
  child.stdout.on("data", (chunk: Buffer) => { printed += chunk.toString() })
  child.stderr.on("data", (chunk: Buffer) => { log += chunk.toString() })
  await until("the local Google", 60, () => Promise.resolve(printed.includes("GOOGLE_SERVICE_ACCOUNT_FILE=") || child.exitCode !== null), () => Promise.resolve(log))
  const lines = readFileSync(join(folder, "google.env"), "utf8").trim().split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)] as const)
  const { GOOGLE_CLIENT_SECRET: secret = "", ...env } = Object.fromEntries(lines)
  writeFileSync(join(secrets, "GOOGLE_CLIENT_SECRET"), `${secret}\n`, { mode: 0o400 })
  for (const path of [folder, join(folder, "gmail-token.json"), join(folder, "service-account.json"), secrets, join(secrets, "GOOGLE_CLIENT_SECRET")]) chownSync(path, uid, uid)
  const state = async () => Schema.decodeUnknownSync(State)(await (await fetch(`${env["GOOGLE_API_ROOT_URL"] ?? ""}control/state`)).json())
  return {
    env,
    sent: async () => (await state()).sent,
    pushes: async () => (await state()).pushes,
    written: () => log.split("\n").filter((line) => line.startsWith("in ")).length
  }
}

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill("SIGKILL")
  await once(child, "exit")
}
