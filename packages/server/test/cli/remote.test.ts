import * as HttpApiClient from "@effect/platform/HttpApiClient"
import { assert, describe, it } from "@effect/vitest"
import { Api } from "@parley/api/Api"
import { problemOf } from "@parley/api/Problems"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { refusedRemotely, remoteOf } from "../../src/cli/remote.ts"
import { httpLayer, told } from "../../src/RemoteServer.ts"
import { inWorld } from "../harness/ServerProcess.ts"

const remote = (env: Readonly<Record<string, string>>, url?: string) =>
  Effect.withConfigProvider(remoteOf(Option.fromNullable(url)), ConfigProvider.fromMap(new Map(Object.entries(env))))

describe("where commands are carried out (CLI-01)", () => {
  it.effect("is this machine unless --url or PARLEY_URL names a server; --url wins; the token comes from the environment or a file, and is redacted", () =>
    Effect.gen(function*() {
      assert.isNull(yield* remote({ PARLEY_TOKEN: "t" }))
      const named = yield* remote({ PARLEY_URL: "https://one.example/", PARLEY_TOKEN: " secret-token " })
      assert.strictEqual(named?.url, "https://one.example")
      assert.strictEqual(named === null ? null : Redacted.value(named.token), "secret-token")
      assert.notInclude(JSON.stringify(named), "secret-token")
      assert.strictEqual((yield* remote({ PARLEY_URL: "https://one.example", PARLEY_TOKEN: "t" }, "http://127.0.0.1:8480/parley/"))?.url, "http://127.0.0.1:8480/parley")
      const folder = mkdtempSync(join(tmpdir(), "parley-token-"))
      writeFileSync(join(folder, "token"), "from-the-file\n")
      const filed = yield* remote({ PARLEY_URL: "https://one.example", PARLEY_TOKEN_FILE: join(folder, "token") })
      assert.strictEqual(filed === null ? null : Redacted.value(filed.token), "from-the-file")
      rmSync(folder, { recursive: true })
    }))

  it.effect("SEC-01 SEC-02 is refused over http to another machine, with a password in the address, and without a token; no secret is shown", () =>
    Effect.gen(function*() {
      const problems = (env: Readonly<Record<string, string>>, url?: string) => Effect.map(Effect.flip(remote(env, url)), (error) => error.problems.join("\n"))
      assert.match(yield* problems({ PARLEY_URL: "http://parley.example:8480", PARLEY_TOKEN: "t" }), /^PARLEY_URL: expected .* got http to parley\.example, where everybody on the way could read the token$/u)
      assert.match(yield* problems({ PARLEY_TOKEN: "t" }, "http://127.0.0.1.evil.example"), /^--url: .* http to 127\.0\.0\.1\.evil\.example/u)
      const withPassword = yield* problems({ PARLEY_TOKEN: "t" }, "https://ana:hunter2@parley.example")
      assert.notInclude(withPassword, "hunter2")
      assert.match(yield* problems({ PARLEY_URL: "parley.example" }), /PARLEY_URL: expected [^]*\nPARLEY_TOKEN: expected .* got neither/u)
      assert.match(yield* problems({ PARLEY_URL: "https://a.example", PARLEY_TOKEN_FILE: "/none/token" }), /^PARLEY_TOKEN: expected PARLEY_TOKEN_FILE to name a file .*"\/none\/token" \(ENOENT\)/u)
      const spaced = yield* problems({ PARLEY_URL: "https://a.example", PARLEY_TOKEN: "two words" })
      assert.include(spaced, "spaces")
      assert.notInclude(spaced, "two words")
    }))

  it("is this machine alone for what works on its data, and that says so", () => {
    assert.match(refusedRemotely(["backup"], ["backup", "a.db", "--url=https://a.example"], undefined) ?? "", /`parley backup` works on .* the machine it runs on: run it where the server runs, without --url/u)
    assert.match(refusedRemotely(["restore"], ["restore", "a.db"], "https://a.example") ?? "", /PARLEY_URL is set/u)
    for (const name of ["start", "verify", "backtest", "doctor", "auth"]) assert.isNotNull(refusedRemotely([name], [name], "https://a.example"), name)
    assert.isNull(refusedRemotely(["simulate"], ["simulate"], "https://a.example"))
    assert.isNotNull(refusedRemotely(["simulate"], ["simulate", "--url", "x"], undefined))
    for (const name of ["status", "audit", "decide", "forget"]) assert.isNull(refusedRemotely([name], [name, "--url", "x"], "y"), name)
    assert.isNull(refusedRemotely(["backup"], ["backup", "a.db"], " "))
  })

  it("says so in the process too, before anything is read or written", () =>
    inWorld(async (world) => {
      const backup = await world.bash("PARLEY_URL=https://parley.example", "backup", "b.db")
      assert.deepStrictEqual([backup.code, backup.stdout], [2, ""])
      assert.include(backup.stderr, "PARLEY_URL is set")
      const nowhere = await world.bash("PARLEY_URL=http://127.0.0.1:9 PARLEY_TOKEN=t", "status")
      assert.deepStrictEqual([nowhere.code, nowhere.stdout], [1, ""])
      assert.match(nowhere.stderr, /^http:\/\/127\.0\.0\.1:9 cannot be reached .*ECONNREFUSED/u)
    }))
})

