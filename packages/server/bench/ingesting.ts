import * as SqliteStore from "@parley/adapters-sqlite/SqliteStore"
import { Store } from "@parley/domain/ports/Store"
import * as GoogleServer from "@parley/local-google/GoogleServer"
import * as TrialFolder from "@parley/local-google/TrialFolder"
import * as Effect from "effect/Effect"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type Child, cpuOf, serving } from "./child.ts"
import { inFolder } from "./folder.ts"
import { load, type Load } from "./ingest/load.ts"

/** Who takes pushes: Parley, and servers that put the same rows into the same table on the same disk; `signed` checks the token's signature besides, the other two check nothing. */
export const takers = ["parley", "node", "signed", "fastify"] as const
export type Taker = (typeof takers)[number]

/** A run against one taker; `cpu` is the processor's time that a push took there, in microseconds. */
export interface Run extends Load {
  readonly cpu: number
}

/**
 * Pushes of Gmail's until they are durable, over 50 connections, against each taker in turn. Parley is the whole server as it is run: it
 * checks each token, reads each push and keeps it once. Gmail itself cannot be reached meanwhile, so that nothing but the pushes is measured.
 */
export const ingesting = (program: ReadonlyArray<string>, runs: number, count: number): Promise<ReadonlyArray<Readonly<Record<Taker, Run>>>> =>
  inFolder((own) => inFolder((others) => inFolder(async (folder) => {
    const audience = "https://parley.example/webhooks/gmail"
    const google = await GoogleServer.start({ unitsPerMinute: 1_000_000, push: { endpoint: audience, audience, serviceAccount: "push@local.iam.gserviceaccount.com" } })
    const files = TrialFolder.write(folder, { oauth: google.oauth, tokenUrl: `${google.url}/token`, share: () => {} })
    const baseline = async (kind: Taker) => {
      const path = join(others, kind)
      mkdirSync(path)
      // the tables, made by the store itself
      await Effect.runPromise(Effect.provide(Effect.flatMap(Store, ({ check }) => check), SqliteStore.layer({ path })))
      return serving(["--conditions=source", join(import.meta.dirname, "ingest/baseline.ts"), kind, path, google.env["GOOGLE_OAUTH_CERTS_URL"] ?? ""], {}, folder)
    }
    const servers: Record<Taker, Child> = {
      parley: await serving([...program, "start"], {
        ...google.env, ...files, PARLEY_DATA_DIR: own, PARLEY_HTTP_PORT: "0", PARLEY_LOG: "json", PARLEY_MAILBOX: "gmail", GOOGLE_API_ROOT_URL: "http://127.0.0.1:9/",
        GOOGLE_PUBSUB_TOPIC: "projects/local/topics/gmail", GOOGLE_PUSH_AUDIENCE: audience, GOOGLE_PUSH_SERVICE_ACCOUNT: "push@local.iam.gserviceaccount.com"
      }, folder),
      node: await baseline("node"), signed: await baseline("signed"), fastify: await baseline("fastify")
    }
    try {
      let pushes = 0
      const token = google.pubsub.token()
      const once = async (taker: Taker, count: number): Promise<Run> => {
        const first = pushes
        pushes += count
        const { pid, port } = servers[taker]
        const before = cpuOf(pid)
        const done = await load(port, 50, count, (n) => requestOf(token, first + n))
        return { ...done, cpu: (cpuOf(pid) - before) * 1000 / count }
      }
      for (const taker of takers) await once(taker, count)
      const results: Array<Record<Taker, Run>> = []
      for (let run = 0; run < runs; run++) {
        results.push({ parley: await once("parley", count), node: await once("node", count), signed: await once("signed", count), fastify: await once("fastify", count) })
      }
      return results
    } finally {
      for (const { stop } of Object.values(servers)) await stop()
      await google.close()
    }
  })))

const data = Buffer.from(JSON.stringify({ emailAddress: "partnerships@parley.example", historyId: 9_999_800 })).toString("base64")

/** A push as Pub/Sub sends it. */
const requestOf = (token: string, n: number): Buffer => {
  const id = String(10_000_000_000 + n)
  const publishTime = "2026-11-23T10:00:00.000Z"
  const body = JSON.stringify({ message: { data, messageId: id, message_id: id, publishTime, publish_time: publishTime }, subscription: "projects/p/subscriptions/s" })
  return Buffer.from(`POST /webhooks/gmail HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`)
}
