import * as Config from "effect/Config"
import { resolve } from "node:path"
import { isAddress, maybe, missing, optional, secret, url, wholeNumber } from "./settingOf.ts"

const needs = {
  clientId: "the id of an OAuth client of the type \"desktop app\" from Google's console, e.g. 1234-abcd.apps.googleusercontent.com",
  clientSecret: "the secret of the same OAuth client, e.g. GOCSPX-...",
  topic: "the topic that Gmail may publish to, e.g. projects/parley-prod/topics/gmail",
  pushAudience: "the audience that the push subscription puts into its tokens, e.g. https://parley.agency.com/webhooks/gmail",
  pushServiceAccount: "the mail address of the push subscription's service account, e.g. push@parley-prod.iam.gserviceaccount.com"
} as const

/** What the environment says of Google. Null where nothing is set; for an address that is Google's own. */
export const googleSettings = Config.all({
  clientId: maybe("GOOGLE_CLIENT_ID", needs.clientId, (text) => /\s/u.test(text) ? undefined : text),
  clientSecret: secret("GOOGLE_CLIENT_SECRET"),
  tokenUrl: url("GOOGLE_OAUTH_TOKEN_URL", "where tokens are given out", "https://oauth2.googleapis.com/token"),
  authUrl: url("GOOGLE_OAUTH_AUTH_URL", "the page on which a person consents", "https://accounts.google.com/o/oauth2/v2/auth"),
  certsUrl: url("GOOGLE_OAUTH_CERTS_URL", "Google's certificates in PEM", "https://www.googleapis.com/oauth2/v1/certs"),
  apiRootUrl: url("GOOGLE_API_ROOT_URL", "where the Gmail API is", "https://gmail.googleapis.com/"),
  /** Null is the data directory's `gmail-token.json`. */
  tokenFile: maybe("GOOGLE_TOKEN_FILE", "the file that keeps the sign-in, e.g. /run/parley/gmail-token.json", (text) => resolve(text)),
  topic: maybe("GOOGLE_PUBSUB_TOPIC", needs.topic, (text) => /^projects\/[^/\s]+\/topics\/[^/\s]+$/u.test(text) ? text : undefined),
  pushAudience: optional("GOOGLE_PUSH_AUDIENCE", needs.pushAudience),
  pushServiceAccount: maybe("GOOGLE_PUSH_SERVICE_ACCOUNT", needs.pushServiceAccount, (text) => isAddress(text) ? text.toLowerCase() : undefined),
  unitsPerMinute: wholeNumber("GMAIL_UNITS_PER_MINUTE", 6000, 100, 10_000_000),
  pollSeconds: wholeNumber("GMAIL_POLL_SECONDS", 20, 1, 3600)
})

export type GoogleSettings = Config.Config.Success<typeof googleSettings>

/** What a sign-in lacks. */
export const signInProblems = ({ clientId, clientSecret }: GoogleSettings): ReadonlyArray<string> => [
  ...(clientId === null ? [missing("GOOGLE_CLIENT_ID", needs.clientId)] : []),
  ...(clientSecret === null ? [missing("GOOGLE_CLIENT_SECRET", needs.clientSecret)] : [])
]

/** What PARLEY_MAILBOX=gmail lacks. Pushes may be left out altogether: Gmail is asked every `pollSeconds` then. */
export const googleProblems = (settings: GoogleSettings): ReadonlyArray<string> => {
  const { pushAudience, pushServiceAccount, topic } = settings
  const pushes = [
    ["GOOGLE_PUBSUB_TOPIC", topic, needs.topic], ["GOOGLE_PUSH_AUDIENCE", pushAudience, needs.pushAudience],
    ["GOOGLE_PUSH_SERVICE_ACCOUNT", pushServiceAccount, needs.pushServiceAccount]
  ] as const
  const hasPushes = pushes.some(([, value]) => value !== null)
  return [...signInProblems(settings), ...pushes.flatMap(([name, value, expected]) => hasPushes && value === null ? [missing(name, expected)] : [])]
}
