import { assert, describe, it } from "@effect/vitest"
import type { CampaignReport } from "@parley/api/CampaignsApi"
import type { Page } from "@parley/api/Page"
import type { Problem } from "@parley/api/Problems"
import type { Forgotten, RosterProblem } from "@parley/api/Reports"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { parse } from "yaml"
import { samples } from "../harness/ServerProcess.ts"
import { inApi } from "./apiWorld.ts"

const campaign: Readonly<Record<string, unknown>> = parse(readFileSync(samples.campaign, "utf8"))
const csv = readFileSync(samples.roster, "utf8")
const broken = `${csv.split("\n").slice(0, 3).join("\n")}\nNobody,no address,instagram,@nobody,many,,,,\n`

const files = (folder: string) => existsSync(folder) ? readdirSync(folder) : []

describe("starting a campaign over the API", () => {
  it("API-01 takes the roster as text, keeps it as a file to watch, and tells what is wrong with it, as the check did", () =>
    inApi(async ({ call, rosters, tokens }) => {
      const body = { campaign, roster: { csv: broken } }
      const check = await call<{ readonly campaign: string; readonly name?: string; readonly creators: number; readonly rosterProblems: ReadonlyArray<RosterProblem> }>(tokens.admin, "POST", "/api/v1/campaigns/check", body)
      assert.deepInclude(check.body, { campaign: "spring-glow-2026", name: "Spring Glow", creators: 2 })
      assert.isAbove(check.body.rosterProblems.length, 1)
      assert.deepStrictEqual(files(rosters), [])
      assert.strictEqual((await call(tokens.viewer, "GET", "/api/v1/campaigns/spring-glow-2026")).status, 404)

      const started = await call<typeof check.body>(tokens.admin, "POST", "/api/v1/campaigns", body)
      assert.deepStrictEqual([started.status, started.body.creators, started.body.rosterProblems], [201, 2, check.body.rosterProblems])
      const report = await call<CampaignReport>(tokens.viewer, "GET", "/api/v1/campaigns/spring-glow-2026")
      assert.deepStrictEqual(report.body.states, { Unopened: 2 })
      assert.strictEqual(readFileSync(report.body.roster ?? "", "utf8"), broken)
      const problems: Array<RosterProblem> = []
      for (let cursor = ""; ;) {
        const { body } = await call<Page<RosterProblem>>(tokens.viewer, "GET", `/api/v1/campaigns/spring-glow-2026/roster-problems?limit=1${cursor}`)
        problems.push(...body.items)
        if (body.next === null) break
        cursor = `&cursor=${body.next}`
      }
      assert.deepStrictEqual(problems, [...check.body.rosterProblems])

      const forgotten = await call<Forgotten>(tokens.admin, "POST", "/api/v1/forgotten", { address: "Maya.Lopez@example.com" })
      assert.include(forgotten.body.left, report.body.roster)

      const again = await call<Problem>(tokens.admin, "POST", "/api/v1/campaigns", body)
      assert.strictEqual(again.status, 409)
      assert.lengthOf(files(rosters), 1)
    }))

  it("API-01 refuses the same in the same words, checked or started, and starts nothing", () =>
    inApi(async ({ call, rosters, tokens }) => {
      for (const body of [
        { campaign: { ...campaign, budget: -1 }, roster: { csv } },
        { campaign, roster: { csv: "Name\nNobody\n" } },
        { campaign, roster: { csv: "Name,Email\n\"broken" } },
        { campaign, roster: { source: "/nowhere/roster.csv" } }
      ]) {
        const [checked, started] = await Promise.all(["campaigns/check", "campaigns"].map((path) => call<Problem>(tokens.admin, "POST", `/api/v1/${path}`, body)))
        assert.strictEqual(started?.status, 400)
        const told = (problem: Problem | undefined) => [problem?.detail, problem?.problems.map(({ expected, got }) => [expected, got])]
        assert.deepStrictEqual(told(checked?.body), told(started?.body))
      }
      assert.deepStrictEqual((await call<Page<unknown>>(tokens.viewer, "GET", "/api/v1/campaigns")).body.items, [])
      assert.deepStrictEqual(files(rosters), [])
    }))
})
