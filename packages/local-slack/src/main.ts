import { writeFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import * as Console from "./Console.ts"
import { start } from "./SlackServer.ts"

const usage = `A Slack on this machine, where you are the people.

  node --conditions=source packages/local-slack/src/main.ts [options]

  --port <n>    where it listens on 127.0.0.1 (0, any free port)
  --http <url>  where clicks and commands are posted to, signed; without it the app comes by Socket Mode
  --env <file>  writes what Parley needs to this file too
  --help

Prints the environment that Parley needs, one NAME=value per line, and then every message with its
buttons. Reads what you do from stdin:

${Console.help}
`

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { port: { type: "string", default: "0" }, http: { type: "string" }, env: { type: "string" }, help: { type: "boolean", default: false } } })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  if (!/^\d{1,5}$/u.test(values.port)) throw new Error(`--port takes a whole number, not ${values.port}`)
  if (values.http !== undefined && !URL.canParse(values.http)) throw new Error(`--http takes a URL, not ${values.http}`)
  const server = await start({ port: Number(values.port) })
  const { workspace, world } = server
  const channel = workspace.channels[0]?.id ?? ""
  if (values.http !== undefined) world.useHttp(values.http)
  const print = (line: string): void => void process.stdout.write(`${line}\n`)
  const env = {
    PARLEY_TEAM: "slack", PARLEY_SLACK_MODE: values.http === undefined ? "socket" : "http",
    SLACK_API_URL: server.apiUrl, SLACK_BOT_TOKEN: workspace.botToken, SLACK_APP_TOKEN: workspace.appToken, SLACK_SIGNING_SECRET: workspace.signingSecret,
    PARLEY_SLACK_CHANNEL: channel, PARLEY_SLACK_DECIDERS: workspace.users[0]?.id ?? ""
  }
  const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  settings.forEach(print)
  if (values.env !== undefined) writeFileSync(values.env, `${settings.join("\n")}\n`, { mode: 0o600 })

  const console = Console.make(server, channel, print)
  const lines = createInterface({ input: process.stdin })
  const stop = (): void => {
    lines.close()
    void server.close()
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
  for await (const line of lines) if (!await console.type(line)) return stop()
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
