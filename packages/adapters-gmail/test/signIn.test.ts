import { assert, describe, it } from "@effect/vitest"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/TestClock"
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs"
import { createServer, request } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { scopes } from "../src/GoogleOAuth.ts"
import { type Options, signIn } from "../src/signIn.ts"
import * as TokenFile from "../src/TokenFile.ts"

interface Page {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** Opens an address as a browser does, with all redirects. */
const open = async (url: string, method = "GET"): Promise<Page> => {
  const response = await fetch(url, { method })
  return { status: response.status, text: await response.text(), headers: response.headers }
}

/** Where Google sends the browser back to. */
const wayBack = async (url: string): Promise<URL> => {
  const response = await fetch(url, { redirect: "manual" })
  await response.arrayBuffer()
  return new URL(response.headers.get("location") ?? "")
}

const changed = (url: URL, query: Readonly<Record<string, string>>, path = url.pathname): string => {
  const copy = new URL(url)
  copy.pathname = path
  for (const [name, value] of Object.entries(query)) copy.searchParams.set(name, value)
  return copy.href
}

/** A Google, a folder for the token file, and a sign-in whose address a browser opens as `browse` says. */
const world = Effect.gen(function*() {
  const server = yield* Effect.acquireRelease(Effect.promise(() => GoogleServer.start()), (running) => Effect.promise(() => running.close()))
  const folder = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-sign-in-"))),
    (path) => Effect.sync(() => rmSync(path, { recursive: true }))
  )
  const tokenFile = join(folder, "gmail-token.json")
  const attempt = (show: (url: string) => void, more: Partial<Options> & { readonly secret?: string } = {}) =>
    Effect.either(signIn({
      oauth: {
        clientId: server.env["GOOGLE_CLIENT_ID"] ?? "", clientSecret: Redacted.make(more.secret ?? server.env["GOOGLE_CLIENT_SECRET"] ?? ""),
        tokenUrl: server.env["GOOGLE_OAUTH_TOKEN_URL"] ?? null, authUrl: server.env["GOOGLE_OAUTH_AUTH_URL"] ?? null
      },
      rootUrl: server.env["GOOGLE_API_ROOT_URL"] ?? null, tokenFile, addresses: ["partnerships@parley.example"], anyAccount: false, port: 0,
      timeout: Duration.minutes(10),
      show: (url) => Effect.sync(() => show(url)),
      ...more
    }))
  const run = <A>(browse: (url: string) => Promise<A>, more: Parameters<typeof attempt>[1] = {}) =>
    Effect.gen(function*() {
      let browsed: Promise<A> | null = null
      const result = yield* attempt((url) => { browsed = browse(url) }, more)
      return { result, page: yield* Effect.promise(() => browsed ?? Promise.reject(new Error("no address was shown"))) }
    })
  /** What a sign-in that fails says, and that it left no file. */
  const failure = <A>(browse: (url: string) => Promise<A>, more: Parameters<typeof run>[1] = {}) =>
    Effect.gen(function*() {
      const { page, result } = yield* run(browse, more)
      assert(result._tag === "Left", "signed in")
      assert.deepStrictEqual(readdirSync(folder), [])
      return { page, kind: result.left.kind, reason: result.left.reason }
    })
  return { server, folder, tokenFile, attempt, run, failure }
})

