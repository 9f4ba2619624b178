import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { JWT } from "google-auth-library"
import { createPrivateKey } from "node:crypto"
import { readFile } from "node:fs/promises"

/** A client that signs in as the account, and the address people share their spreadsheets with. */
export interface ServiceAccount {
  readonly address: string
  readonly client: JWT
}

/** Why there is no account, for people; never anything of the key. */
export interface NoAccount {
  readonly reason: string
  readonly expected: string
}

const Key = Schema.parseJson(Schema.Struct({ type: Schema.Literal("service_account"), client_email: Schema.NonEmptyTrimmedString, private_key: Schema.NonEmptyString }))

/** https://developers.google.com/identity/protocols/oauth2/service-account */
export const load = (file: string, tokenUrl: string | null, timeout: number): Effect.Effect<ServiceAccount, NoAccount> =>
  Effect.gen(function*() {
    const text = yield* Effect.tryPromise({
      try: () => readFile(file, "utf8"),
      catch: (error) => ({ reason: `the key file ${file} cannot be read: ${codeOf(error)}`, expected: "GOOGLE_SERVICE_ACCOUNT_FILE: the path of a service account's JSON key" })
    })
    const unusable = { reason: `${file} is no service account's key`, expected: "the JSON key that Google's console gives a service account, unchanged" }
    const key = Either.getOrNull(Schema.decodeEither(Key)(text))
    if (key === null) return yield* Effect.fail(unusable)
    yield* Effect.try({ try: () => createPrivateKey(key.private_key), catch: () => ({ ...unusable, reason: `the private key in ${file} cannot be used` }) })

    const client = new JWT({
      email: key.client_email, key: key.private_key, scopes: ["https://www.googleapis.com/auth/spreadsheets.readonly"], transporterOptions: { timeout }
    })
    client.transporter.interceptors.request.add({
      resolved: (request) => {
        if (request.url.href !== googleTokenUrl) return Promise.resolve(request)
        // the library itself would send it again, at once and up to three times
        request.retryConfig = { retry: 0 }
        if (tokenUrl !== null) request.url = new URL(tokenUrl)
        return Promise.resolve(request)
      }
    })
    return { address: key.client_email, client }
  })

/** The one the library has no option for. */
const googleTokenUrl = "https://oauth2.googleapis.com/token"

const codeOf = (error: unknown): string => error instanceof Error && "code" in error ? String(error.code) : String(error)
