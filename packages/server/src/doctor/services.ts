import { type Diagnosis, type Finding, problem, warning } from "@parley/domain/ports/Diagnosis"
import { Roster } from "@parley/domain/ports/Roster"
import * as Arr from "effect/Array"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import { accessSync, constants, existsSync } from "node:fs"
import { join } from "node:path"
import * as Ports from "../Ports.ts"
import type { ServerSettings } from "../Settings.ts"
import { slackOptions } from "../slack/SlackHook.ts"
import type { Check } from "./Check.ts"
import type { InUse } from "./inUse.ts"

/** Milliseconds for one call. */
const timeout = 10_000

const nothing: Diagnosis = { told: "", findings: [] }

/** Where mail comes from and goes to. */
export const mailbox = (settings: ServerSettings, { watchedUntil }: InUse): ReadonlyArray<Check> => {
  const { agentAddress, google } = settings
  if (settings.mailbox === "memory") return []
  if (settings.mailbox === "maildir") {
    return [{
      name: "maildir", needs: ["PARLEY_MAILBOX", "PARLEY_DATA_DIR", "PARLEY_AGENT_ADDRESS"],
      ask: Effect.map(Effect.flatMap(Effect.promise(() => import("@parley/adapters-local/MaildirMailbox")), ({ diagnose }) => diagnose(join(settings.dataDir, "maildir"))), ({ findings, told }) =>
        ({ told, findings: [...findings, ...exampleAddress(agentAddress)] }))
    }]
  }
  return [
    {
      name: "gmail", needs: ["PARLEY_MAILBOX", "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "GOOGLE_OAUTH_TOKEN_URL", "GOOGLE_API_ROOT_URL", "GOOGLE_TOKEN_FILE", "PARLEY_AGENT_ADDRESS", "PARLEY_OWN_ADDRESSES"],
      ask: Effect.flatMap(Effect.promise(() => import("@parley/adapters-gmail/diagnose")), ({ diagnose }) => diagnose({
        oauth: { clientId: google.clientId ?? "", clientSecret: google.clientSecret ?? Redacted.make(""), tokenUrl: google.tokenUrl, authUrl: google.authUrl },
        tokenFile: google.tokenFile ?? join(settings.dataDir, "gmail-token.json"), rootUrl: google.apiRootUrl,
        addresses: [agentAddress, ...settings.ownAddresses], timeout
      }))
    },
    ...google.topic === null ? [] : [{
      name: "gmail pushes", needs: ["GOOGLE_PUBSUB_TOPIC", "GOOGLE_PUSH_AUDIENCE", "GOOGLE_PUSH_SERVICE_ACCOUNT"],
      ask: Effect.map(Clock.currentTimeMillis, (now) => watchDiagnosis(watchedUntil, now))
    }]
  ]
}

const exampleAddress = (address: string): ReadonlyArray<Finding> =>
  address.endsWith(".example") ? [warning(`mail would leave as ${address}`, "an address of yours", "name it in PARLEY_AGENT_ADDRESS")] : []

/** The watch is asked for by the running server alone, which renews it daily: here its end is read from the books. */
export const watchDiagnosis = (until: number | null, now: number): Diagnosis => {
  if (until === null) return { told: "Gmail is asked to push at the first start", findings: [] }
  const ends = new Date(until).toISOString()
  const mend = "see that a server runs; what keeps it from renewing stands in /ready under `worker watch`"
  if (until <= now) return { told: "", findings: [problem(`Gmail has pushed nothing since ${ends}, when its watch ended`, "a watch that a running server renews daily", mend)] }
  return until - now > 2 * 86_400_000 ? { told: `Gmail pushes until ${ends}`, findings: [] } : { told: "", findings: [warning(`Gmail pushes until ${ends} only`, "a watch that a running server renews daily", mend)] }
}

/** Where creators come from: the account, the default sheet, and every roster that a running campaign goes by. */
export const roster = (settings: ServerSettings, { rosters }: InUse): ReadonlyArray<Check> => {
  if (settings.roster === "memory") return []
  const isSheets = settings.roster === "sheets"
  const needs = ["PARLEY_ROSTER", ...isSheets ? ["GOOGLE_SERVICE_ACCOUNT_FILE", "PARLEY_SHEETS_DEFAULT", "GOOGLE_API_ROOT_URL", "GOOGLE_OAUTH_TOKEN_URL"] : []]
  const usual = isSheets && settings.sheetsDefault !== null ? [{ name: "the default sheet", source: settings.sheetsDefault, currency: "USD" as const }] : []
  const read = [...usual, ...rosters.map(({ campaign, currency, source }) => ({ name: `campaign ${campaign}`, source, currency }))]
  return [
    ...isSheets ? [{
      name: "sheets account", needs,
      ask: Effect.flatMap(Effect.promise(() => import("@parley/adapters-sheets/diagnose")), ({ diagnose }) => diagnose({ keyFile: settings.serviceAccountFile ?? "", tokenUrl: settings.google.tokenUrl, timeout }))
    }] : [],
    ...read.length === 0 ? [] : [{
      name: "rosters", needs,
      ask: Effect.gen(function*() {
        const port = yield* Roster
        const reads = yield* Effect.forEach(read, (one) => Effect.map(Effect.either(port.read(one.source, one.currency)), (answer) => ({ ...one, answer })), { concurrency: 4 })
        return {
          told: reads.flatMap(({ answer, name }) => Either.isRight(answer) ? [`${name}: ${answer.right.rows.length} creators${answer.right.problems.length === 0 ? "" : `, ${answer.right.problems.length} bad cells`}`] : []).join("; "),
          findings: reads.flatMap(({ answer, name }) => Either.isRight(answer) ? [] : [problem(`${name}: ${answer.left.reason}`, answer.left.expected, "share it, put it back, or start the campaign with another --roster; no restart is needed")])
        }
      }).pipe(Effect.provide(Ports.rosterLayer(settings)))
    }]
  ]
}

/** Where people are told and decide. */
export const team = ({ dataDir, slack, team: chosen }: ServerSettings): ReadonlyArray<Check> => {
  if (chosen === "memory") return []
  if (chosen === "console") return [{ name: "console", needs: ["PARLEY_TEAM", "PARLEY_DATA_DIR"], ask: Effect.sync(() => consoleDiagnosis(join(dataDir, "team.jsonl"))) }]
  return [{
    name: "slack", needs: ["PARLEY_TEAM", "PARLEY_SLACK_MODE", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "PARLEY_SLACK_CHANNEL", "PARLEY_SLACK_DECIDERS", "PARLEY_SLACK_MENTIONS"],
    ask: Effect.flatMap(Effect.promise(() => import("@parley/adapters-slack/diagnose")), ({ diagnose }) => diagnose({ ...slackOptions(slack), timeout, appToken: slack.mode === "socket" ? slack.appToken : null }))
  }]
}

const consoleDiagnosis = (file: string): Diagnosis => {
  if (!existsSync(file)) return nothing
  try {
    accessSync(file, constants.R_OK | constants.W_OK)
    return { told: file, findings: [] }
  } catch {
    return { told: "", findings: [problem(`this account may not write to ${file}`, "a file that the account which runs Parley may write to", "mend its owner and permissions")] }
  }
}

/** Who reads and writes, and the pages it writes by. */
export const models = ({ anthropic, reader, writer }: ServerSettings): ReadonlyArray<Check> => {
  const roles = [...reader === "anthropic" ? ["reader" as const] : [], ...writer === "anthropic" ? ["writer" as const] : []]
  return [
    ...roles.map((role): Check => ({
      name: `${role}'s models`, needs: [`PARLEY_${role.toUpperCase()}`, "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", `PARLEY_${role.toUpperCase()}_MODELS`],
      ask: Effect.gen(function*() {
        const { diagnose } = yield* Effect.promise(() => import("@parley/adapters-anthropic/diagnose"))
        const { defaultModels } = yield* Effect.promise(() => import("@parley/adapters-anthropic/models"))
        const named = role === "reader" ? anthropic.readerModels : anthropic.writerModels
        return yield* diagnose({ apiKey: anthropic.apiKey ?? Redacted.make(""), baseUrl: anthropic.baseUrl, models: Arr.isNonEmptyReadonlyArray(named) ? named : defaultModels[role], timeout })
      })
    })),
    ...writer === "anthropic" ? [{
      name: "playbook", needs: ["PARLEY_PLAYBOOK_DIR"],
      ask: Effect.gen(function*() {
        const { diagnose } = yield* Effect.promise(() => import("@parley/adapters-anthropic/PlaybookFolder"))
        const { ownPlaybook } = yield* Effect.promise(() => import("../model/modelLayers.ts"))
        return yield* diagnose(anthropic.playbook ?? ownPlaybook)
      })
    }] : []
  ]
}
