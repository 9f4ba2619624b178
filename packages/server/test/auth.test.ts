import { assert, describe, it } from "@effect/vitest"
import * as TokenFile from "@parley/adapters-gmail/TokenFile"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import { spawn } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"

const main = resolve(import.meta.dirname, "../../../node_modules/.cache/parley/main.mjs")

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs `parley auth gmail` as a process; `browse` opens the address that it shows. */
const auth = (folder: string, env: Readonly<Record<string, string>>, args: ReadonlyArray<string>, browse: (url: string) => Promise<unknown>): Promise<Ended> =>
  new Promise((done) => {
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:PARLEY|GOOGLE|GMAIL)_/u.test(name)))
    const child = spawn(process.execPath, [main, "auth", "gmail", ...args], { env: { ...inherited, PARLEY_DATA_DIR: join(folder, "data"), PARLEY_LOG: "none", ...env }, cwd: folder })
    let [stdout, stderr, isOpen] = ["", "", false]
    let browsed: Promise<unknown> = Promise.resolve()
    child.stdout.on("data", (chunk: Buffer) => { stdout += chunk.toString() })
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString()
      const [url] = /^http:\/\/127\.\S+(?=\n)/mu.exec(stderr) ?? []
      if (url === undefined || isOpen) return
      isOpen = true
      browsed = browse(url)
    })
    child.once("close", (code) => void browsed.finally(() => done({ code, stdout, stderr })))
  })

const inWorld = async (use: (world: { readonly server: GoogleServer.GoogleServer; readonly folder: string }) => Promise<void>): Promise<void> => {
  const server = await GoogleServer.start()
  const folder = mkdtempSync(join(tmpdir(), "parley-auth-"))
  try {
    await use({ server, folder })
  } finally {
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

const open = async (url: string): Promise<string> => (await fetch(url)).text()

describe("parley auth gmail", () => {
  it("SEC-02 signs in with a browser, keeps the sign-in in the data directory for this account only, and says that no restart is needed", () =>
    inWorld(async ({ folder, server }) => {
      let page = ""
      const ended = await auth(folder, server.env, [], async (url) => { page = await open(url) })
      assert.strictEqual(ended.code, 0, ended.stderr)
      assert.include(page, "Parley is signed in")
      assert.include(ended.stdout, "partnerships@parley.example is signed in")
      assert.include(ended.stdout, "without a restart")
      const file = join(folder, "data/gmail-token.json")
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
      assert.strictEqual(statSync(join(folder, "data")).mode & 0o777, 0o700)
      assert.isNotNull(server.oauth.identify(`Bearer ${TokenFile.read(file).accessToken ?? ""}`))
      assert.notInclude(ended.stdout + ended.stderr, TokenFile.read(file).refreshToken)
      assert.notInclude(ended.stdout + ended.stderr, "GOCSPX")
    }))

  it("keeps it where GOOGLE_TOKEN_FILE says, makes nothing else, and answers a program in JSON", () =>
    inWorld(async ({ folder, server }) => {
      const ended = await auth(folder, { ...server.env, GOOGLE_TOKEN_FILE: "mine.json" }, ["--json"], open)
      assert.strictEqual(ended.code, 0, ended.stderr)
      assert.deepStrictEqual(JSON.parse(ended.stdout), { address: "partnerships@parley.example", tokenFile: join(folder, "mine.json") })
      assert.deepStrictEqual(readdirSync(folder), ["mine.json"])
    }))

  it("refuses an account that is none of ours, unless any will do", () =>
    inWorld(async ({ folder, server }) => {
      const env = { ...server.env, PARLEY_AGENT_ADDRESS: "maya@parley.example" }
      const refused = await auth(folder, env, [], open)
      assert.strictEqual(refused.code, 1)
      assert.include(refused.stderr, "Not signed in: partnerships@parley.example signed in")
      assert.isFalse(existsSync(join(folder, "data/gmail-token.json")))
      assert.strictEqual((await auth(folder, { ...env, PARLEY_OWN_ADDRESSES: "partnerships@parley.example" }, [], open)).code, 0)
      assert.strictEqual((await auth(folder, env, ["--any-account"], open)).code, 0)
    }))

  it("CLI-01 names every variable that is missing or cannot be used, and every option out of its bounds, before it asks anybody", () =>
    inWorld(async ({ folder, server }) => {
      const none = await auth(folder, {}, [], open)
      assert.strictEqual(none.code, 2)
      assert.match(none.stderr, /GOOGLE_CLIENT_ID: expected .*\n.*GOOGLE_CLIENT_SECRET: expected /u)
      const bad = await auth(folder, { ...server.env, GOOGLE_OAUTH_TOKEN_URL: "http://evil.example/token", PARLEY_HTTP_PORT: "x" }, [], open)
      assert.strictEqual(bad.code, 2)
      assert.match(bad.stderr, /GOOGLE_OAUTH_TOKEN_URL: expected [\s\S]*PARLEY_HTTP_PORT: expected /u)
      assert.strictEqual((await auth(folder, server.env, ["--timeout-minutes", "0"], open)).code, 2)
      assert.deepStrictEqual(readdirSync(folder), [])
    }))

  it("costs other commands nothing: Google's library is loaded when it runs", () => {
    const eager = new Set(["main.mjs"])
    for (const file of eager) {
      const text = readFileSync(join(dirname(main), file), "utf8")
      assert.notInclude(text, "oauth2FederatedSignonPemCertsUrl", file)
      for (const [, name = ""] of text.matchAll(/^(?:\} from|import) "\.\/([^"]+)"/gmu)) eager.add(name)
    }
    assert.isAbove(eager.size, 5)
  })
})
