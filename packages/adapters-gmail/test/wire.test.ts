import { assert, describe, it } from "@effect/vitest"
import { text } from "@parley/testkit/MailboxSamples"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { createServer, type ServerResponse } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Failure } from "../src/internal/Failure.ts"
import * as GmailClient from "../src/internal/GmailClient.ts"
import * as Cursor from "../src/internal/Cursor.ts"
import * as Inbox from "../src/internal/Inbox.ts"
import * as Messages from "../src/internal/Messages.ts"
import * as Session from "../src/internal/Session.ts"
import * as TokenFile from "../src/TokenFile.ts"

/** Answers written after Google's own pages; nobody's mail. https://developers.google.com/workspace/gmail/api/reference/rest */
const Sample = Schema.parseJson(Schema.Struct({ status: Schema.Int, headers: Schema.Record({ key: Schema.String, value: Schema.String }), body: Schema.Unknown }))
type Sample = typeof Sample.Type
const folder = join(import.meta.dirname, "samples")
const sample = (name: string): Sample => Schema.decodeUnknownSync(Sample)(readFileSync(join(folder, `${name}.json`), "utf8"))

/** A client whose Google gives this answer to everything; where `token` is given, to every sign-in. */
const client = (answer: Sample, token: Sample | null = null) =>
  Effect.gen(function*() {
    const asked: Array<string> = []
    const server = yield* Effect.acquireRelease(
      Effect.async<{ readonly url: string; readonly close: () => void }>((done) => {
        const write = (response: ServerResponse, { body, headers, status }: Sample) =>
          response.writeHead(status, { "content-type": "application/json; charset=UTF-8", ...headers }).end(typeof body === "string" ? body : JSON.stringify(body))
        const listener = createServer((request, response) => {
          asked.push(request.url ?? "")
          write(response, request.url !== "/token" ? answer : token ?? { status: 200, headers: {}, body: { access_token: "ya29.second", expires_in: 3599, token_type: "Bearer" } })
        }).listen(0, "127.0.0.1", () => {
          const address = listener.address()
          done(Effect.succeed({
            url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`,
            close: () => {
              listener.close()
              listener.closeAllConnections()
            }
          }))
        })
      }),
      ({ close }) => Effect.sync(close)
    )
    const home = yield* Effect.acquireRelease(Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-wire-"))), (path) => Effect.sync(() => rmSync(path, { recursive: true })))
    const tokenFile = join(home, "token.json")
    TokenFile.write(tokenFile, { refreshToken: "1//0first", accessToken: token === null ? "ya29.first" : null, expiresAt: Date.now() + 3_600_000, scope: "" })
    const session = Session.make({ clientId: "id", clientSecret: Redacted.make("secret"), tokenUrl: `${server.url}/token`, authUrl: null }, tokenFile, 2000)
    return { asked, client: GmailClient.make(session, null, { rootUrl: server.url, timeout: 2000, unitsPerMinute: 1_000_000 }) }
  })

const failure = (answer: Sample, token: Sample | null = null) =>
  Effect.scoped(Effect.gen(function*() {
    const { asked, client: google } = yield* client(answer, token)
    const failed = yield* Effect.flip(google.write("drafts.send", (users) => users.drafts.send({ userId: "me", requestBody: { id: "r-1" } })))
    return { failed, asked }
  }))

const kinds: Readonly<Record<string, Failure["kind"]>> = {
  "error.400": "refused", "error.401": "signedOut", "error.403.scopes": "signedOut", "error.403.disabled": "forbidden", "error.403.userRate": "unavailable",
  "error.403.rate": "unavailable", "error.403.daily": "unavailable", "error.404": "missing", "error.429.header": "unavailable", "error.429.message": "unavailable",
  "error.503": "unavailable", "error.502.page": "unavailable", "error.404.page": "unavailable", "error.403.page": "unavailable",
  "token.invalid_grant": "signedOut", "token.invalid_client": "signedOut", "token.internal_failure": "unavailable", "token.rate": "unavailable"
}

describe("an error of Google's", () => {
  it("has a sample here for each that is told apart", () => {
    const errors = readdirSync(folder).map((file) => file.replace(/\.json$/u, "")).filter((name) => /^(?:error|token)\./u.test(name))
    assert.sameMembers(errors, Object.keys(kinds))
  })

  for (const [name, kind] of Object.entries(kinds)) {
    it.live(`is ${kind} where it is ${name}`, () =>
      Effect.gen(function*() {
        const isToken = name.startsWith("token.")
        const { asked, failed } = yield* failure(isToken ? sample("drafts.list.empty") : sample(name), isToken ? sample(name) : null)
        assert.strictEqual(failed.kind, kind, failed.reason)
        assert.match(failed.reason, /^drafts\.send: \S/u)
        // only what was refused for its token is sent again, once
        assert.lengthOf(asked.filter((url) => url !== "/token"), isToken ? 0 : name === "error.401" ? 2 : 1)
        assert.notMatch(failed.reason, /ya29|1\/\/0|secret/u)
      }))
  }

  it.live("names the wait it asks for, in its header or its message", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* failure(sample("error.429.header"))).failed.retryAfter, 7000)
      assert.closeTo((yield* failure(sample("error.429.message"))).failed.retryAfter ?? 0, Date.parse("2999-05-03T10:12:00.000Z") - Date.now(), 5000)
      assert.isUndefined((yield* failure(sample("error.503"))).failed.retryAfter)
    }))
})

describe("an answer of Gmail's", () => {
  it.scopedLive("is a message with its bytes", () =>
    Effect.gen(function*() {
      const message = yield* Messages.get((yield* client(sample("messages.get.raw"))).client, "19a4f1c2d3e4b5a6")
      assert.deepStrictEqual([message?.id, message?.threadId, message?.labels.includes("INBOX")], ["19a4f1c2d3e4b5a6", "19a4f1c2d3e40000", true])
      assert.match(text(message?.raw ?? new Uint8Array()), /^From: Maya Chen[^]*550 for that\.\r\n$/u)
    }))

  it.scopedLive("is a history of what was added, without drafts and with the cursor behind it", () =>
    Effect.gen(function*() {
      const { asked, client: google } = yield* client(sample("history.list"))
      const page = yield* Effect.either(Inbox.make(google).arrivals(Cursor.write({ _tag: "History", id: "1284400", at: Date.now(), page: null })))
      assert.deepStrictEqual(asked.filter((url) => url.includes("/messages/")).map((url) => /messages\/(\w+)/u.exec(url)?.[1]), ["19a4f1c2d3e4b5a6"])
      assert.isTrue(page._tag === "Right" && Cursor.read(page.right.cursor)?.id === "1284410")
    }))

  it.scopedLive("is a history without anything, and a list without drafts, where the key is left out", () =>
    Effect.gen(function*() {
      const page = yield* Inbox.make((yield* client(sample("history.list.empty"))).client).arrivals(Cursor.write({ _tag: "History", id: "1284400", at: Date.now(), page: null }))
      assert.deepStrictEqual([page.messages.length, page.more, Cursor.read(page.cursor)?.id], [0, false, "1284410"])
      const drafts = yield* (yield* client(sample("drafts.list.empty"))).client.read("drafts.list", (users) => users.drafts.list({ userId: "me" }))
      assert.isUndefined(drafts.drafts)
    }))

  it.scopedLive("that is cut short, or no JSON at all, is no answer", () =>
    Effect.gen(function*() {
      for (const body of ["{\"messages\": [{\"id\"", "", "<html>Welcome to our network</html>", "null", "[]"]) {
        const { failed } = yield* failure({ status: 200, headers: {}, body })
        assert.strictEqual(failed.kind, "unavailable", body)
      }
    }))
})
