import { assert, describe, it } from "@effect/vitest"
import { CodeChallengeMethod, JWT, OAuth2Client } from "google-auth-library"
import type { GoogleServer } from "../src/GoogleServer.ts"
import { field, withGoogle } from "./world.ts"

const redirect = "http://127.0.0.1:9/callback"
const scope = "https://www.googleapis.com/auth/gmail.modify"

const client = ({ env, url }: GoogleServer, secret = env["GOOGLE_CLIENT_SECRET"] ?? ""): OAuth2Client =>
  new OAuth2Client({
    clientId: env["GOOGLE_CLIENT_ID"] ?? "", clientSecret: secret, redirectUri: redirect,
    endpoints: { oauth2AuthBaseUrl: env["GOOGLE_OAUTH_AUTH_URL"] ?? "", oauth2TokenUrl: env["GOOGLE_OAUTH_TOKEN_URL"] ?? "", tokenInfoUrl: `${url}/tokeninfo`, oauth2RevokeUrl: `${url}/revoke` }
  })

/** Goes to the consent page as a browser would; the answer's address. */
const visit = async (page: string): Promise<URL> => {
  const response = await fetch(page, { redirect: "manual" })
  assert.strictEqual(response.status, 302)
  return new URL(response.headers.get("location") ?? "")
}

const errorOf = async (call: Promise<unknown>): Promise<readonly [unknown, unknown]> => {
  try {
    await call
  } catch (error) {
    const response = field(error, "response")
    return [field(response, "status"), field(field(response, "data"), "error")]
  }
  throw new Error("the call went through")
}

describe("sign-in", () => {
  it("gives tokens for a code, once, to whoever holds the verifier", () =>
    withGoogle({}, async ({ server }) => {
      const auth = client(server)
      const { codeChallenge = "", codeVerifier } = await auth.generateCodeVerifierAsync()
      const page = auth.generateAuthUrl({ access_type: "offline", prompt: "consent", scope, state: "s 1", code_challenge: codeChallenge, code_challenge_method: CodeChallengeMethod.S256 })
      const back = await visit(page)
      assert.strictEqual(back.searchParams.get("state"), "s 1")
      const code = back.searchParams.get("code") ?? ""
      const { tokens } = await auth.getToken({ code, codeVerifier })
      assert.strictEqual(tokens.scope, scope)
      assert.strictEqual(tokens.token_type, "Bearer")
      assert.isString(tokens.refresh_token)
      assert.deepStrictEqual(await errorOf(auth.getToken({ code, codeVerifier })), [400, "invalid_grant"])
      const again = (await visit(page)).searchParams.get("code") ?? ""
      assert.deepStrictEqual(await errorOf(auth.getToken({ code: again, codeVerifier: "wrong" })), [400, "invalid_grant"])
      const info = await auth.getTokenInfo(tokens.access_token ?? "")
      assert.deepStrictEqual([info.scopes, info.email], [[scope], "partnerships@parley.example"])
    }))

  it("gives a refresh token only for offline access, and after the first time only when consent is asked for again", () =>
    withGoogle({}, async ({ server }) => {
      const auth = client(server)
      const refreshToken = async (options: Parameters<OAuth2Client["generateAuthUrl"]>[0]) => {
        const code = (await visit(auth.generateAuthUrl({ scope, ...options }))).searchParams.get("code") ?? ""
        return typeof (await auth.getToken(code)).tokens.refresh_token
      }
      assert.deepStrictEqual([
        await refreshToken({ access_type: "online" }), await refreshToken({ access_type: "offline" }), await refreshToken({ access_type: "offline", prompt: "consent" })
      ], ["undefined", "undefined", "string"])
    }))

  it("passes on a refusal and a partial consent", () =>
    withGoogle({}, async ({ server }) => {
      const auth = client(server)
      server.oauth.consent = "refuse"
      assert.strictEqual((await visit(auth.generateAuthUrl({ scope, state: "s" }))).searchParams.get("error"), "access_denied")
      server.oauth.consent = [scope]
      const code = (await visit(auth.generateAuthUrl({ scope: [scope, "https://mail.google.com/"] }))).searchParams.get("code") ?? ""
      assert.strictEqual((await auth.getToken(code)).tokens.scope, scope)
    }))

  it("refreshes until the token is revoked", () =>
    withGoogle({ refreshToken: "1//mine" }, async ({ server }) => {
      const auth = client(server)
      auth.setCredentials({ refresh_token: "1//mine" })
      const { token } = await auth.getAccessToken()
      assert.strictEqual(server.oauth.identify(`Bearer ${token ?? ""}`)?.email, "partnerships@parley.example")
      assert.strictEqual(server.oauth.refreshes(), 1)
      const stranger = client(server, "wrong")
      stranger.setCredentials({ refresh_token: "1//mine" })
      assert.deepStrictEqual(await errorOf(stranger.getAccessToken()), [401, "invalid_client"])
      server.oauth.revoke("1//mine")
      assert.isNull(server.oauth.identify(`Bearer ${token ?? ""}`))
      auth.setCredentials({ refresh_token: "1//mine" })
      assert.deepStrictEqual(await errorOf(auth.getAccessToken()), [400, "invalid_grant"])
    }))

  it("gives a service account its own identity, which has no mailbox", () =>
    withGoogle({}, async ({ server }) => {
      const account = server.oauth.addServiceAccount("sheets@p.iam.gserviceaccount.com")
      const redirected = (key: string) => {
        const jwt = new JWT({ email: account.client_email, key, scopes: ["https://mail.google.com/"] })
        jwt.transporter.interceptors.request.add({ resolved: (config) => Promise.resolve(Object.assign(config, { url: new URL(`${server.url}/token`) })) })
        return jwt
      }
      const { access_token: token } = await redirected(account.private_key).authorize()
      assert.strictEqual(server.oauth.identify(`Bearer ${token ?? ""}`)?.email, account.client_email)
      const profile = await fetch(`${server.url}/gmail/v1/users/me/profile`, { headers: { authorization: `Bearer ${token ?? ""}` } })
      assert.strictEqual(profile.status, 400)
      const other = server.oauth.addServiceAccount("other@p.iam.gserviceaccount.com")
      let refused = false
      await redirected(other.private_key).authorize().catch(() => (refused = true))
      assert.isTrue(refused)
    }))
})
