import { assert, describe, it } from "@effect/vitest"
import { ErrorCode } from "@slack/web-api"
import { once } from "node:events"
import { WebSocket } from "ws"
import type { Fault } from "../src/Fault.ts"
import { channel, clientOf, field, refusalOf, withSlack } from "./world.ts"

describe("faults", () => {
  const withFault = (fault: Fault, run: Parameters<typeof withSlack>[1]) => {
    let left = 1
    return withSlack({ faults: (call) => call === "chat.postMessage" && left-- > 0 ? fault : null }, run)
  }

  it("a lost answer is of a call that was carried out, a refused call never was", async () => {
    await withFault("lost", async ({ api, server }) => {
      assert.strictEqual(await codeOf(api.chat.postMessage({ channel, text: "x" })), ErrorCode.RequestError)
      assert.strictEqual(server.world.messages(channel).length, 1)
    })
    await withFault("refused", async ({ api, server }) => {
      assert.strictEqual(await codeOf(api.chat.postMessage({ channel, text: "x" })), ErrorCode.RequestError)
      assert.deepStrictEqual([server.world.messages(channel).length, server.calls()], [0, []])
      await api.chat.postMessage({ channel, text: "x" })
      assert.strictEqual(server.world.messages(channel).length, 1)
    })
  })

  it("a late call is carried out when its caller has given up", () =>
    withFault("late", async ({ server }) => {
      const arrived = new Promise<void>((resolve) => server.world.onMessage(() => resolve()))
      const gaveUp = await fetch(`${server.apiUrl}chat.postMessage`, {
        method: "POST", body: new URLSearchParams({ channel, text: "x", token: server.workspace.botToken }), signal: AbortSignal.timeout(50)
      }).then(() => false, () => true)
      assert.isTrue(gaveUp)
      await arrived
    }))

  it("a limit says when to come back, and changes nothing", () =>
    withFault({ status: 429, retryAfterSeconds: 7 }, async ({ api, server }) => {
      const error: unknown = await api.chat.postMessage({ channel, text: "x" }).catch((thrown: unknown) => thrown)
      assert.deepStrictEqual([field(error, "code"), field(error, "retryAfter")], [ErrorCode.RateLimitedError, 7])
      assert.deepStrictEqual([server.world.messages(channel), server.calls("chat.postMessage").map(({ error }) => error)], [[], ["ratelimited"]])
      assert.strictEqual(server.calls("chat.postMessage")[0]?.args["channel"], channel)
    }))

  it("other answers are other statuses, or errors that Slack names", async () => {
    await withFault({ status: 503, retryAfterSeconds: null }, async ({ api }) =>
      assert.strictEqual(await codeOf(api.chat.postMessage({ channel, text: "x" })), ErrorCode.HTTPError))
    await withFault({ error: "token_revoked" }, async ({ api }) => assert.strictEqual(await refusalOf(api.chat.postMessage({ channel, text: "x" })), "token_revoked"))
  })

  it("an outage takes all of Slack away, and gives it back as it was", () =>
    withSlack({}, async ({ api, server }) => {
      await api.chat.postMessage({ channel, text: "before" })
      const app = clientOf(server, server.workspace.appToken)
      const url = (await app.apps.connections.open({})).url ?? ""
      const socket = new WebSocket((await app.apps.connections.open({})).url ?? "")
      const closed = once(socket, "close")
      await server.world.socket.connected()
      server.world.outage(true)
      await closed
      assert.strictEqual(await codeOf(api.chat.postMessage({ channel, text: "x" })), ErrorCode.HTTPError)
      await once(new WebSocket(url), "error")
      server.world.outage(true, "reset")
      assert.strictEqual(await codeOf(api.chat.postMessage({ channel, text: "x" })), ErrorCode.RequestError)
      server.world.outage(false)
      assert.deepStrictEqual((await api.conversations.history({ channel })).messages?.map(({ text }) => text), ["before"])
    }))
})

const codeOf = async (call: Promise<unknown>): Promise<unknown> => field(await call.then(() => null, (error: unknown) => error), "code")
