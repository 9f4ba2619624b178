import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import { createHash } from "node:crypto"
import { createServer } from "node:http"
import type { Duplex } from "node:stream"
import * as BoltLogger from "../src/internal/BoltLogger.ts"
import * as Deliveries from "../src/internal/Deliveries.ts"
import * as SocketConnection from "../src/internal/SocketConnection.ts"
import { type SocketState, supervise, usualTimes } from "../src/internal/SocketReceiver.ts"
import type { SlackHealth } from "../src/SlackDesk.ts"
import { ana, byHttp, bySocket, channel, type Given, times, withDesk, type World } from "./world.ts"

/** Comes once this holds of the health. */
const until = async ({ health }: World, holds: (health: SlackHealth) => boolean): Promise<SlackHealth> => {
  for (;;) {
    const now = await health()
    if (holds(now)) return now
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const works = async ({ decisions, server }: World): Promise<void> => {
  const before = decisions.length
  assert.strictEqual((await server.world.slash(ana, channel, "/claim", "Maya")).outcome._tag, "acked")
  assert.lengthOf(decisions, before + 1)
}

describe("Socket Mode", () => {
  it("tells when it was connected, and how often again", () =>
    withDesk({}, async (world) => {
      const first = await until(world, ({ connected }) => connected === true)
      assert.deepInclude(first, { transport: "socket", reconnects: 0, problem: null, terminal: false })
      world.server.world.socket.kill()
      const second = await until(world, ({ reconnects }) => reconnects === 1)
      assert.isAtLeast(second.lastHello ?? 0, first.lastHello ?? Infinity)
      await works(world)
    }))

  for (const reason of ["refresh_requested", "warning", "link_disabled"] as const) {
    it(`comes back after Slack ends its connection: ${reason}`, () =>
      withDesk({}, async (world) => {
        await until(world, ({ connected }) => connected === true)
        world.server.world.socket.disconnect(reason)
        await until(world, ({ connected, reconnects }) => connected === true && reconnects === 1)
        await world.server.world.socket.disconnected(1)
        await works(world)
        assert.strictEqual(world.server.world.socket.connections(), 1)
      }))
  }

  it("comes back from 25 cuts in a row, with nothing left of any", () =>
    withDesk({}, async (world) => {
      for (let i = 1; i <= 25; i++) {
        await until(world, ({ connected, reconnects }) => connected === true && reconnects === i - 1)
        world.server.world.socket.kill()
        await until(world, ({ reconnects }) => reconnects === i)
      }
      await works(world)
      assert.strictEqual(world.server.world.socket.connections(), 1)
      assert.lengthOf(world.server.calls("apps.connections.open"), 26)
    }))

  it("comes back from a connection that is open and dead", () =>
    withDesk({ transport: ({ workspace }) => ({ _tag: "Socket", appToken: Redacted.make(workspace.appToken), times: { ...times, ping: 300 } }) }, async (world) => {
      await until(world, ({ connected }) => connected === true)
      world.server.world.socket.freeze()
      await until(world, ({ reconnects }) => reconnects > 0)
      await works(world)
    }))

  it("comes back after Slack was away, and says meanwhile that it is", () => Promise.all((["503", "reset"] as const).map((how) =>
    withDesk({}, async (world) => {
      await until(world, ({ connected }) => connected === true)
      world.server.world.outage(true, how)
      const away = await until(world, ({ problem }) => problem?.startsWith("Slack cannot be reached") === true)
      assert.deepInclude(away, { connected: false, terminal: false })
      world.server.world.outage(false)
      assert.deepInclude(await until(world, ({ connected }) => connected === true), { problem: null })
      await works(world)
    }))))

  it("starts while Slack is away, and connects once it is there", () => {
    let isAway = true
    return withDesk({ slack: { faults: (call) => isAway && call === "apps.connections.open" ? { status: 503, retryAfterSeconds: null } : null }, transport: bySocket }, async (world) => {
      await until(world, ({ problem }) => problem?.startsWith("Slack cannot be reached") === true)
      isAway = false
      await until(world, ({ connected }) => connected === true)
      await works(world)
    })
  })

  it("waits as long as Slack asks", () => {
    let asked = 0
    return withDesk({ slack: { faults: (call) => call === "apps.connections.open" && asked++ === 0 ? { status: 429, retryAfterSeconds: 1 } : null } }, async (world) => {
      const { lastHello } = await until(world, ({ connected }) => connected === true)
      const [first] = world.server.calls("apps.connections.open")
      assert.isAtLeast((lastHello ?? 0) - (first?.at ?? 0), 990)
    })
  })

  it("gives up where Slack never takes its token, and says which variable and how to mend it", async () => {
    const wrong: ReadonlyArray<readonly [string, Given]> = [
      ["invalid_auth", { transport: () => ({ _tag: "Socket", appToken: Redacted.make("xapp-1-WRONG-secret"), times }) }],
      ["not_allowed_token_type", { transport: ({ workspace }) => ({ _tag: "Socket", appToken: Redacted.make(workspace.botToken), times }) }],
      ...["not_authed", "account_inactive", "user_removed_from_team", "team_disabled", "token_revoked", "token_expired"].map((error) => [error, {
        transport: bySocket, slack: { faults: (call: string) => call === "apps.connections.open" ? { error } : null }
      }] satisfies readonly [string, Given])
    ]
    for (const [error, given] of wrong) {
      await withDesk(given, async (world) => {
        const { connected, problem } = await until(world, ({ terminal }) => terminal)
        assert.isFalse(connected)
        assert.match(problem ?? "", new RegExp(`SLACK_APP_TOKEN \\(${error}\\): .*start Parley again`, "u"))
        assert.lengthOf(world.server.calls("apps.connections.open"), 1)
        assert.isTrue(world.logs.some((line) => line.startsWith("ERROR") && line.includes(error)))
        assert.notInclude(world.logs.join("\n"), "WRONG-secret")
      })
    }
  })

  it("an empty token is said to be one", () =>
    withDesk({ transport: () => ({ _tag: "Socket", appToken: Redacted.make(""), times }) }, async (world) => {
      assert.match((await until(world, ({ terminal }) => terminal)).problem ?? "", /SLACK_APP_TOKEN is empty/u)
    }))

  it("goes on trying where Slack's refusal may pass", () =>
    withDesk({}, async (world) => {
      world.server.world.socket.refuseConnections("internal_error")
      world.server.world.socket.kill()
      assert.deepInclude(await until(world, ({ problem }) => problem?.includes("internal_error") === true), { terminal: false })
      world.server.world.socket.refuseConnections(null)
      await until(world, ({ connected }) => connected === true)
      await works(world)
    }))

  for (const how of ["unheard", "killed"] as const) {
    it(`a decision whose acknowledgement was lost is the same command when it comes again: ${how} (HUMAN-03)`, () =>
      withDesk({}, async ({ decisions, notice, server }) => {
        const message = await notice(["approve"])
        server.world.socket.loseAcks(how === "killed" ? 1 : 2, how)
        const { outcome } = await server.world.click(ana, message, "parley_approve")
        assert.deepInclude(outcome, { _tag: "acked", attempts: how === "killed" ? 2 : 3 })
        assert.strictEqual(new Set(decisions.map(({ command }) => command)).size, 1)
        assert.lengthOf(decisions, how === "killed" ? 2 : 3)
      }))
  }

  it("a decision that was made while its connection died is told as made", () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let asking = (): void => undefined
    const asked = new Promise<void>((resolve) => {
      asking = resolve
    })
    const decide = () => Effect.sync(asking).pipe(Effect.zipRight(Effect.promise(() => held)), Effect.as("Done."))
    return withDesk({ slack: { ackTimeoutMillis: 500 }, desk: { decide } }, async (world) => {
      await until(world, ({ connected }) => connected === true)
      const clicked = world.server.world.click(ana, await world.notice(["approve"]), "parley_approve")
      await asked
      world.server.world.socket.kill()
      await until(world, ({ connected, reconnects }) => connected === true && reconnects === 1)
      release()
      assert.deepStrictEqual((await world.whispered(ana, 1)).map(({ text }) => text), ["Done."])
      assert.notStrictEqual((await clicked).outcome._tag, "acked")
      assert.isTrue(world.logs.some((line) => line.includes("an acknowledgement did not reach Slack")))
      await works(world)
    })
  })

  it("what was being handled when Slack asked for another connection is still acknowledged", () =>
    withDesk({}, async (world) => {
      await until(world, ({ connected }) => connected === true)
      const { server } = world
      const clicked = server.world.click(ana, await world.notice(["counter"]), "parley_counter")
      server.world.socket.disconnect("refresh_requested")
      assert.strictEqual((await clicked).outcome._tag, "acked")
      await until(world, ({ connected, reconnects }) => connected === true && reconnects === 1)
    }))

  it("a stop closes the socket", () =>
    withDesk({}, async (world) => {
      await until(world, ({ connected }) => connected === true)
      await world.stop()
      await world.server.world.socket.disconnected()
    }))

  it("a connection that is ended while its address is asked for does not open later", () =>
    withDesk({ transport: byHttp }, async ({ server }) => {
      const given = { appToken: server.workspace.appToken, clientOptions: { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } }, hear: () => undefined, logger: BoltLogger.make(() => undefined), ping: 5000 }
      const one = SocketConnection.open(given)
      await one.end()
      const other = SocketConnection.open(given)
      await other.hello
      await server.world.socket.disconnected(1)
      assert.lengthOf(server.calls("apps.connections.open"), 2)
      await other.end()
      assert.isNull(await one.over)
    }))

  it("frames that nobody can read do no harm, and a connection without a hello is given up for another", () =>
    withStrangeSlack(["null", "{\"type\":\"events_api\"}", "{\"type\":\"events_api\",\"payload\":{\"event\":null}}", "[1", "{\"type\":\"interactive\",\"payload\":7}"], async (apiUrl, connected) => {
      const state: SocketState = { connected: false, lastHello: null, reconnects: 0, problem: null, terminal: false }
      const said: Array<string> = []
      const logger = BoltLogger.make((_, text) => void said.push(text))
      const supervised = Effect.runFork(Effect.scoped(supervise({
        appToken: Redacted.make("xapp-1"), clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 } }, deliveries: Deliveries.make(), logger, state,
        times: { ...usualTimes, ...times, hello: 50 }
      })).pipe(Logger.withMinimumLogLevel(LogLevel.None)))
      await connected(3)
      assert.deepStrictEqual(state, { connected: false, lastHello: null, reconnects: 0, problem: "Slack did not say hello in time", terminal: false })
      assert.include(said.join("\n"), "cannot read")
      await Effect.runPromise(Fiber.interrupt(supervised))
    }))
})

/** Grants connections, and says on each these frames and never a hello. */
const withStrangeSlack = async (frames: ReadonlyArray<string>, run: (apiUrl: string, connected: (count: number) => Promise<void>) => Promise<void>): Promise<void> => {
  let count = 0
  let changed = (): void => undefined
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port()}/` }))
  })
  const port = (): number => {
    const address = server.address()
    return typeof address === "object" ? address?.port ?? 0 : 0
  }
  const sockets = new Set<Duplex>()
  server.on("upgrade", ({ headers }, socket) => {
    sockets.add(socket)
    socket.on("error", () => socket.destroy())
    const accept = createHash("sha1").update(`${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64")
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`)
    for (const frame of frames) socket.write(Buffer.concat([Buffer.from([0x81, Buffer.byteLength(frame)]), Buffer.from(frame)]))
    count += 1
    changed()
  })
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))
  try {
    await run(`http://127.0.0.1:${port()}/api/`, (wanted) => new Promise((resolve) => {
      changed = () => count >= wanted ? resolve() : undefined
      changed()
    }))
  } finally {
    sockets.forEach((socket) => socket.destroy())
    server.closeAllConnections()
    server.close()
  }
}