describe("signIn", () => {
  it.scoped("keeps a sign-in that Gmail accepts, readable by this account only, and tells the browser", () =>
    Effect.gen(function*() {
      const { folder, run, server, tokenFile } = yield* world
      const { page, result } = yield* run(open)
      assert.deepStrictEqual(result._tag === "Right" ? result.right : result.left, { address: "partnerships@parley.example", tokenFile })
      assert.strictEqual(page.status, 200)
      assert.include(page.text, "Parley is signed in")
      assert.deepStrictEqual(readdirSync(folder), ["gmail-token.json"])
      assert.strictEqual(statSync(tokenFile).mode & 0o777, 0o600)
      const token = TokenFile.read(tokenFile)
      assert.strictEqual(token.scope, scopes.join(" "))
      assert.isAbove(token.expiresAt ?? 0, Date.now() + 3_000_000)
      assert.strictEqual(server.oauth.identify(`Bearer ${token.accessToken ?? ""}`)?.email, "partnerships@parley.example")
    }))

  it.scoped("SEC-01 asks for a lasting sign-in of this address only, with a fresh state and a hashed verifier, back to this machine's loopback", () =>
    Effect.gen(function*() {
      const { run } = yield* world
      const seen: Array<URL> = []
      const browse = (url: string) => {
        seen.push(new URL(url))
        return open(url)
      }
      yield* run(browse)
      yield* run(browse)
      const [query, other] = seen.map(({ searchParams }) => Object.fromEntries(searchParams))
      assert(query !== undefined && other !== undefined)
      const { code_challenge: challenge, redirect_uri: redirect, state, ...rest } = query
      assert.deepStrictEqual(rest, {
        access_type: "offline", prompt: "consent", scope: scopes.join(" "), login_hint: "partnerships@parley.example", code_challenge_method: "S256",
        response_type: "code", client_id: "parley.apps.googleusercontent.com"
      })
      assert.match(redirect ?? "", /^http:\/\/127\.0\.0\.1:\d+\/oauth2callback$/u)
      assert.match(state ?? "", /^[\w-]{43}$/u)
      assert.match(challenge ?? "", /^[\w-]{43}$/u)
      assert.notStrictEqual(state, other["state"])
      assert.notStrictEqual(challenge, other["code_challenge"])
    }))

  it.scoped("SEC-01 ignores whoever does not know the state, wants other pages, names or methods, or asks twice, and goes on waiting", () =>
    Effect.gen(function*() {
      const { run } = yield* world
      const { page, result } = yield* run(async (url) => {
        const back = await wayBack(url)
        const strange = await Promise.all([
          open(changed(back, { state: "wrong" })), open(changed(back, { state: "" })), open(`${back.href}&state=${back.searchParams.get("state") ?? ""}`),
          open(`${back.href}&code=other`), open(`${back.href}&error=access_denied`), open(`${back.origin}${back.pathname}`),
          open(changed(back, { code: "" })), open(changed(back, {}, "/favicon.ico")), open(changed(back, {}, "/<script>alert(1)</script>")), open(back.href, "POST"),
          byName(back, "evil.example"), open(`${back.origin}//evil.example${back.pathname}${back.search}`)
        ])
        const first = open(back.href)
        const second = await open(back.href).catch(() => null)
        return { strange, both: [await first, second] }
      })
      assert.strictEqual(result._tag, "Right")
      assert.deepStrictEqual(page.strange.map(({ status }) => status), [400, 400, 400, 400, 400, 400, 400, 404, 404, 405, 421, 404])
      assert.include([409, undefined], page.both[1]?.status)
      assert.strictEqual(page.both[0]?.status, 200)
      for (const { headers, text } of page.strange) {
        assert.notInclude(text, "script")
        assert.notInclude(text, "http")
        if (headers.has("content-security-policy")) assert.include(headers.get("content-security-policy"), "default-src 'none'")
      }
    }))

  it.scoped("says so when the consent is refused, only in part given, or given by somebody else, and keeps nothing", () =>
    Effect.gen(function*() {
      const { failure, run, server, tokenFile } = yield* world
      server.oauth.consent = "refuse"
      const refused = yield* failure(open)
      assert.deepStrictEqual([refused.kind, refused.page.status], ["refused", 400])
      assert.include(refused.page.text, "did not work")
      server.oauth.consent = ["https://www.googleapis.com/auth/gmail.readonly"]
      // Google's page lets a person untick boxes; it answers with what is left
      const part = yield* failure((url) => open(changed(new URL(url), { scope: `${scopes.join(" ")} https://www.googleapis.com/auth/gmail.readonly` })))
      assert.strictEqual(part.kind, "scope")
      assert.include(part.reason, "gmail.modify")
      server.oauth.consent = "grant"
      const stranger = yield* failure(open, { addresses: ["maya@parley.example", "hello@parley.example"] })
      assert.strictEqual(stranger.kind, "account")
      assert.include(stranger.reason, "partnerships@parley.example signed in")
      const ours = yield* run(open, { addresses: ["hello@parley.example", "Partnerships@Parley.Example"] })
      assert.strictEqual(ours.result._tag, "Right")
      const anybody = yield* run(open, { addresses: ["maya@parley.example"], anyAccount: true })
      assert.strictEqual(anybody.result._tag, "Right")
      assert.isTrue(existsSync(tokenFile))
    }))

  it.scoped("SEC-02 names the client when its secret is wrong, and never the secret or the code", () =>
    Effect.gen(function*() {
      const { failure } = yield* world
      const { kind, page, reason } = yield* failure(open, { secret: "GOCSPX-wrong" })
      assert.strictEqual(kind, "exchange")
      assert.include(reason, "GOOGLE_CLIENT_SECRET")
      assert.notInclude(reason + page.text, "GOCSPX")
      assert.notInclude(reason + page.text, "4/0A")
    }))

  it.scoped("SEC-01 lets nobody put in a code of their own: the verifier does not fit it", () =>
    Effect.gen(function*() {
      const { failure, server } = yield* world
      const { kind } = yield* failure(async (url) => {
        const back = await wayBack(url)
        const theirs = new URL(server.env["GOOGLE_OAUTH_AUTH_URL"] ?? "")
        theirs.search = String(new URLSearchParams({
          client_id: server.env["GOOGLE_CLIENT_ID"] ?? "", redirect_uri: `${back.origin}${back.pathname}`, response_type: "code", scope: scopes.join(" "),
          code_challenge: "a-challenge-of-somebody-else", code_challenge_method: "S256", access_type: "offline"
        }))
        return open(changed(back, { code: (await wayBack(theirs.href)).searchParams.get("code") ?? "" }))
      })
      assert.strictEqual(kind, "exchange")
    }))

  it.scoped("leaves the former sign-in as it is when the new one fails, and replaces it when it works", () =>
    Effect.gen(function*() {
      const { run, server, tokenFile } = yield* world
      TokenFile.write(tokenFile, { refreshToken: "1//former", accessToken: null, expiresAt: null, scope: "" })
      server.oauth.consent = "refuse"
      yield* run(open)
      assert.strictEqual(TokenFile.read(tokenFile).refreshToken, "1//former")
      server.oauth.consent = "grant"
      yield* run(open)
      assert.notStrictEqual(TokenFile.read(tokenFile).refreshToken, "1//former")
    }))

  it.scoped("gives up after its time, and listens no more", () =>
    Effect.gen(function*() {
      const { run } = yield* world
      let shown = ""
      const running = yield* Effect.fork(run((url) => {
        shown = url
        return Promise.resolve(null)
      }))
      while (shown === "") yield* Effect.promise(() => new Promise((done) => setImmediate(done)))
      yield* TestClock.adjust("10 minutes")
      const { result } = yield* Fiber.join(running)
      assert(result._tag === "Left")
      assert.strictEqual(result.left.kind, "timeout")
      const gone = yield* Effect.promise(() => wayBack(shown).then((back) => open(back.href)).then(() => false, () => true))
      assert.isTrue(gone)
    }))

  it.scoped("says at once, before anybody is sent to Google, when its port is taken or the file can have no place", () =>
    Effect.gen(function*() {
      const { attempt, folder } = yield* world
      const taken = yield* Effect.acquireRelease(
        Effect.promise(() => new Promise<ReturnType<typeof createServer>>((done) => {
          const server = createServer().listen(0, "127.0.0.1", () => done(server))
        })),
        (server) => Effect.sync(() => server.close())
      )
      const address = taken.address()
      const port = typeof address === "object" ? address?.port ?? 0 : 0
      writeFileSync(join(folder, "file"), "")
      let shown = 0
      const failures = yield* Effect.forEach([{ port }, { tokenFile: join(folder, "none/token.json") }, { tokenFile: join(folder, "file/token.json") }], (more) =>
        attempt(() => { shown += 1 }, more))
      assert.deepStrictEqual(failures.map((one) => one._tag === "Left" ? one.left.kind : "signed in"), ["port", "file", "file"])
      assert.strictEqual(shown, 0)
    }))
})

/** The same address under another name, as a page would reach it that had its name moved to this machine. */
const byName = (url: URL, host: string): Promise<Page> =>
  new Promise((done, failed) => {
    request({ host: url.hostname, port: url.port, path: `${url.pathname}${url.search}`, headers: { host } }, (response) => {
      let text = ""
      response.on("data", (chunk: Buffer) => { text += chunk.toString() })
      response.on("end", () => done({ status: response.statusCode ?? 0, text, headers: new Headers() }))
    }).on("error", failed).end()
  })
