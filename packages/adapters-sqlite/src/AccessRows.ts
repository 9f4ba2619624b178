import type { Instant } from "@parley/domain/Instant"
import { type AccessBooks, isInForce, type StoredSession, type StoredToken } from "@parley/domain/ports/AccessBooks"
import { AlreadyExists, type StoreUnavailable } from "@parley/domain/ports/Store"
import type Sqlite from "better-sqlite3"
import type * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Look } from "./AuditRows.ts"

/** Tokens and sessions, by hashes of their secrets. */
export interface AccessRows {
  readonly add: (token: StoredToken) => AlreadyExists | null
  readonly byHash: (hash: string) => StoredToken | null
  readonly one: (id: string) => StoredToken | null
  readonly page: (after: number, limit: number) => ReadonlyArray<{ readonly position: number; readonly token: StoredToken }>
  readonly revoke: (id: string, at: Instant) => boolean
  readonly addSession: (session: StoredSession) => void
  readonly session: (hash: string) => StoredSession | null
  readonly endSession: (hash: string) => void
}

const columns = "id, name, role, hash, created_by AS createdBy, created_at AS createdAt, expires_at AS expiresAt, revoked_at AS revokedAt"

export const make = (db: Sqlite.Database): AccessRows => {
  const insert = db.prepare<[string, string, string, string, string, Instant, Instant | null, Instant | null]>(
    "INSERT INTO tokens (id, name, role, hash, created_by, created_at, expires_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
  )
  const named = db.prepare<[string], StoredToken>(`SELECT ${columns} FROM tokens WHERE name = ? AND revoked_at IS NULL`)
  const byHash = db.prepare<[string], StoredToken>(`SELECT ${columns} FROM tokens WHERE hash = ?`)
  const one = db.prepare<[string], StoredToken>(`SELECT ${columns} FROM tokens WHERE id = ?`)
  const page = db.prepare<[number, number], StoredToken & { readonly position: number }>(`SELECT ordinal AS position, ${columns} FROM tokens WHERE ordinal > ? ORDER BY ordinal LIMIT ?`)
  const revoke = db.prepare<[Instant, string]>("UPDATE tokens SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?")
  const endAll = db.prepare<[string]>("DELETE FROM sessions WHERE token = ?")
  const prune = db.prepare<[Instant]>("DELETE FROM sessions WHERE expires_at <= ?")
  const insertSession = db.prepare<[string, string, Instant, Instant]>("INSERT INTO sessions (hash, token, created_at, expires_at) VALUES (?, ?, ?, ?)")
  const session = db.prepare<[string], StoredSession>("SELECT hash, token, created_at AS createdAt, expires_at AS expiresAt FROM sessions WHERE hash = ?")
  const end = db.prepare<[string]>("DELETE FROM sessions WHERE hash = ?")
  return {
    add: ({ createdAt, createdBy, expiresAt, hash, id, name, revokedAt, role }) => {
      if (named.all(name).some((other) => isInForce(other, createdAt))) return new AlreadyExists({ what: "token", id: name })
      insert.run(id, name, role, hash, createdBy, createdAt, expiresAt, revokedAt)
      return null
    },
    byHash: (hash) => byHash.get(hash) ?? null,
    one: (id) => one.get(id) ?? null,
    page: (after, limit) => page.all(after, limit).map(({ position, ...token }) => ({ position, token })),
    revoke: (id, at) => {
      endAll.run(id)
      return revoke.run(at, id).changes === 1
    },
    addSession: ({ createdAt, expiresAt, hash, token }) => {
      prune.run(createdAt)
      insertSession.run(hash, token, createdAt, expiresAt)
    },
    session: (hash) => session.get(hash) ?? null,
    endSession: (hash) => void end.run(hash)
  }
}

/** The same as the store's port has it. */
export const booksOf = (access: AccessRows, read: Look, write: Write): AccessBooks => ({
  addToken: (token) => write(() => {
    const exists = access.add(token)
    return exists === null ? Exit.void : Exit.fail(exists)
  }),
  tokenOf: (hash) => read(() => access.byHash(hash)),
  token: (id) => read(() => access.one(id)),
  tokenPage: (after, limit) => read(() => access.page(after, limit)),
  revokeToken: (id, at) => write(() => Exit.succeed(access.revoke(id, at))),
  addSession: (session) => write(() => Exit.succeed(access.addSession(session))),
  session: (hash) => read(() => access.session(hash)),
  endSession: (hash) => write(() => Exit.succeed(access.endSession(hash)))
})

/** One write, durable when its effect succeeds. */
type Write = <A, E>(run: () => Exit.Exit<A, E>) => Effect.Effect<A, E | StoreUnavailable>
