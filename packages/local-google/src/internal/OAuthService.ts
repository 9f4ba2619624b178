import { createHash, randomBytes } from "node:crypto"
import type { Answer, Request } from "../Exchange.ts"
import type { Access, Tokens } from "../OAuthWorld.ts"
import { serviceAccountGrant } from "./ServiceAccountGrant.ts"

export interface Options {
  readonly tokens: Tokens
  readonly address: string
  readonly clientId: string
  readonly clientSecret: string
  readonly now: () => number
  /** By id, PEM. */
  readonly certs: Readonly<Record<string, string>>
  /** Where this server's token endpoint is. */
  readonly tokenUrl: () => string
}

/** Google's sign-in: https://developers.google.com/identity/protocols/oauth2/native-app */
export const oauthService = (options: Options): (request: Request) => Answer | null => {
  const { address, certs, clientId, clientSecret, now, tokens } = options
  const codes = new Map<string, Code>()
  let hasConsented = false

  const consent = (query: URLSearchParams): Answer => {
    if (query.get("client_id") !== clientId) return refused(401, "invalid_client", "The OAuth client was not found.")
    const redirect = query.get("redirect_uri")
    if (redirect === null || !URL.canParse(redirect)) return refused(400, "redirect_uri_mismatch", "Bad Request")
    const scope = query.get("scope") ?? ""
    const method = query.get("code_challenge_method") ?? "plain"
    if (query.get("response_type") !== "code" || scope === "" || !["S256", "plain"].includes(method)) return refused(400, "invalid_request", "Bad Request")
    const { consent: choice } = tokens.world
    const granted = scope.split(" ").filter((one) => typeof choice === "string" || choice.includes(one))
    const target = new URL(redirect)
    const state = query.get("state")
    if (state !== null) target.searchParams.set("state", state)
    if (choice === "refuse" || granted.length === 0) {
      target.searchParams.set("error", "access_denied")
      return { status: 302, headers: { location: target.href } }
    }
    const code = `4/0A${randomBytes(24).toString("base64url")}`
    const challenge = query.get("code_challenge")
    codes.set(code, {
      redirect, scope: granted.join(" "), challenge: challenge === null ? null : { value: challenge, method }, expiresAt: now() + 600_000,
      // Only the first consent gives a refresh token, unless the page is asked to be shown again.
      isOffline: query.get("access_type") === "offline" && (!hasConsented || (query.get("prompt") ?? "").includes("consent"))
    })
    hasConsented = true
    target.searchParams.set("code", code)
    target.searchParams.set("scope", granted.join(" "))
    return { status: 302, headers: { location: target.href } }
  }

  const exchange = (form: URLSearchParams): Answer => {
    const given = form.get("code") ?? ""
    const code = codes.get(given)
    codes.delete(given)
    if (code === undefined || code.expiresAt <= now()) return refused(400, "invalid_grant", "Malformed auth code.")
    if (code.redirect !== form.get("redirect_uri")) return refused(400, "redirect_uri_mismatch", "Bad Request")
    const verifier = form.get("code_verifier")
    if (code.challenge !== null) {
      if (verifier === null) return refused(400, "invalid_grant", "Missing code verifier.")
      const proof = code.challenge.method === "S256" ? createHash("sha256").update(verifier).digest("base64url") : verifier
      if (proof !== code.challenge.value) return refused(400, "invalid_grant", "Invalid code verifier.")
    }
    const refreshToken = code.isOffline ? tokens.issueRefresh(code.scope) : null
    const access = tokens.issueAccess({ email: address, scope: code.scope, refreshToken, isServiceAccount: false })
    return granted(access, now(), refreshToken === null ? {} : { refresh_token: refreshToken })
  }

  const refresh = (form: URLSearchParams): Answer => {
    const refreshToken = form.get("refresh_token") ?? ""
    const scope = tokens.refreshScope(refreshToken)
    if (scope === null) return refused(400, "invalid_grant", "Token has been expired or revoked.")
    tokens.countRefresh()
    return granted(tokens.issueAccess({ email: address, scope, refreshToken, isServiceAccount: false }), now(), {})
  }

  const token = (request: Request): Answer => {
    const form = new URLSearchParams(request.body)
    const kind = form.get("grant_type") ?? ""
    if (kind === "urn:ietf:params:oauth:grant-type:jwt-bearer") {
      const result = serviceAccountGrant(tokens, form.get("assertion") ?? "", [googleTokenUrl, "https://www.googleapis.com/oauth2/v4/token", options.tokenUrl()], now())
      return result._tag === "Refused" ? refused(400, result.error, result.description) : granted(result.access, now(), {})
    }
    const [id, secret] = clientOf(request, form)
    if (id !== clientId) return refused(401, "invalid_client", "The OAuth client was not found.")
    if (secret !== clientSecret) return refused(401, "invalid_client", "Unauthorized")
    if (kind === "authorization_code") return exchange(form)
    return kind === "refresh_token" ? refresh(form) : refused(400, "unsupported_grant_type", `Invalid grant_type: ${kind}`)
  }

  const info = (request: Request): Answer => {
    const bearer = /^Bearer +(\S+)$/iu.exec(request.headers["authorization"] ?? "")?.[1]
    const access = tokens.access(request.query.get("access_token") ?? new URLSearchParams(request.body).get("access_token") ?? bearer ?? "")
    if (access === null) return refused(400, "invalid_token", "Invalid Value")
    const seconds = Math.floor((access.expiresAt - now()) / 1000)
    const exp = String(Math.floor(access.expiresAt / 1000))
    return { status: 200, body: { azp: clientId, aud: clientId, scope: access.scope, exp, expires_in: String(seconds), email: access.email, email_verified: "true", access_type: access.refreshToken === null ? "online" : "offline" } }
  }

  const revoke = (request: Request): Answer => {
    const given = request.query.get("token") ?? new URLSearchParams(request.body).get("token") ?? ""
    const refreshToken = tokens.refreshScope(given) === null ? tokens.access(given)?.refreshToken ?? null : given
    if (refreshToken === null) return refused(400, "invalid_token", "Token expired or revoked")
    tokens.world.revoke(refreshToken)
    return { status: 200, body: {} }
  }

  return (request) => {
    switch (`${request.method} ${request.path}`) {
      case "GET /o/oauth2/v2/auth":
        return consent(request.query)
      case "POST /token":
        return token(request)
      case "GET /oauth2/v1/certs":
        return { status: 200, headers: { "cache-control": "public, max-age=20000" }, body: certs }
      case "GET /tokeninfo":
      case "POST /tokeninfo":
        return info(request)
      case "POST /revoke":
        return revoke(request)
      default:
        return null
    }
  }
}

interface Code {
  readonly redirect: string
  readonly scope: string
  readonly challenge: { readonly value: string; readonly method: string } | null
  readonly expiresAt: number
  readonly isOffline: boolean
}

const googleTokenUrl = "https://oauth2.googleapis.com/token"

const granted = (access: Access, now: number, more: Readonly<Record<string, string>>): Answer => ({
  status: 200,
  headers: { "cache-control": "no-store" },
  body: { access_token: access.token, expires_in: Math.round((access.expiresAt - now) / 1000), scope: access.scope, token_type: "Bearer", ...more }
})

const refused = (status: number, error: string, description: string): Answer => ({ status, body: { error, error_description: description } })

/** The client's id and secret, from the form or from Basic authentication. */
const clientOf = (request: Request, form: URLSearchParams): readonly [id: string | null, secret: string | null] => {
  const [, basic] = /^Basic +(\S+)$/iu.exec(request.headers["authorization"] ?? "") ?? []
  if (basic === undefined) return [form.get("client_id"), form.get("client_secret")]
  const [id = "", ...secret] = Buffer.from(basic, "base64").toString("utf8").split(":")
  return [decodeURIComponent(id), decodeURIComponent(secret.join(":"))]
}
