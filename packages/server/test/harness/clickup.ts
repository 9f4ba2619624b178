import type { IntakeReport } from "@parley/api/IntakesApi"
import { Intakes } from "../../src/intakes.ts"
import * as IntakesClient from "../../src/IntakesClient.ts"
import * as ClickUpServer from "@parley/local-clickup/ClickUpServer"
import * as Effect from "effect/Effect"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { freePort } from "./freePort.ts"
import { rosterCsv } from "./letters.ts"
import { inWorld, until, type World } from "./ServerProcess.ts"

/** A ClickUp on this machine, and a server that is configured for it by its environment alone, with Ada and Ben on the roster of the form. */
export interface ClickUpWorld extends World {
  readonly clickUp: ClickUpServer.ClickUpServer
  /** Where webhooks go. */
  readonly hook: string
  readonly ready: () => Promise<{ readonly ready: boolean; readonly forms: Readonly<Record<string, number>> | null }>
  readonly intakes: () => Promise<ReadonlyArray<IntakeReport>>
  readonly intake: (form: string) => Promise<IntakeReport | null>
  /** Waits until the form stands so. */
  readonly inStatus: (form: string, status: IntakeReport["status"]) => Promise<IntakeReport>
  /** What the team was told about forms. */
  readonly notices: () => ReadonlyArray<{ readonly title: string; readonly facts: ReadonlyArray<readonly [string, string]> }>
}

export const samplesMap = resolve(import.meta.dirname, "../../../../samples/clickup-map.yaml")

export const inClickUpWorld = async (use: (world: ClickUpWorld) => Promise<void>, settings: Readonly<Record<string, string>> = {}): Promise<void> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const hook = `${url}/webhooks/clickup`
  const clickUp = await ClickUpServer.start({ requestsPerMinute: 10_000 })
  const { secret } = clickUp.webhooks.make(hook, ["taskCreated"], clickUp.list)
  try {
    await inWorld((world) => {
      writeFileSync(join(world.dataDir, "creators.csv"), rosterCsv("Ada One", "Ben Two"))
      const intakes = async () => (await Effect.runPromise(Effect.provide(Effect.flatMap(Intakes, ({ list }) => list), IntakesClient.layer(join(world.dataDir, "parley.sock"))))).intakes
      const intake = async (form: string) => (await intakes()).find((one) => one.form === form) ?? null
      const notices = () => {
        const file = join(world.dataDir, "team.jsonl")
        return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line)).filter(({ kind }) => kind === "intake") : []
      }
      return use({
        ...world, clickUp, hook, intakes, intake, notices,
        ready: async () => JSON.parse(await (await fetch(`${url}/ready`)).text()),
        inStatus: (form, status) => until(`form ${form} to be ${status}`, async () => {
          const one = await intake(form)
          return one?.status === status ? one : null
        })
      })
    }, {
      PARLEY_HTTP_PORT: String(port), PARLEY_INTAKE: "clickup", CLICKUP_API_URL: clickUp.apiUrl, CLICKUP_API_TOKEN: clickUp.token, CLICKUP_WEBHOOK_SECRET: secret, CLICKUP_LIST_ID: clickUp.list,
      CLICKUP_TEAM_ID: clickUp.team, CLICKUP_MAP: samplesMap, CLICKUP_ROSTER: "{tab}.csv", ...settings
    })
  } finally {
    await clickUp.close()
  }
}
