import { assert, describe, it } from "@effect/vitest"
import { base64, inbound, mail, refusalOf, withGoogle } from "./world.ts"

describe("users.history", () => {
  it("tells every change since an id, drafts and sent mail included, ids growing with gaps", () =>
    withGoogle({}, async ({ api, server }) => {
      const { data: profile } = await api.users.getProfile({ userId: "me" })
      const startHistoryId = profile.historyId ?? ""
      assert.strictEqual(profile.emailAddress, "partnerships@parley.example")
      const id = server.gmail.deliver(inbound("h1"))
      const raw = base64(mail({ To: "maya@creator.example", Subject: "x" }))
      const { data: draft } = await api.users.drafts.create({ userId: "me", requestBody: { message: { raw } } })
      await api.users.drafts.send({ userId: "me", requestBody: { id: draft.id ?? "" } })
      await api.users.messages.modify({ userId: "me", id, requestBody: { removeLabelIds: ["UNREAD"] } })
      const { data } = await api.users.history.list({ userId: "me", startHistoryId })
      assert.deepStrictEqual(data.history?.map((record) => Object.keys(record).at(-1)), ["messagesAdded", "messagesAdded", "messagesDeleted", "messagesAdded", "labelsRemoved"])
      assert.deepStrictEqual(data.history?.[1]?.messagesAdded?.[0]?.message?.labelIds, ["DRAFT"])
      assert.deepStrictEqual(data.history?.[3]?.messagesAdded?.[0]?.message?.labelIds, ["SENT"])
      assert.deepStrictEqual(data.history?.[4]?.labelsRemoved?.[0]?.labelIds, ["UNREAD"])
      const ids = data.history?.map((record) => BigInt(record.id ?? 0)) ?? []
      assert.isTrue(ids.every((one, index) => index === 0 || one > (ids[index - 1] ?? 0n) + 1n))
      assert.strictEqual(data.historyId, ids.at(-1)?.toString())
      const { data: added } = await api.users.history.list({ userId: "me", startHistoryId, historyTypes: ["messageAdded"], labelId: "INBOX" })
      assert.deepStrictEqual(added.history?.flatMap((record) => record.messages ?? []).map((one) => one.id), [id])
      const { data: message } = await api.users.messages.get({ userId: "me", id, format: "minimal" })
      assert.strictEqual(message.historyId, data.historyId)
    }))

  it("comes in pages, and has no list when there is nothing", () =>
    withGoogle({}, async ({ api, server }) => {
      const startHistoryId = server.gmail.historyId()
      const ids = ["a", "b", "c"].map((name) => server.gmail.deliver(inbound(name)))
      const { data: first } = await api.users.history.list({ userId: "me", startHistoryId, maxResults: 2 })
      const { data: second } = await api.users.history.list({ userId: "me", startHistoryId, maxResults: 2, pageToken: first.nextPageToken ?? "" })
      assert.deepStrictEqual([...first.history ?? [], ...second.history ?? []].map((record) => record.messages?.[0]?.id), ids)
      const { data: none } = await api.users.history.list({ userId: "me", startHistoryId: server.gmail.historyId() })
      assert.deepStrictEqual(none, { historyId: server.gmail.historyId() })
      const { data: future } = await api.users.history.list({ userId: "me", startHistoryId: "99999999999" })
      assert.notProperty(future, "history")
    }))

  it("can name a message twice", () =>
    withGoogle({ repeatsHistory: true }, async ({ api, server }) => {
      const startHistoryId = server.gmail.historyId()
      const id = server.gmail.deliver(inbound("a"))
      const { data } = await api.users.history.list({ userId: "me", startHistoryId, historyTypes: ["messageAdded"] })
      assert.deepStrictEqual(data.history?.map((record) => record.messagesAdded?.[0]?.message?.id), [id, id])
    }))

  it("is kept for a while only", () =>
    withGoogle({}, async ({ api, server }) => {
      const before = server.gmail.historyId()
      server.gmail.deliver(inbound("a"))
      const last = server.gmail.historyId()
      server.gmail.expireHistory()
      for (const startHistoryId of [before, last, "1"]) {
        assert.deepInclude(await refusalOf(api.users.history.list({ userId: "me", startHistoryId })), { status: 404, reason: "notFound" })
      }
      const { data: profile } = await api.users.getProfile({ userId: "me" })
      const id = server.gmail.deliver(inbound("b"))
      const { data } = await api.users.history.list({ userId: "me", startHistoryId: profile.historyId ?? "" })
      assert.strictEqual(data.history?.[0]?.messages?.[0]?.id, id)
      assert.strictEqual((await refusalOf(api.users.history.list({ userId: "me", startHistoryId: "abc" }))).status, 400)
      assert.strictEqual((await refusalOf(api.users.history.list({ userId: "me" }))).status, 400)
    }))
})
