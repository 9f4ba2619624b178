import { assert, describe, it } from "@effect/vitest"
import type { WebClient } from "@slack/web-api"
import { channel, refusalOf, withSlack } from "./world.ts"

const metadata = { event_type: "parley_alert", event_payload: { id: "a-1" } }

const posted = async (api: WebClient, texts: ReadonlyArray<string>, thread_ts?: string): Promise<ReadonlyArray<string>> => {
  const names: Array<string> = []
  for (const text of texts) names.push((await api.chat.postMessage({ channel, text, metadata, ...(thread_ts === undefined ? {} : { thread_ts }) })).ts ?? "")
  return names
}

describe("conversations.history", () => {
  it("shows the newest first, page by page, and what comes meanwhile moves nothing", () =>
    withSlack({ pageLimits: { history: 2 } }, async ({ api }) => {
      await posted(api, ["1", "2", "3", "4", "5"])
      const first = await api.conversations.history({ channel, limit: 100 })
      assert.deepStrictEqual([first.messages?.map(({ text }) => text), first.has_more], [["5", "4"], true])
      await posted(api, ["6"])
      const second = await api.conversations.history({ channel, limit: 100, cursor: first.response_metadata?.next_cursor ?? "" })
      const third = await api.conversations.history({ channel, cursor: second.response_metadata?.next_cursor ?? "" })
      assert.deepStrictEqual([second.messages?.map(({ text }) => text), third.messages?.map(({ text }) => text), third.has_more], [["3", "2"], ["1"], false])
      assert.strictEqual(third.response_metadata?.next_cursor, "")
    }))

  it("takes bounds, which it leaves out unless asked for", () =>
    withSlack({}, async ({ api }) => {
      const [oldest = "", , latest = ""] = await posted(api, ["1", "2", "3", "4"])
      const texts = async (more: object) => (await api.conversations.history({ channel, ...more })).messages?.map(({ text }) => text)
      assert.deepStrictEqual(await texts({ oldest, latest }), ["2"])
      assert.deepStrictEqual(await texts({ oldest, latest, inclusive: true }), ["3", "2", "1"])
      assert.deepStrictEqual(await texts({ oldest: latest }), ["4"])
      assert.strictEqual(await refusalOf(api.conversations.history({ channel, oldest: "soon" })), "invalid_ts_oldest")
      assert.strictEqual(await refusalOf(api.conversations.history({ channel, cursor: "x" })), "invalid_cursor")
    }))

  it("leaves out metadata unless asked for, and replies unless they are broadcast", () =>
    withSlack({}, async ({ api }) => {
      const [root = ""] = await posted(api, ["root"])
      await posted(api, ["reply"], root)
      await api.chat.postMessage({ channel, text: "to all", thread_ts: root, reply_broadcast: true })
      const plain = await api.conversations.history({ channel })
      assert.deepStrictEqual(plain.messages?.map(({ text }) => text), ["to all", "root"])
      assert.deepInclude(plain.messages?.[1], { thread_ts: root, reply_count: 2 })
      assert.isUndefined(plain.messages?.[1]?.metadata)
      const full = await api.conversations.history({ channel, include_all_metadata: true })
      assert.deepStrictEqual(full.messages?.[1]?.metadata, metadata)
    }))

  it("is refused where the bot is not", () =>
    withSlack({}, async ({ api, server }) => {
      assert.strictEqual(await refusalOf(api.conversations.history({ channel: "C0RANDOM" })), "not_in_channel")
      assert.strictEqual(await refusalOf(api.conversations.history({ channel: "G0SECRET" })), "channel_not_found")
      server.world.changeChannel(channel, { botIsMember: false })
      assert.strictEqual(await refusalOf(api.conversations.history({ channel })), "not_in_channel")
    }))
})

describe("conversations.replies", () => {
  it("shows the root and then its replies, oldest first, page by page", () =>
    withSlack({}, async ({ api }) => {
      const [root = "", other = ""] = await posted(api, ["root", "other"])
      const [, second = ""] = await posted(api, ["1", "2", "3"], root)
      const first = await api.conversations.replies({ channel, ts: root, limit: 3, include_all_metadata: true })
      assert.deepStrictEqual([first.messages?.map(({ text }) => text), first.has_more], [["root", "1", "2"], true])
      assert.deepStrictEqual(first.messages?.[1]?.metadata, metadata)
      const rest = await api.conversations.replies({ channel, ts: root, limit: 3, cursor: first.response_metadata?.next_cursor ?? "" })
      assert.deepStrictEqual([rest.messages?.map(({ text }) => text), rest.has_more], [["3"], false])
      assert.deepStrictEqual((await api.conversations.replies({ channel, ts: other })).messages?.length, 1)
      assert.deepStrictEqual((await api.conversations.replies({ channel, ts: root, oldest: second })).messages?.map(({ text }) => text), ["root", "3"])
      assert.strictEqual(await refusalOf(api.conversations.replies({ channel, ts: "1.000001" })), "thread_not_found")
    }))
})

describe("the directory", () => {
  it("lists the channels that the bot may know of", () =>
    withSlack({}, async ({ api, server }) => {
      const names = async (args: object) => (await api.conversations.list(args)).channels?.map(({ name }) => name)
      assert.deepStrictEqual(await names({ types: "public_channel,private_channel" }), ["partnerships", "random", "old-campaigns"])
      assert.deepStrictEqual(await names({ exclude_archived: true }), ["partnerships", "random"])
      server.world.changeChannel("G0SECRET", { botIsMember: true })
      assert.deepStrictEqual(await names({ types: "private_channel" }), ["board"])
      assert.deepInclude((await api.conversations.info({ channel: "C0RANDOM" })).channel, { name: "random", is_member: false, is_private: false })
    }))

  it("knows people and groups", () =>
    withSlack({}, async ({ api, server }) => {
      assert.deepInclude((await api.users.info({ user: "U0ANA" })).user, { name: "ana", real_name: "Ana Ruiz", is_bot: false })
      assert.strictEqual((await api.users.info({ user: "U0PARLEY" })).user?.is_bot, true)
      assert.strictEqual(await refusalOf(api.users.info({ user: "U0NOBODY" })), "user_not_found")
      assert.deepStrictEqual((await api.usergroups.users.list({ usergroup: "S0DECIDE" })).users, ["U0ANA", "U0BEN"])
      server.world.changeGroup("S0DECIDE", ["U0BEN"])
      assert.deepStrictEqual((await api.usergroups.users.list({ usergroup: "S0DECIDE" })).users, ["U0BEN"])
      assert.strictEqual(await refusalOf(api.usergroups.users.list({ usergroup: "S0NONE" })), "no_such_subteam")
    }))
})
