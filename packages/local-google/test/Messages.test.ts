import { assert, describe, it } from "@effect/vitest"
import { base64, clientOf, inbound, mail, refusalOf, withGoogle } from "./world.ts"

const day = 86_400_000

describe("users.messages", () => {
  it("shows a message in every format, with all of its headers", () =>
    withGoogle({}, async ({ api, server }) => {
      const raw = `Authentication-Results: mx.google.com;\r\n       dkim=pass header.i=@creator.example\r\n${
        inbound("m1", { "MIME-Version": "1.0", "Auto-Submitted": "auto-replied", Subject: "=?utf-8?Q?Caf=C3=A9?=", "Content-Type": "multipart/alternative; boundary=\"b 1\"" })
      }--b 1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt=27s $2,400 =\r\nflat\r\n--b 1\r\nContent-Type: text/html\r\n\r\n<p>It</p>\r\n--b 1--\r\n`
      const id = server.gmail.deliver(raw, { at: 1_790_000_000_000 })
      const { data: full } = await api.users.messages.get({ userId: "me", id })
      assert.deepInclude(full, { id, threadId: id, labelIds: ["INBOX", "UNREAD"], internalDate: "1790000000000", sizeEstimate: raw.length, snippet: "It&#39;s $2,400 flat" })
      const header = (name: string) => full.payload?.headers?.find((one) => one.name === name)?.value
      assert.deepStrictEqual([header("Auto-Submitted"), header("Subject"), header("Authentication-Results")], ["auto-replied", "Café", "mx.google.com;       dkim=pass header.i=@creator.example"])
      assert.deepStrictEqual(full.payload?.parts?.map((part) => [part.partId, part.mimeType, Buffer.from(part.body?.data ?? "", "base64url").toString()]), [
        ["0", "text/plain", "It's $2,400 flat"], ["1", "text/html", "<p>It</p>"]
      ])
      const { data: metadata } = await api.users.messages.get({ userId: "me", id, format: "metadata", metadataHeaders: ["message-id", "SUBJECT"] })
      assert.deepStrictEqual(metadata.payload?.headers?.map((one) => one.name), ["Subject", "Message-ID"])
      const { data: exact } = await api.users.messages.get({ userId: "me", id, format: "raw" })
      assert.strictEqual(Buffer.from(exact.raw ?? "", "base64url").toString(), raw)
      const { data: minimal } = await api.users.messages.get({ userId: "me", id, format: "minimal" })
      assert.notProperty(minimal, "payload")
    }))

  it("leaves empty lists out, and spam and trash unless they are asked for", () =>
    withGoogle({}, async ({ api, server }) => {
      const ids = async (params: { readonly q?: string; readonly labelIds?: Array<string>; readonly includeSpamTrash?: boolean }) =>
        (await api.users.messages.list({ userId: "me", ...params })).data.messages?.map((one) => one.id)
      const { data: none } = await api.users.messages.list({ userId: "me" })
      assert.deepStrictEqual(none, { resultSizeEstimate: 0 })
      const spam = server.gmail.deliver(inbound("s1"), { labels: ["SPAM"], at: 1000 })
      const trashed = server.gmail.deliver(inbound("t1"), { at: 2000 })
      const kept = server.gmail.deliver(inbound("k1"), { at: 3000 })
      await api.users.messages.trash({ userId: "me", id: trashed })
      assert.deepStrictEqual(await ids({}), [kept])
      assert.deepStrictEqual(await ids({ includeSpamTrash: true }), [kept, trashed, spam])
      assert.deepStrictEqual(await ids({ q: "in:anywhere" }), [kept, trashed, spam])
      assert.deepStrictEqual(await ids({ q: "in:spam" }), [spam])
      assert.deepStrictEqual(await ids({ q: "in:trash" }), [trashed])
      await api.users.messages.untrash({ userId: "me", id: trashed })
      assert.deepStrictEqual(await ids({}), [kept, trashed])
    }))

  it("searches as Gmail's box does, and reports terms it does not know", () =>
    withGoogle({ now: () => 100 * day }, async ({ api, server }) => {
      const old = server.gmail.deliver(inbound("old", { Subject: "Big summer campaign" }), { at: 90 * day })
      const recent = server.gmail.deliver(inbound("new", { From: "Theo <theo@other.example>", Subject: "Big campaign" }), { at: 99 * day })
      const sent = server.gmail.sendByHand(mail({ To: "maya@creator.example", Subject: "By hand", "X-Parley-Marker": "secretmarker" }), null)
      const found = async (q: string) => (await api.users.messages.list({ userId: "me", q })).data.messages?.map((one) => one.id) ?? []
      const expected: ReadonlyArray<readonly [string, Array<string>]> = [
        ["rfc822msgid:old@creator.example", [old]],
        ["rfc822msgid:<new@creator.example>", [recent]],
        ["rfc822msgid:ld@creator.example", []],
        ["from:maya@creator.example", [old]],
        ["from:creator.example", [old]],
        ["-from:maya@creator.example in:inbox", [recent]],
        ["to:maya@creator.example", [sent]],
        ["from:me", [sent]],
        ["subject:\"big campaign\"", [recent]],
        ["subject:campaign -subject:summer", [recent]],
        [`after:${95 * 86_400}`, [sent, recent]],
        [`before:${95 * 86_400}`, [old]],
        ["after:1970/04/09", [sent, recent]],
        ["newer_than:2d in:inbox", [recent]],
        ["in:sent", [sent]],
        ["hello", [sent, recent, old]],
        ["secretmarker", []]
      ]
      for (const [q, ids] of expected) assert.deepStrictEqual(await found(q), ids, q)
      assert.deepStrictEqual(server.gmail.unknownSearches(), [])
      assert.deepStrictEqual(await found("has:attachment from:maya@creator.example"), [])
      assert.deepStrictEqual(await found("hello OR bye"), [])
      assert.deepStrictEqual(server.gmail.unknownSearches(), ["has:attachment", "OR"])
    }))

  it("pages newest first and keeps its place when mail arrives", () =>
    withGoogle({}, async ({ api, server }) => {
      const ids = Array.from({ length: 5 }, (_, index) => server.gmail.deliver(inbound(`p${index}`), { at: 1000 + index })).reverse()
      const { data: first } = await api.users.messages.list({ userId: "me", maxResults: 2 })
      server.gmail.deliver(inbound("late"))
      const { data: second } = await api.users.messages.list({ userId: "me", maxResults: 2, pageToken: first.nextPageToken ?? "" })
      const { data: third } = await api.users.messages.list({ userId: "me", maxResults: 2, pageToken: second.nextPageToken ?? "" })
      assert.deepStrictEqual([first, second, third].flatMap((page) => page.messages ?? []).map((one) => one.id), ids)
      assert.notProperty(third, "nextPageToken")
      assert.strictEqual((await refusalOf(api.users.messages.list({ userId: "me", pageToken: "nonsense" }))).status, 400)
    }))

  it("threads inbound mail by the ids it names", () =>
    withGoogle({}, async ({ api, server }) => {
      const { data: sent } = await api.users.messages.send({ userId: "me", requestBody: { raw: base64(mail({ To: "maya@creator.example", Subject: "A", "Message-ID": "<a@parley.example>" })) } })
      const reply = server.gmail.deliver(inbound("r1", { Subject: "Re: A", "In-Reply-To": "<a@parley.example>" }))
      const stranger = server.gmail.deliver(inbound("r2", { Subject: "Re: A" }))
      const { data: thread } = await api.users.threads.get({ userId: "me", id: sent.threadId ?? "", format: "metadata", metadataHeaders: ["Subject"] })
      assert.deepStrictEqual(thread.messages?.map((one) => one.id), [sent.id, reply])
      assert.strictEqual(server.gmail.message(stranger)?.threadId, stranger)
      assert.strictEqual((await refusalOf(api.users.threads.get({ userId: "me", id: "19a4ffff" }))).status, 404)
    }))

  it("refuses tokens that are missing, unknown, expired, or of too little scope", () =>
    withGoogle({}, async ({ api, server }) => {
      const anonymous = await fetch(`${server.url}/gmail/v1/users/me/profile`)
      assert.strictEqual(anonymous.status, 401)
      const unknown = await fetch(`${server.url}/gmail/v1/users/me/profile`, { headers: { authorization: "Bearer nonsense" } })
      assert.strictEqual(unknown.status, 401)
      assert.include(await unknown.text(), "authError")
      const reader = clientOf(server, "https://www.googleapis.com/auth/gmail.readonly")
      await reader.users.watch({ userId: "me", requestBody: { topicName: "projects/p/topics/t" } })
      const refusal = await refusalOf(reader.users.drafts.create({ userId: "me", requestBody: { message: { raw: base64(inbound("x")) } } }))
      assert.deepInclude(refusal, { status: 403, reason: "insufficientPermissions", message: "Request had insufficient authentication scopes." })
      const readerToken = server.oauth.issueAccessToken("https://www.googleapis.com/auth/gmail.readonly")
      const refused = await fetch(`${server.url}/gmail/v1/users/me/drafts`, { method: "POST", body: "{}", headers: { authorization: `Bearer ${readerToken}` } })
      assert.include(refused.headers.get("www-authenticate") ?? "", "error=\"insufficient_scope\"")
      const composer = clientOf(server, "https://www.googleapis.com/auth/gmail.compose")
      assert.strictEqual((await refusalOf(composer.users.messages.list({ userId: "me" }))).status, 403)
      const id = server.gmail.deliver(inbound("x"))
      assert.strictEqual((await refusalOf(api.users.messages.delete({ userId: "me", id }))).status, 403)
      await clientOf(server, "https://mail.google.com/").users.messages.delete({ userId: "me", id })
      assert.isNull(server.gmail.message(id))
      assert.strictEqual((await refusalOf(api.users.getProfile({ userId: "other@parley.example" }))).status, 403)
      server.oauth.expireAccessTokens()
      assert.deepInclude(await refusalOf(api.users.getProfile({ userId: "me" })), { status: 401, reason: "authError" })
    }))

  it("limits the units of any minute", async () => {
    let now = 1_790_000_000_000
    await withGoogle({ now: () => now, unitsPerMinute: 205 }, async ({ api }) => {
      const send = () => api.users.messages.send({ userId: "me", requestBody: { raw: base64(mail({ To: "maya@creator.example", Subject: "x" })) } })
      await send()
      now += 10_000
      await send()
      const refusal = await refusalOf(send())
      assert.deepInclude(refusal, { status: 429, reason: "rateLimitExceeded", message: `User-rate limit exceeded.  Retry after ${new Date(now + 50_000).toISOString()}` })
      await api.users.messages.list({ userId: "me" })
      now += 50_001
      await send()
    })
  })

  it("can take its time until a search finds a new message, while lists show it", async () => {
    let now = 1_790_000_000_000
    await withGoogle({ now: () => now, searchDelayMillis: 5000 }, async ({ api, server }) => {
      server.gmail.deliver(inbound("x"))
      const count = async (q?: string) => (await api.users.messages.list({ userId: "me", ...(q === undefined ? {} : { q }) })).data.messages?.length ?? 0
      assert.deepStrictEqual([await count(), await count("rfc822msgid:x@creator.example")], [1, 0])
      now += 5000
      assert.strictEqual(await count("rfc822msgid:x@creator.example"), 1)
    })
  })

  it("asks further services first, with whose token it is", () =>
    withGoogle({ services: [({ headers, path }) => path === "/v4/x" ? { status: 200, body: [headers["x-local-google-email"], headers["x-local-google-scope"]] } : null] }, async ({ server }) => {
      assert.strictEqual((await fetch(`${server.url}/v4/x`)).status, 401)
      const authorization = `Bearer ${server.oauth.issueAccessToken("a b")}`
      const answer: unknown = await (await fetch(`${server.url}/v4/x`, { headers: { authorization, "x-local-google-email": "forged@x.example" } })).json()
      assert.deepStrictEqual(answer, ["partnerships@parley.example", "a b"])
    }))

  it("answers 404 where no method is", () =>
    withGoogle({}, async ({ server }) => {
      const authorization = `Bearer ${server.oauth.issueAccessToken()}`
      for (const path of ["/gmail/v1/users/me/nothing", "/drive/v3/files"]) {
        assert.strictEqual((await fetch(`${server.url}${path}`, { headers: { authorization } })).status, 404)
      }
    }))
})
