import { type AccessBooks, isInForce, type StoredSession, type StoredToken } from "@parley/domain/ports/AccessBooks"
import { AlreadyExists } from "@parley/domain/ports/Store"
import * as Effect from "effect/Effect"

/** Tokens and sessions on Maps. */
export const access = (): AccessBooks => {
  const tokens = new Map<string, StoredToken>()
  const sessions = new Map<string, StoredSession>()
  return {
    addToken: (token) => Effect.suspend(() => {
      if ([...tokens.values()].some((other) => other.name === token.name && isInForce(other, token.createdAt))) return new AlreadyExists({ what: "token", id: token.name })
      tokens.set(token.id, token)
      return Effect.void
    }),
    tokenOf: (hash) => Effect.sync(() => [...tokens.values()].find((one) => one.hash === hash) ?? null),
    token: (id) => Effect.sync(() => tokens.get(id) ?? null),
    tokenPage: (after, limit) => Effect.sync(() => [...tokens.values()].map((token, index) => ({ position: index + 1, token })).slice(after, after + limit)),
    revokeToken: (id, at) => Effect.sync(() => {
      for (const { hash, token } of sessions.values()) if (token === id) sessions.delete(hash)
      const token = tokens.get(id)
      if (token !== undefined) tokens.set(id, { ...token, revokedAt: token.revokedAt ?? at })
      return token !== undefined
    }),
    addSession: (session) => Effect.sync(() => {
      for (const { expiresAt, hash } of sessions.values()) if (expiresAt <= session.createdAt) sessions.delete(hash)
      sessions.set(session.hash, session)
    }),
    session: (hash) => Effect.sync(() => sessions.get(hash) ?? null),
    endSession: (hash) => Effect.sync(() => void sessions.delete(hash))
  }
}