/** Somebody who answers every request like this; tells what they were sent. */
const answering = (status: number, headers: Readonly<Record<string, string>>, body: string) =>
  Effect.acquireRelease(
    Effect.promise(() => new Promise<{ readonly url: string; readonly seen: () => ReadonlyArray<string>; readonly close: () => void }>((done) => {
      const seen: Array<string> = []
      const server = createServer((request, response) => {
        seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ""}`)
        response.writeHead(status, headers).end(body)
      })
      server.listen(0, "127.0.0.1", () => {
        const address = server.address()
        done({ url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`, seen: () => seen, close: () => server.close() })
      })
    })),
    ({ close }) => Effect.sync(close)
  )

const overview = (url: string) =>
  HttpApiClient.make(Api, { baseUrl: url }).pipe(
    Effect.flatMap(({ operations }) => operations.overview()),
    Effect.mapError(told(url)),
    Effect.provide(httpLayer(Redacted.make("the-token")))
  )

const problem = { "content-type": "application/problem+json" }

describe("a server elsewhere that does not answer as hoped (CLI-01)", () => {
  const cases: ReadonlyArray<readonly [string, number, Readonly<Record<string, string>>, string, string, RegExp]> = [
    ["does not know the token", 401, problem, JSON.stringify(problemOf("unauthorized", "the token was revoked", "r")), "Refused", /does not take the token: the token was revoked.*`parley token create`/u],
    ["knows it, and its role is too low", 403, problem, JSON.stringify(problemOf("forbidden", "this needs the role admin", "r")), "Refused", /The token may not do this: this needs the role admin/u],
    ["is asked too often", 429, problem, JSON.stringify(problemOf("too-many", "Too many requests", "r", { retryAfter: 7 })), "Unavailable", /try again in 7 s/u],
    ["cannot use its books", 503, problem, JSON.stringify(problemOf("unavailable", "The books cannot be used: full", "r")), "Unavailable", /^The books cannot be used: full$/u],
    ["is another web page", 200, { "content-type": "text/html" }, "<html>hello</html>", "Unavailable", /does not answer as a server of this release/u],
    ["answers with other fields", 200, { "content-type": "application/json" }, "{\"campaigns\":\"many\"}", "Unavailable", /does not answer as a server of this release .*own release/u],
    ["is a gate that lets nobody in", 403, { "content-type": "text/html" }, "<html>no</html>", "Refused", /lets nobody in with this token \(403\)/u],
    ["sends us elsewhere", 302, { location: "https://evil.example/" }, "", "Unavailable", /sends us elsewhere \(302\), and the token goes nowhere else/u],
    ["is down behind a proxy", 502, { "content-type": "text/html" }, "<html>bad gateway</html>", "Unavailable", /answered 502: the server, or what stands before it/u],
    ["knows no such address", 404, { "content-type": "text/html" }, "<html>not found</html>", "Unavailable", /does not answer as a server of this release does \(404\)/u]
  ]
  for (const [what, status, headers, body, tag, message] of cases) {
    it.scoped(`is told apart when it ${what}`, () =>
      Effect.gen(function*() {
        const server = yield* answering(status, headers, body)
        const error = yield* Effect.flip(overview(server.url))
        assert.strictEqual(error._tag, tag)
        assert.match(error.message, message)
        assert.notInclude(error.message, "the-token")
        assert.deepStrictEqual(server.seen(), ["GET /api/v1/status Bearer the-token"])
      }))
  }

  it.effect("is told apart when nobody is there", () =>
    Effect.gen(function*() {
      assert.match((yield* Effect.flip(overview("http://127.0.0.1:9"))).message, /^http:\/\/127\.0\.0\.1:9 cannot be reached \(.*ECONNREFUSED.*\)/u)
    }))
})
