import { getLocal } from "mockttp"
import * as Effect from "effect/Effect"

/** One fault. `before`: Google never hears of the call. `after`: Google did what was asked, and its answer is spoiled. */
export interface Fault {
  readonly name: string
  readonly before?: () => Spoilt
  readonly after?: (body: string) => Spoilt
}

export type Spoilt = "reset" | "close" | "hang" | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string }

/** A call as it came by, by the adapter's own names; "token" is a refresh of the access token. */
export type Seen = ReadonlyArray<string>

export interface Proxy {
  readonly url: string
  readonly seen: () => Seen
  /** Spoils the `index`-th call from the start, counted from 0; answers whether it came to that. */
  readonly spoil: (index: number, fault: Fault) => () => boolean
}

/** Stands between the adapter and the stand-in. A hanging answer comes after `hangs` milliseconds, as a closed connection. */
export const make = (target: string, hangs: number) =>
  Effect.gen(function*() {
    const proxy = yield* Effect.acquireRelease(
      Effect.promise(async () => {
        const server = getLocal({ recordTraffic: false })
        await server.start(0)
        return server
      }),
      (server) => Effect.promise(() => server.stop())
    )
    const seen: Array<string> = []
    const numbers = new Map<string, number>()
    let plan: { readonly index: number; readonly fault: Fault; done: boolean } | null = null
    const spoilt = async (id: string, spoil: ((fault: Fault) => Spoilt | undefined)) => {
      if (plan === null || plan.done || numbers.get(id) !== plan.index) return undefined
      const how = spoil(plan.fault)
      if (how === undefined) return undefined
      plan.done = true
      if (how === "hang") await new Promise((resolve) => setTimeout(resolve, hangs))
      if (how === "hang" || how === "close") return "close" as const
      return how === "reset" ? how : { statusCode: how.status, headers: { "content-type": "application/json", ...how.headers }, body: how.body }
    }
    yield* Effect.promise(() =>
      proxy.forAnyRequest().thenPassThrough({
        beforeRequest: async ({ id, method, url }) => {
          numbers.set(id, seen.length)
          const { pathname, search } = new URL(url)
          seen.push(callOf(method, pathname))
          const response = await spoilt(id, ({ before }) => before?.())
          return response === undefined ? { url: `${target}${pathname}${search}` } : { response }
        },
        beforeResponse: async (response, { id }) => {
          const body = await response.body.getText()
          const instead = await spoilt(id, ({ after }) => after?.(body ?? ""))
          return instead ?? undefined
        }
      }))
    const made: Proxy = {
      url: proxy.url,
      seen: () => [...seen],
      spoil: (index, fault) => {
        const planned = { index, fault, done: false }
        plan = planned
        return () => planned.done
      }
    }
    return made
  })

const callOf = (method: string, path: string): string => {
  const steps = path.split("/users/me/")[1]?.split("/") ?? ["token"]
  const [kind = "", id, verb] = steps
  if (kind === "token") return kind
  if (kind === "profile") return "getProfile"
  if (id === undefined) return `${kind}.${method === "POST" ? "create" : "list"}`
  if (verb !== undefined) return `${kind}.${verb}`
  return `${kind}.${id === "send" ? "send" : method === "PUT" ? "update" : method === "DELETE" ? "delete" : "get"}`
}

const google = (status: number, reason: string, message: string, headers: Readonly<Record<string, string>> = {}): Spoilt => ({
  status, headers, body: JSON.stringify({ error: { code: status, message, errors: [{ message, domain: "global", reason }] } })
})

const page = (status: number): Spoilt => ({ status, headers: { "content-type": "text/html" }, body: "<html><body>Sorry</body></html>" })

export const faults: ReadonlyArray<Fault> = [
  { name: "reset before it was done", before: () => "reset" },
  { name: "reset after it was done", after: () => "reset" },
  { name: "no answer, and not done", before: () => "hang" },
  { name: "no answer, though done", after: () => "hang" },
  { name: "429 with Retry-After", before: () => google(429, "rateLimitExceeded", "Too many concurrent requests for user", { "retry-after": "1" }) },
  {
    name: "429 with a time in its message",
    before: () => google(429, "rateLimitExceeded", `User-rate limit exceeded.  Retry after ${new Date(Date.now() + 500).toISOString()} (Mail sending)`)
  },
  { name: "403 userRateLimitExceeded", before: () => google(403, "userRateLimitExceeded", "User Rate Limit Exceeded") },
  { name: "401 before its time", before: () => google(401, "authError", "Invalid Credentials") },
  { name: "503", before: () => google(503, "backendError", "The service is currently unavailable.") },
  { name: "500", before: () => google(500, "backendError", "Internal error encountered.") },
  { name: "500 after it was done", after: () => google(500, "backendError", "Internal error encountered.") },
  { name: "a proxy's 404", before: () => page(404) },
  { name: "a proxy's 502 after it was done", after: () => page(502) },
  { name: "an answer cut short", after: (body) => ({ status: 200, body: body.slice(0, Math.floor(body.length * 0.6)) }) }
]

const writes: ReadonlyArray<string> = ["drafts.create", "drafts.update", "drafts.send", "drafts.delete", "messages.trash"]

export type Reads = "all" | "some" | "none"

/** Every fault at every write of a clean run, and at every read; `some` takes every other fault of a read. */
export const matrix = (calls: Seen, reads: Reads) =>
  calls.flatMap((call, index) =>
    faults.flatMap((fault, number) => writes.includes(call) || reads === "all" || (reads === "some" && (index + number) % 2 === 0) ? [{ fault, index }] : []))
