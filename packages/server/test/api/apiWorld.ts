import * as CsvRoster from "@parley/adapters-local/CsvRoster"
import * as CampaignSource from "@parley/domain/ports/CampaignSource"
import { Store } from "@parley/domain/ports/Store"
import { Settings } from "@parley/domain/usecases/Settings"
import * as MemoryMailbox from "@parley/testkit/MemoryMailbox"
import * as MemoryStore from "@parley/testkit/MemoryStore"
import * as MemoryTeam from "@parley/testkit/MemoryTeam"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Scope from "effect/Scope"
import { createServer, type Server } from "node:http"
import { mkdtempSync, rmSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { firstAdmin, Identity, layer as identityLayer } from "../../src/access/Identity.ts"
import * as Limits from "../../src/access/Limits.ts"
import * as Origins from "../../src/access/Origins.ts"
import * as Sandbox from "../../src/sandbox/Sandbox.ts"
import * as Http from "../../src/Http.ts"
import * as Intakes from "../../src/intakes.ts"
import * as Operations from "../../src/Operations.ts"
import * as RosterUploads from "../../src/operations/RosterUploads.ts"
import { Readiness } from "../../src/Readiness.ts"

/** The API as the server serves it, on free ports and on books in memory. */
export interface ApiWorld {
  readonly url: string
  /** What the socket answers, where a test can reach it. */
  readonly socketUrl: string
  readonly store: Store["Type"]
  /** A token of each role, and the one from the settings. */
  readonly tokens: Readonly<Record<"viewer" | "negotiator" | "admin" | "settings", string>>
  readonly rosters: string
  /** One call; a body goes as JSON. */
  readonly call: <B>(token: string | null, method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Answer<B>>
  /** What a server does first when it stops. */
  readonly endStreams: () => Promise<void>
}

export interface Answer<B> {
  readonly status: number
  readonly headers: Headers
  readonly body: B
}

export const settingsToken = "0123456789abcdef0123456789abcdef"

export const inApi = async <A>(
  use: (world: ApiWorld) => Promise<A>,
  { perSecond = 10_000, publicUrl = null, store = Layer.sync(Store, () => MemoryStore.make()) }: { readonly perSecond?: number; readonly publicUrl?: string | null; readonly store?: Layer.Layer<Store, unknown> } = {}
): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), "parley-api-"))
  const scope = Effect.runSync(Scope.make())
  try {
    const built = await Effect.runPromise(Layer.buildWithScope(layer(store, perSecond, publicUrl, folder), scope))
    const { endStreams, network, socket } = Context.get(built, Http.Surface)
    const identity = Context.get(built, Identity)
    const [one, other] = await Promise.all([createServer(network), createServer(socket)].map(listening))
    if (one === undefined || other === undefined) throw new Error("no server")
    const made = (role: "viewer" | "negotiator" | "admin") =>
      Effect.runPromise(Effect.map(identity.create({ name: `${role} of the test`, role, expiresAt: null, createdBy: firstAdmin }), ({ secret }) => Redacted.value(secret)))
    const tokens = { viewer: await made("viewer"), negotiator: await made("negotiator"), admin: await made("admin"), settings: settingsToken }
    const call: ApiWorld["call"] = async (token, method, path, body, headers = {}) => {
      const response = await fetch(`${one.url}${path}`, {
        method, headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) })
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text === "" ? null : /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text }
    }
    try {
      return await use({ url: one.url, socketUrl: other.url, store: Context.get(built, Store), tokens, rosters: join(folder, "rosters"), call, endStreams: () => Effect.runPromise(endStreams) })
    } finally {
      for (const { server } of [one, other]) {
        server.closeAllConnections()
        server.close()
      }
    }
  } finally {
    await Effect.runPromise(Scope.close(scope, Exit.void))
    rmSync(folder, { recursive: true, force: true })
  }
}

const layer = (store: Layer.Layer<Store, unknown>, perSecond: number, publicUrl: string | null, folder: string) =>
  Http.surfaceLayer(Origins.make({ bound: "127.0.0.1", publicUrl }), { sandbox: false }).pipe(
    Layer.provideMerge(Layer.mergeAll(Operations.layer(RosterUploads.inFolder(join(folder, "rosters"))), Intakes.layer, identityLayer(Redacted.make(settingsToken)), Limits.layer(perSecond), Layer.succeed(Readiness, ready), Sandbox.closed)),
    Layer.provideMerge(Layer.mergeAll(store, CsvRoster.layer, CampaignSource.none, MemoryMailbox.make().layer, MemoryTeam.make().layer, Layer.succeed(Settings, identity)))
  )

const ready: Readiness["Type"] = {
  report: Effect.succeed({ ready: true, reasons: [], checks: { store: "ok" }, unaccountedMessages: 0, deadLetters: 0, sendingStoppedBy: null, pushes: null, forms: null, models: {}, slack: null })
}

const identity: Settings["Type"] = {
  mailbox: "box", sender: { name: "", address: "us@glow.example" }, ownAddresses: ["us@glow.example"], teammates: [], autonomy: "auto", sendsPerDay: 500, rosterEvery: 60_000, digestHour: 9,
  unread: { holdAfter: null, handOffAfter: 14_400_000 }, concurrency: 1
}

const listening = (server: Server) =>
  new Promise<{ readonly server: Server; readonly url: string }>((done, failed) => {
    server.once("error", failed)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      done({ server, url: `http://127.0.0.1:${isTcp(address) ? address.port : 0}` })
    })
  })

const isTcp = (address: AddressInfo | string | null): address is AddressInfo => typeof address === "object" && address !== null
