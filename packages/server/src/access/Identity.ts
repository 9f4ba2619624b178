import type { Role } from "@parley/api/Access"
import type { Token } from "@parley/api/TokensApi"
import { type Instant, instant } from "@parley/domain/Instant"
import { isInForce, type StoredToken } from "@parley/domain/ports/AccessBooks"
import { type AlreadyExists, Store, type StoreUnavailable } from "@parley/domain/ports/Store"
import { now } from "@parley/domain/usecases/ids"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import { randomUUID } from "node:crypto"
import { hashOf, isSame, newSecret } from "./secrets.ts"

/** Whom a token or a session names. */
export interface Who {
  readonly token: string
  readonly name: string
  readonly role: Role
  readonly expiresAt: Instant | null
}

/** Who may call the API: tokens, and the sessions that began with one (SEC-01). */
export class Identity extends Context.Tag("@parley/server/access/Identity")<Identity, {
  /** Null for a token that is not known, has ended or was revoked. */
  readonly byToken: (secret: Redacted.Redacted) => Effect.Effect<Who | null, StoreUnavailable>
  readonly bySession: (secret: Redacted.Redacted) => Effect.Effect<Who | null, StoreUnavailable>
  /** Begins a session; it ends with its token, and after half a day at the latest. */
  readonly signIn: (who: Who) => Effect.Effect<{ readonly secret: Redacted.Redacted; readonly expiresAt: Instant }, StoreUnavailable>
  readonly signOut: (secret: Redacted.Redacted) => Effect.Effect<void, StoreUnavailable>
  readonly create: (token: Pick<Token, "name" | "role" | "expiresAt" | "createdBy">) => Effect.Effect<{ readonly token: StoredToken; readonly secret: Redacted.Redacted }, AlreadyExists | StoreUnavailable>
  /** Whether whoever came with these may still come. */
  readonly isIn: (token: string, session: Redacted.Redacted | null) => Effect.Effect<boolean, StoreUnavailable>
}>() {}

/** The name of the token that the settings give. */
export const firstAdmin = "admin"

/** `apiToken` is the first admin's, from the settings: it is in force as long as it stands there, and is kept nowhere. */
export const layer = (apiToken: Redacted.Redacted | null): Layer.Layer<Identity, never, Store> =>
  Layer.effect(
    Identity,
    Effect.gen(function*() {
      const store = yield* Store
      const hash = apiToken === null ? null : hashOf(apiToken)
      // another value makes another token, whose sessions are others
      const admin: Who | null = hash === null ? null : { token: `settings-${hash.slice(0, 12)}`, name: firstAdmin, role: "admin", expiresAt: null }

      const whoOf = (token: StoredToken | null) =>
        Effect.map(now, (at): Who | null => token === null || !isInForce(token, at) ? null : { token: token.id, name: token.name, role: token.role, expiresAt: token.expiresAt })
      const byId = (id: string) => admin !== null && id === admin.token ? Effect.succeed(admin) : Effect.flatMap(store.token(id), whoOf)
      const bySession = (secret: Redacted.Redacted) =>
        Effect.gen(function*() {
          const session = yield* store.session(hashOf(secret))
          if (session === null || session.expiresAt <= (yield* now)) return null
          const who = yield* byId(session.token)
          return who === null ? null : { ...who, expiresAt: session.expiresAt }
        })

      return {
        byToken: (secret) => {
          const given = hashOf(secret)
          return admin !== null && hash !== null && isSame(given, hash) ? Effect.succeed(admin) : Effect.flatMap(store.tokenOf(given), whoOf)
        },
        bySession,
        signIn: ({ expiresAt, token }) =>
          Effect.gen(function*() {
            const at = yield* now
            const secret = newSecret("session")
            const end = instant(Math.min(at + longest, expiresAt ?? Infinity))
            yield* store.addSession({ hash: hashOf(secret), token, createdAt: at, expiresAt: end })
            return { secret, expiresAt: end }
          }),
        signOut: (secret) => store.endSession(hashOf(secret)),
        create: ({ createdBy, expiresAt, name, role }) =>
          Effect.gen(function*() {
            const secret = newSecret("token")
            const token: StoredToken = {
              id: `t-${randomUUID()}`, name, role, hash: hashOf(secret), createdBy, createdAt: yield* now, expiresAt: expiresAt === null ? null : instant(expiresAt), revokedAt: null
            }
            yield* store.addToken(token)
            return { token, secret }
          }),
        isIn: (token, session) => Effect.map(session === null ? byId(token) : bySession(session), (who) => who !== null)
      }
    })
  )

const longest = 12 * 3_600_000
