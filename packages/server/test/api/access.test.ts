import * as HttpApi from "@effect/platform/HttpApi"
import { assert, describe, it } from "@effect/vitest"
import { Access, roles, suffices } from "@parley/api/Access"
import { Api } from "@parley/api/Api"
import type { Problem } from "@parley/api/Problems"
import { sessionCookie } from "@parley/api/SessionApi"
import { instant } from "@parley/domain/Instant"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { hashOf, newSecret } from "../../src/access/secrets.ts"
import * as Redacted from "effect/Redacted"
import { inApi, type ApiWorld } from "./apiWorld.ts"

interface Endpoint {
  readonly method: string
  readonly path: string
  readonly access: "open" | typeof roles[number] | null
}

const endpoints: ReadonlyArray<Endpoint> = (() => {
  const found: Array<Endpoint> = []
  HttpApi.reflect(Api, {
    onGroup: () => {},
    onEndpoint: ({ endpoint }) => void found.push({
      method: endpoint.method, path: endpoint.path.replace(/:\w+/g, "nobody"), access: Option.getOrNull(Context.getOption(endpoint.annotations, Access))
    })
  })
  return found
})()

const beside: ReadonlyArray<Endpoint> = ["/openapi.json", "/docs"].map((path) => ({ method: "GET", path, access: "viewer" }))

/** The status alone: the stream of changes has no end to wait for. */
const statusOf = async (world: ApiWorld, { method, path }: Endpoint, headers: Readonly<Record<string, string>>): Promise<number> => {
  const leaving = new AbortController()
  const response = await fetch(`${world.url}${path}`, {
    method, signal: leaving.signal, headers: { ...headers, ...(method === "POST" ? { "content-type": "application/json" } : {}) }, ...(method === "POST" ? { body: "{}" } : {})
  })
  leaving.abort()
  return response.status
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe("who may call the API", () => {
  it("SEC-01 API-01 is asked at every endpoint: nobody without a token, with a wrong or ended one or an ended session, and each role as far as the endpoint says", () =>
    inApi(async (world) => {
      assert.isAbove(endpoints.length, 30)
      const ended = newSecret("session")
      await Effect.runPromise(world.store.addSession({ hash: hashOf(ended), token: "t", createdAt: instant(1), expiresAt: instant(2) }))
      const expired = newSecret("token")
      await Effect.runPromise(world.store.addToken({ id: "old", name: "old", role: "admin", hash: hashOf(expired), createdBy: "x", createdAt: instant(1), expiresAt: instant(2), revokedAt: null }))
      for (const endpoint of [...endpoints, ...beside]) {
        const name = `${endpoint.method} ${endpoint.path}`
        const { access } = endpoint
        assert.isNotNull(access, `${name} has no rule`)
        const ask = (headers: Readonly<Record<string, string>>) => statusOf(world, endpoint, headers)
        if (access === "open") {
          assert.strictEqual(await ask({}), 400, name)
          continue
        }
        const wrong: ReadonlyArray<Readonly<Record<string, string>>> = [{}, { authorization: "Basic eDp5" }, bearer(Redacted.value(expired)), { cookie: `${sessionCookie}=${Redacted.value(ended)}`, "x-parley-csrf": "x" }]
        for (const headers of wrong) {
          assert.include(endpoint.method === "GET" || headers["cookie"] === undefined ? [401] : [401, 403], await ask(headers), `${name} with ${JSON.stringify(Object.keys(headers))}`)
        }
        for (const role of roles) {
          const status = await ask(bearer(world.tokens[role]))
          if (access !== null && suffices(role, access)) assert.notInclude([401, 403, 429, 500, 503], status, `${name} as ${role}`)
          else assert.strictEqual(status, 403, `${name} as ${role}`)
        }
      }
    }))

  it("SEC-01 lets nothing answer without a token but the probes and signing in", () =>
    inApi(async (world) => {
      const open = ["/health", "/ready"]
      for (const path of [...open, "/", "/docs", "/openapi.json", "/metrics", "/api", "/api/v1", "/api/v1/unknown", "/api/v1/status", "/api/v1//status", "/API/v1/status", "/api/v1/status/", "/api/v1/%73tatus", "/health/../api/v1/status"]) {
        for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
          const { status } = await world.call(null, method, path)
          if (status === 200) assert.include(open, path, method)
          else assert.include([401, 404], status, `${method} ${path}`)
        }
      }
    }))

  it("SEC-01 takes the token of the settings as an admin's, and tells every caller who they are", () =>
    inApi(async (world) => {
      const { body } = await world.call(world.tokens.settings, "GET", "/api/v1/session")
      assert.deepStrictEqual(body, { name: "admin", role: "admin", csrf: null, expiresAt: null, features: { sandbox: false } })
      assert.deepInclude((await world.call(world.tokens.viewer, "GET", "/api/v1/session")).body, { name: "viewer of the test", role: "viewer" })
      const { body: problem, headers } = await world.call<Problem>("parley_token_guess", "GET", "/api/v1/session", undefined, { "x-request-id": "mine" })
      assert.deepStrictEqual(problem, { type: "urn:parley:problem:unauthorized", title: "Nobody is signed in", status: 401, detail: "This token is not known, has ended or was revoked", requestId: "mine", problems: [] })
      assert.deepStrictEqual([headers.get("content-type"), headers.get("www-authenticate"), headers.get("x-request-id")], ["application/problem+json", "Bearer realm=\"parley\"", "mine"])
    }))

  it("HUMAN-05 SEC-01 records a command under the token's name whatever the body or a header says; only the socket's word for it is taken", () =>
    inApi(async (world) => {
      const pretend = { "x-parley-actor": "boss" }
      await world.call(world.tokens.negotiator, "POST", "/api/v1/sending", { stop: true, by: "boss" }, pretend)
      assert.deepInclude((await world.call(world.tokens.viewer, "GET", "/api/v1/sending")).body, { stopped: true, by: "negotiator of the test" })
      await world.call(world.tokens.negotiator, "POST", "/api/v1/sending", { stop: false })
      const socket = (headers: Readonly<Record<string, string>>) => fetch(`${world.socketUrl}/api/v1/sending`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: "{\"stop\":true}" })
      assert.deepInclude(await (await socket({ "x-parley-actor": "console%3A%C3%A4nne" })).json(), { by: "console:änne" })
    }))
})
