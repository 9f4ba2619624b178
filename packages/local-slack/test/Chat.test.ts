import { assert, describe, it } from "@effect/vitest"
import { at, channel, clientOf, field, refusalOf, withSlack } from "./world.ts"

const section = (text: string) => ({ type: "section" as const, text: { type: "mrkdwn" as const, text } })
const metadata = { event_type: "parley_alert", event_payload: { id: "a-1" } }

describe("tokens", () => {
  it("are asked for, and each method takes its own kind", () =>
    withSlack({}, async ({ api, server }) => {
      assert.deepInclude(await api.auth.test(), { ok: true, user_id: "U0PARLEY", bot_id: "B0PARLEY", team_id: "T0LOCAL" })
      assert.strictEqual((await api.api.test()).ok, true)
      assert.strictEqual(await refusalOf(new Promise((resolve) => resolve(clientOf(server, "").auth.test()))), "not_authed")
      assert.strictEqual(await refusalOf(clientOf(server, "xoxb-other").auth.test()), "invalid_auth")
      assert.strictEqual(await refusalOf(clientOf(server, server.workspace.appToken).auth.test()), "not_allowed_token_type")
      assert.strictEqual(await refusalOf(api.apps.connections.open({})), "not_allowed_token_type")
      assert.match((await clientOf(server, server.workspace.appToken).apps.connections.open({})).url ?? "", /^ws:\/\/127\.0\.0\.1:/u)
      assert.strictEqual(await refusalOf(api.stars.list({})), "unknown_method")
      assert.notProperty(server.calls("auth.test")[0]?.args, "token")
    }))

  it("are taken from the arguments and from a JSON request too", () =>
    withSlack({}, async ({ server }) => {
      const { botToken } = server.workspace
      const ask = async (method: string, body: string, headers: Record<string, string>): Promise<unknown> =>
        (await fetch(`${server.apiUrl}${method}`, { method: "POST", body, headers })).json()
      assert.strictEqual(field(await ask("auth.test", `token=${botToken}`, { "content-type": "application/x-www-form-urlencoded" }), "ok"), true)
      const posted = await ask("chat.postMessage", JSON.stringify({ channel, text: "from JSON", blocks: [section("x")] }), {
        "content-type": "application/json; charset=utf-8", authorization: `Bearer ${botToken}`
      })
      assert.strictEqual(at(posted, "message", "text"), "from JSON")
      assert.strictEqual(field(await ask("auth.test", "{", { "content-type": "application/json" }), "error"), "invalid_json")
    }))
})

describe("chat.postMessage", () => {
  it("posts under names that always rise", () =>
    withSlack({ now: () => 1_790_000_000_123 }, async ({ api, server }) => {
      const posted = await Promise.all(["a", "b", "c"].map((text) => api.chat.postMessage({ channel, text })))
      const names = posted.map(({ ts }) => ts ?? "")
      assert.deepStrictEqual(names.toSorted(), ["1790000000.123000", "1790000000.123001", "1790000000.123002"])
      assert.deepStrictEqual(server.world.messages(channel).map(({ ts }) => ts), names.toSorted())
    }))

  it("keeps text, blocks and metadata, and names the blocks and elements that have no name", () =>
    withSlack({}, async ({ api, server }) => {
      const actions = { type: "actions" as const, elements: [{ type: "button" as const, text: { type: "plain_text" as const, text: "Yes" }, value: "1" }] }
      const { message, ts } = await api.chat.postMessage({ channel: "#partnerships", text: "Hello", blocks: [section("*Hi*"), actions], metadata, unfurl_links: false })
      const stored = server.world.message(channel, ts ?? "")
      assert.deepInclude(stored, { text: "Hello", metadata, botId: "B0PARLEY", threadTs: null, unfurlLinks: false })
      assert.isString(at(stored, "blocks", 0, "block_id"))
      assert.isString(at(stored, "blocks", 1, "elements", 0, "action_id"))
      assert.deepStrictEqual(at(message, "blocks"), stored?.blocks)
      assert.deepInclude(message, { bot_id: "B0PARLEY", app_id: "A0PARLEY", user: "U0PARLEY" })
    }))

  it("is refused where the bot cannot write, and where nothing or too much is said", () =>
    withSlack({}, async ({ api }) => {
      const post = (args: Record<string, unknown>) => refusalOf(api.apiCall("chat.postMessage", { channel, text: "Hi", ...args }))
      assert.strictEqual(await post({ channel: "C0NOWHERE" }), "channel_not_found")
      assert.strictEqual(await post({ channel: "C0RANDOM" }), "not_in_channel")
      assert.strictEqual(await post({ channel: "G0SECRET" }), "channel_not_found")
      assert.strictEqual(await post({ channel: "C0OLD" }), "is_archived")
      assert.strictEqual(await post({ text: " " }), "no_text")
      assert.strictEqual(await post({ text: "x".repeat(40_001) }), "msg_too_long")
      assert.strictEqual(await post({ thread_ts: "1.000001" }), "thread_not_found")
      assert.strictEqual(await post({ blocks: "{}" }), "invalid_blocks_format")
      assert.strictEqual(await post({ metadata: "[]" }), "invalid_metadata_format")
      assert.strictEqual(await post({ metadata: { event_type: "x" } }), "invalid_metadata_format")
      assert.strictEqual(await post({ metadata: { ...metadata, event_payload: { filler: "x".repeat(16_384) } } }), "metadata_too_large")
    }))

  it("says which block it refuses and why", () =>
    withSlack({}, async ({ api }) => {
      const error: unknown = await api.chat.postMessage({ channel, text: "x", blocks: [section("y"), section("z".repeat(3001))] }).catch((thrown: unknown) => thrown)
      assert.strictEqual(at(error, "data", "error"), "invalid_blocks")
      assert.deepStrictEqual(at(error, "data", "response_metadata", "messages"), ["[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"])
    }))
})

