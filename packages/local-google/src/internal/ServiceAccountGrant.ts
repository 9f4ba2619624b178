import type { Access, Tokens } from "../OAuthWorld.ts"
import { field, text } from "./Json.ts"
import { opened } from "./Jwt.ts"

export type Result =
  | { readonly _tag: "Granted"; readonly access: Access }
  | { readonly _tag: "Refused"; readonly error: string; readonly description: string }

/** What a service account's signed assertion gets: https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests */
export const serviceAccountGrant = (tokens: Tokens, assertion: string, audiences: ReadonlyArray<string>, now: number): Result => {
  const jwt = opened(assertion)
  if (jwt === null) return refused("invalid_grant", "Invalid JWT: Failed to parse assertion.")
  const email = text(field(jwt.claims, "iss")) ?? ""
  const key = tokens.serviceAccountKey(email)
  if (key === null) return refused("invalid_grant", "Invalid grant: account not found")
  if (!jwt.isSignedBy(key.publicKey)) return refused("invalid_grant", "Invalid JWT Signature.")
  if (!audiences.includes(text(field(jwt.claims, "aud")) ?? "")) return refused("invalid_grant", "Invalid JWT: Failed audience check.")
  const [issued, expires] = [seconds(field(jwt.claims, "iat")), seconds(field(jwt.claims, "exp"))]
  const skew = 300
  if (!(issued <= now / 1000 + skew && expires > now / 1000 - skew && expires - issued <= 3600 && expires > issued)) {
    return refused("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.")
  }
  if (field(jwt.claims, "sub") !== undefined && field(jwt.claims, "sub") !== email) {
    return refused("unauthorized_client", "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.")
  }
  const scope = text(field(jwt.claims, "scope")) ?? ""
  if (scope === "") return refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
  return { _tag: "Granted", access: tokens.issueAccess({ email, scope, refreshToken: null, isServiceAccount: true }) }
}

const seconds = (value: unknown): number => typeof value === "number" ? value : Number.NaN

const refused = (error: string, description: string): Result => ({ _tag: "Refused", error, description })
