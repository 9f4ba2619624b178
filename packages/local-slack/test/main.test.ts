import { assert, describe, it } from "@effect/vitest"
import { SocketModeClient } from "@slack/socket-mode"
import { WebClient } from "@slack/web-api"
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { at, logger } from "./world.ts"

const program = ["--conditions=source", join(import.meta.dirname, "../src/main.ts")]

/** The program, what it says line by line, and what one types. */
const run = () => {
  const child = spawn(process.execPath, program, { stdio: ["pipe", "pipe", "inherit"] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const seen: Array<string> = []
  return {
    child, seen,
    type: (line: string) => void child.stdin.write(`${line}\n`),
    /** The first line from now on that has this in it. */
    until: async (text: string): Promise<string> => {
      for (;;) {
        const { done, value } = await lines.next()
        if (done === true) throw new Error(`it ended without ${text} after ${seen.join("\n")}`)
        seen.push(value)
        if (value.includes(text)) return value
      }
    }
  }
}

describe("the program", () => {
  it("explains itself, and refuses options it cannot use with a line", () => {
    const answer = (...options: ReadonlyArray<string>) => {
      const { status, stderr, stdout } = spawnSync(process.execPath, [...program, ...options], { encoding: "utf8", timeout: 60_000 })
      return [status, stdout.split("\n")[0], stderr.split("\n").length]
    }
    assert.deepStrictEqual(answer("--help"), [0, "A Slack on this machine, where you are the people.", 1])
    assert.deepStrictEqual(answer("--port", "soon"), [2, "", 2])
    assert.deepStrictEqual(answer("--http", "soon"), [2, "", 2])
    assert.deepStrictEqual(answer("--bogus"), [2, "", 2])
  })

  it("lets a person at the terminal press, fill in and command, and stops on SIGTERM", async () => {
    const { child, seen, type, until } = run()
    try {
      await until("PARLEY_SLACK_DECIDERS=")
      const env = Object.fromEntries(seen.map((line) => line.split(/=(.*)/u)))
      const slackApiUrl = String(env["SLACK_API_URL"])
      const api = new WebClient(String(env["SLACK_BOT_TOKEN"]), { slackApiUrl, logger: logger() })
      const app = new SocketModeClient({ appToken: String(env["SLACK_APP_TOKEN"]), clientOptions: { slackApiUrl }, logger: logger() })
      const heard: Array<unknown> = []
      app.on("slack_event", async ({ ack, body }: { readonly ack: (response?: object) => Promise<void>; readonly body: unknown }) => {
        heard.push(body)
        const label = { type: "plain_text" as const, text: "Amount" }
        if (at(body, "type") === "block_actions") {
          await ack()
          await api.views.open({
            trigger_id: String(at(body, "trigger_id")),
            view: { type: "modal", callback_id: "c", title: label, submit: label, blocks: [{ type: "input", block_id: "b", label, element: { type: "plain_text_input", action_id: "amount" } }] }
          })
        } else await ack(at(body, "command") === "/claim" ? { text: "claimed" } : {})
      })
      await app.start()
      const channel = String(env["PARLEY_SLACK_CHANNEL"])
      await api.chat.postMessage({
        channel, text: "x", blocks: [
          { type: "section", text: { type: "mrkdwn", text: "Asks \u001b[31m2,400\u202e &lt;now&gt;" } },
          { type: "actions", elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: "Counter" } }] }
        ]
      })
      await until("[1] Counter")
      assert.include(seen, "Asks [31m2,400 <now>")
      type("click 7")
      await until("there is no button 7")
      type("click 1")
      await until("Amount (amount)")
      type("submit 2400")
      await until("taken")
      assert.deepStrictEqual([at(heard[1], "user", "id"), at(heard[1], "view", "state", "values", "b", "amount", "value")], [env["PARLEY_SLACK_DECIDERS"], "2400"])
      type("as ben")
      await until("Ben Okafor")
      type("/claim Jane Roe")
      await until("claimed")
      assert.deepStrictEqual([at(heard[2], "text"), at(heard[2], "user_name")], ["Jane Roe", "ben"])
      type("messages")
      await until("[2] Counter")
      await app.disconnect()
      const ended = once(child, "exit")
      child.kill("SIGTERM")
      assert.deepStrictEqual(await ended, [0, null])
    } finally {
      child.kill("SIGKILL")
    }
  })

  it("ends with quit", async () => {
    const { child, type, until } = run()
    await until("PARLEY_SLACK_DECIDERS=")
    const ended = once(child, "exit")
    type("quit")
    assert.deepStrictEqual(await ended, [0, null])
  })
})
