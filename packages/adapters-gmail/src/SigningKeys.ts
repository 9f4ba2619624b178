import * as Clock from "effect/Clock"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { OAuth2Client } from "google-auth-library"

/** Google's certificates cannot be had, so nobody can say whether a push is genuine. */
export class PushUncertain extends Data.TaggedError("PushUncertain")<{ readonly reason: string }> {}

/** Certificates or public keys in PEM, by key id. */
const Certificates = Schema.Record({ key: Schema.String, value: Schema.String.pipe(Schema.startsWith("-----BEGIN ")) }).pipe(
  Schema.filter((certificates) => Object.keys(certificates).length > 0)
)
export type Certificates = typeof Certificates.Type

/** The keys that Google signs with. */
export interface SigningKeys {
  /** All certificates of the moment, if one has that id; null if none has. */
  readonly holding: (keyId: string) => Effect.Effect<Certificates | null, PushUncertain>
  /** Those that are believed at a moment, the same object as long as they were not asked for again; null if none are. */
  readonly believedAt: (now: number) => Certificates | null
}

interface Known {
  readonly certificates: Certificates
  readonly from: number
  readonly until: number
}

/**
 * Keeps Google's certificates for as long as Google says. Whoever makes up key ids does not make us ask: at most once a minute, or every ten
 * seconds while no answer comes. Null is Google's own address.
 */
export const make = (certsUrl: string | null): SigningKeys => {
  const oneAtATime = Effect.unsafeMakeSemaphore(1)
  let known: Known | null = null
  let asked: { readonly at: number; readonly failure: string | null } | null = null

  const believedAt = (now: number): Certificates | null => known !== null && known.from <= now && now < known.until ? known.certificates : null
  const kept = (keyId: string, now: number): Certificates | null => {
    const certificates = believedAt(now)
    return certificates !== null && Object.hasOwn(certificates, keyId) ? certificates : null
  }

  // goes on though the caller hangs up: else callers who hang up could have us ask without end
  const ask = Effect.uninterruptible(Effect.gen(function*() {
    const answer = yield* Effect.either(fetched(certsUrl))
    const at = yield* Clock.currentTimeMillis
    asked = { at, failure: answer._tag === "Left" ? answer.left.reason : null }
    if (answer._tag === "Right") known = { certificates: answer.right.certificates, from: at, until: at + answer.right.lifetime }
  }))

  const renewed = (keyId: string): Effect.Effect<Certificates | null, PushUncertain> =>
    Effect.gen(function*() {
      const now = yield* Clock.currentTimeMillis
      const found = kept(keyId, now)
      if (found !== null) return found
      if (asked === null || now < asked.at || now - asked.at >= (asked.failure === null ? pause.afterAnswer : pause.afterFailure)) yield* ask
      const failure = asked?.failure ?? null
      if (failure !== null) return yield* new PushUncertain({ reason: failure })
      return kept(keyId, yield* Clock.currentTimeMillis)
    })

  return {
    believedAt,
    holding: (keyId) =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        const found = kept(keyId, now)
        return found === null ? oneAtATime.withPermits(1)(renewed(keyId)) : Effect.succeed(found)
      })
  }
}

/** Milliseconds. */
const pause = { afterAnswer: 60_000, afterFailure: 10_000 } as const
const longestLifetime = 86_400_000
const patience = 5000

const fetched = (certsUrl: string | null): Effect.Effect<{ readonly certificates: Certificates; readonly lifetime: number }, PushUncertain> =>
  Effect.gen(function*() {
    // a client of its own: the library's cache cannot be told that a key is new
    const client = new OAuth2Client({
      transporterOptions: { timeout: patience },
      ...(certsUrl === null ? {} : { endpoints: { oauth2FederatedSignonPemCertsUrl: certsUrl } })
    })
    client.transporter.interceptors.request.add({ resolved: (config) => Promise.resolve(Object.assign(config, { retry: false, retryConfig: { retry: 0 } })) })
    const { certs, res } = yield* Effect.tryPromise({
      try: () => client.getFederatedSignonCertsAsync(),
      catch: (error) => new PushUncertain({ reason: error instanceof Error ? error.message.slice(0, 300) : "no answer" })
    })
    const certificates = yield* Effect.mapError(decode(certs), () => new PushUncertain({ reason: "what should be Google's certificates is something else" }))
    const [, seconds = "0"] = /max-age=(\d{1,9})/u.exec(res?.headers.get("cache-control") ?? "") ?? []
    return { certificates, lifetime: Math.min(Math.max(Number(seconds) * 1000, pause.afterAnswer), longestLifetime) }
  })

const decode = Schema.decodeUnknown(Certificates)
