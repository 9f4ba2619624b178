import { assert, describe, it } from "@effect/vitest"
import { OAuth2Client } from "google-auth-library"
import { createServer } from "node:http"
import type { GoogleServer, Options } from "../src/GoogleServer.ts"
import type { Overrides } from "../src/PubSubWorld.ts"
import { field, inbound, refusalOf, withGoogle, type World } from "./world.ts"

interface Received {
  readonly authorization: string
  readonly body: unknown
  readonly data: unknown
}

const audience = "https://parley.example/webhooks/gmail"
const serviceAccount = "push@p.iam.gserviceaccount.com"

/** A server with somewhere to push to, which answers what `statuses` says and then 204. */
const withPushes = async (options: Options, statuses: Array<number>, run: (world: World & { readonly received: ReadonlyArray<Received> }) => Promise<void>): Promise<void> => {
  const received: Array<Received> = []
  const endpoint = createServer((request, response) => {
    let text = ""
    request.on("data", (chunk) => text += String(chunk)).on("end", () => {
      const body: unknown = JSON.parse(text)
      const data: unknown = JSON.parse(Buffer.from(String(field(field(body, "message"), "data")), "base64").toString())
      received.push({ authorization: request.headers.authorization ?? "", body, data })
      response.writeHead(statuses.shift() ?? 204).end()
    })
  })
  await new Promise<void>((resolve) => endpoint.listen(0, "127.0.0.1", resolve))
  const address = endpoint.address()
  const port = typeof address === "object" ? address?.port ?? 0 : 0
  try {
    await withGoogle({ push: { endpoint: `http://127.0.0.1:${port}/`, audience, serviceAccount }, pushPauseMillis: 1, ...options }, (world) => run({ ...world, received }))
  } finally {
    endpoint.closeAllConnections()
    endpoint.close()
  }
}

const verify = ({ env }: GoogleServer, idToken: string) =>
  new OAuth2Client({ endpoints: { oauth2FederatedSignonPemCertsUrl: env["GOOGLE_OAUTH_CERTS_URL"] ?? "" } }).verifyIdToken({ idToken, audience })

describe("pushes", () => {
  it("carry the data and a token that Google's own library accepts", () =>
    withPushes({}, [], async ({ received, server }) => {
      assert.isTrue(await server.pubsub.publish({ emailAddress: "partnerships@parley.example", historyId: "77" }, "m-1"))
      const [push] = received
      assert.deepStrictEqual(push?.data, { emailAddress: "partnerships@parley.example", historyId: "77" })
      assert.deepStrictEqual([field(field(push?.body, "message"), "messageId"), field(field(push?.body, "message"), "message_id"), field(push?.body, "subscription")], ["m-1", "m-1", "projects/p/subscriptions/s"])
      const payload = (await verify(server, push?.authorization.replace("Bearer ", "") ?? "")).getPayload()
      assert.deepInclude(payload, { iss: "https://accounts.google.com", email: serviceAccount, email_verified: true, aud: audience })
    }))

  it("can be forged for tests", () =>
    withPushes({}, [], async ({ server }) => {
      const past = Math.floor(Date.now() / 1000) - 10_000
      const forged: ReadonlyArray<Overrides> = [
        { algorithm: "none" }, { algorithm: "HS256" }, { foreignKey: true }, { kid: "unknown" }, { claims: { iat: past, exp: past + 3600 } },
        { claims: { iss: "https://evil.example" } }, { claims: { aud: "https://other.example" } }, { claims: { exp: undefined } }
      ]
      for (const overrides of forged) {
        let refused = false
        await verify(server, server.pubsub.token(overrides)).catch(() => (refused = true))
        assert.isTrue(refused, JSON.stringify(overrides))
      }
      const payload = (await verify(server, server.pubsub.token({ claims: { email: "evil@example.com" } }))).getPayload()
      assert.strictEqual(payload?.email, "evil@example.com")
    }))

  it("are tried again until acknowledged, and given up after some tries", () =>
    withPushes({ pushTries: 3 }, [500, 404, 200, 500, 500, 500], async ({ received, server }) => {
      assert.isTrue(await server.pubsub.publish({ emailAddress: "a@b.example", historyId: 1 }))
      assert.deepStrictEqual([received.length, server.pubsub.counts()], [3, { sent: 1, failed: 2 }])
      assert.isFalse(await server.pubsub.publish({ emailAddress: "a@b.example", historyId: 2 }))
      server.pubsub.failing = true
      assert.isFalse(await server.pubsub.publish({ emailAddress: "a@b.example", historyId: 3 }))
      assert.lengthOf(received, 6)
    }))
})

describe("users.watch", () => {
  const topicName = "projects/p/topics/gmail"
  const settled = async (server: GoogleServer): Promise<void> => {
    await Promise.resolve()
    await server.pubsub.idle()
  }

  it("notifies of changes, at most once a second, until it ends after seven days", async () => {
    let now = 1_790_000_000_000
    await withPushes({ now: () => now }, [], async ({ api, received, server }) => {
      server.gmail.deliver(inbound("before"))
      const { data } = await api.users.watch({ userId: "me", requestBody: { topicName, labelIds: ["INBOX"], labelFilterBehavior: "include" } })
      assert.deepStrictEqual(data, { historyId: server.gmail.historyId(), expiration: String(now + 7 * 86_400_000) })
      server.gmail.deliver(inbound("a"))
      await settled(server)
      assert.deepStrictEqual(received[0]?.data, { emailAddress: "partnerships@parley.example", historyId: Number(server.gmail.historyId()) })
      now += 500
      server.gmail.deliver(inbound("b"))
      await settled(server)
      assert.lengthOf(received, 1)
      now += 500
      server.gmail.deliver(inbound("spam"), { labels: ["SPAM"] })
      await settled(server)
      assert.lengthOf(received, 1)
      server.gmail.deliver(inbound("c"))
      await settled(server)
      assert.lengthOf(received, 2)
      now += 7 * 86_400_000
      server.gmail.deliver(inbound("d"))
      await settled(server)
      assert.lengthOf(received, 2)
    })
  })

  it("serves one topic at a time, until it is stopped", () =>
    withPushes({}, [], async ({ api, received, server }) => {
      await api.users.watch({ userId: "me", requestBody: { topicName } })
      await api.users.watch({ userId: "me", requestBody: { topicName } })
      const other = () => api.users.watch({ userId: "me", requestBody: { topicName: "projects/p/topics/other" } })
      assert.deepInclude(await refusalOf(other()), { status: 400, message: "Only one user push notification client allowed per developer (call /stop then try again)" })
      const stopped = await api.users.stop({ userId: "me" })
      assert.strictEqual(stopped.status, 204)
      server.gmail.deliver(inbound("a"))
      await settled(server)
      assert.lengthOf(received, 0)
      await other()
      assert.strictEqual((await refusalOf(api.users.watch({ userId: "me", requestBody: {} }))).status, 400)
    }))
})
