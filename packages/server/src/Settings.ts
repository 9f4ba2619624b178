import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import { expectedSource, parseSource } from "@parley/adapters-sheets/SheetSource"
import { type KillPoint, killPoints } from "@parley/domain/usecases/KillPoints"
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import { anthropicProblems, anthropicSettings } from "./AnthropicSettings.ts"
import { clickUpProblems, clickUpSettings } from "./ClickUpSettings.ts"
import { googleProblems, googleSettings } from "./GoogleSettings.ts"
import { slackProblems, slackSettings } from "./SlackSettings.ts"
import { addresses, isAddress, maybe, missing, oneOf, optional, problemsOf, secret, setting, wholeNumber } from "./settingOf.ts"
import { withFiles } from "./withFiles.ts"

/** Some variables cannot be used; every one of them is named with what it expects. */
export class InvalidSettings extends Data.TaggedError("InvalidSettings")<{ readonly problems: ReadonlyArray<string> }> {}

const serviceAccountKey = "the path of a service account's JSON key, because PARLEY_ROSTER is sheets, e.g. ./service-account.json"

const rosterName = oneOf("PARLEY_ROSTER", ["csv", "sheets", "memory"])

/** The n-th pass through a kill point. */
export interface KillMoment {
  readonly point: KillPoint
  readonly pass: number
}

const killMoment = (text: string): KillMoment | null | undefined => {
  const [, name, pass = "1"] = /^([a-z-]+)(?::([1-9]\d{0,5}))?$/.exec(text) ?? []
  const point = killPoints.find((one) => one === name)
  return text === "" ? null : point === undefined ? undefined : { point, pass: Number(pass) }
}

const longestOffset = 366 * 86_400_000

/** Everything the environment says. One variable per port picks its adapter. */
export const settings = Config.all({
  dataDir: setting("PARLEY_DATA_DIR", "data", "a folder, e.g. ./data", (text) => text === "" ? undefined : resolve(text)),
  mailbox: oneOf("PARLEY_MAILBOX", ["maildir", "gmail", "memory"]),
  roster: rosterName,
  rosterEvery: rosterName.pipe(Config.zipWith(
    setting("PARLEY_ROSTER_EVERY_SECONDS", "", "a whole number from 1 to 86400, e.g. 60", (text) =>
      text === "" ? null : /^\d{1,5}$/u.test(text) && Number(text) >= 1 && Number(text) <= 86_400 ? Number(text) * 1000 : undefined),
    (roster, millis) => millis ?? (roster === "sheets" ? 300_000 : 60_000)
  )),
  serviceAccountFile: maybe("GOOGLE_SERVICE_ACCOUNT_FILE", serviceAccountKey, (text) => resolve(text)),
  sheetsDefault: setting("PARLEY_SHEETS_DEFAULT", "", expectedSource, (text) => text === "" ? null : Either.isRight(parseSource(text, null)) ? text : undefined),
  google: googleSettings,
  intake: oneOf("PARLEY_INTAKE", ["none", "clickup"]),
  clickUp: clickUpSettings,
  team: oneOf("PARLEY_TEAM", ["console", "slack", "memory"]),
  slack: slackSettings,
  reader: oneOf("PARLEY_READER", ["rules", "anthropic"]),
  writer: oneOf("PARLEY_WRITER", ["template", "anthropic"]),
  anthropic: anthropicSettings,
  store: oneOf("PARLEY_STORE", ["sqlite", "memory"]),
  httpHost: setting("PARLEY_HTTP_HOST", "127.0.0.1", "an address to listen on, e.g. 127.0.0.1", (text) => text === "" ? undefined : text),
  httpPort: wholeNumber("PARLEY_HTTP_PORT", 8480, 0, 65_535),
  /** The first admin's token for the API; null where nobody may come over the network but with a token of the books. */
  apiToken: secret("PARLEY_API_TOKEN").pipe(Config.mapOrFail((token) => token === null || /^[!-~]{32,200}$/u.test(Redacted.value(token))
    ? Either.right(token)
    : Either.left(ConfigError.InvalidData([], "PARLEY_API_TOKEN: expected at least 32 random characters without spaces, e.g. what `openssl rand -hex 32` prints; got something else")))),
  publicUrl: setting("PARLEY_PUBLIC_URL", "", "the address that people's browsers open, e.g. https://parley.agency.com", (text) =>
    text === "" ? null : URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol) ? new URL(text).origin : undefined),
  requestsPerSecond: wholeNumber("PARLEY_API_REQUESTS_PER_SECOND", 50, 1, 100_000),
  autonomy: oneOf("PARLEY_AUTONOMY", ["auto", "review"]),
  sendsPerDay: wholeNumber("PARLEY_SENDS_PER_DAY", 500, 1, 1_000_000),
  digestHour: setting("PARLEY_DIGEST_HOUR", "9", "an hour of the day from 0 to 23, e.g. 9, or off", (text) =>
    text === "off" ? null : /^(?:1?\d|2[0-3])$/u.test(text) ? Number(text) : undefined),
  holdAfter: setting("PARLEY_HOLDING_REPLY_MINUTES", "off", "minutes from 1 to 1440, e.g. 45, or off", (text) =>
    text === "off" ? null : /^[1-9]\d{0,3}$/u.test(text) && Number(text) <= 1440 ? Number(text) * 60_000 : undefined),
  handOffAfter: wholeNumber("PARLEY_UNREAD_HOURS", 4, 1, 168).pipe(Config.map((hours) => hours * 3_600_000)),
  agentAddress: setting("PARLEY_AGENT_ADDRESS", "partnerships@parley.example", "the mail address Parley writes from, e.g. partnerships@agency.com",
    (text) => isAddress(text) ? text.toLowerCase() : undefined),
  ownAddresses: addresses("PARLEY_OWN_ADDRESSES", "hello@agency.com"),
  teammates: addresses("PARLEY_TEAM_ADDRESSES", "ana@agency.com,ben@agency.com"),
  sandbox: oneOf("PARLEY_SANDBOX", ["off", "on"]),
  authservId: optional("PARLEY_AUTHSERV_ID", "the name your mail server writes into Authentication-Results, e.g. mx.agency.com"),
  maildirSettle: wholeNumber("PARLEY_MAILDIR_SETTLE_MS", 1000, 0, 60_000),
  grace: wholeNumber("PARLEY_GRACE_MS", 10_000, 1, 600_000),
  logFormat: oneOf("PARLEY_LOG", ["logfmt", "json", "pretty", "none"]),
  /** For the crash harness: the moment at which the process kills itself, that each moment shows in a system call trace, and how far the clock is off. */
  killAt: setting("PARLEY_KILL_AT", "", `a kill point, or one with the pass at which to end, e.g. after-stage or after-stage:3; the points are ${killPoints.join(", ")}`, killMoment),
  tracePoints: setting("PARLEY_TRACE_POINTS", "0", "0 or 1", (text) => text === "0" || text === "1" ? text === "1" : undefined),
  clockOffset: wholeNumber("PARLEY_CLOCK_OFFSET_MS", 0, -longestOffset, longestOffset)
})

