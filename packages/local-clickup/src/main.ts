import { writeFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import { questions } from "./CampaignForm.ts"
import { type ClickUpServer, start } from "./ClickUpServer.ts"

const help = `  submit [<label>=<value>] ...   submits the campaign form; a label may be a part of one, and "label=" leaves it out
  again                          delivers the last webhook once more
  labels                         the form's questions
  health                         the webhook's state
  down <status> | up             what the API answers from now on
  quit`

const usage = `A ClickUp on this machine, with a campaign form that you fill in.

  node --conditions=source packages/local-clickup/src/main.ts [options]

  --port <n>        where it listens on 127.0.0.1 (0, any free port)
  --endpoint <url>  where webhooks go; http://127.0.0.1:8480/webhooks/clickup unless given
  --env <file>      writes what Parley needs to this file too
  --help

Prints the environment that Parley needs, one NAME=value per line, and then reads what you do from stdin:

${help}
`

/** What one types: label=value, a label by any part of it, values that hold spaces in quotes. */
const changesOf = (text: string): Readonly<Record<string, string | ReadonlyArray<string> | undefined>> =>
  Object.fromEntries([...text.matchAll(/(?:"([^"=]+)"|([^\s="]+))=(?:"([^"]*)"|(\S*))/gu)].map(([, quoted, bare, spaced, plain]) => {
    const part = (quoted ?? bare ?? "").toLowerCase()
    const question = questions.find(({ label }) => label.toLowerCase() === part) ?? questions.find(({ label }) => label.toLowerCase().includes(part))
    if (question === undefined) throw new Error(`no label has ${JSON.stringify(part)} in it`)
    const value = spaced ?? plain ?? ""
    return [question.label, value === "" ? undefined : question.type === "labels" ? value.split(",").map((one) => one.trim()) : value]
  }))

const type = async (server: ClickUpServer, line: string, print: (text: string) => void): Promise<boolean> => {
  const [, word = "", rest = ""] = /^\s*(\S*)\s*(.*)$/u.exec(line) ?? []
  switch (word) {
    case "submit": {
      const id = await server.submit({ changes: changesOf(rest) })
      print(`task ${id}: ${server.webhooks.attempts().filter(({ task }) => task === id).map(({ status }) => status ?? "no answer").join(", ") || "no webhook told of it"}`)
      return true
    }
    case "again": {
      const last = server.webhooks.attempts().at(-1)
      print(last === undefined ? "nothing was delivered yet" : `answered ${await server.webhooks.again(last) ?? "nothing"}`)
      return true
    }
    case "labels": print(questions.map(({ label, options }) => `${label}${options === undefined ? "" : `  [${options.join(", ")}]`}`).join("\n")); return true
    case "health": print(server.webhooks.all().map(({ endpoint, failCount, status }) => `${endpoint} ${status}, ${failCount} failed`).join("\n")); return true
    case "down": server.outage(Number(rest) || 503); return true
    case "up": server.outage(null); return true
    case "quit": return false
    default: if (word !== "") print(help); return true
  }
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { port: { type: "string", default: "0" }, endpoint: { type: "string", default: "http://127.0.0.1:8480/webhooks/clickup" }, env: { type: "string" }, help: { type: "boolean", default: false } }
  })
  if (values.help) return void process.stdout.write(usage)
  if (!/^\d{1,5}$/u.test(values.port)) throw new Error(`--port takes a whole number, not ${values.port}`)
  if (!URL.canParse(values.endpoint)) throw new Error(`--endpoint takes a URL, not ${values.endpoint}`)
  const server = await start({ port: Number(values.port) })
  const { secret } = server.webhooks.make(values.endpoint, ["taskCreated"], server.list)
  const print = (text: string): void => void process.stdout.write(`${text}\n`)
  const env = {
    PARLEY_INTAKE: "clickup", CLICKUP_API_URL: server.apiUrl, CLICKUP_API_TOKEN: server.token, CLICKUP_WEBHOOK_SECRET: secret, CLICKUP_LIST_ID: server.list, CLICKUP_TEAM_ID: server.team
  }
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  settings.forEach(print)
  if (values.env !== undefined) writeFileSync(values.env, `${settings.join("\n")}\n`, { mode: 0o600 })

  const lines = createInterface({ input: process.stdin })
  const stop = (): void => {
    lines.close()
    void server.close()
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
  for await (const line of lines) {
    try {
      if (!await type(server, line, print)) return stop()
    } catch (error) {
      print(error instanceof Error ? error.message : String(error))
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
