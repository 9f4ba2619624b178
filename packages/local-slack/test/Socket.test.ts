import { SocketModeClient } from "@slack/socket-mode"
import { assert, describe, it } from "@effect/vitest"
import type { Options, SlackServer } from "../src/SlackServer.ts"
import { at, channel, logger, withSlack } from "./world.ts"

interface Heard {
  readonly ack: (response?: object) => Promise<void>
  readonly body: unknown
  readonly envelope_id: string
  readonly retry_num?: number
  readonly type: string
}

const connect = async (server: SlackServer, answer: (heard: Heard) => Promise<void> | void) => {
  const client = new SocketModeClient({
    appToken: server.workspace.appToken, clientOptions: { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 }, logger: logger() }, logger: logger(), clientPingTimeout: 60
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
})
