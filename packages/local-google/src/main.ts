import { join } from "node:path"
import { parseArgs } from "node:util"
import { creatorRows, play } from "./Creators.ts"
import { start } from "./GoogleServer.ts"
import { modify } from "./internal/Scopes.ts"
import * as SheetsService from "./SheetsService.ts"
import * as TrialFolder from "./TrialFolder.ts"

const spreadsheet = "local-creators"
const source = `${spreadsheet}#Creators`

const help = `A Google on this machine, with twelve creators who answer what is sent to them.

  node --conditions=source packages/local-google/src/main.ts [options]

  --port <n>              where it listens on 127.0.0.1 (0, any free port)
  --address <address>     the mailbox's account (partnerships@parley.example)
  --alias <address>       another address the account may send as; may be repeated
  --client-id <id>        the OAuth client
  --client-secret <text>
  --folder <path>         writes a sign-in (gmail-token.json), a service account's key (service-account.json) and the
                          whole environment (google.env) there, for this account only
  --scope <scopes>        of that sign-in (gmail.modify)
  --push <url>            where Pub/Sub pushes go; none without it
  --push-audience <text>  the audience of their tokens (the URL of --push)
  --push-account <email>  the service account of their tokens (gmail-push@local-google.iam.gserviceaccount.com)
  --seed <n>              of the creators (1)
  --delay-ms <n>          how long a creator takes to answer (1500)
  --no-creators           nobody answers
  --new-message-ids       every mail leaves under a Message-ID of Gmail's own
  --units-per-minute <n>  the account's quota (15000)
  --help

Creators stand in the tab Creators of a spreadsheet too. Prints the environment that Parley needs
on stdout, one NAME=value per line, and each mail on stderr.
GET /control/state tells what left, which calls were made and what was pushed.
`

const main = async (): Promise<void> => {
  const values = readArguments()
  if (values.help) {
    process.stdout.write(help)
    return
  }
  const { "client-id": clientId, "client-secret": clientSecret, folder, push } = values
  const report = (line: string): void => void process.stderr.write(`${line}\n`)
  const creators = { seed: whole("seed", values.seed), delayMillis: whole("delay-ms", values["delay-ms"]), report }
  let signedIn: (token: string) => string | null = () => null
  const sheet = SheetsService.make({ accountOf: (token) => signedIn(token) })
  sheet.setTab(spreadsheet, "Creators", creatorRows)
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
    services: [sheet.service]
  })
  signedIn = (token) => server.oauth.identify(`Bearer ${token}`)?.email ?? null
  const env = {
    ...server.env,
    ...(push === undefined ? {} : { GOOGLE_PUBSUB_TOPIC: "projects/local/topics/gmail", GOOGLE_PUSH_AUDIENCE: values["push-audience"] ?? push, GOOGLE_PUSH_SERVICE_ACCOUNT: values["push-account"] }),
    PARLEY_AGENT_ADDRESS: values.address, PARLEY_MAILBOX: "gmail", PARLEY_ROSTER: "sheets", PARLEY_SHEETS_DEFAULT: source,
    ...(folder === undefined ? {} : TrialFolder.write(folder, { oauth: server.oauth, scope: values.scope, tokenUrl: `${server.url}/token`, share: (account) => sheet.share(spreadsheet, account) }))
  }
  if (folder !== undefined) TrialFolder.writeSecret(join(folder, "google.env"), lines(env))
  const stopCreators = values["no-creators"] ? () => undefined : play({ gmail: server.gmail, ...creators })
  process.stdout.write(lines(env))

  const stop = (): void => {
    stopCreators()
    void server.close()
  }
  process.once("SIGTERM", stop)
  process.once("SIGINT", stop)
}

const lines = (env: Readonly<Record<string, string>>): string => Object.entries(env).map(([name, value]) => `${name}=${value}\n`).join("")

const readArguments = () =>
  parseArgs({
    options: {
      port: { type: "string", default: "0" },
      address: { type: "string", default: "partnerships@parley.example" },
      alias: { type: "string", multiple: true, default: [] },
      "client-id": { type: "string" },
      "client-secret": { type: "string" },
      folder: { type: "string" },
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
