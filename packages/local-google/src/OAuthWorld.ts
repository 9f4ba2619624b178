import { randomBytes } from "node:crypto"
import { type Key, newKey } from "./internal/Jwt.ts"
import { modify } from "./internal/Scopes.ts"
import type { Identity } from "./internal/GmailService.ts"

/** A service account as its key file has it. */
export interface ServiceAccount {
  readonly type: "service_account"
  readonly client_email: string
  readonly private_key: string
  readonly private_key_id: string
}

/** Google's sign-in as its account owner sees it. */
export interface OAuthWorld {
  /** Lasts until it is revoked. Without a scope: gmail.modify. */
  readonly issueRefreshToken: (scope?: string) => string
  /** An access token without a refresh token. */
  readonly issueAccessToken: (scope?: string) => string
  /** The owner takes Parley off the list of apps: no more refreshes, and its access tokens end. */
  readonly revoke: (refreshToken: string) => void
  readonly expireAccessTokens: () => void
  /** Seconds, of tokens given out from now on. */
  accessTokenLifetime: number
  /** What the person does at the consent page: says yes to all, refuses, or ticks these scopes only. */
  consent: "grant" | "refuse" | ReadonlyArray<string>
  /** How often a refresh token was used with success. */
  readonly refreshes: () => number
  readonly addServiceAccount: (email: string) => ServiceAccount
  /** Whom an Authorization header stands for; null if it is missing, unknown, expired or revoked. */
  readonly identify: (authorization: string | undefined) => Identity | null
}

export interface Grant {
  readonly email: string
  readonly scope: string
  readonly refreshToken: string | null
  readonly isServiceAccount: boolean
}

export interface Access extends Grant {
  readonly token: string
  /** Epoch milliseconds. */
  readonly expiresAt: number
}

/** The tokens behind a world, for the endpoints. */
export interface Tokens {
  readonly world: OAuthWorld
  readonly issueAccess: (grant: Grant) => Access
  readonly access: (token: string) => Access | null
  readonly issueRefresh: (scope: string) => string
  /** The scope of a refresh token that works, or null. */
  readonly refreshScope: (refreshToken: string) => string | null
  readonly countRefresh: () => void
  readonly serviceAccountKey: (email: string) => Key | null
}

export const make = (options: { readonly address: string; readonly now: () => number; readonly refreshToken: string | undefined }): Tokens => {
  const { address, now } = options
  const refresh = new Map<string, string>(options.refreshToken === undefined ? [] : [[options.refreshToken, modify]])
  const accesses = new Map<string, Access>()
  const accounts = new Map<string, Key>()
  let refreshes = 0

  const issueRefresh = (scope: string): string => {
    const token = `1//0${randomBytes(24).toString("base64url")}`
    refresh.set(token, scope)
    return token
  }
  const access = (token: string): Access | null => {
    const found = accesses.get(token)
    return found === undefined || found.expiresAt <= now() ? null : found
  }
  const issueAccess = (grant: Grant): Access => {
    const issued = { ...grant, token: `ya29.a0${randomBytes(32).toString("base64url")}`, expiresAt: now() + world.accessTokenLifetime * 1000 }
    accesses.set(issued.token, issued)
    return issued
  }
  const world: OAuthWorld = {
    issueRefreshToken: (scope = modify) => issueRefresh(scope),
    issueAccessToken: (scope = modify) => issueAccess({ email: address, scope, refreshToken: null, isServiceAccount: false }).token,
    revoke: (refreshToken) => {
      refresh.delete(refreshToken)
      for (const one of accesses.values()) if (one.refreshToken === refreshToken) accesses.delete(one.token)
    },
    expireAccessTokens: () => accesses.clear(),
    accessTokenLifetime: 3599,
    consent: "grant",
    refreshes: () => refreshes,
    addServiceAccount: (email) => {
      const key = newKey(randomBytes(20).toString("hex"))
      accounts.set(email, key)
      return { type: "service_account", client_email: email, private_key: key.privateKey, private_key_id: key.id }
    },
    identify: (authorization) => {
      const [, token = ""] = /^Bearer +(\S+)$/iu.exec(authorization ?? "") ?? []
      const found = access(token)
      return found === null ? null : { email: found.email, scopes: found.scope.split(" "), isServiceAccount: found.isServiceAccount }
    }
  }
  return {
    world, issueAccess, access, issueRefresh,
    refreshScope: (refreshToken) => refresh.get(refreshToken) ?? null,
    countRefresh: () => {
      refreshes += 1
    },
    serviceAccountKey: (email) => accounts.get(email) ?? null
  }
}