/** The settings' type: redacted where secret, with every default filled in. */
export type ServerSettings = Config.Config.Success<typeof settings>

/** Takes `.env` into the environment where there is one; a variable that is set already wins. */
export const loadDotEnv = (): void => {
  if (existsSync(".env")) process.loadEnvFile(".env")
}

/** The environment as far as it can be used. */
export interface Environment {
  /** A variable that cannot be used counts as not set. */
  readonly settings: ServerSettings
  /** Each begins with its variable's name and a colon. */
  readonly problems: ReadonlyArray<string>
  /** The variables that mean something to a server. */
  readonly known: ReadonlySet<string>
}

/** Reads the environment; what is wrong with one variable hides no other. */
export const readSettings: Effect.Effect<Environment> = Effect.configProviderWith((provider) =>
  Effect.gen(function*() {
    const known = new Set<string>()
    const read = (hidden: ReadonlySet<string>) => without(withFiles(provider), hidden, known).load(settings)
    const first = yield* Effect.either(read(new Set()))
    if (Either.isRight(first)) return { settings: first.right, problems: lacking(first.right), known }
    const problems = problemsOf(first.left)
    const named = new Set(problems.map(nameIn))
    const rest = yield* Effect.orDie(read(named))
    return { settings: rest, problems: [...problems, ...lacking(rest).filter((one) => !named.has(nameIn(one)))], known }
  }))

/** The variable that a problem is about. */
export const nameIn = (problem: string): string => problem.split(":", 1)[0] ?? problem

const without = (provider: ConfigProvider.ConfigProvider, hidden: ReadonlySet<string>, asked: Set<string>): ConfigProvider.ConfigProvider =>
  ConfigProvider.fromFlat(ConfigProvider.makeFlat({
    load: (path, config, split) => {
      const name = path.join("_")
      asked.add(name)
      return hidden.has(name) ? Effect.fail(ConfigError.MissingData([...path], `${name} is left out`)) : provider.flattened.load(path, config, split)
    },
    enumerateChildren: (path) => provider.flattened.enumerateChildren(path),
    patch: provider.flattened.patch
  }))

/** Reads the environment; all problems together. */
export const loadSettings: Effect.Effect<ServerSettings, InvalidSettings> = Effect.flatMap(readSettings, ({ problems, settings }) =>
  problems.length > 0 ? new InvalidSettings({ problems }) : Effect.succeed(settings))

/** What the chosen adapters need beyond what is set. */
const lacking = ({ anthropic, authservId, clickUp, google, intake, mailbox, reader, roster, sandbox, serviceAccountFile, slack, team, writer }: ServerSettings): ReadonlyArray<string> => [
  ...roster === "sheets" && serviceAccountFile === null ? [missing("GOOGLE_SERVICE_ACCOUNT_FILE", serviceAccountKey)] : [],
  ...reader === "anthropic" || writer === "anthropic" ? anthropicProblems(anthropic) : [],
  ...mailbox === "gmail" ? googleProblems(google) : [],
  ...team === "slack" ? slackProblems(slack) : [],
  ...intake === "clickup" ? clickUpProblems(clickUp, roster) : [],
  ...sandbox === "on" ? sandboxProblems(mailbox, authservId) : []
]

/** Whoever opens it writes as any creator, so it is for a mailbox that nobody outside writes to. */
const sandboxProblems = (mailbox: string, authservId: string | null): ReadonlyArray<string> => [
  ...mailbox === "maildir" ? [] : [`PARLEY_SANDBOX: expected off, because PARLEY_MAILBOX is ${mailbox} and the sandbox is for maildir; got "on"`],
  ...authservId === null ? [] : ["PARLEY_SANDBOX: expected off, because PARLEY_AUTHSERV_ID says that mail comes from outside; got \"on\""]
]
