import { gmail as gmailOf } from "@googleapis/gmail"
import { type Diagnosis, type Finding, problem, warning } from "@parley/domain/ports/Diagnosis"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import { OAuth2Client } from "google-auth-library"
import { statSync } from "node:fs"
import { type GoogleOAuth, missingScope, scopes } from "./GoogleOAuth.ts"
import { failureOf } from "./internal/Failure.ts"
import * as TokenFile from "./TokenFile.ts"

export interface Options {
  readonly oauth: GoogleOAuth
  readonly tokenFile: string
  /** Null is Google's own address. */
  readonly rootUrl: string | null
  /** The accounts that may be signed in, lower case. */
  readonly addresses: ReadonlyArray<string>
  /** Milliseconds that one call may take. */
  readonly timeout: number
}

/** Whether the sign-in is there, may do what Parley does, and is one of our accounts'. Asks for an access token and the profile, and keeps nothing. */
export const diagnose = (options: Options): Effect.Effect<Diagnosis> =>
  Effect.gen(function*() {
    const { oauth, rootUrl, timeout, tokenFile } = options
    const read = Either.try({ try: () => TokenFile.read(tokenFile), catch: (error) => error instanceof TokenFile.NoToken ? error.reason : String(error) })
    if (Either.isLeft(read)) return { told: "", findings: [problem(`nobody is signed in: ${read.left}`, "a sign-in to Gmail", signInAgain)] }
    const open = openToOthers(tokenFile)
    const client = new OAuth2Client({
      clientId: oauth.clientId, clientSecret: Redacted.value(oauth.clientSecret), transporterOptions: { timeout },
      ...(oauth.tokenUrl === null ? {} : { endpoints: { oauth2TokenUrl: oauth.tokenUrl } })
    })
    client.setCredentials({ refresh_token: read.right.refreshToken })
    let granted = read.right.scope
    client.on("tokens", ({ scope }) => { granted = scope ?? granted })
    const gmail = gmailOf({ version: "v1", auth: client, retry: false, timeout, ...(rootUrl === null ? {} : { rootUrl: rootUrl.endsWith("/") ? rootUrl : `${rootUrl}/` }) })
    const profile = yield* Effect.either(Effect.tryPromise({ try: () => gmail.users.getProfile({ userId: "me" }), catch: (error) => failureOf("getProfile", error) }))
    const missing = missingScope(granted)
    const lacking = missing === null ? [] : [problem(`the sign-in lacks the scope ${missing}`, `a sign-in that may do what Parley does: ${scopes.join(" ")}`, `${signInAgain}, and tick every box on Google's page`)]
    if (Either.isLeft(profile)) {
      const { kind, reason } = profile.left
      const why = kind === "signedOut" || kind === "stale"
        ? problem(reason, "a sign-in that Google takes", `${signInAgain}; GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET must be those of the client it was made with`)
        : kind === "forbidden"
        ? problem(reason, "the Gmail API, enabled in the project of the OAuth client", "enable it in Google's console")
        : problem(reason, "an answer from Gmail", "look at the connection to Google, and at GOOGLE_API_ROOT_URL where it is set")
      return { told: "", findings: [...open, ...lacking.length > 0 && kind === "signedOut" ? lacking : [...lacking, why]] }
    }
    const address = profile.right.data.emailAddress?.toLowerCase() ?? ""
    const foreign = options.addresses.includes(address) ? [] : [problem(
      `${address === "" ? "nobody" : address} is signed in`, `one of ${options.addresses.join(", ")}`,
      "run `parley auth gmail` as that account, or name this one in PARLEY_AGENT_ADDRESS or PARLEY_OWN_ADDRESSES"
    )]
    return { told: `signed in as ${address}`, findings: [...open, ...lacking, ...foreign] }
  })

const signInAgain = "run `parley auth gmail`"

const openToOthers = (file: string): ReadonlyArray<Finding> => {
  const mode = (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077
  return mode === 0 ? [] : [warning(`${file} can be read by other accounts of this machine`, "a file for this account only: whoever reads it can read the mailbox", `chmod 600 ${file}`)]
}
