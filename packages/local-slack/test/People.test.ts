import { assert, describe, it } from "@effect/vitest"
import { App, HTTPReceiver, SocketModeReceiver } from "@slack/bolt"
import type { WebClient } from "@slack/web-api"
import { Server } from "node:http"
import type { Options, SlackServer } from "../src/SlackServer.ts"
import { at, channel, logger, refusalOf, withSlack } from "./world.ts"

interface World {
  readonly server: SlackServer
  readonly api: WebClient
  readonly app: App
}

/** Bolt's own app, by one way or the other; `prepare` comes before it starts. */
const withApp = (transport: "socket" | "http", options: Options, prepare: (app: App) => void, run: (world: World) => Promise<void>) =>
  withSlack(options, async ({ api, server }) => {
    const { appToken, botToken: token, signingSecret } = server.workspace
    const clientOptions = { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } }
    const receiver = transport === "http"
      ? new HTTPReceiver({ signingSecret, port: 0, logger: logger(), unhandledRequestTimeoutMillis: 30 })
      : new SocketModeReceiver({ appToken, logger: logger(), clientPingTimeout: 60, installerOptions: { clientOptions } })
    const app = new App({ token, clientOptions, receiver, logger: logger() })
    prepare(app)
    const started: unknown = await app.start()
    if (transport === "http") server.world.useHttp(`http://127.0.0.1:${portOf(started)}/slack/events`)
    try {
      await run({ server, api, app })
    } finally {
      await app.stop()
    }
  })

const portOf = (started: unknown): number => {
  const address = started instanceof Server ? started.address() : null
  return typeof address === "object" && address !== null ? address.port : 0
}

const alert = [
  { type: "section" as const, block_id: "what", text: { type: "mrkdwn" as const, text: "A creator asks for *2,400*" } },
  {
    type: "actions" as const, block_id: "decide", elements: [
      { type: "button" as const, action_id: "approve", text: { type: "plain_text" as const, text: "Approve" }, value: "n-1", style: "primary" as const },
      { type: "button" as const, action_id: "counter", text: { type: "plain_text" as const, text: "Counter" }, value: "n-1" }
    ]
  }
]

const form = {
  type: "modal" as const, callback_id: "counter", private_metadata: "n-1", title: { type: "plain_text" as const, text: "Counter" },
  submit: { type: "plain_text" as const, text: "Send" }, notify_on_close: true,
  blocks: [{
    type: "input" as const, block_id: "amount", label: { type: "plain_text" as const, text: "Amount" },
    element: { type: "number_input" as const, action_id: "value", is_decimal_allowed: false, min_value: "1", max_value: "5000" }
  }]
}

const posted = async ({ api, server }: World) => {
  const { ts = "" } = await api.chat.postMessage({ channel, text: "An offer", blocks: alert, metadata: { event_type: "alert", event_payload: { id: "1" } } })
  const message = server.world.message(channel, ts)
  if (message === null) throw new Error("nothing was posted")
  return message
}

