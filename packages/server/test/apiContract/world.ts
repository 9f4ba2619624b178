import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { campaignYaml, rosterCsv } from "../harness/letters.ts"
import { inWorld, type Running, until, type World } from "../harness/ServerProcess.ts"
import { ask } from "./ask.ts"
import { type Document, read } from "./Document.ts"
import type { Known } from "./samples.ts"

export interface ApiWorld extends World {
  readonly server: Running
  /** As the server tells it. */
  readonly document: Document
  readonly openapi: Readonly<Record<string, unknown>>
  readonly known: Known
  readonly admin: string
  readonly viewer: string
}

/** The first admin's; as long as the setting wants it. */
const admin = "contract-admin-token-0123456789abcdef"

/** A real server with a campaign in which every opening waits for a yes, and tokens of every role. */
export const inApiWorld = (use: (world: ApiWorld) => Promise<void>, settings: Readonly<Record<string, string>> = {}): Promise<void> =>
  inWorld(async (world) => {
    const server = await world.start()
    const [yaml, csv] = [join(world.dataDir, "campaign.yaml"), join(world.dataDir, "roster.csv")]
    writeFileSync(yaml, campaignYaml())
    writeFileSync(csv, rosterCsv("Ada", "Ben", "Cleo"))
    const started = await world.cli("campaign", "start", yaml, "--roster", csv)
    if (started.code !== 0) throw new Error(started.stderr)
    const called = async (method: string, target: string, body?: unknown) => {
      const answer = await ask(server.port, { method, target, headers: { authorization: `Bearer ${admin}`, "content-type": "application/json" }, ...body === undefined ? {} : { body: JSON.stringify(body) } })
      if (answer.status >= 300) throw new Error(`${method} ${target}: ${answer.status} ${answer.body}\n${server.log()}`)
      return JSON.parse(answer.body)
    }
    const negotiation = await until("an opening that waits for a yes", async () => {
      const { items }: { readonly items: ReadonlyArray<{ readonly creator: string; readonly id: string }> } = await called("GET", "/api/v1/negotiations?state=AwaitingApproval")
      return items.find(({ creator }) => creator === "Ada")?.id ?? null
    })
    const made = (name: string, role: string) => called("POST", "/api/v1/tokens", { name, role })
    const [viewer, second] = [await made("Viewer", "viewer"), await made("To be revoked", "viewer")]
    const openapi = await called("GET", "/openapi.json")
    await use({ ...world, server, openapi, document: read(openapi), admin, viewer: viewer.secret, known: { negotiation, campaign: "autumn", token: second.token.id, secret: admin } })
  }, { PARLEY_AUTONOMY: "review", PARLEY_API_TOKEN: admin, PARLEY_API_REQUESTS_PER_SECOND: "100000", ...settings })
