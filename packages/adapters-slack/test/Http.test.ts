import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { createHmac } from "node:crypto"
import { request } from "node:http"
import { ana, byHttp, channel, type Given, withDesk } from "./world.ts"

const way: Given = { transport: byHttp }

const signed = (secret: string, body: string, contentType = "application/json") => {
  const seconds = Math.floor(Date.now() / 1000)
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex")}`
  return { method: "POST", body, headers: { "content-type": contentType, "x-slack-request-timestamp": String(seconds), "x-slack-signature": signature } }
}

describe("signed requests", () => {
  it("forged, altered, unsigned, old and future requests are refused, counted and do nothing (SEC-01)", () =>
    withDesk(way, async ({ decisions, health, logs, server }) => {
      const { envelope } = await server.world.slash(ana, channel, "/claim", "Maya")
      const seconds = Math.floor(Date.now() / 1000)
      const forgeries = [
        { secret: "another" }, { timestampSeconds: seconds - 310 }, { timestampSeconds: seconds + 310 }, { timestampSeconds: Number.NaN }, { signature: null }, { signature: "" },
        { signature: "v0" }, { signature: "v0=00" }, { signature: `v1=${"0".repeat(64)}` }, { tamper: (body: string) => body.replace("Maya", "Tom") }
      ]
      for (const forgery of forgeries) assert.deepInclude(await server.world.http.forge(envelope, forgery), { _tag: "refused", status: 401 })
      assert.lengthOf(decisions, 1)
      assert.deepInclude(await health(), { transport: "http", connected: null, refused: forgeries.length, handled: 1, terminal: false })
      assert.lengthOf(logs.filter((line) => line.includes("did not sign")), 1)
    }))

  it("the same request sent again within its age is the same command, by whomever it is sent (SEC-01)", () =>
    withDesk(way, async ({ decisions, server }) => {
      await server.world.slash(ana, channel, "/claim", "Maya")
      assert.strictEqual((await server.world.http.replay())._tag, "acked")
      assert.strictEqual(new Set(decisions.map(({ command }) => command)).size, 1)
    }))

  it("Slack's questions whether anybody is here are answered, and nothing else unsigned", () =>
    withDesk(way, async ({ decisions, health, server, url }) => {
      if (url === null) throw new Error("no listener")
      const { signingSecret } = server.workspace
      const challenge = await fetch(url, signed(signingSecret, JSON.stringify({ type: "url_verification", challenge: "abc" })))
      assert.deepStrictEqual([challenge.status, await challenge.json()], [200, { challenge: "abc" }])
      const form = { "content-type": "application/x-www-form-urlencoded" }
      const check = await fetch(url, { method: "POST", headers: form, body: "ssl_check=1&token=x&payload=%7B%22type%22%3A%22block_actions%22%7D" })
      assert.strictEqual(check.status, 200)
      assert.match(check.headers.get("x-request-id") ?? "", /^[\da-f-]{36}$/u)
      const unsigned = await fetch(url, { method: "POST", headers: form, body: "command=%2Fclaim" })
      assert.strictEqual(unsigned.status, 401)
      assert.match(unsigned.headers.get("x-request-id") ?? "", /^[\da-f-]{36}$/u)
      assert.strictEqual((await fetch(url)).status, 405)
      assert.lengthOf(decisions, 0)
      assert.deepInclude(await health(), { handled: 0, refused: 1 })
    }))

  it("a body that is nothing of Slack's is turned away, and one that is too long is not read", () =>
    withDesk(way, async ({ server, url }) => {
      if (url === null) throw new Error("no listener")
      const { signingSecret } = server.workspace
      const status = async (body: string, type?: string) => (await fetch(url, signed(signingSecret, body, type))).status
      for (const body of ["", "[]", "null", "1", "{"]) assert.strictEqual(await status(body), 400)
      assert.strictEqual(await status("payload=%7B", "application/x-www-form-urlencoded"), 400)
      assert.strictEqual(await status("{\"type\":\"something\"}"), 200)
      assert.strictEqual(await status("x".repeat(262_145)), 413)
      const chunked = await new Promise<number | undefined>((resolve, reject) => {
        const sent = request(url, { method: "POST" }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        sent.on("error", reject)
        for (let i = 0; i < 5; i++) sent.write("x".repeat(65_536))
        sent.end()
      })
      assert.strictEqual(chunked, 413)
    }))

  it("a decision that takes too long is answered with 503, so that Slack shows an error; once it is made, it is told", () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    return withDesk({
      transport: ({ workspace }) => ({ _tag: "Http", signingSecret: Redacted.make(workspace.signingSecret), patience: 20 }),
      desk: { decide: () => Effect.as(Effect.promise(() => held), "Done.") }
    }, async ({ notice, server, whispered }) => {
      const { outcome } = await server.world.click(ana, await notice(["approve"]), "parley_approve")
      assert.deepInclude(outcome, { _tag: "refused", status: 503 })
      release()
      assert.strictEqual((await whispered(ana, 1))[0]?.text, "Done.")
    })
  })
})