for (const transport of ["socket", "http"] as const) {
  describe(`by ${transport}`, () => {
    it("a click tells what was pressed, where and by whom", () => {
      const heard: Array<unknown> = []
      return withApp(transport, {}, (app) => app.action("approve", async ({ ack, body }) => {
        heard.push(body)
        await ack()
      }), async (world) => {
        const message = await posted(world)
        const { outcome } = await world.server.world.click("U0ANA", message, "approve")
        assert.deepStrictEqual(outcome, { _tag: "acked", payload: {}, attempts: 1 })
        const [body] = heard
        assert.deepInclude(at(body, "actions", 0), { type: "button", action_id: "approve", block_id: "decide", value: "n-1" })
        assert.isString(at(body, "actions", 0, "action_ts"))
        assert.deepStrictEqual([at(body, "user", "id"), at(body, "channel", "id"), at(body, "container", "message_ts"), at(body, "team", "id"), at(body, "api_app_id")], ["U0ANA", channel, message.ts, "T0LOCAL", "A0PARLEY"])
        assert.deepStrictEqual([at(body, "message", "metadata", "event_payload", "id"), at(body, "message", "text")], ["1", "An offer"])
      })
    })

    it("a click that nobody answers, or nobody knows, fails before the person's eyes", () =>
      withApp(transport, { ackTimeoutMillis: transport === "http" ? 1000 : 40 }, () => undefined, async (world) => {
        const { outcome } = await world.server.world.click("U0ANA", await posted(world), "approve")
        if (transport === "http") assert.deepInclude(outcome, { _tag: "refused", status: 404 })
        else assert.deepInclude(outcome, { _tag: "unanswered", shown: "operation_timeout" })
      }))

    it("a modal opens by a trigger, refuses what it is told to, and is gone when it is taken", () =>
      withApp(transport, {}, (app) => {
        app.action("counter", async ({ ack, body, client }) => {
          await ack()
          if ("trigger_id" in body) await client.views.open({ trigger_id: body.trigger_id, view: form })
        })
        app.view("counter", async ({ ack, view }) => {
          const value = view.state.values["amount"]?.["value"]?.value
          if (value === "13") return ack({ response_action: "errors", errors: { amount: "Not thirteen" } })
          if (value === "14") return ack({ response_action: "update", view: { ...form, private_metadata: "n-2" } })
          await ack()
        })
        app.view({ callback_id: "counter", type: "view_closed" }, async ({ ack }) => ack())
      }, async (world) => {
        const people = world.server.world
        const opened = new Promise<void>((resolve) => people.onView(() => resolve()))
        await people.click("U0ANA", await posted(world), "counter")
        await opened
        const [view] = people.openViews("U0ANA")
        if (view === undefined) throw new Error("nothing opened")
        assert.deepInclude(view.view, { callback_id: "counter", private_metadata: "n-1", root_view_id: view.id })
        assert.deepStrictEqual((await people.submit("U0ANA", view, { amount: "many" })).reaction, { _tag: "incomplete", errors: { amount: "Must be a valid number" } })
        assert.deepStrictEqual((await people.submit("U0ANA", view, { amount: "5001" })).reaction, { _tag: "incomplete", errors: { amount: "Must be at most 5000" } })
        assert.deepStrictEqual((await people.submit("U0ANA", view, {})).reaction._tag, "incomplete")
        assert.deepStrictEqual((await people.submit("U0ANA", view, { amount: "13" })).reaction, { _tag: "errors", errors: { amount: "Not thirteen" } })
        const updated = await people.submit("U0ANA", view, { amount: "14" })
        assert.strictEqual(updated.reaction._tag === "updated" ? updated.reaction.view.view["private_metadata"] : "", "n-2")
        const submitted = await people.submit("U0ANA", view, { value: "2400" })
        assert.deepStrictEqual([submitted.reaction, people.openViews("U0ANA")], [{ _tag: "accepted" }, []])
        assert.deepStrictEqual(at(submitted.delivery?.envelope.payload, "view", "state", "values"), { amount: { value: { type: "number_input", value: "2400" } } })
        assert.strictEqual((await people.close("U0ANA", view))?.outcome._tag, "acked")
      }))

    it("a command is answered in the channel or to the person alone", () =>
      withApp(transport, {}, (app) => app.command("/claim", async ({ ack, command }) => ack({ response_type: command.text === "" ? "ephemeral" : "in_channel", text: `claimed ${command.text}` })),
        async ({ server }) => {
          await server.world.slash("U0BEN", channel, "/claim", "")
          await server.world.slash("U0BEN", channel, "/claim", "Jane & Söhne")
          assert.deepStrictEqual([server.world.ephemerals("U0BEN").length, server.world.messages(channel).map(({ text }) => text)], [1, ["claimed Jane & Söhne"]])
        }))
  })
}

describe("triggers", () => {
  it("open one modal each, within three seconds", async () => {
    let now = 1_790_000_000_000
    await withSlack({ now: () => now }, async ({ api, server }) => {
      const trigger_id = server.world.trigger("U0ANA")
      const { view } = await api.views.open({ trigger_id, view: form })
      assert.strictEqual(await refusalOf(api.views.open({ trigger_id, view: form })), "exchanged_trigger_id")
      assert.strictEqual(await refusalOf(api.views.open({ trigger_id: "1.2.x", view: form })), "invalid_trigger_id")
      const old = server.world.trigger("U0ANA")
      now += 3001
      assert.strictEqual(await refusalOf(api.views.open({ trigger_id: old, view: form })), "expired_trigger_id")
      const view_id = view?.id ?? ""
      await api.views.update({ view_id, hash: view?.hash ?? "", view: { ...form, private_metadata: "n-3" } })
      assert.strictEqual(server.world.openViews("U0ANA")[0]?.view["private_metadata"], "n-3")
      assert.strictEqual(await refusalOf(api.views.update({ view_id, hash: view?.hash ?? "", view: form })), "hash_conflict")
      assert.strictEqual(await refusalOf(api.views.update({ view_id: "V0", view: form })), "not_found")
      const { submit: _, ...unsubmittable } = form
      assert.strictEqual(await refusalOf(api.views.open({ trigger_id: server.world.trigger("U0ANA"), view: unsubmittable })), "invalid_arguments")
    })
  })
})

