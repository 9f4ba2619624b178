import { castMembers } from "@parley/testkit/sim/cast"
import * as Creators from "@parley/local-google/Creators"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import * as SheetsService from "@parley/local-google/SheetsService"
import * as TrialFolder from "@parley/local-google/TrialFolder"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort } from "./freePort.ts"
import { inWorld, type World } from "./ServerProcess.ts"

/** A Google with the demo's creators, who answer at once, and a server that is configured for it by its environment alone. */
export interface GoogleWorld extends World {
  readonly google: GoogleServer.GoogleServer
  /** Where the server answers, and Pub/Sub pushes to. */
  readonly url: string
  readonly tokenFile: string
  /** Replaces the sign-in, as `parley auth gmail` does. */
  readonly signIn: () => void
  readonly creators: number
  /** The mails so far, one line each, for whoever asks why it is not over. */
  readonly mails: () => string
  /** What `GET /ready` says. */
  readonly ready: () => Promise<{ readonly ready: boolean; readonly reasons: ReadonlyArray<string>; readonly pushes: Readonly<Record<string, number>> | null }>
}

export const inGoogleWorld = async (use: (world: GoogleWorld) => Promise<void>, settings: Readonly<Record<string, string>> = {}): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "parley-google-"))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const push = { endpoint: `${url}/webhooks/gmail`, audience: `${url}/webhooks/gmail`, serviceAccount: "push@local.iam.gserviceaccount.com" }
  let emailOf: (token: string) => string | null = () => null
  const sheet = SheetsService.make({ accountOf: (token) => emailOf(token) })
  sheet.setTab("local-creators", "Creators", Creators.creatorRows)
  const google = await GoogleServer.start({ push, services: [sheet.service], notifyIntervalMillis: 50, unitsPerMinute: 1_000_000 })
  emailOf = (token) => google.oauth.identify(`Bearer ${token}`)?.email ?? null
  const mails: Array<string> = []
  const stopCreators = Creators.play({ gmail: google.gmail, seed: 1, delayMillis: 100, report: (line) => void mails.push(`${new Date().toISOString()} ${line}`) })
  try {
    const files = TrialFolder.write(folder, { oauth: google.oauth, tokenUrl: `${google.url}/token`, share: (account) => sheet.share("local-creators", account) })
    await inWorld((world) => use({
      ...world, google, url, tokenFile: join(folder, "gmail-token.json"), creators: castMembers.length, mails: () => mails.join("\n"),
      signIn: () => TrialFolder.writeSecret(join(folder, "gmail-token.json"), JSON.stringify({ refresh_token: google.oauth.issueRefreshToken(), scope: "" })),
      ready: async () => JSON.parse(await (await fetch(`${url}/ready`)).text())
    }), {
      ...google.env, ...files, PARLEY_MAILBOX: "gmail", PARLEY_ROSTER: "sheets", PARLEY_SHEETS_DEFAULT: "local-creators#Creators", PARLEY_HTTP_PORT: String(port),
      GOOGLE_PUBSUB_TOPIC: "projects/local/topics/gmail", GOOGLE_PUSH_AUDIENCE: push.audience, GOOGLE_PUSH_SERVICE_ACCOUNT: push.serviceAccount, GMAIL_UNITS_PER_MINUTE: "1000000",
      ...settings
    })
  } finally {
    stopCreators()
    await google.close()
    rmSync(folder, { recursive: true })
  }
}
