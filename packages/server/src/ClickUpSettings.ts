import * as Config from "effect/Config"
import { resolve } from "node:path"
import { maybe, missing, secret, setting, url, wholeNumber } from "./settingOf.ts"

const needs = {
  token: "a personal API token of somebody who may see the list of forms, e.g. pk_...",
  webhookSecret: "the secret that ClickUp gave out when the webhook was made",
  list: "the id of the list whose tasks are forms, e.g. 901100000001",
  roster: "because PARLEY_ROSTER is csv, the rosters' path with {tab} for what the form calls its tab, e.g. rosters/{tab}.csv"
} as const

const digits = (text: string): string | undefined => /^\d{1,20}$/u.test(text) ? text : undefined

/** What the environment says of ClickUp. Null where nothing is set. */
export const clickUpSettings = Config.all({
  token: secret("CLICKUP_API_TOKEN"),
  webhookSecret: secret("CLICKUP_WEBHOOK_SECRET"),
  apiUrl: url("CLICKUP_API_URL", "where ClickUp's API is", "https://api.clickup.com/api/v2/"),
  list: maybe("CLICKUP_LIST_ID", needs.list, digits),
  /** The workspace whose webhooks are looked after. */
  team: maybe("CLICKUP_TEAM_ID", "the id of the workspace, e.g. 9011000001", digits),
  map: setting("CLICKUP_MAP", "samples/clickup-map.yaml", "the path of the file that says what each field of the form means, e.g. samples/clickup-map.yaml", (text) => text === "" ? undefined : resolve(text)),
  roster: maybe("CLICKUP_ROSTER", needs.roster, (text) => text),
  every: wholeNumber("CLICKUP_LOOK_MINUTES", 60, 1, 1440).pipe(Config.map((minutes) => minutes * 60_000))
})

export type ClickUpSettings = Config.Config.Success<typeof clickUpSettings>

/** What PARLEY_INTAKE=clickup lacks. */
export const clickUpProblems = ({ list, roster, token, webhookSecret }: ClickUpSettings, rosterName: "csv" | "sheets" | "memory"): ReadonlyArray<string> => [
  ...token === null ? [missing("CLICKUP_API_TOKEN", needs.token)] : [],
  ...webhookSecret === null ? [missing("CLICKUP_WEBHOOK_SECRET", needs.webhookSecret)] : [],
  ...list === null ? [missing("CLICKUP_LIST_ID", needs.list)] : [],
  ...rosterName === "csv" && roster === null ? [missing("CLICKUP_ROSTER", needs.roster)] : []
]
