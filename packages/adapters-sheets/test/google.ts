import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { generateKeyPairSync } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as SheetsService from "@parley/local-google/SheetsService"

/** A Google of one API on this machine, and a key file of an account that may sign in to it. */
export interface Google {
  readonly url: string
  readonly tokenUrl: string
  readonly world: SheetsService.SheetsWorld
  readonly keyFile: string
  readonly account: string
  /** How many tokens were asked for; while `refusal` is set, none is given. */
  readonly tokens: { asked: number; refusal: { readonly status: number; readonly error: string } | null }
}

const account = "roster@parley-test.iam.gserviceaccount.com"
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs8", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } })

export const google: Effect.Effect<Google, never, Scope.Scope> = Effect.gen(function*() {
  const folder = yield* Effect.acquireRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-sheets-"))),
    (path) => Effect.sync(() => rmSync(path, { recursive: true, force: true }))
  )
  const keyFile = join(folder, "key.json")
  writeFileSync(keyFile, JSON.stringify({ type: "service_account", client_email: account, private_key: privateKey }))
  const given = new Set<string>()
  const tokens: Google["tokens"] = { asked: 0, refusal: null }
  const world = SheetsService.make({ accountOf: (token) => given.has(token) ? account : null })

  const token = (body: string): { readonly status: number; readonly body: unknown } => {
    tokens.asked += 1
    const form = new URLSearchParams(body)
    if (tokens.refusal !== null) return { status: tokens.refusal.status, body: { error: tokens.refusal.error, error_description: "as the test says" } }
    if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer") return { status: 400, body: { error: "unsupported_grant_type" } }
    const access = `token-${tokens.asked}`
    given.add(access)
    return { status: 200, body: { access_token: access, expires_in: 3600, token_type: "Bearer" } }
  }
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Array<string> = []
    for await (const chunk of incoming) chunks.push(String(chunk))
    const body = chunks.join("")
    const url = new URL(incoming.url ?? "/", "http://localhost")
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]))
    const found = url.pathname === "/token"
      ? token(body)
      : await world.service({ method: incoming.method ?? "GET", path: url.pathname, query: url.searchParams, headers, body })
    response.writeHead(found?.status ?? 404, { "content-type": "application/json", ...(found !== null && "headers" in found ? found.headers : {}) })
    response.end(JSON.stringify(found?.body ?? {}))
  }
  const server = createServer((incoming, response) => void answer(incoming, response))
  const port = yield* Effect.acquireRelease(
    Effect.async<number>((resume) => void server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : 0))
    })),
    () => Effect.sync(() => {
      server.closeAllConnections()
      server.close()
    })
  )
  return { url: `http://127.0.0.1:${port}`, tokenUrl: `http://127.0.0.1:${port}/token`, world, keyFile, account, tokens }
})
