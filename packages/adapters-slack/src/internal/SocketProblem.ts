import { WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api"
import { clean } from "./BoltLogger.ts"

/** Why there is no connection. `terminal`: trying again cannot help. `retryAfter`: milliseconds that Slack asked us to wait. */
export interface SocketProblem {
  readonly text: string
  readonly terminal: boolean
  readonly retryAfter: number
}

export const passing = (text: string): SocketProblem => ({ text, terminal: false, retryAfter: 0 })

/** What an attempt to connect failed with. https://docs.slack.dev/reference/methods/apps.connections.open */
export const of = (error: unknown): SocketProblem => {
  if (error instanceof WebAPIRateLimitedError) return { ...passing("Slack asks us to wait before the next connection"), retryAfter: error.retryAfter * 1000 }
  if (!(error instanceof WebAPIPlatformError)) return passing(`Slack cannot be reached${error instanceof Error ? `: ${clean([error])}` : ""}`)
  const { error: name } = error.data
  const mend = terminal[name]
  return mend === undefined ? passing(`Slack refuses a connection: ${clean([name])}`) : { text: `Slack does not take SLACK_APP_TOKEN (${name}): ${mend}`, terminal: true, retryAfter: 0 }
}

const another = "make an app-level token with the scope connections:write (Basic Information, App-Level Tokens), set it and start Parley again"

/** Slack's names for what stays as it is until a person changes it, and what that is. */
const terminal: Readonly<Record<string, string>> = {
  invalid_auth: another,
  not_authed: another,
  token_revoked: another,
  token_expired: another,
  not_allowed_token_type: `it has to be the app-level token, xapp-..., and not the bot's: ${another}`,
  missing_scope: another,
  account_inactive: `its app or workspace is deactivated: install the app again, ${another}`,
  user_removed_from_team: `who made it has left the workspace: ${another}`,
  team_disabled: "the workspace is disabled: a workspace owner has to enable it, then start Parley again"
}
