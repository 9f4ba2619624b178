import * as SqliteStore from "@parley/adapters-sqlite/SqliteStore"
import { assert, describe, it } from "@effect/vitest"
import type { Page } from "@parley/api/Page"
import type { Problem } from "@parley/api/Problems"
import type { MadeToken, Token } from "@parley/api/TokensApi"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inApi, settingsToken } from "./apiWorld.ts"

describe("tokens", () => {
  it("SEC-01 are made by an admin, shown once, listed without their secret, and revoked", () =>
    inApi(async ({ call, tokens }) => {
      const made = await call<MadeToken>(tokens.admin, "POST", "/api/v1/tokens", { name: "ana", role: "negotiator" })
      assert.strictEqual(made.status, 201)
      const { secret, token } = made.body
      assert.match(secret, /^parley_token_[\w-]{43}$/)
      assert.deepInclude(token, { name: "ana", role: "negotiator", createdBy: "admin of the test", expiresAt: null, revokedAt: null })
      assert.strictEqual((await call(secret, "GET", "/api/v1/status")).status, 200)
      const again = await call<Problem>(tokens.admin, "POST", "/api/v1/tokens", { name: "ana", role: "viewer" })
      assert.deepStrictEqual([again.status, again.body.detail], [409, "There is a token called ana already: revoke it first, or choose another name"])

      const listed: Array<Token> = []
      for (let cursor = ""; ;) {
        const { body } = await call<Page<Token>>(tokens.admin, "GET", `/api/v1/tokens?limit=1${cursor}`)
        listed.push(...body.items)
        if (body.next === null) break
        cursor = `&cursor=${body.next}`
      }
      assert.deepStrictEqual(listed.map(({ name }) => name), ["viewer of the test", "negotiator of the test", "admin of the test", "ana"])
      assert.notInclude(JSON.stringify(listed), "hash")

      assert.strictEqual((await call(tokens.admin, "DELETE", `/api/v1/tokens/${token.id}`)).status, 204)
      assert.strictEqual((await call(secret, "GET", "/api/v1/status")).status, 401)
      assert.strictEqual((await call(tokens.admin, "DELETE", "/api/v1/tokens/t-unknown")).status, 404)
      assert.strictEqual((await call(tokens.admin, "POST", "/api/v1/tokens", { name: "ana", role: "viewer" })).status, 201)
    }))

  it("SEC-01 take no name that Parley signs with, and no end that has passed", () =>
    inApi(async ({ call, tokens }) => {
      for (const [body, field] of [[{ name: "Parley", role: "viewer" }, "name"], [{ name: "admin", role: "viewer" }, "name"], [{ name: "ana", role: "viewer", expiresAt: 5 }, "expiresAt"], [{ name: "ana", role: "boss" }, "role"]] as const) {
        const answer = await call<Problem>(tokens.admin, "POST", "/api/v1/tokens", body)
        assert.deepStrictEqual([answer.status, answer.body.problems[0]?.field], [400, field])
      }
    }))

  it("SEC-01 are hashed at rest, and so are sessions: no secret is in any file of the books", async () => {
    const path = mkdtempSync(join(tmpdir(), "parley-tokens-"))
    try {
      const secrets = await inApi(async ({ call, tokens }) => {
        const made = await call<MadeToken>(tokens.admin, "POST", "/api/v1/tokens", { name: "ana", role: "viewer" })
        const signedIn = await call<{ readonly csrf: string }>(null, "POST", "/api/v1/session", { token: made.body.secret })
        return [...Object.values(tokens), made.body.secret, signedIn.body.csrf, /=([^;]+)/.exec(signedIn.headers.get("set-cookie") ?? "")?.[1] ?? assert.fail("no cookie")]
      }, { store: SqliteStore.layer({ path }) })
      assert.include(secrets, settingsToken)
      const files = readdirSync(path).map((name) => readFileSync(join(path, name)).toString("latin1"))
      assert.isTrue(files.some((file) => file.includes("negotiator of the test")))
      for (const secret of secrets) for (const file of files) assert.isFalse(file.includes(secret))
    } finally {
      rmSync(path, { recursive: true, force: true })
    }
  })
})
