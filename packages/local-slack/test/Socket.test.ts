import { assert, describe, it } from "@effect/vitest"
import { SocketModeClient } from "@slack/socket-mode"
import { once } from "node:events"
import { WebSocket } from "ws"
import type { Options, SlackServer } from "../src/SlackServer.ts"
import { at, channel, clientOf, logger, refusalOf, withSlack } from "./world.ts"

interface Heard {
  readonly ack: (response?: object) => Promise<void>
  readonly body: unknown
  readonly envelope_id: string
  readonly retry_num?: number
  readonly type: string
}

const connect = async (server: SlackServer, answer: (heard: Heard) => Promise<void> | void) => {
  const client = new SocketModeClient({
    appToken: server.workspace.appToken, clientOptions: { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } }, logger: logger(), clientPingTimeout: 60
  })
  const heard: Array<Heard> = []
  client.on("slack_event", (event: Heard) => {
    heard.push(event)
    void answer(event)
  })
  await client.start()
  await server.world.socket.connected()
  return { client, heard }
}

const withSocket = (options: Options, answer: (heard: Heard) => Promise<void> | void, run: (world: { readonly server: SlackServer; readonly heard: ReadonlyArray<Heard>; readonly client: SocketModeClient }) => Promise<void>) =>
  withSlack(options, async ({ server }) => {
    const { client, heard } = await connect(server, answer)
    try {
      await run({ server, heard, client })
    } finally {
      await client.disconnect()
    }
  })

const acks = ({ ack }: Heard) => ack()

describe("Socket Mode", () => {
  it("carries what a person did to the app, and the app's acknowledgement back", () =>
    withSocket({}, ({ ack }) => ack({ text: "done" }), async ({ heard, server }) => {
      const { outcome } = await server.world.slash("U0ANA", channel, "/claim", "Jane")
      assert.deepStrictEqual(outcome, { _tag: "acked", payload: { text: "done" }, attempts: 1 })
      assert.deepStrictEqual([heard[0]?.type, at(heard[0]?.body, "command"), at(heard[0]?.body, "text"), at(heard[0]?.body, "user_id")], ["slash_commands", "/claim", "Jane", "U0ANA"])
      assert.deepStrictEqual(server.world.ephemerals("U0ANA").map(({ text }) => text), ["done"])
    }))

  it("comes back after Slack told it to go, and after its connection died", () =>
    withSocket({}, acks, async ({ server }) => {
      for (const end of [() => server.world.socket.disconnect("refresh_requested"), () => server.world.socket.kill()]) {
        end()
        await server.world.socket.disconnected()
        await server.world.socket.connected()
        assert.strictEqual((await server.world.slash("U0ANA", channel, "/claim", "")).outcome._tag, "acked")
      }
    }))

  it("comes back from a connection that is open but dead", () =>
    withSocket({ ackTimeoutMillis: 20 }, acks, async ({ server }) => {
      server.world.socket.freeze()
      assert.deepInclude((await server.world.slash("U0ANA", channel, "/claim", "")).outcome, { _tag: "unanswered", shown: "operation_timeout" })
      await server.world.socket.connected()
      assert.strictEqual((await server.world.slash("U0ANA", channel, "/claim", "")).outcome._tag, "acked")
    }))

  it("refuses what a person does while nothing is connected", () =>
    withSlack({}, async ({ server }) => {
      const { outcome } = await server.world.slash("U0ANA", channel, "/claim", "")
      assert.deepStrictEqual(outcome, { _tag: "refused", status: null, reason: "not connected", shown: "dispatch_failed" })
    }))

  it("waits three seconds, or as long as it is told, for an acknowledgement", () =>
    withSocket({ ackTimeoutMillis: 20 }, () => undefined, async ({ server }) => {
      assert.deepStrictEqual((await server.world.slash("U0ANA", channel, "/claim", "")).outcome, { _tag: "unanswered", attempts: 1, shown: "operation_timeout" })
    }))

  it("sends again what it did not hear an acknowledgement of", () =>
    withSocket({}, acks, async ({ heard, server }) => {
      server.world.socket.loseAcks(2)
      const { outcome } = await server.world.slash("U0ANA", channel, "/claim", "Jane")
      assert.deepStrictEqual(outcome, { _tag: "acked", payload: {}, attempts: 3 })
      assert.deepStrictEqual(heard.map(({ retry_num }) => retry_num), [undefined, 1, 2])
      assert.deepStrictEqual(heard[1]?.body, heard[0]?.body)
      assert.strictEqual(new Set(heard.map(({ envelope_id }) => envelope_id)).size, 3)
    }))

  it("sends it on the next connection where the first died with the acknowledgement", () =>
    withSocket({}, acks, async ({ heard, server }) => {
      server.world.socket.loseAcks(1, "killed")
      const { outcome } = await server.world.slash("U0ANA", channel, "/claim", "Jane")
      assert.deepStrictEqual([outcome._tag, heard.map(({ retry_num }) => retry_num)], ["acked", [undefined, 1]])
      assert.lengthOf(server.calls("apps.connections.open"), 2)
    }))

  it("sends anything again that a test holds on to", () =>
    withSocket({}, acks, async ({ heard, server }) => {
      const { envelope } = await server.world.slash("U0ANA", channel, "/claim", "Jane")
      await server.world.deliver(envelope, { attempt: 1, reason: "timeout" })
      assert.deepStrictEqual([heard[1]?.body, heard[1]?.retry_num], [heard[0]?.body, 1])
    }))

  it("gives each delivery to one of several connections, the newest or one that is drawn", async () => {
    for (const [connectionSeed, expected] of [[null, "0 and 6"], [7, "2 and 4"]] as const) {
      await withSocket({ connectionSeed }, acks, async ({ heard, server }) => {
        const other = await connect(server, acks)
        await server.world.socket.connected(2)
        for (let i = 0; i < 6; i++) await server.world.slash("U0ANA", channel, "/claim", String(i))
        assert.strictEqual(`${heard.length} and ${other.heard.length}`, expected)
        server.world.socket.disconnect("warning", "oldest")
        await server.world.socket.disconnected(1)
        await other.client.disconnect()
      })
    }
  })

  it("takes a ticket once, ten connections at most, and none while it refuses them", () =>
    withSlack({}, async ({ server }) => {
      const app = clientOf(server, server.workspace.appToken)
      const open = async () => new WebSocket((await app.apps.connections.open({})).url ?? "")
      const sockets: Array<WebSocket> = []
      for (let i = 0; i < 10; i++) sockets.push(await open())
      await server.world.socket.connected(10)
      const one = await open()
      const [message] = await once(one, "message")
      assert.deepInclude(JSON.parse(String(message)), { type: "disconnect", reason: "too_many_websockets" })
      const again = new WebSocket(one.url)
      const [refused] = await once(again, "error")
      assert.match(String(refused), /401/u)
      server.world.socket.refuseConnections("internal_error")
      assert.strictEqual(await refusalOf(app.apps.connections.open({})), "internal_error")
      server.world.socket.refuseConnections(null)
      assert.strictEqual((await app.apps.connections.open({})).ok, true)
    }))

  it("greets with a hello, and pings", () =>
    withSlack({ pingMillis: 5 }, async ({ server }) => {
      const socket = new WebSocket((await clientOf(server, server.workspace.appToken).apps.connections.open({})).url ?? "")
      const pinged = once(socket, "ping")
      const [hello] = await once(socket, "message")
      assert.deepInclude(JSON.parse(String(hello)), { type: "hello", num_connections: 1, connection_info: { app_id: "A0PARLEY" } })
      await pinged
    }))
})
