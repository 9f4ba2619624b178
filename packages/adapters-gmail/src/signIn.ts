import { gmail as gmailOf } from "@googleapis/gmail"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { CodeChallengeMethod, type Credentials, OAuth2Client } from "google-auth-library"
import { accessSync, constants } from "node:fs"
import { dirname } from "node:path"
import * as Consent from "./Consent.ts"
import { type GoogleOAuth, missingScope, scopes } from "./GoogleOAuth.ts"
import { failureOf } from "./internal/Failure.ts"
import * as TokenFile from "./TokenFile.ts"

export interface Options {
  readonly oauth: GoogleOAuth
  /** Where Gmail's API is; null is Google's own address. */
  readonly rootUrl: string | null
  /** Replaced only when everything is in order. */
  readonly tokenFile: string
  /** One of these must sign in; Google suggests the first. */
  readonly addresses: readonly [string, ...ReadonlyArray<string>]
  /** Whoever signs in is welcome. */
  readonly anyAccount: boolean
  /** Where the browser comes back to on 127.0.0.1; 0 is any free port. */
  readonly port: number
  /** How long a person has. */
  readonly timeout: Duration.Duration
  /** Shows a person what to open in a browser. */
  readonly show: (url: string) => Effect.Effect<void>
}

export interface SignedIn {
  readonly address: string
  readonly tokenFile: string
}

/** Nobody was signed in, and a token file that was there is as it was. `reason` says what to do. */
export class SignInFailed extends Data.TaggedError("SignInFailed")<{
  readonly kind: "file" | "port" | "timeout" | "refused" | "exchange" | "scope" | "profile" | "account"
  readonly reason: string
}> {}

const failed = (kind: SignInFailed["kind"], reason: string) => new SignInFailed({ kind, reason })

/** Lets a person sign in with a browser on this machine, and keeps the sign-in. https://developers.google.com/identity/protocols/oauth2/native-app */
export const signIn = (options: Options): Effect.Effect<SignedIn, SignInFailed> =>
  Effect.scoped(Effect.gen(function*() {
    const { oauth, tokenFile } = options
    yield* writable(tokenFile)
    const consent = yield* Effect.mapError(Consent.listen(options.port), ({ port, reason }) =>
      failed("port", `nothing can listen on port ${port} of 127.0.0.1 (${reason}): choose another with --port, or leave it out for any free one`))
    const client = new OAuth2Client({
      clientId: oauth.clientId,
      clientSecret: Redacted.value(oauth.clientSecret),
      redirectUri: consent.redirectUri,
      endpoints: {
        ...(oauth.authUrl === null ? {} : { oauth2AuthBaseUrl: oauth.authUrl }),
        ...(oauth.tokenUrl === null ? {} : { oauth2TokenUrl: oauth.tokenUrl })
      },
      transporterOptions: { timeout: patience }
    })
    const { codeChallenge = "", codeVerifier } = yield* Effect.promise(() => client.generateCodeVerifierAsync())
    yield* options.show(client.generateAuthUrl({
      access_type: "offline", prompt: "consent", scope: [...scopes], state: consent.state, login_hint: options.addresses[0],
      code_challenge: codeChallenge, code_challenge_method: CodeChallengeMethod.S256
    }))
    const answer = yield* Effect.timeoutFail(consent.answer, {
      duration: options.timeout,
      onTimeout: () => failed("timeout", `nobody came back from Google within ${Duration.format(options.timeout)}: run the command again, its address can be used once`)
    })
    if ("error" in answer) {
      return yield* failed("refused", answer.error === "access_denied"
        ? "the consent was refused: run the command again and allow what Google asks"
        : `Google answered ${answer.error} instead of a consent`)
    }
    const tokens = yield* Effect.tryPromise({ try: () => client.getToken({ code: answer.code, codeVerifier }), catch: exchangeFailed })
    const token = yield* kept(tokens.tokens)
    const address = yield* whose(client, tokens.tokens, options.rootUrl)
    if (!options.anyAccount && !options.addresses.some((one) => one.toLowerCase() === address.toLowerCase())) {
      return yield* failed("account", `${address} signed in, and Parley writes from ${options.addresses.join(", ")}: ` +
        "sign in as that account, or set PARLEY_AGENT_ADDRESS or PARLEY_OWN_ADDRESSES; --any-account takes whoever signs in")
    }
    yield* Effect.try({ try: () => TokenFile.write(tokenFile, token), catch: (error) => cannotWrite(tokenFile, error) })
    return { address, tokenFile }
  }))

/** Milliseconds that one call may take. */
const patience = 20_000

/** Found out before a person is bothered. */
const writable = (tokenFile: string): Effect.Effect<void, SignInFailed> =>
  Effect.try({ try: () => accessSync(dirname(tokenFile), constants.W_OK | constants.X_OK), catch: (error) => cannotWrite(tokenFile, error) })

const cannotWrite = (tokenFile: string, error: unknown): SignInFailed =>
  failed("file", `the sign-in cannot be kept in ${tokenFile} (${error instanceof Error ? error.message : String(error)}): name another file in GOOGLE_TOKEN_FILE`)

const exchangeFailed = (error: unknown): SignInFailed => {
  const { kind, reason } = failureOf("sign-in", error)
  return failed("exchange", kind === "signedOut"
    ? `${reason}: GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET must be those of one OAuth client of the type "desktop app"; then run the command again`
    : `${reason}: run the command again`)
}

const kept = (tokens: Credentials): Effect.Effect<TokenFile.Token, SignInFailed> => {
  const missing = missingScope(tokens.scope ?? "")
  if (missing !== null) {
    return failed("scope", `Parley was not allowed all that it does, it lacks ${missing}: run the command again and tick every box on Google's page`)
  }
  return typeof tokens.refresh_token === "string" && tokens.refresh_token !== ""
    ? Effect.succeed({ refreshToken: tokens.refresh_token, accessToken: tokens.access_token ?? null, expiresAt: tokens.expiry_date ?? null, scope: tokens.scope ?? "" })
    : failed("exchange", "Google gave a sign-in that ends within the hour: remove Parley at https://myaccount.google.com/connections and run the command again")
}

/** The address of who signed in. */
const whose = (client: OAuth2Client, tokens: Credentials, rootUrl: string | null): Effect.Effect<string, SignInFailed> =>
  Effect.tryPromise({
    try: async () => {
      client.setCredentials(tokens)
      const gmail = gmailOf({ version: "v1", auth: client, timeout: patience, ...(rootUrl === null ? {} : { rootUrl: rootUrl.endsWith("/") ? rootUrl : `${rootUrl}/` }) })
      return (await gmail.users.getProfile({ userId: "me" })).data.emailAddress ?? ""
    },
    catch: (error) => failed("profile", `Gmail does not say who signed in, ${failureOf("getProfile", error).reason}: see that the Gmail API is enabled in the project, and run the command again`)
  }).pipe(
    Effect.filterOrFail((address) => address !== "", () => failed("profile", "Gmail does not say who signed in: run the command again"))
  )
