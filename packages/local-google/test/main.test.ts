import { assert, describe, it } from "@effect/vitest"
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { field, mail, base64 } from "./world.ts"

const program = ["--conditions=source", join(import.meta.dirname, "../src/main.ts")]

describe("the program", () => {
  it("explains itself, and refuses options it cannot use with a line", () => {
    const run = (...options: ReadonlyArray<string>) => {
      const { status, stderr, stdout } = spawnSync(process.execPath, [...program, ...options], { encoding: "utf8", timeout: 60_000 })
      return [status, stdout.split("\n")[0], stderr.split("\n").length]
    }
    assert.deepStrictEqual(run("--help"), [0, "A Google on this machine, with twelve creators who answer what is sent to them.", 1])
    assert.deepStrictEqual(run("--delay-ms", "soon"), [2, "", 2])
    assert.deepStrictEqual(run("--bogus"), [2, "", 2])
  })

  it("prints its environment, writes a token only its account can read, tells what left, and stops on SIGTERM", async () => {
    const folder = mkdtempSync(join(tmpdir(), "local-google-"))
    const tokenFile = join(folder, "gmail-token.json")
    const child = spawn(process.execPath, [...program, "--folder", folder], { stdio: ["ignore", "pipe", "inherit"] })
    try {
      const env = new Map<string, string>()
      for await (const line of createInterface({ input: child.stdout })) {
        const at = line.indexOf("=")
        env.set(line.slice(0, at), line.slice(at + 1))
        if (env.has("GOOGLE_SERVICE_ACCOUNT_FILE")) break
      }
      assert.strictEqual(statSync(tokenFile).mode & 0o777, 0o600)
      const file: unknown = JSON.parse(readFileSync(tokenFile, "utf8"))
      const form = new URLSearchParams({
        grant_type: "refresh_token", refresh_token: String(field(file, "refresh_token")), client_id: env.get("GOOGLE_CLIENT_ID") ?? "", client_secret: env.get("GOOGLE_CLIENT_SECRET") ?? ""
      })
      const token: unknown = await (await fetch(env.get("GOOGLE_OAUTH_TOKEN_URL") ?? "", { method: "POST", body: form })).json()
      const root = env.get("GOOGLE_API_ROOT_URL") ?? ""
      await fetch(`${root}gmail/v1/users/me/messages/send`, {
        method: "POST", headers: { authorization: `Bearer ${String(field(token, "access_token"))}` },
        body: JSON.stringify({ raw: base64(mail({ To: "stranger@x.example", Subject: "Hi", "Message-ID": "<h@parley.example>", "X-Parley-Marker": "m-9" })) })
      })
      const state: unknown = await (await fetch(`${root}control/state`)).json()
      const sent = field(state, "sent")
      const first: unknown = Array.isArray(sent) ? sent[0] : undefined
      assert.deepStrictEqual([field(first, "to"), field(first, "subject"), field(first, "messageId"), field(first, "marker")], ["stranger@x.example", "Hi", "h@parley.example", "m-9"])
      assert.deepStrictEqual([field(state, "drafts"), field(state, "calls"), field(state, "pushes")], [0, { "users.messages.send": 1 }, { sent: 0, failed: 0 }])
      const ended = once(child, "exit")
      child.kill("SIGTERM")
      assert.deepStrictEqual(await ended, [0, null])
    } finally {
      child.kill("SIGKILL")
      rmSync(folder, { recursive: true })
    }
  })
})
