import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { OAuth2Client } from "google-auth-library"
import { PushUncertain } from "./SigningKeys.ts"
import * as SigningKeys from "./SigningKeys.ts"

export { PushUncertain }

export interface Options {
  /** As the push subscription has it; where it is empty, nothing is accepted. */
  readonly audience: string
  /** The address of the service account that the subscription signs as. */
  readonly serviceAccount: string
  /** Where Google's certificates are, in PEM; null is Google's own address. */
  readonly certsUrl: string | null
}

export type Forgery =
  | "no_token"
  | "scheme"
  | "too_long"
  | "malformed"
  | "algorithm"
  | "issuer"
  | "audience"
  | "account"
  /** Its times are missing, out of order, or over. */
  | "expired"
  /** It was made in the future. */
  | "early"
  | "unknown_key"
  | "signature"

/** Not a push of our subscription: nothing of it may be believed. */
export class PushForged extends Data.TaggedError("PushForged")<{ readonly reason: Forgery }> {}

export interface PushVerifier {
  /** Takes the Authorization header. PushUncertain: it may be genuine, so have it sent again. */
  readonly verify: (authorization: string | undefined) => Effect.Effect<void, PushForged | PushUncertain>
  /**
   * Whether this very header was accepted before, by certificates that still stand, and holds at `now`, epoch milliseconds. False says nothing: `verify`
   * it. Pub/Sub sends one token with many pushes, and to check a signature costs more than to keep the push.
   */
  readonly recalls: (authorization: string | undefined, now: number) => boolean
}

/**
 * Accepts what Google signed for our subscription and nothing else.
 * https://docs.cloud.google.com/pubsub/docs/authenticate-push-subscriptions
 */
export const make = (options: Options): PushVerifier => {
  const keys = SigningKeys.make(options.certsUrl)
  const client = new OAuth2Client()
  /** A few at most, by header. */
  const accepted = new Map<string, { readonly claims: Claims; readonly certificates: SigningKeys.Certificates }>()

  const verify: PushVerifier["verify"] = Effect.fn("PushVerifier.verify")(function*(authorization) {
    const token = yield* tokenIn(authorization)
    const { claims, keyId } = yield* opened(token)
    // before any certificate is asked for, so that strangers cost nothing
    yield* believable(claims, options)
    const certificates = yield* keys.holding(keyId)
    if (certificates === null) return yield* forged("unknown_key")
    const ticket = yield* Effect.tryPromise({
      try: () => client.verifySignedJwtWithCertsAsync(token, { ...certificates }, options.audience, [...issuers]),
      catch: () => forged("signature")
    })
    // once more on what the signature was found to be of
    const signed = { ...ticket.getPayload() }
    yield* believable(signed, options)
    const oldest = accepted.keys().next().value
    if (accepted.size >= mostAccepted && oldest !== undefined) accepted.delete(oldest)
    if (authorization !== undefined) accepted.set(authorization, { claims: signed, certificates })
  })

  return {
    verify,
    recalls: (authorization, now) => {
      const found = authorization === undefined ? undefined : accepted.get(authorization)
      return found !== undefined && found.certificates === keys.believedAt(now) && Either.isRight(believable(found.claims, options, now))
    }
  }
}

const mostAccepted = 16

const forged = (reason: Forgery): PushForged => new PushForged({ reason })

/** Google's are below 2,000 characters. */
const longest = 8192

const tokenIn = (authorization: string | undefined): Either.Either<string, PushForged> => {
  if (authorization === undefined || authorization.trim() === "") return Either.left(forged("no_token"))
  if (authorization.length > longest) return Either.left(forged("too_long"))
  if (!/^Bearer /iu.test(authorization)) return Either.left(forged("scheme"))
  const [, token] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/iu.exec(authorization) ?? []
  return token === undefined ? Either.left(forged("malformed")) : Either.right(token)
}

type Claims = Readonly<Record<string, unknown>>

const JsonObject = Schema.parseJson(Schema.Record({ key: Schema.String, value: Schema.Unknown }))
const objectIn = Schema.decodeOption(JsonObject)

const opened = (token: string): Either.Either<{ readonly keyId: string; readonly claims: Claims }, PushForged> => {
  const [header, claims] = token.split(".", 2).map((part) => Option.getOrNull(objectIn(Buffer.from(part, "base64url").toString("utf8"))))
  if (header === null || header === undefined || claims === null || claims === undefined) return Either.left(forged("malformed"))
  if (header["alg"] !== "RS256") return Either.left(forged("algorithm"))
  // an extension that must be understood, and is not: https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11
  if (header["crit"] !== undefined) return Either.left(forged("malformed"))
  const keyId = header["kid"]
  return typeof keyId === "string" ? Either.right({ keyId, claims }) : Either.left(forged("unknown_key"))
}

const issuers = ["https://accounts.google.com", "accounts.google.com"] as const

/** By default at the moment of the system's clock, as the library has it. */
const believable = (claims: Claims, { audience, serviceAccount }: Options, millis = Date.now()): Either.Either<void, PushForged> => {
  const { aud, email, email_verified: isVerified, exp, iat, iss } = claims
  if (!issuers.some((one) => one === iss)) return Either.left(forged("issuer"))
  if (audience === "" || aud !== audience) return Either.left(forged("audience"))
  if (serviceAccount === "" || email !== serviceAccount.toLowerCase() || isVerified !== true) return Either.left(forged("account"))
  const now = millis / 1000
  if (typeof iat !== "number" || typeof exp !== "number" || exp <= iat || exp - iat > longestLifetime || now > exp + skew) return Either.left(forged("expired"))
  return now < iat - skew ? Either.left(forged("early")) : Either.right(undefined)
}

/** Seconds. Google's tokens last an hour. */
const skew = 300
const longestLifetime = 43_200
