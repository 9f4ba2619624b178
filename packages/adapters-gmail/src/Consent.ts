import * as Data from "effect/Data"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Scope from "effect/Scope"
import { randomBytes, timingSafeEqual } from "node:crypto"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"

/** What Google sent the browser back with: a code, or its word for why not. */
export type Answer = { readonly code: string } | { readonly error: string }

/** A sign-in waits on this machine's loopback for the browser to come back from Google. https://www.rfc-editor.org/rfc/rfc8252#section-7.3 */
export interface Consent {
  readonly redirectUri: string
  /** Goes to Google and comes back in the browser's request: whoever does not know it is not answering this sign-in. */
  readonly state: string
  readonly answer: Effect.Effect<Answer>
}

/** Nothing can listen on the port. */
export class PortRefused extends Data.TaggedError("PortRefused")<{ readonly port: number; readonly reason: string }> {}

/** Listens until its scope ends. The browser waits that long, and is told that it worked if the scope ended well. Port 0 is any free one. */
export const listen = (port: number): Effect.Effect<Consent, PortRefused, Scope.Scope> =>
  Effect.gen(function*() {
    const state = randomBytes(32).toString("base64url")
    const answered = yield* Deferred.make<Answer>()
    let waiting: ServerResponse | null = null
    let chosen = port

    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      // another name for this machine is a page of somebody else's that was led here
      if (request.headers.host !== `127.0.0.1:${chosen}`) return show(response, 421, pages.missing)
      const target = `http://127.0.0.1${request.url ?? "/"}`
      if (!URL.canParse(target)) return show(response, 404, pages.missing)
      const { pathname, searchParams } = new URL(target)
      if (pathname !== path) return show(response, 404, pages.missing)
      if (request.method !== "GET") return show(response, 405, pages.missing)
      const answer = read(searchParams, state)
      if (answer === null) return show(response, 400, pages.foreign)
      if (waiting !== null) return show(response, 409, pages.used)
      waiting = response
      Deferred.unsafeDone(answered, Effect.succeed(answer))
    }

    const server = createServer({ requestTimeout: 10_000 }, handle)
    yield* Effect.acquireRelease(opened(server, port), (_, exit) =>
      Effect.promise(async () => {
        server.close()
        if (waiting !== null) await shown(waiting, Exit.isSuccess(exit) ? pages.done : pages.failed)
        server.closeAllConnections()
      }))
    const address = server.address()
    chosen = typeof address === "object" && address !== null ? address.port : port
    return { redirectUri: `http://127.0.0.1:${chosen}${path}`, state, answer: Deferred.await(answered) }
  })

const path = "/oauth2callback"

const opened = (server: Server, port: number): Effect.Effect<void, PortRefused> =>
  Effect.async((resume) => {
    server.once("error", (error) => resume(Effect.fail(new PortRefused({ port, reason: error.message }))))
    server.listen(port, "127.0.0.1", () => resume(Effect.void))
  })

/** Null unless it carries our state and says one thing. */
const read = (query: URLSearchParams, state: string): Answer | null => {
  const one = (name: string): string | null => query.getAll(name).length === 1 ? query.get(name) : null
  if (!isSame(one("state") ?? "", state)) return null
  const [code, error] = [one("code"), one("error")]
  if (error !== null && !query.has("code")) return { error: /^[a-z_]{1,64}$/u.test(error) ? error : "an error that is none of its own" }
  return code !== null && code !== "" && !query.has("error") ? { code } : null
}

const isSame = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Nothing of a request is ever repeated in them. */
const pages = {
  done: "Parley is signed in. You can close this page.",
  failed: "The sign-in did not work. The terminal in which it was begun says why.",
  foreign: "This does not answer the sign-in that Parley waits for. Open the address that the terminal shows.",
  used: "This sign-in was answered already. The terminal in which it was begun says how it went.",
  missing: "There is nothing here."
} as const

const show = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff", connection: "close"
  })
  response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Parley</title><p>${text}</p></html>\n`)
}

/** When the page has left, or the browser. */
const shown = (response: ServerResponse, text: string): Promise<void> =>
  new Promise((done) => {
    if (response.destroyed) return done()
    response.once("finish", done).once("close", done)
    show(response, text === pages.done ? 200 : 400, text)
  })