describe("chat.update", () => {
  it("replaces what it is given and leaves the rest", () =>
    withSlack({}, async ({ api, server }) => {
      const { ts = "" } = await api.chat.postMessage({ channel, text: "one", blocks: [section("one")], metadata })
      await api.chat.update({ channel, ts, text: "two", metadata: { ...metadata, event_payload: { id: "a-2" } } })
      const second = server.world.message(channel, ts)
      assert.deepStrictEqual([second?.text, at(second?.blocks, 0, "text", "text"), at(second, "metadata", "event_payload", "id")], ["two", "one", "a-2"])
      assert.isNotNull(second?.editedTs)
      await api.chat.update({ channel, ts, text: "three", blocks: [section("three")] })
      assert.strictEqual(at(server.world.message(channel, ts)?.blocks, 0, "text", "text"), "three")
      await api.chat.update({ channel, ts, text: "four", blocks: [] })
      assert.deepStrictEqual(server.world.message(channel, ts)?.blocks, [])
      assert.strictEqual(server.world.messages(channel).length, 1)
    }))

  it("and chat.delete take the bot's own messages alone", () =>
    withSlack({}, async ({ api, server }) => {
      const { ts } = server.world.write("U0ANA", channel, "mine")
      assert.strictEqual(await refusalOf(api.chat.update({ channel, ts, text: "x" })), "cant_update_message")
      assert.strictEqual(await refusalOf(api.chat.delete({ channel, ts })), "cant_delete_message")
      assert.strictEqual(await refusalOf(api.chat.update({ channel, ts: "1.000001", text: "x" })), "message_not_found")
      const own = await api.chat.postMessage({ channel, text: "own" })
      await api.chat.delete({ channel, ts: own.ts ?? "" })
      assert.strictEqual(await refusalOf(api.chat.update({ channel, ts: own.ts ?? "", text: "x" })), "message_not_found")
    }))
})

describe("chat.postEphemeral", () => {
  it("shows to one person alone", () =>
    withSlack({}, async ({ api, server }) => {
      await api.chat.postEphemeral({ channel, user: "U0ANA", text: "Only you" })
      assert.deepStrictEqual([server.world.ephemerals("U0ANA").length, server.world.ephemerals("U0BEN").length, server.world.messages(channel).length], [1, 0, 0])
      assert.strictEqual(await refusalOf(api.chat.postEphemeral({ channel, user: "U0NOBODY", text: "x" })), "user_not_in_channel")
      assert.strictEqual(await refusalOf(api.chat.postMessage({ channel, text: "x", thread_ts: server.world.ephemerals("U0ANA")[0]?.ts ?? "" })), "thread_not_found")
    }))
})

describe("chat.getPermalink", () => {
  it("leads to the message, in its thread", () =>
    withSlack({ now: () => 1_790_000_000_000 }, async ({ api }) => {
      const { ts = "" } = await api.chat.postMessage({ channel, text: "root" })
      const reply = await api.chat.postMessage({ channel, text: "reply", thread_ts: ts })
      assert.strictEqual((await api.chat.getPermalink({ channel, message_ts: ts })).permalink, `https://local.slack.com/archives/${channel}/p1790000000000000`)
      assert.match((await api.chat.getPermalink({ channel, message_ts: reply.ts ?? "" })).permalink ?? "", /p1790000000000001\?thread_ts=1790000000\.000000&cid=C0PARTNERS$/u)
      assert.strictEqual(await refusalOf(api.chat.getPermalink({ channel, message_ts: "1.000001" })), "message_not_found")
    }))
})
