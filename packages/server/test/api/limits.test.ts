import { assert, describe, it } from "@effect/vitest"
import type { Problem } from "@parley/api/Problems"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/TestClock"
import { request } from "node:http"
import * as RateLimit from "../../src/access/RateLimit.ts"
import { inApi } from "./apiWorld.ts"

/** A body without a length, in pieces. */
const chunked = (url: string, token: string, size: number): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((done, failed) => {
    const asking = request(url, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" } }, (response) => {
      let text = ""
      response.on("data", (chunk: Buffer) => { text += chunk.toString() }).on("end", () => done({ status: response.statusCode ?? 0, text }))
    }).on("error", failed)
    asking.write(`{"stop":true,"rest":"`)
    asking.end(`${"x".repeat(size)}"}`)
  })

describe("the API's limits", () => {
  it.effect("API-01 a bucket lets so many through at once, then so many a second, each caller by itself", () =>
    Effect.gen(function*() {
      const { take } = RateLimit.make({ burst: 2, perSecond: 0.5, most: 2 })
      assert.deepStrictEqual([yield* take("a"), yield* take("a"), yield* take("a"), yield* take("b")], [null, null, 2, null])
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* take("a"), 1)
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual([yield* take("a"), yield* take("a")], [null, 2])
      // beyond its room it forgets who asked longest ago
      yield* take("c")
      assert.isNull(yield* take("b"))
    }))

  it("API-01 answer 429 with Retry-After to one who asks too often, and not to others", () =>
    inApi(async ({ call, tokens }) => {
      const ask = (token: string) => call<Problem>(token, "GET", "/api/v1/session")
      const answers = await Promise.all(Array.from({ length: 40 }, () => ask(tokens.viewer)))
      const refused = answers.filter(({ status }) => status === 429)
      assert.isAbove(refused.length, 0)
      for (const { body, headers } of refused) {
        assert.strictEqual(headers.get("retry-after"), String(body.retryAfter))
        assert.strictEqual(body.type, "urn:parley:problem:too-many")
      }
      assert.strictEqual((await ask(tokens.negotiator)).status, 200)
    }, { perSecond: 1 }))

  it("API-01 SEC-01 are harder on sign-ins that fail, and shut out nobody who is right", () =>
    inApi(async ({ call, tokens }) => {
      const signIn = (token: string) => call<Problem>(null, "POST", "/api/v1/session", { token })
      const statuses: Array<number> = []
      for (let n = 0; n < 12; n++) statuses.push((await signIn(`guess ${n}`)).status)
      assert.deepStrictEqual(statuses, [...Array.from({ length: 10 }, () => 401), 429, 429])
      const refused = await signIn("another guess")
      assert.isAtLeast(Number(refused.headers.get("retry-after")), 1)
      assert.strictEqual((await signIn(tokens.viewer)).status, 200)
    }))

  it("API-01 refuse a body that is too large, announced or not, and one that is no JSON", () =>
    inApi(async ({ call, tokens, url }) => {
      const large = await call<Problem>(tokens.negotiator, "POST", "/api/v1/sending", { stop: true, rest: "x".repeat(250_000) })
      assert.deepStrictEqual([large.status, large.body.type], [413, "urn:parley:problem:too-large"])
      const { status, text } = await chunked(`${url}/api/v1/sending`, tokens.negotiator, 250_000)
      assert.strictEqual(status, 413)
      assert.include(text, "urn:parley:problem:too-large")
      assert.isFalse((await call<{ readonly stopped: boolean }>(tokens.viewer, "GET", "/api/v1/sending")).body.stopped)
      assert.strictEqual((await chunked(`${url}/api/v1/sending`, tokens.negotiator, 1000)).status, 200)
      const roster = await call<Problem>(tokens.admin, "POST", "/api/v1/campaigns/check", { campaign: {}, roster: { csv: "x".repeat(300_000) } })
      assert.strictEqual(roster.body.detail, "The campaign cannot be started")
      for (const [body, headers, field] of [["{\"stop\":", {}, "body"], ["stop=true", { "content-type": "application/x-www-form-urlencoded" }, "content-type"]] as const) {
        const answer = await call<Problem>(tokens.negotiator, "POST", "/api/v1/sending", body, headers)
        assert.deepStrictEqual([answer.status, answer.body.problems.map((one) => one.field)], [400, [field]])
      }
    }))

  it("API-01 say what is wrong with each field", () =>
    inApi(async ({ call, tokens }) => {
      const answer = await call<Problem>(tokens.negotiator, "POST", "/api/v1/negotiations/x/decisions", { choice: "surrender", command: "" })
      assert.strictEqual(answer.status, 400)
      assert.deepStrictEqual(answer.body.problems.map(({ field }) => field).sort(), ["choice", "command"])
      const list = await call<Problem>(tokens.viewer, "GET", "/api/v1/negotiations?limit=201&state=Nowhere")
      assert.deepStrictEqual(list.body.problems.map(({ field }) => field).sort(), ["limit", "state"])
      assert.deepStrictEqual(list.body.problems.find(({ field }) => field === "limit"), { field: "limit", expected: "a number between 1 and 200", got: "201" })
      assert.strictEqual(answer.headers.get("x-request-id"), answer.body.requestId)
    }))
})
