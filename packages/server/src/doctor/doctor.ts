import * as AutoCorrect from "@effect/cli/AutoCorrect"
import * as CliConfig from "@effect/cli/CliConfig"
import { type Finding, problem, warning } from "@parley/domain/ports/Diagnosis"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { nameIn, readSettings, type ServerSettings } from "../Settings.ts"
import { type Check, type Checked, examine, stateOf } from "./Check.ts"
import { dataDirectory, exposure, port } from "./dataDirectory.ts"
import { forms } from "./forms.ts"
import { inUse, type InUse } from "./inUse.ts"
import { mailbox, models, roster, team } from "./services.ts"

/** What `parley doctor` found. `ok`: nothing keeps Parley from its work; warnings may stand. */
export interface DoctorReport {
  readonly ok: boolean
  readonly problems: number
  readonly warnings: number
  readonly checks: ReadonlyArray<Checked>
}

/** Everything that the configuration uses, in the order in which it is told. A new adapter's check goes here. */
const checksOf = (settings: ServerSettings, used: InUse): ReadonlyArray<Check> => [
  dataDirectory(settings),
  port(settings),
  exposure(settings),
  ...mailbox(settings, used),
  ...roster(settings, used),
  ...forms(settings),
  ...team(settings),
  ...models(settings)
]

/** Checks settings, data directory, credentials, scopes, channel, sheets and models, changes nothing, and tells all at once (OPS-04). `variables` are the names that are set. */
export const doctor = (variables: ReadonlyArray<string>): Effect.Effect<DoctorReport> =>
  Effect.gen(function*() {
    const { known, problems, settings } = yield* readSettings
    const unusable = new Set(problems.map(nameIn))
    const findings = [...problems.map(settingProblem), ...unknownVariables(variables, known)]
    const used = unusable.has("PARLEY_DATA_DIR") ? { rosters: [], watchedUntil: null } : yield* inUse(settings)
    const checked = yield* examine(checksOf(settings, used), unusable)
    const checks: ReadonlyArray<Checked> = [{ check: "settings", state: stateOf(findings), told: findings.length > 0 ? "" : `${variables.filter((name) => known.has(name)).length} set, the others as they are by default`, findings }, ...checked]
    const hidden = hiding(secretsIn(settings))
    const count = (grade: Finding["grade"]) => checks.flatMap((one) => one.findings).filter((one) => one.grade === grade).length
    return { ok: count("problem") === 0, problems: count("problem"), warnings: count("warning"), checks: checks.map((one) => ({ ...one, told: hidden(one.told), findings: one.findings.map((finding) => ({ ...finding, found: hidden(finding.found) })) })) }
  })

/** A setting's problem says "NAME: expected ...; got ...". */
const settingProblem = (text: string): Finding => {
  const [, name = "", expected = text, got = ""] = /^(\w+): expected (.*); got (.*)$/su.exec(text) ?? []
  return problem(got === "\"\"" ? `${name} is not set` : `${name} is ${got}`, expected, `set ${name} in the environment or in .env`)
}

/** For the CLI and the tests that run against real services. */
const elsewhere = /^PARLEY_(?:URL|TOKEN|TOKEN_FILE|SECRETS_DIR|LIVE_?\w*)$/u

const unknownVariables = (variables: ReadonlyArray<string>, known: ReadonlySet<string>): ReadonlyArray<Finding> =>
  variables.filter((name) => name.startsWith("PARLEY_") && !known.has(name.replace(/_FILE$/u, "")) && !known.has(name) && !elsewhere.test(name)).map((name) => {
    const distance = (other: string) => AutoCorrect.levensteinDistance(name, other, CliConfig.defaultConfig)
    const [close] = [...known].filter((other) => distance(other) <= 3).toSorted((a, b) => distance(a) - distance(b))
    return warning(`${name} is set, and no setting has this name`, close === undefined ? "a name of .env.example" : `perhaps ${close}`, "correct the name, or take it out")
  })

/** Whatever a service answers, no secret is shown. */
const hiding = (secrets: ReadonlyArray<string>) => (text: string): string => secrets.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text)

const secretsIn = (value: unknown): ReadonlyArray<string> => {
  if (Redacted.isRedacted(value)) {
    const text = String(Redacted.value(value))
    return text.length < 4 ? [] : [text]
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(secretsIn) : []
}
