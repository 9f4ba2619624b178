import { rmSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { play } from "./Creators.ts"
import { start } from "./GoogleServer.ts"
import { modify } from "./internal/Scopes.ts"

const help = `A Google on this machine, with twelve creators who answer what is sent to them.

  node --conditions=source packages/local-google/src/main.ts [options]

  --port <n>              where it listens on 127.0.0.1 (0, any free port)
  --address <address>     the mailbox's account (partnerships@parley.example)
  --alias <address>       another address the account may send as; may be repeated
  --client-id <id>        the OAuth client
  --client-secret <text>
  --token-file <path>     writes {"refresh_token","scope"} there, for this account only
  --scope <scopes>        of that refresh token (gmail.modify)
  --push <url>            where Pub/Sub pushes go; none without it
  --push-audience <text>  the audience of their tokens (the URL of --push)
  --push-account <email>  the service account of their tokens (gmail-push@local-google.iam.gserviceaccount.com)
  --seed <n>              of the creators (1)
  --delay-ms <n>          how long a creator takes to answer (1500)
  --no-creators           nobody answers
  --new-message-ids       every mail leaves under a Message-ID of Gmail's own
  --units-per-minute <n>  the account's quota (15000)
  --help

Prints the environment that Parley needs on stdout, one NAME=value per line, and each mail on stderr.
GET /control/state tells what left, which calls were made and what was pushed.
`

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    address: { type: "string", default: "partnerships@parley.example" },
    alias: { type: "string", multiple: true, default: [] },
    "client-id": { type: "string" },
    "client-secret": { type: "string" },
    "token-file": { type: "string" },
    scope: { type: "string", default: modify },
    push: { type: "string" },
    "push-audience": { type: "string" },
    "push-account": { type: "string", default: "gmail-push@local-google.iam.gserviceaccount.com" },
    seed: { type: "string", default: "1" },
    "delay-ms": { type: "string", default: "1500" },
    "no-creators": { type: "boolean", default: false },
    "new-message-ids": { type: "boolean", default: false },
    "units-per-minute": { type: "string", default: "15000" },
    help: { type: "boolean", default: false }
  }
})

const main = async (): Promise<void> => {
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const { "client-id": clientId, "client-secret": clientSecret, push, "token-file": tokenFile } = values
  const report = (line: string): void => void process.stderr.write(`${line}\n`)
  const server = await start({
    port: whole("port"),
    address: values.address,
    aliases: values.alias,
    ...(clientId === undefined ? {} : { clientId }),
    ...(clientSecret === undefined ? {} : { clientSecret }),
    push: push === undefined ? null : { endpoint: push, audience: values["push-audience"] ?? push, serviceAccount: values["push-account"] },
    pushPauseMillis: 1000,
    replacesMessageIds: values["new-message-ids"],
    unitsPerMinute: whole("units-per-minute"),
    services: []
  })
  const env: Record<string, string> = { ...server.env }
  if (tokenFile !== undefined) {
    // A file that was there would keep its own mode.
    rmSync(tokenFile, { force: true })
    writeFileSync(tokenFile, `${JSON.stringify({ refresh_token: server.oauth.issueRefreshToken(values.scope), scope: values.scope })}\n`, { mode: 0o600 })
    env["GOOGLE_TOKEN_FILE"] = tokenFile
  }
  const stopCreators = values["no-creators"] ? () => undefined : play({ gmail: server.gmail, seed: whole("seed"), delayMillis: whole("delay-ms"), report })
  process.stdout.write(Object.entries(env).map(([name, value]) => `${name}=${value}\n`).join(""))

  const stop = (): void => {
    stopCreators()
    void server.close()
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
}

const whole = (name: "port" | "seed" | "delay-ms" | "units-per-minute"): number => {
  const value = Number(values[name])
  if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} takes a whole number, not ${values[name]}`)
  return value
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
