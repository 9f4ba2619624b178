import type * as Effect from "effect/Effect"
import type { Instant } from "../Instant.ts"
import type { AlreadyExists, StoreUnavailable } from "./Store.ts"

/** Whose a token is and what it may do; its secret is known by a hash only. */
export interface StoredToken {
  readonly id: string
  /** The actor of what is decided with it. */
  readonly name: string
  readonly role: "viewer" | "negotiator" | "admin"
  /** SHA-256 of the secret, which is random: hex. */
  readonly hash: string
  readonly createdBy: string
  readonly createdAt: Instant
  readonly expiresAt: Instant | null
  readonly revokedAt: Instant | null
}

/** A sign-in with a token, known by a hash of what the browser holds; it ends with its token. */
export interface StoredSession {
  readonly hash: string
  /** The token's id. */
  readonly token: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

/** The part of the store that knows who may call the API (SEC-01). */
export interface AccessBooks {
  /** Refused while a token of this name is in force at `createdAt`. */
  readonly addToken: (token: StoredToken) => Effect.Effect<void, AlreadyExists | StoreUnavailable>
  readonly tokenOf: (hash: string) => Effect.Effect<StoredToken | null, StoreUnavailable>
  readonly token: (id: string) => Effect.Effect<StoredToken | null, StoreUnavailable>
  /** All that were made, also those revoked, in the order of their making, after a position; each with its own. */
  readonly tokenPage: (after: number, limit: number) => Effect.Effect<ReadonlyArray<{ readonly position: number; readonly token: StoredToken }>, StoreUnavailable>
  /** Ends a token and its sessions; false when there is no such token. One that was revoked stays as it was. */
  readonly revokeToken: (id: string, at: Instant) => Effect.Effect<boolean, StoreUnavailable>
  /** Keeps a session, and drops those that have ended by then. */
  readonly addSession: (session: StoredSession) => Effect.Effect<void, StoreUnavailable>
  readonly session: (hash: string) => Effect.Effect<StoredSession | null, StoreUnavailable>
  readonly endSession: (hash: string) => Effect.Effect<void, StoreUnavailable>
}

/** Whether a token can be used at an instant. */
export const isInForce = ({ expiresAt, revokedAt }: Pick<StoredToken, "expiresAt" | "revokedAt">, at: Instant): boolean =>
  revokedAt === null && (expiresAt === null || at < expiresAt)
