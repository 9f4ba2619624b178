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
  --key-file <path>       writes the key of a service account there (for Sheets), for this account only
  --key-account <email>   of that key (sheets@local-google.iam.gserviceaccount.com)
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

const main = async (): Promise<void> => {
  const values = readArguments()
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const { "client-id": clientId, "client-secret": clientSecret, "key-file": keyFile, push, "token-file": tokenFile } = values
  const report = (line: string): void => void process.stderr.write(`${line}\n`)
  const creators = { seed: whole("seed", values.seed), delayMillis: whole("delay-ms", values["delay-ms"]), report }
  const server = await start({
    port: whole("port", values.port),
    address: values.address,
    aliases: values.alias,
    ...(clientId === undefined ? {} : { clientId }),
    ...(clientSecret === undefined ? {} : { clientSecret }),
    push: push === undefined ? null : { endpoint: push, audience: values["push-audience"] ?? push, serviceAccount: values["push-account"] },
    pushPauseMillis: 1000,
    replacesMessageIds: values["new-message-ids"],
    unitsPerMinute: whole("units-per-minute", values["units-per-minute"]),
    services: []
  })
  const env: Record<string, string> = { ...server.env }
  if (tokenFile !== undefined) {
    writeSecret(tokenFile, { refresh_token: server.oauth.issueRefreshToken(values.scope), scope: values.scope })
    env["GOOGLE_TOKEN_FILE"] = tokenFile
  }
  if (keyFile !== undefined) {
    writeSecret(keyFile, { ...server.oauth.addServiceAccount(values["key-account"]), token_uri: `${server.url}/token` })
    env["GOOGLE_SERVICE_ACCOUNT_KEY_FILE"] = keyFile
  }
  const stopCreators = values["no-creators"] ? () => undefined : play({ gmail: server.gmail, ...creators })
  process.stdout.write(Object.entries(env).map(([name, value]) => `${name}=${value}\n`).join(""))

  const stop = (): void => {
    stopCreators()
    void server.close()
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
}

const writeSecret = (path: string, content: unknown): void => {
  // A file that was there would keep its own mode.
  rmSync(path, { force: true })
  writeFileSync(path, `${JSON.stringify(content)}\n`, { mode: 0o600 })
}

const readArguments = () =>
  parseArgs({
    options: {
      port: { type: "string", default: "0" },
      address: { type: "string", default: "partnerships@parley.example" },
      alias: { type: "string", multiple: true, default: [] },
      "client-id": { type: "string" },
      "client-secret": { type: "string" },
      "token-file": { type: "string" },
      scope: { type: "string", default: modify },
      "key-file": { type: "string" },
      "key-account": { type: "string", default: "sheets@local-google.iam.gserviceaccount.com" },
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
  }).values

const whole = (name: string, text: string): number => {
  const value = Number(text)
  if (!/^\d+$/u.test(text) || !Number.isSafeInteger(value)) throw new Error(`--${name} takes a whole number, not ${text}`)
  return value
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
