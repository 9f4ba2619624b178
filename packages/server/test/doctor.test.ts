import { assert, describe, it } from "@effect/vitest"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import * as SheetsService from "@parley/local-google/SheetsService"
import * as TrialFolder from "@parley/local-google/TrialFolder"
import * as SlackServer from "@parley/local-slack/SlackServer"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { examine } from "../src/doctor/Check.ts"
import { doctor, type DoctorReport } from "../src/doctor/doctor.ts"
import { watchDiagnosis } from "../src/doctor/services.ts"
import { renderDoctor } from "../src/doctor/renderDoctor.ts"
import { campaignYaml, rosterCsv } from "./harness/letters.ts"
import { inWorld } from "./harness/ServerProcess.ts"

type Env = Readonly<Record<string, string>>

interface World {
  readonly folder: string
  readonly google: GoogleServer.GoogleServer
  readonly sheet: SheetsService.SheetsWorld
  readonly slack: SlackServer.SlackServer
  /** Everything configured, and in order. */
  readonly env: Env
  readonly ask: (changes?: Readonly<Record<string, string | undefined>>) => Promise<DoctorReport>
  readonly claude: { key: string; models: ReadonlyArray<string> }
}

const account = "sheets@local-google.iam.gserviceaccount.com"

/** A Google, a Slack and a Claude on this machine, and settings that use all of them. */
const inSetUpWorld = async (use: (world: World) => Promise<void>, slackOptions: SlackServer.Options = {}): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "parley-doctor-"))
  let emailOf: (token: string) => string | null = () => null
  const sheet = SheetsService.make({ accountOf: (token) => emailOf(token) })
  sheet.setTab("spring-creators", "Creators", rosterCsv("Ada").split("\n").map((row) => row.split(",")))
  const google = await GoogleServer.start({ services: [sheet.service] })
  emailOf = (token) => google.oauth.identify(`Bearer ${token}`)?.email ?? null
  const slack = await SlackServer.start(slackOptions)
  const claude = { key: "sk-ant-doctor-key", models: ["claude-sonnet-5-5", "claude-haiku-5-5"] as ReadonlyArray<string> }
  const anthropic = createServer((request, response) => {
    const model = decodeURIComponent(/^\/v1\/models\/([^?]+)/u.exec(request.url ?? "")?.[1] ?? "")
    const refused = request.headers.authorization !== `Bearer ${claude.key}` ? [401, "authentication_error"] as const : claude.models.includes(model) ? null : [404, "not_found_error"] as const
    response.writeHead(refused?.[0] ?? 200, { "content-type": "application/json" })
    response.end(JSON.stringify(refused === null ? { type: "model", id: model, display_name: model, created_at: "2026-01-01T00:00:00Z" } : { type: "error", error: { type: refused[1], message: "no" } }))
  })
  await new Promise<void>((done) => anthropic.listen(0, "127.0.0.1", done))
  const address = anthropic.address()
  const files = TrialFolder.write(folder, { oauth: google.oauth, tokenUrl: `${google.url}/token`, share: (one) => sheet.share("spring-creators", one) })
  mkdirSync(join(folder, "data"), { mode: 0o700 })
  const env = {
    ...google.env, ...files, PARLEY_DATA_DIR: join(folder, "data"), PARLEY_HTTP_PORT: "0", PARLEY_MAILBOX: "gmail", PARLEY_ROSTER: "sheets", PARLEY_SHEETS_DEFAULT: "spring-creators#Creators",
    PARLEY_TEAM: "slack", SLACK_API_URL: slack.apiUrl, SLACK_BOT_TOKEN: slack.workspace.botToken, SLACK_APP_TOKEN: slack.workspace.appToken, PARLEY_SLACK_CHANNEL: "C0PARTNERS", PARLEY_SLACK_DECIDERS: "U0ANA,S0DECIDE",
    PARLEY_READER: "anthropic", PARLEY_WRITER: "anthropic", ANTHROPIC_API_KEY: claude.key, ANTHROPIC_BASE_URL: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
  }
  const ask: World["ask"] = (changes = {}) => {
    const set = Object.entries({ ...env, ...changes }).flatMap(([name, value]) => value === undefined ? [] : [[name, value] as const])
    return Effect.runPromise(Effect.withConfigProvider(doctor(set.map(([name]) => name)), ConfigProvider.fromMap(new Map(set))))
  }
  try {
    await use({ folder, google, sheet, slack, env, ask, claude })
  } finally {
    anthropic.close()
    await slack.close()
    await google.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What one check found, as a person reads it; "" where it is in order. */
const found = ({ checks }: DoctorReport, name: string): string => {
  const one = checks.find(({ check }) => check === name)
  assert.isDefined(one, `${name} is not among ${checks.map(({ check }) => check).join(", ")}`)
  return one?.findings.map(({ expected, found, grade, mend }) => `${grade}: ${found} | ${expected} | ${mend}`).join("\n") ?? ""
}

/** Those checks found something, and no other did. */
const only = (report: DoctorReport, ...names: ReadonlyArray<string>): void =>
  assert.deepStrictEqual(report.checks.filter(({ findings }) => findings.length > 0).map(({ check }) => check), names, renderDoctor(report))

describe("parley doctor", () => {
  it("OPS-04 finds nothing where everything is in order, says who and what it found, and has changed nothing anywhere", () =>
    inSetUpWorld(async ({ ask, folder, google, slack }) => {
      const before = readFileSync(join(folder, "gmail-token.json"), "utf8")
      const report = await ask()
      only(report)
      assert.isTrue(report.ok)
      assert.deepStrictEqual(report.checks.map(({ check, state }) => `${check}: ${state}`), [
        "settings: ok", "data directory: ok", "port: ok", "API: ok", "gmail: ok", "sheets account: ok", "rosters: ok", "slack: ok", "reader's models: ok", "writer's models: ok", "playbook: ok"
      ])
      const text = renderDoctor(report)
      for (const told of ["signed in as partnerships@parley.example", account, "the default sheet: 1 creators", "channel #partnerships", "claude-sonnet-5-5", "Everything is in order."]) assert.include(text, told)
      assert.deepStrictEqual(readdirSync(join(folder, "data")), [])
      assert.strictEqual(readFileSync(join(folder, "gmail-token.json"), "utf8"), before)
      assert.deepStrictEqual(slack.calls().map(({ method }) => method).filter((method) => method.startsWith("chat.")), [])
      assert.deepStrictEqual(google.calls().filter((call) => call !== "users.getProfile"), [])
    }))

  it("OPS-04 reports all problems together, each with what was expected and how to mend it, and no secret", () =>
    inSetUpWorld(async ({ ask, claude, env, google, sheet }) => {
      sheet.unshare("spring-creators", account)
      claude.models = ["claude-sonnet-5-5"]
      google.oauth.revoke(JSON.parse(readFileSync(env["GOOGLE_TOKEN_FILE"] ?? "", "utf8")).refresh_token)
      const report = await ask({ PARLEY_GRACE_MS: "soon", SLACK_BOT_TOKEN: "xoxb-secret-wrong", PARLEY_PLAYBOOK_DIR: "nowhere" })
      only(report, "settings", "gmail", "rosters", "slack", "reader's models", "writer's models", "playbook")
      assert.isFalse(report.ok)
      for (const { findings } of report.checks) for (const one of findings) for (const text of [one.found, one.expected, one.mend]) assert.isAbove(text.length, 5)
      const text = renderDoctor(report) + JSON.stringify(report)
      for (const secret of ["xoxb-secret-wrong", claude.key, "GOCSPX", "xapp-1"]) assert.notInclude(text, secret)
    }))

  it("OPS-04 settings: names each variable that is wrong, missing or unknown, and checks what does not hang on it", () =>
    inSetUpWorld(async ({ ask }) => {
      const report = await ask({ PARLEY_HTTP_PORT: "99999", PARLEY_AUTONOMY: "full", SLACK_APP_TOKEN: undefined, PARLEY_MALBOX: "gmail", PARLEY_TOKEN: "t" })
      only(report, "settings")
      const settings = found(report, "settings")
      assert.include(settings, "PARLEY_HTTP_PORT is \"99999\" | a whole number from 0 to 65535")
      assert.include(settings, "PARLEY_AUTONOMY is \"full\" | one of auto, review")
      assert.include(settings, "SLACK_APP_TOKEN is not set")
      assert.include(settings, "warning: PARLEY_MALBOX is set, and no setting has this name | perhaps PARLEY_MAILBOX")
      assert.deepStrictEqual(report.checks.filter(({ state }) => state === "not checked").map(({ check, told }) => [check, told]), [["port", "because of PARLEY_HTTP_PORT"], ["slack", "because of SLACK_APP_TOKEN"]])
      assert.strictEqual(report.checks.find(({ check }) => check === "gmail")?.state, "ok")
    }))

  it("OPS-04 data directory: a file in its place, a path too long for a socket, an unfinished restore, books that are none, doors open to others", () =>
    inSetUpWorld(async ({ ask, folder }) => {
      writeFileSync(join(folder, "file"), "")
      assert.match(found(await ask({ PARLEY_DATA_DIR: join(folder, "file", "data") }), "data directory"), /file is no folder/u)
      assert.match(found(await ask({ PARLEY_DATA_DIR: join(folder, "x".repeat(120)) }), "data directory"), /parley\.sock is \d+ bytes long \| a path of at most 107 bytes/u)
      chmodSync(join(folder, "data"), 0o755)
      assert.match(found(await ask(), "data directory"), /^warning: .*other accounts.*chmod 700/u)
      chmodSync(join(folder, "data"), 0o700)
      writeFileSync(join(folder, "data/parley.db"), "these are no books, though long enough to look like a file of some kind")
      assert.match(found(await ask(), "data directory"), /parley\.db: .*cannot be read as books/u)
      writeFileSync(join(folder, "data/parley.restoring"), "books-before-now\n")
      assert.match(found(await ask(), "data directory"), /a restore was not finished.*parley restore/u)
    }))

  it("OPS-04 port: somebody else listens on it", () =>
    inSetUpWorld(async ({ ask, slack }) => {
      const report = await ask({ PARLEY_HTTP_PORT: String(slack.port) })
      only(report, "port")
      assert.match(found(report, "port"), /EADDRINUSE.*PARLEY_HTTP_PORT/u)
    }))

  it("OPS-04 SEC-01 API: tokens that would go in the clear", () =>
    inSetUpWorld(async ({ ask }) => {
      const wide = await ask({ PARLEY_HTTP_HOST: "0.0.0.0" })
      only(wide, "API")
      assert.match(found(wide, "API"), /^warning: the API listens on 0\.0\.0\.0 .*PARLEY_PUBLIC_URL/u)
      assert.match(found(await ask({ PARLEY_HTTP_HOST: "0.0.0.0", PARLEY_PUBLIC_URL: "http://parley.agency.com" }), "API"), /^warning: .* in the clear/u)
      only(await ask({ PARLEY_HTTP_HOST: "0.0.0.0", PARLEY_PUBLIC_URL: "https://parley.agency.com" }))
      only(await ask({ PARLEY_HTTP_HOST: "::1" }))
      assert.notInclude(JSON.stringify(await ask({ PARLEY_API_TOKEN: "short-secret" })), "short-secret")
    }))

  it("OPS-04 gmail: nobody signed in, another account, too small a scope, a revoked sign-in, another client, a file that others can read", () =>
    inSetUpWorld(async ({ ask, env, google }) => {
      const file = env["GOOGLE_TOKEN_FILE"] ?? ""
      const signIn = (scope?: string) => TrialFolder.writeSecret(file, JSON.stringify({ refresh_token: google.oauth.issueRefreshToken(scope) }))
      assert.match(found(await ask({ PARLEY_AGENT_ADDRESS: "ana@agency.com" }), "gmail"), /partnerships@parley\.example is signed in \| one of ana@agency\.com \| run `parley auth gmail`/u)
      assert.match(found(await ask({ GOOGLE_CLIENT_SECRET: "GOCSPX-other" }), "gmail"), /invalid_client|refuses the sign-in/u)
      chmodSync(file, 0o644)
      assert.match(found(await ask(), "gmail"), /^warning: .*can be read by other accounts.*chmod 600/u)
      signIn("https://www.googleapis.com/auth/gmail.readonly")
      assert.match(found(await ask(), "gmail"), /lacks the scope https:\/\/www\.googleapis\.com\/auth\/gmail\.modify/u)
      signIn()
      only(await ask())
      google.oauth.revoke(JSON.parse(readFileSync(file, "utf8")).refresh_token)
      assert.match(found(await ask(), "gmail"), /refuses the sign-in .*run `parley auth gmail`/u)
      rmSync(file)
      const nobody = await ask()
      only(nobody, "gmail")
      assert.match(found(nobody, "gmail"), /nobody is signed in: .* does not exist/u)
      assert.match(found(await ask({ GOOGLE_API_ROOT_URL: "http://127.0.0.1:9/", GOOGLE_OAUTH_TOKEN_URL: "http://127.0.0.1:9/token" }), "rosters"), /Google cannot be reached/u)
    }), 60_000)

  it("OPS-04 MAIL-04 gmail pushes: a watch that ended, or soon will", () => {
    const day = 86_400_000
    assert.deepStrictEqual(watchDiagnosis(null, 0).findings, [])
    assert.deepStrictEqual(watchDiagnosis(7 * day, 0).findings, [])
    assert.strictEqual(watchDiagnosis(day, 0).findings[0]?.grade, "warning")
    assert.strictEqual(watchDiagnosis(day, 2 * day).findings[0]?.grade, "problem")
  })

  it("OPS-04 sheets: no key, no key at all, a key that Google does not know, a tab that is not there", () =>
    inSetUpWorld(async ({ ask, folder, google, sheet }) => {
      assert.match(found(await ask({ GOOGLE_SERVICE_ACCOUNT_FILE: join(folder, "none.json") }), "sheets account"), /none\.json cannot be read: ENOENT/u)
      writeFileSync(join(folder, "key.json"), "{}")
      assert.match(found(await ask({ GOOGLE_SERVICE_ACCOUNT_FILE: join(folder, "key.json") }), "sheets account"), /is no service account's key/u)
      writeFileSync(join(folder, "key.json"), JSON.stringify({ ...google.oauth.addServiceAccount("other@x.iam.gserviceaccount.com"), client_email: "unknown@x.iam.gserviceaccount.com" }))
      assert.match(found(await ask({ GOOGLE_SERVICE_ACCOUNT_FILE: join(folder, "key.json") }), "sheets account"), /does not let unknown@x/u)
      const tab = await ask({ PARLEY_SHEETS_DEFAULT: "spring-creators#June" })
      only(tab, "rosters")
      assert.match(found(tab, "rosters"), /has no tab "June"/u)
      sheet.unshare("spring-creators", account)
      assert.match(found(await ask(), "rosters"), /may not read the spreadsheet spring-creators.*shared with sheets@local-google/u)
    }))

  it("OPS-04 slack: tokens, scopes, the channel and the groups, whatever is wrong of them at once", () =>
    inSetUpWorld(async ({ ask, slack }) => {
      assert.match(found(await ask({ SLACK_BOT_TOKEN: "xoxb-old" }), "slack"), /invalid_auth.*SLACK_BOT_TOKEN/u)
      const report = await ask({ SLACK_APP_TOKEN: "xapp-old", PARLEY_SLACK_CHANNEL: "C0RANDOM", PARLEY_SLACK_DECIDERS: "S0NOBODY", PARLEY_SLACK_MENTIONS: "S0DECIDE" })
      only(report, "slack")
      assert.match(found(report, "slack"), /lacks channels:read, usergroups:read/u)
      assert.match(found(report, "slack"), /not in the channel \(not_in_channel\).*\/invite/u)
      assert.match(found(report, "slack"), /does not take SLACK_APP_TOKEN \(invalid_auth\)/u)
      assert.match(found(report, "slack"), /PARLEY_SLACK_DECIDERS names the user group S0NOBODY, and Slack says .*no_such_subteam/u)
      slack.world.changeGroup("S0DECIDE", [])
      assert.match(found(await ask({ PARLEY_SLACK_CHANNEL: "C0OLD" }), "slack"), /is_archived[\s\S]*S0DECIDE of PARLEY_SLACK_DECIDERS is empty/u)
      assert.match(found(await ask({ PARLEY_SLACK_CHANNEL: "C0NONE" }), "slack"), /channel_not_found.*PARLEY_SLACK_CHANNEL/u)
      assert.match(found(await ask({ SLACK_API_URL: "http://127.0.0.1:9/api/" }), "slack"), /no answer.*SLACK_API_URL/u)
    }, { workspace: { scopes: ["chat:write", "commands", "channels:history", "groups:history", "groups:read"] } }))

  it("OPS-04 models: a key that is not taken, a model that nobody knows, one about to be retired, nobody there", () =>
    inSetUpWorld(async ({ ask, claude }) => {
      claude.models = [...claude.models, "claude-sonnet-4-5"]
      const key = await ask({ ANTHROPIC_API_KEY: "sk-ant-other" })
      only(key, "reader's models", "writer's models")
      assert.match(found(key, "reader's models"), /^problem: Anthropic does not take the key, asked for claude-sonnet-5-5 \|.*\| put a valid one into ANTHROPIC_API_KEY$/u)
      const unknown = await ask({ PARLEY_READER_MODELS: "claude-sonnet-5-5,claude-none-9" })
      only(unknown, "reader's models")
      assert.match(found(unknown, "reader's models"), /^problem: Anthropic knows no model claude-none-9[^\n]*configure another$/u)
      assert.match(found(await ask({ PARLEY_WRITER_MODELS: "claude-sonnet-4-5" }), "writer's models"), /^warning: claude-sonnet-4-5 (?:is|was) retired on 2026-11-30/u)
      assert.match(found(await ask({ ANTHROPIC_BASE_URL: "http://127.0.0.1:9" }), "reader's models"), /no answer.*ANTHROPIC_BASE_URL/u)
      assert.match(found(await ask({ ANTHROPIC_API_KEY: "two words" }), "reader's models"), /no key/u)
    }))

  it("OPS-04 playbook: a page that cannot be used, and a folder without any", () =>
    inSetUpWorld(async ({ ask, folder }) => {
      assert.match(found(await ask({ PARLEY_PLAYBOOK_DIR: join(folder, "none") }), "playbook"), /^warning: .* holds no page/u)
      mkdirSync(join(folder, "pages"))
      writeFileSync(join(folder, "pages/good.md"), "# Tone\n\nFriendly.\n")
      writeFileSync(join(folder, "pages/bad.md"), "---\nstage: whenever\n---\n# Bad\n")
      const report = await ask({ PARLEY_PLAYBOOK_DIR: join(folder, "pages") })
      only(report, "playbook")
      assert.match(found(report, "playbook"), /bad\.md, line 2, cannot be used \| .* \| mend the page/u)
    }))

  it.live("OPS-04 waits for nobody for ever, and what breaks a check breaks no other", () =>
    Effect.gen(function*() {
      const checked = yield* examine([
        { name: "hangs", needs: [], ask: Effect.never },
        { name: "breaks", needs: [], ask: Effect.die(new Error("the socket fell off")) },
        { name: "works", needs: [], ask: Effect.succeed({ told: "fine", findings: [] }) }
      ], new Set(), "20 millis")
      assert.deepStrictEqual(checked.map(({ check, state }) => [check, state]), [["hangs", "problem"], ["breaks", "problem"], ["works", "ok"]])
      assert.include(checked[1]?.findings[0]?.found ?? "", "the socket fell off")
    }))

  it("OPS-04 exits with 1 when something is wrong, with 0 when nothing is, prints JSON, and looks at what a running campaign uses", () =>
    inWorld(async (world) => {
      const fine = await world.cli("doctor", "--json")
      assert.strictEqual(fine.code, 0, fine.stdout + fine.stderr)
      assert.deepStrictEqual([JSON.parse(fine.stdout).ok, readdirSync(world.dataDir)], [true, []])
      const [yaml, csv] = [join(world.dataDir, "c.yaml"), join(world.dataDir, "r.csv")]
      writeFileSync(yaml, campaignYaml())
      writeFileSync(csv, rosterCsv("Ada"))
      assert.strictEqual((await world.cli("campaign", "start", yaml, "--roster", csv)).code, 0)
      assert.include((await world.cli("doctor")).stdout, "1 creators")
      rmSync(csv)
      const wrong = await world.cli("doctor")
      assert.deepStrictEqual([wrong.code, wrong.stderr], [1, ""])
      assert.match(wrong.stdout, /PROBLEM +rosters[\s\S]*campaign autumn: .*r\.csv[\s\S]*expected:[\s\S]*mend:/u)
      const both = await world.bash("PARLEY_MAILBOX=gmail", "doctor")
      assert.match(both.stdout, /GOOGLE_CLIENT_ID is not set[\s\S]*- +gmail +because of GOOGLE_CLIENT_ID[\s\S]*PROBLEM +rosters/u)
    }))
})
