import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { google } from "../../adapters-sheets/test/google.ts"
import { begin, mailsTo } from "./harness/creators.ts"
import { campaignYaml, rosterCsv } from "./harness/letters.ts"
import { inWorld, until, type World } from "./harness/ServerProcess.ts"

const often = { PARLEY_ROSTER_EVERY_SECONDS: "1" }
const readTwice = () => new Promise((done) => setTimeout(done, 3000))
const hasMail = (world: World, name: string) => until(`mail to ${name}`, async () => (await mailsTo(world, name)).length > 0)

describe("a watched roster", () => {
  it("ROSTER-02 in a CSV file: a new row is written to once, also over a kill, and not again once it was forgotten", () =>
    inWorld(async (world) => {
      const csv = join(world.dataDir, "roster.csv")
      const server = await world.start(often)
      await begin(world, ["Ana"])
      writeFileSync(csv, rosterCsv("Ana", "Ben"))
      await hasMail(world, "Ben")
      server.process.kill("SIGKILL")
      await server.exited
      await world.start(often)
      await readTwice()
      assert.deepStrictEqual([(await mailsTo(world, "Ana")).length, (await mailsTo(world, "Ben")).length], [1, 1])

      writeFileSync(csv, rosterCsv("Ana", "Ben").replace("instagram", "youtube"))
      const told = () => readFileSync(join(world.dataDir, "team.jsonl"), "utf8").split("\n").filter((line) => line.includes("the roster row changed"))
      await until("the team to be told", () => told().length > 0)
      assert.include(told()[0] ?? "", "youtube")

      assert.strictEqual((await world.cli("forget", "ben@example.com")).code, 0)
      await readTwice()
      assert.lengthOf(told(), 1)
      const status = await world.status()
      assert.deepStrictEqual(status.negotiations.map(({ creator, state }) => [creator, state]), [["Ana", "AwaitingReply"], ["forgotten", "Stopped"]])
      assert.strictEqual((await world.cli("verify")).code, 0)
    }))

  it("ROSTER-01 ROSTER-02 in Google Sheets: the default tab starts a campaign, a new row is written to, and a lost share shows in readiness and to the team", () =>
    Effect.runPromise(Effect.scoped(Effect.flatMap(google, ({ account, keyFile, tokenUrl, url, world: sheets }) =>
      Effect.promise(() => inWorld(async (world) => {
        const id = "1spring-spreadsheet"
        const put = (...names: ReadonlyArray<string>) => sheets.setTab(id, "Creators", rosterCsv(...names).trim().split(/\r?\n/u).map((line) => line.split(",")))
        put("Ana")
        sheets.share(id, account)
        const env = {
          ...often, PARLEY_ROSTER: "sheets", GOOGLE_SERVICE_ACCOUNT_FILE: keyFile, PARLEY_SHEETS_DEFAULT: `https://docs.google.com/spreadsheets/d/${id}/edit#gid=0#Creators`,
          GOOGLE_API_ROOT_URL: url, GOOGLE_OAUTH_TOKEN_URL: tokenUrl
        }
        const { port } = await world.start(env)
        const yaml = join(world.dataDir, "campaign.yaml")
        writeFileSync(yaml, campaignYaml("", 20))
        const words = Object.entries(env).map(([name, value]) => `${name}='${value}'`).join(" ")
        const started = await world.bash(words, "campaign", "start", yaml)
        assert.strictEqual(started.code, 0, started.stderr)
        await hasMail(world, "Ana")
        put("Ana", "Ben")
        await hasMail(world, "Ben")
        sheets.unshare(id, account)
        await until("the team to be told", () => readFileSync(join(world.dataDir, "team.jsonl"), "utf8").includes(account))
        assert.include(await (await fetch(`http://127.0.0.1:${port}/ready`)).text(), account)
        assert.lengthOf(await world.sent(), 2)
      }))
    ))))
})
