import { assert, describe, it } from "@effect/vitest"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { until } from "./harness/ServerProcess.ts"

const google = /googleapis|google-auth-library|gaxios|adapters-gmail\/src\/(?:GmailMailbox|Push)|adapters-sheets\/src\/SheetsRoster/u

/** Every module that a server has loaded by the time it runs, from its sources. */
const loadedBy = async (settings: Readonly<Record<string, string>>): Promise<ReadonlyArray<string>> => {
  const folder = mkdtempSync(join(tmpdir(), "parley-lazy-"))
  const loaded = join(folder, "loaded")
  const child = spawn(process.execPath, ["--conditions=source", `--import=${join(import.meta.dirname, "faults/loadedModules.mjs")}`, join(import.meta.dirname, "../src/main.ts"), "start"], {
    cwd: folder, stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, PARLEY_DATA_DIR: join(folder, "data"), PARLEY_HTTP_PORT: "0", PARLEY_LOG: "json", LOADED_MODULES: loaded, ...settings }
  })
  let log = ""
  child.stderr.on("data", (chunk: Buffer) => { log += chunk.toString() })
  try {
    await until("the server to run", () => log.includes("Parley is running"), () => log, 1200)
    return readFileSync(loaded, "utf8").trim().split("\n")
  } finally {
    child.kill("SIGKILL")
    await once(child, "exit")
    rmSync(folder, { recursive: true, force: true })
  }
}

const slack = /@slack\/|adapters-slack\/src/u

const clickUp = /adapters-clickup\/src/u

const claude = /@anthropic-ai|adapters-anthropic\/src/u

describe("adapters that are not configured", () => {
  it("cost nothing: the local configuration loads nothing of Google's, Slack's, ClickUp's or Anthropic's", async () => {
    const loaded = await loadedBy({})
    assert.isNotEmpty(loaded.filter((url) => url.includes("adapters-local/src/MaildirMailbox")))
    assert.deepStrictEqual(loaded.filter((url) => google.test(url) || slack.test(url) || clickUp.test(url) || claude.test(url)), [])
  })

  it("are loaded when they are configured, the mailbox without the roster too", async () => {
    const loaded = await loadedBy({ PARLEY_MAILBOX: "gmail", GOOGLE_CLIENT_ID: "parley.apps.googleusercontent.com", GOOGLE_CLIENT_SECRET: "none", GOOGLE_API_ROOT_URL: "http://127.0.0.1:9/" })
    assert.isNotEmpty(loaded.filter((url) => url.includes("@googleapis/gmail")))
    assert.deepStrictEqual(loaded.filter((url) => url.includes("SheetsRoster") || url.includes("@googleapis/sheets")), [])
  })
})
