import { assert, describe, it } from "@effect/vitest"
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"

const program = ["--conditions=source", join(import.meta.dirname, "../src/main.ts")]

describe("the program", () => {
  it("explains itself, and refuses options it cannot use with a line", () => {
    const answer = (...options: ReadonlyArray<string>) => {
      const { status, stderr, stdout } = spawnSync(process.execPath, [...program, ...options], { encoding: "utf8", timeout: 60_000 })
      return [status, stdout.split("\n")[0], stderr.split("\n").length]
    }
    assert.deepStrictEqual(answer("--help"), [0, "A ClickUp on this machine, with a campaign form that you fill in.", 1])
    assert.deepStrictEqual(answer("--port", "soon"), [2, "", 2])
    assert.deepStrictEqual(answer("--endpoint", "soon"), [2, "", 2])
  })

  it("lets a person at the terminal fill in the form, and ends with quit", async () => {
    const child = spawn(process.execPath, [...program, "--endpoint", "http://127.0.0.1:9/webhooks/clickup"], { stdio: ["pipe", "pipe", "inherit"] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const seen: Array<string> = []
    const until = async (text: string): Promise<void> => {
      while (seen.at(-1)?.includes(text) !== true) {
        const { done, value } = await lines.next()
        if (done === true) throw new Error(`it ended without ${text} after ${seen.join("\n")}`)
        seen.push(value)
      }
    }
    try {
      await until("CLICKUP_TEAM_ID=")
      const env = Object.fromEntries(seen.map((line) => line.split(/=(.*)/u)))
      child.stdin.write("submit budget=10k \"client name\"=\"Fjord Candles\" \"numerical value ($20\"=\n")
      await until("no answer, no answer, no answer, no answer, no answer")
      const id = /^task (\S+):/u.exec(seen.at(-1) ?? "")?.[1] ?? ""
      const task = await (await fetch(`${env["CLICKUP_API_URL"] ?? ""}task/${id}`, { headers: { authorization: env["CLICKUP_API_TOKEN"] ?? "" } })).text()
      assert.include(task, "\"value\":\"10k\"")
      assert.include(task, "\"value\":\"Fjord Candles\"")
      assert.notInclude(task, "\"value\":\"20\"")
      child.stdin.write("submit nonsense=1\n")
      await until("no label has \"nonsense\" in it")
      child.stdin.write("health\n")
      await until("active, 1 failed")
      const ended = once(child, "exit")
      child.stdin.write("quit\n")
      assert.deepStrictEqual(await ended, [0, null])
    } finally {
      child.kill("SIGKILL")
    }
  })
})
