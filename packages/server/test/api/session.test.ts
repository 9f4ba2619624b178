import { assert, describe, it } from "@effect/vitest"
import type { Session } from "@parley/api/SessionApi"
import { inApi, type ApiWorld } from "./apiWorld.ts"

const signIn = async (world: ApiWorld, token: string, headers: Readonly<Record<string, string>> = {}) => {
  const { body, headers: given, status } = await world.call<Session>(null, "POST", "/api/v1/session", { token }, headers)
  const cookie = given.get("set-cookie") ?? ""
  return { status, session: body, cookie, mine: { cookie: cookie.split(";")[0] ?? "" } }
}

const stop = { stop: true }

describe("a session", () => {
  it("SEC-01 begins with a token, in a cookie that no script and no other site gets", () =>
    inApi(async (world) => {
      const { cookie, mine, session } = await signIn(world, world.tokens.negotiator)
      assert.match(cookie, /; HttpOnly/)
      assert.match(cookie, /; SameSite=Strict/)
      assert.match(cookie, /; Path=\//)
      assert.notMatch(cookie, /; Secure/)
      assert.notInclude(JSON.stringify(session), mine.cookie.split("=")[1] ?? "?")
      assert.deepInclude(session, { name: "negotiator of the test", role: "negotiator" })
      assert.deepStrictEqual((await world.call(null, "GET", "/api/v1/session", undefined, mine)).body, session)
      assert.strictEqual((await world.call(null, "GET", "/api/v1/status", undefined, mine)).status, 200)
      assert.strictEqual((await signIn(world, "wrong")).status, 401)
    }))

  it("SEC-01 has a cookie for TLS alone behind an https address", () =>
    inApi(async (world) => assert.match((await signIn(world, world.tokens.viewer)).cookie, /; Secure/), { publicUrl: "https://parley.example" }))

  it("SEC-01 writes only with its csrf, and never for another site", () =>
    inApi(async (world) => {
      const { mine, session } = await signIn(world, world.tokens.negotiator)
      const other = await signIn(world, world.tokens.negotiator)
      const send = async (headers: Readonly<Record<string, string>>) => (await world.call(null, "POST", "/api/v1/sending", stop, { ...mine, ...headers })).status
      const csrf = { "x-parley-csrf": session.csrf ?? "" }
      assert.strictEqual(await send({}), 403)
      assert.strictEqual(await send({ "x-parley-csrf": "guess" }), 403)
      assert.strictEqual(await send({ "x-parley-csrf": other.session.csrf ?? "" }), 403)
      assert.strictEqual(await send({ ...csrf, origin: "https://evil.example" }), 403)
      assert.strictEqual(await send({ ...csrf, origin: "null" }), 403)
      assert.strictEqual((await world.call(null, "GET", "/api/v1/status", undefined, { ...mine, origin: "https://evil.example" })).status, 403)
      assert.isFalse((await world.call<{ readonly stopped: boolean }>(world.tokens.viewer, "GET", "/api/v1/sending")).body.stopped)
      assert.strictEqual(await send({ ...csrf, origin: world.url }), 200)
      assert.strictEqual((await signIn(world, world.tokens.negotiator, { origin: "https://evil.example" })).status, 401)
    }))

  it("SEC-01 has no more rights than its token, ends with it, and when it is signed out", () =>
    inApi(async (world) => {
      const { mine, session } = await signIn(world, world.tokens.viewer)
      const csrf = { ...mine, "x-parley-csrf": session.csrf ?? "" }
      assert.strictEqual((await world.call(null, "POST", "/api/v1/sending", stop, csrf)).status, 403)
      const signOut = await world.call(null, "DELETE", "/api/v1/session", undefined, csrf)
      assert.strictEqual(signOut.status, 204)
      assert.match(signOut.headers.get("set-cookie") ?? "", /Max-Age=0/)
      assert.strictEqual((await world.call(null, "GET", "/api/v1/session", undefined, mine)).status, 401)

      const made = await world.call<{ readonly token: { readonly id: string }; readonly secret: string }>(world.tokens.admin, "POST", "/api/v1/tokens", { name: "ana", role: "viewer" })
      const again = await signIn(world, made.body.secret)
      assert.strictEqual((await world.call(null, "GET", "/api/v1/session", undefined, again.mine)).status, 200)
      assert.strictEqual((await world.call(world.tokens.admin, "DELETE", `/api/v1/tokens/${made.body.token.id}`)).status, 204)
      assert.strictEqual((await world.call(null, "GET", "/api/v1/session", undefined, again.mine)).status, 401)
      assert.strictEqual((await world.call(made.body.secret, "GET", "/api/v1/session")).status, 401)
    }))
})