describe("response_url", () => {
  it("replaces, adds or takes away, five times in half an hour", async () => {
    let now = 1_790_000_000_000
    const heard: Array<string> = []
    await withApp("socket", { now: () => now }, (app) => app.action("approve", async ({ ack, body }) => {
      heard.push("response_url" in body ? body.response_url : "")
      await ack()
    }), async (world) => {
      const { server } = world
      const message = await posted(world)
      await server.world.click("U0ANA", message, "approve")
      const answer = async (body: object, url = heard[0] ?? "") => {
        const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
        return [response.status, at(await response.json(), "error")]
      }
      await answer({ text: "Approved", blocks: [] })
      assert.deepInclude(server.world.message(channel, message.ts), { text: "Approved", blocks: [] })
      await answer({ text: "Only you", replace_original: false })
      await answer({ text: "All of you", response_type: "in_channel", replace_original: false })
      assert.deepStrictEqual([server.world.ephemerals("U0ANA").map(({ text }) => text), server.world.messages(channel).map(({ text }) => text)], [["Only you"], ["Approved", "All of you"]])
      assert.deepStrictEqual(await answer({ text: "", replace_original: true }), [500, "no_text"])
      await answer({ delete_original: true })
      assert.isNull(server.world.message(channel, message.ts))
      assert.deepStrictEqual(await answer({ text: "sixth" }), [404, "used_url"])
      await server.world.click("U0ANA", message, "approve")
      now += 30 * 60_000 + 1
      assert.deepStrictEqual(await answer({ text: "late" }, heard[1]), [404, "expired_url"])
    })
  })
})

describe("signed requests", () => {
  it("that are not answered in time show as such", () =>
    withApp("http", { ackTimeoutMillis: 10 }, () => undefined, async ({ server }) => {
      assert.deepStrictEqual((await server.world.slash("U0ANA", channel, "/claim", "")).outcome, { _tag: "unanswered", attempts: 1, shown: "operation_timeout" })
    }))

  it("are taken by Bolt, and forged ones are not", () => {
    let taken = 0
    return withApp("http", {}, (app) => app.command("/claim", async ({ ack }) => {
      taken += 1
      await ack()
    }), async ({ server }) => {
      const { envelope, outcome } = await server.world.slash("U0ANA", channel, "/claim", "Jane")
      assert.deepStrictEqual([outcome._tag, taken], ["acked", 1])
      assert.strictEqual((await server.world.http.replay())._tag, "acked")
      assert.strictEqual(taken, 2)
      const { http } = server.world
      const seconds = Math.floor(Date.now() / 1000)
      const forgeries = [
        { secret: "another" }, { timestampSeconds: seconds - 301 }, { signature: null }, { signature: "v0=00" }, { tamper: (body: string) => body.replace("Jane", "Joan") }
      ]
      for (const forgery of forgeries) assert.deepInclude(await http.forge(envelope, forgery), { _tag: "refused", status: 401 })
      assert.strictEqual(taken, 2)
      assert.strictEqual((await http.forge(envelope, {}))._tag, "acked")
      server.world.useHttp("http://127.0.0.1:9/")
      assert.deepInclude((await server.world.slash("U0ANA", channel, "/claim", "")).outcome, { _tag: "refused", status: null })
    })
  })
})

describe("fields in a message", () => {
  const option = (value: string) => ({ text: { type: "plain_text" as const, text: `To ${value}` }, value })
  const blocks = [
    { type: "input" as const, block_id: "note", label: { type: "plain_text" as const, text: "Note" }, element: { type: "plain_text_input" as const, action_id: "text", initial_value: "none" } },
    { type: "section" as const, block_id: "who", text: { type: "plain_text" as const, text: "Whom?" }, accessory: { type: "static_select" as const, action_id: "assign", options: [option("ana"), option("ben")] } }
  ]

  it("tell what is chosen and what stands in the others", () =>
    withApp("socket", {}, (app) => app.action("assign", async ({ ack }) => ack()), async ({ api, server }) => {
      const { ts = "" } = await api.chat.postMessage({ channel, text: "Whom?", blocks })
      const message = server.world.message(channel, ts)
      if (message === null) throw new Error("nothing was posted")
      const { payload } = (await server.world.click("U0ANA", message, "assign", "ben")).envelope
      assert.deepInclude(at(payload, "actions", 0), { type: "static_select", action_id: "assign", block_id: "who", selected_option: option("ben") })
      assert.deepStrictEqual(at(payload, "state", "values"), {
        note: { text: { type: "plain_text_input", value: "none" } }, who: { assign: { type: "static_select", selected_option: option("ben") } }
      })
      let refusal = ""
      try {
        await server.world.click("U0ANA", message, "approve")
      } catch (error) {
        refusal = String(error)
      }
      assert.include(refusal, "the message has no approve")
    }))
})

describe("what one person alone sees", () => {
  it("can be clicked, and the app is not told what stood there", () => {
    const heard: Array<unknown> = []
    return withApp("socket", {}, (app) => app.action("approve", async ({ ack, body, respond }) => {
      heard.push(body)
      await ack()
      await respond({ text: "Done", replace_original: true })
    }), async ({ api, server }) => {
      await api.chat.postEphemeral({ channel, user: "U0ANA", text: "Choose", blocks: alert })
      const [message] = server.world.ephemerals("U0ANA")
      if (message === undefined) throw new Error("nothing was shown")
      const changed = new Promise<void>((resolve) => server.world.onMessage(() => resolve()))
      await server.world.click("U0ANA", message, ({ text }) => text === "Approve")
      await changed
      assert.deepStrictEqual([at(heard[0], "container", "is_ephemeral"), at(heard[0], "message")], [true, undefined])
      assert.strictEqual(server.world.ephemerals("U0ANA")[0]?.text, "Done")
    })
  })
})
