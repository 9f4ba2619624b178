import { assert, describe, it } from "@effect/vitest"
import { base64, field, inbound, mail, refusalOf, withGoogle } from "./world.ts"

const offer = mail({ To: "Maya <maya@creator.example>", Subject: "An offer", "Message-ID": "<offer@parley.example>", "X-Parley-Marker": "m-1" })

describe("users.drafts", () => {
  it("sends a draft once: a new message, the draft and its message gone, a second send 404", () =>
    withGoogle({}, async ({ api, server }) => {
      const { data: draft } = await api.users.drafts.create({ userId: "me", requestBody: { message: { raw: base64(offer) } } })
      assert.deepStrictEqual(draft.message?.labelIds, ["DRAFT"])
      const answers = await Promise.allSettled(Array.from({ length: 6 }, () => api.users.drafts.send({ userId: "me", requestBody: { id: draft.id ?? "" } })))
      const through = answers.flatMap((answer) => answer.status === "fulfilled" ? [answer.value.data] : [])
      assert.lengthOf(through, 1)
      const [sent] = through
      assert.deepStrictEqual(Object.keys(sent ?? {}).sort(), ["id", "labelIds", "threadId"])
      assert.deepStrictEqual(sent?.labelIds, ["SENT"])
      assert.notStrictEqual(sent?.id, draft.message?.id)
      assert.strictEqual(sent?.threadId, draft.message?.threadId)
      assert.lengthOf(server.gmail.sent(), 1)
      assert.deepStrictEqual(server.calls(), ["users.drafts.create", "users.drafts.send"])
      for (const gone of [
        () => api.users.drafts.send({ userId: "me", requestBody: { id: draft.id ?? "" } }),
        () => api.users.drafts.get({ userId: "me", id: draft.id ?? "" }),
        () => api.users.messages.get({ userId: "me", id: draft.message?.id ?? "" })
      ]) {
        const refusal = await refusalOf(gone())
        assert.deepInclude(refusal, { status: 404, reason: "notFound", message: "Requested entity was not found." })
      }
      const { data: list } = await api.users.drafts.list({ userId: "me" })
      assert.notProperty(list, "drafts")
    }))

  it("keeps marker and Message-ID in the sent copy, under a Received line", () =>
    withGoogle({}, async ({ api }) => {
      const { data: draft } = await api.users.drafts.create({ userId: "me", requestBody: { message: { raw: base64(offer) } } })
      const { data: sent } = await api.users.drafts.send({ userId: "me", requestBody: { id: draft.id ?? "" } })
      const { data } = await api.users.messages.get({ userId: "me", id: sent.id ?? "", format: "raw" })
      const raw = Buffer.from(data.raw ?? "", "base64url").toString()
      assert.match(raw, /^Received: from \d+ named unknown by gmailapi\.google\.com with\r\n HTTPREST; /u)
      assert.include(raw, "Message-ID: <offer@parley.example>\r\n")
      assert.include(raw, "X-Parley-Marker: m-1\r\n")
      assert.isTrue(raw.endsWith("\r\n\r\nHello\r\n"))
    }))

  it("replaces a malformed Message-ID, or every one when told to", async () => {
    for (const [replacesMessageIds, id] of [[false, "not an id"], [true, "<offer@parley.example>"]] as const) {
      await withGoogle({ replacesMessageIds }, async ({ api, server }) => {
        await api.users.messages.send({ userId: "me", requestBody: { raw: base64(mail({ To: "maya@creator.example", Subject: "x", "Message-ID": id })) } })
        const raw = Buffer.from(server.gmail.sent()[0]?.raw ?? []).toString()
        assert.match(raw, /^Message-ID: <[^>]+@mail\.gmail\.com>\r$/mu)
        assert.include(raw, `X-Google-Original-Message-ID: ${id}\r\n`)
      })
    }
  })

  it("updates a draft under its id with a new message id, and refuses one that is gone", () =>
    withGoogle({}, async ({ api, server }) => {
      const { data: first } = await api.users.drafts.create({ userId: "me", requestBody: { message: { raw: base64(offer) } } })
      const { data: second } = await api.users.drafts.update({ userId: "me", id: first.id ?? "", requestBody: { message: { raw: base64(offer.replace("Hello", "Hi")) } } })
      assert.strictEqual(second.id, first.id)
      assert.strictEqual(second.message?.threadId, first.message?.threadId)
      assert.notStrictEqual(second.message?.id, first.message?.id)
      assert.strictEqual((await refusalOf(api.users.messages.get({ userId: "me", id: first.message?.id ?? "" }))).status, 404)
      server.gmail.editDraft(first.id ?? "", offer.replace("Hello", "By hand"))
      const { data: read } = await api.users.drafts.get({ userId: "me", id: first.id ?? "", format: "raw" })
      assert.include(Buffer.from(read.message?.raw ?? "", "base64url").toString(), "By hand")
      await api.users.drafts.delete({ userId: "me", id: first.id ?? "" })
      assert.strictEqual((await refusalOf(api.users.drafts.update({ userId: "me", id: first.id ?? "", requestBody: { message: { raw: base64(offer) } } }))).status, 404)
    }))

  it("joins a thread only with its id, its subject and a reference to one of its messages", () =>
    withGoogle({}, async ({ api, server }) => {
      const { threadId = "" } = server.gmail.message(server.gmail.deliver(inbound("q1"))) ?? {}
      const threadOf = async (headers: Readonly<Record<string, string>>) => {
        const raw = base64(mail({ To: "maya@creator.example", ...headers }))
        const { data } = await api.users.drafts.create({ userId: "me", requestBody: { message: { raw, threadId } } })
        return data.message?.threadId
      }
      assert.strictEqual(await threadOf({ Subject: "Re: A campaign", "In-Reply-To": "<q1@creator.example>" }), threadId)
      assert.strictEqual(await threadOf({ Subject: "RE: Fwd: A campaign", References: "<other@x.example>\r\n <q1@creator.example>" }), threadId)
      assert.notStrictEqual(await threadOf({ Subject: "Re: Another", "In-Reply-To": "<q1@creator.example>" }), threadId)
      assert.notStrictEqual(await threadOf({ Subject: "Re: A campaign" }), threadId)
      assert.notStrictEqual(await threadOf({ Subject: "Re: A campaign", References: "<unknown@creator.example>" }), threadId)
      const refusal = await refusalOf(api.users.drafts.create({ userId: "me", requestBody: { message: { raw: base64(offer), threadId: "19a4deadbeef" } } }))
      assert.strictEqual(refusal.status, 404)
    }))

  it("refuses what cannot be sent", () =>
    withGoogle({}, async ({ api, server }) => {
      const nobody = await api.users.drafts.create({ userId: "me", requestBody: { message: { raw: base64(mail({ Subject: "x" })) } } })
      assert.deepInclude(await refusalOf(api.users.drafts.send({ userId: "me", requestBody: { id: nobody.data.id ?? "" } })), { status: 400, message: "Recipient address required", reason: "invalidArgument" })
      assert.lengthOf(server.gmail.drafts(), 1)
      for (const raw of ["%%%", `${Buffer.from(">>>???").toString("base64")}`, "a"]) {
        assert.deepInclude(await refusalOf(api.users.messages.send({ userId: "me", requestBody: { raw } })), { status: 400, reason: "invalidArgument" })
      }
      assert.strictEqual((await refusalOf(api.users.messages.send({ userId: "me", requestBody: {} }))).status, 400)
      assert.deepInclude(await refusalOf(api.users.messages.send({ userId: "me", requestBody: { raw: base64(mail({ To: "human@f", Subject: "x" })) } })), { message: "Invalid To header" })
      assert.lengthOf(server.gmail.sent(), 0)
    }))

  it("lets mail come from the account or its aliases only", () =>
    withGoogle({ aliases: ["deals@parley.example"] }, async ({ api, server }) => {
      for (const from of ["Parley <partnerships@parley.example>", "deals@parley.example", "ceo@bank.example", ""]) {
        const raw = mail({ To: "maya@creator.example", Subject: "x", From: from })
        await api.users.messages.send({ userId: "me", requestBody: { raw: base64(from === "" ? raw.replace(/From: \r\n/u, "") : raw) } })
      }
      const froms = server.gmail.sent().map(({ raw }) => /^From: (.*)\r$/mu.exec(Buffer.from(raw).toString())?.[1])
      assert.deepStrictEqual(froms, ["Parley <partnerships@parley.example>", "deals@parley.example", "partnerships@parley.example", "partnerships@parley.example"])
    }))

  it("takes recipients whose encoded names hold commas, and groups of none", () =>
    withGoogle({}, async ({ api, server }) => {
      const name = `=?utf-8?B?${Buffer.from("Müller, <Hans>").toString("base64")}?=`
      const raw = mail({ To: `${name} <hans@creator.example>, "Doe, Jane" <jane@creator.example>`, Cc: "undisclosed-recipients:;", Subject: "x" })
      await api.users.messages.send({ userId: "me", requestBody: { raw: base64(raw) } })
      assert.lengthOf(server.gmail.sent(), 1)
    }))

  it("lists drafts by search and in pages", () =>
    withGoogle({}, async ({ api }) => {
      for (let index = 0; index < 5; index++) {
        const raw = base64(mail({ To: "maya@creator.example", Subject: `Offer ${index}`, "Message-ID": `<d${index}@parley.example>` }))
        await api.users.drafts.create({ userId: "me", requestBody: { message: { raw } } })
      }
      const { data: one } = await api.users.drafts.list({ userId: "me", q: "rfc822msgid:d3@parley.example" })
      assert.lengthOf(one.drafts ?? [], 1)
      const { data: page } = await api.users.drafts.list({ userId: "me", maxResults: 3 })
      const { data: rest } = await api.users.drafts.list({ userId: "me", maxResults: 3, pageToken: page.nextPageToken ?? "" })
      assert.deepStrictEqual([page.drafts?.length, rest.drafts?.length, field(rest, "nextPageToken")], [3, 2, undefined])
    }))
})
