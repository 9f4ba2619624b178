import { assert, describe, it } from "@effect/vitest"
import { Mailbox } from "@parley/domain/ports/Mailbox"
import { ids, mail, offer, text } from "@parley/testkit/MailboxSamples"
import { createEmulator } from "emulate"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as GmailMailbox from "../src/GmailMailbox.ts"
import * as Cursor from "../src/internal/Cursor.ts"
import * as TokenFile from "../src/TokenFile.ts"

const address = "partnerships@parley.example"
const Named = Schema.parseJson(Schema.Struct({ id: Schema.String, threadId: Schema.String, historyId: Schema.String }))

/**
 * A Gmail that others wrote, so that the adapter and the stand-in cannot agree on the same mistake. Where it deviates from Gmail, it is
 * kept out of the way: it knows no getProfile (a cursor is given), keeps a draft's message id when it is sent, takes history ids of any
 * age and access tokens of any kind, shows no X- headers but in the raw bytes (a mark is known to the process that wrote it alone), and
 * finds nothing by rfc822msgid, `OR` or a minus.
 */
const world = Effect.gen(function*() {
  const server = yield* Effect.acquireRelease(
    Effect.promise(() => createEmulator({ service: "google", port: 0, seed: { google: { users: [{ email: address, name: "Sam Field" }] } } })),
    (running) => Effect.promise(() => running.close())
  )
  const folder = yield* Effect.acquireRelease(Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-emulate-"))), (path) => Effect.sync(() => rmSync(path, { recursive: true })))
  const tokenFile = join(folder, "token.json")
  TokenFile.write(tokenFile, { refreshToken: "1//0none", accessToken: "ya29.any", expiresAt: Date.now() + 3_600_000, scope: "" })
  const deliver = (raw: Uint8Array) =>
    Effect.promise(() =>
      fetch(`${server.url}/gmail/v1/users/me/messages/import`, {
        method: "POST", headers: { authorization: "Bearer ya29.any", "content-type": "application/json" },
        body: JSON.stringify({ raw: Buffer.from(raw).toString("base64url"), labelIds: ["INBOX", "UNREAD"] })
      }).then((response) => response.text())).pipe(Effect.flatMap(Schema.decodeUnknown(Named)), Effect.orDie)
  const start = Effect.map(
    Layer.build(GmailMailbox.layer({
      oauth: { clientId: "id", clientSecret: Redacted.make("secret"), tokenUrl: `${server.url}/oauth2/token`, authUrl: null }, tokenFile, rootUrl: server.url,
      authservId: "mx.google.com", ownAddresses: [], unitsPerMinute: 1_000_000, timeout: 5000, topic: null
    })),
    Context.get(Mailbox)
  )
  const { historyId, threadId } = yield* deliver(mail("the first"))
  return { deliver, start, threadId, cursor: Cursor.write({ _tag: "History", id: historyId, at: Date.now(), page: null }) }
})

describe("the mailbox on a Gmail that others wrote", () => {
  it.scopedLive("reads what history shows, and the same bytes again (MAIL-03)", () =>
    Effect.gen(function*() {
      const { cursor, deliver, start } = yield* world
      const mailbox = yield* start
      const expected = [(yield* deliver(mail("one"))).id, (yield* deliver(mail("two"))).id]
      const page = yield* mailbox.arrivals(cursor)
      assert.deepStrictEqual(ids(page.messages), expected)
      assert.deepStrictEqual(page.messages.map(({ raw }) => text(raw)), [text(mail("one")), text(mail("two"))])
      assert.deepStrictEqual((yield* (yield* start).arrivals(page.cursor)).messages, [])
      for (const { copyRef, raw } of page.messages) assert.strictEqual(text(yield* mailbox.fetch(copyRef)), text(raw))
    }))

  it.scopedLive("stages one draft, sends it once in its thread, and shows what left (MAIL-02, MAIL-06)", () =>
    Effect.gen(function*() {
      const { cursor, start, threadId } = yield* world
      const mailbox = yield* start
      const email = offer(address, { threadId })
      const first = yield* mailbox.stage(email)
      const staged = yield* mailbox.stage(email)
      assert.deepStrictEqual(staged, first)
      assert.deepStrictEqual(yield* mailbox.lookup(email.marker), { _tag: "Draft", draft: staged })
      yield* Effect.all([mailbox.dispatch(staged), mailbox.dispatch(staged)].map(Effect.either), { concurrency: "unbounded" })
      const again = yield* mailbox.dispatch(staged)
      yield* Effect.either((yield* start).dispatch(staged))
      assert.strictEqual(again.threadId, threadId)
      assert.strictEqual(again.contentHash, staged.contentHash)
      const { messages } = yield* mailbox.arrivals(cursor)
      assert.deepStrictEqual(ids(messages), [again.providerId])
      const [sent] = messages
      assert.isTrue((yield* mailbox.parse(sent?.raw ?? again.raw, sent?.copyRef)).fromSelf)
    }))

  it.scopedLive("discards a draft (MAIL-12)", () =>
    Effect.gen(function*() {
      const { start } = yield* world
      const mailbox = yield* start
      const staged = yield* mailbox.stage(offer(address))
      yield* mailbox.discard(staged)
      yield* mailbox.discard(staged)
      assert.deepStrictEqual(yield* mailbox.lookup("n-1/1", staged.draftId), { _tag: "Gone" })
    }))
})
