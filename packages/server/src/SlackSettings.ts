import * as Config from "effect/Config"
import * as Redacted from "effect/Redacted"
import { maybe, missing, oneOf, secret, setting, url } from "./settingOf.ts"

const needs = {
  botToken: "the bot token of the app installed in your workspace, xoxb-...",
  appToken: "an app-level token with the scope connections:write, xapp-..., because PARLEY_SLACK_MODE is socket",
  signingSecret: "the app's signing secret, because PARLEY_SLACK_MODE is http",
  channel: "the id of the channel for notices, e.g. C0123456789",
  deciders: "the ids of the people or user groups who may decide, separated by commas, e.g. U0123456789,S0123456789"
} as const

const ids = (name: string, pattern: RegExp, expected: string): Config.Config<ReadonlyArray<string>> =>
  setting(name, "", expected, (text) => {
    const list = text.split(",").map((one) => one.trim()).filter((one) => one !== "")
    return list.every((one) => pattern.test(one)) ? list : undefined
  })

/** What the environment says of Slack. Null where nothing is set. */
export const slackSettings = Config.all({
  /** How what people do in Slack reaches us: over a socket that we open, or by signed requests to `POST /webhooks/slack`. */
  mode: oneOf("PARLEY_SLACK_MODE", ["socket", "http"]),
  botToken: secret("SLACK_BOT_TOKEN"),
  appToken: secret("SLACK_APP_TOKEN"),
  signingSecret: secret("SLACK_SIGNING_SECRET"),
  apiUrl: url("SLACK_API_URL", "where Slack's Web API is", "https://slack.com/api/"),
  channel: maybe("PARLEY_SLACK_CHANNEL", needs.channel, (text) => /^[CG][A-Z0-9]{2,20}$/u.test(text) ? text : undefined),
  deciders: ids("PARLEY_SLACK_DECIDERS", /^[UWS][A-Z0-9]{2,20}$/u, needs.deciders),
  mentions: ids("PARLEY_SLACK_MENTIONS", /^[UWS][A-Z0-9]{2,20}$/u, "the ids of people or user groups who are called where a person has to decide, separated by commas, e.g. S0123456789")
})

export type SlackSettings = Config.Config.Success<typeof slackSettings>

/** What PARLEY_TEAM=slack lacks. */
export const slackProblems = ({ appToken, botToken, channel, deciders, mode, signingSecret }: SlackSettings): ReadonlyArray<string> => {
  const starts = (name: string, token: Redacted.Redacted | null, prefix: string, expected: string) =>
    token === null ? [missing(name, expected)] : Redacted.value(token).startsWith(prefix) ? [] : [`${name}: expected ${expected}; got something that does not begin with ${prefix}`]
  return [
    ...starts("SLACK_BOT_TOKEN", botToken, "xoxb-", needs.botToken),
    ...mode === "socket" ? starts("SLACK_APP_TOKEN", appToken, "xapp-", needs.appToken) : [],
    ...mode === "http" && signingSecret === null ? [missing("SLACK_SIGNING_SECRET", needs.signingSecret)] : [],
    ...channel === null ? [missing("PARLEY_SLACK_CHANNEL", needs.channel)] : [],
    ...deciders.length === 0 ? [missing("PARLEY_SLACK_DECIDERS", needs.deciders)] : []
  ]
}
