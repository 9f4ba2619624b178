import { assert, describe, it } from "@effect/vitest"
import { type Plan } from "@parley/testkit/sim/simulator/Campaigns"
import type { Report } from "@parley/testkit/sim/simulator/Report"
import * as Effect from "effect/Effect"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { renderHtml } from "../src/simulate/renderHtml.ts"
import { renderText } from "../src/simulate/renderText.ts"
import { runPlan } from "../src/simulate/runPlan.ts"
import { inWorld } from "./harness/ServerProcess.ts"

const plan: Plan = { seed: 1, negotiations: 60, policies: ["default", "fixed"], counterparties: "people", faults: 0, asBytes: false, only: null }
const run = (threads: number) => Effect.runPromise(runPlan(plan, { threads, progress: () => {} }))
const hostile = "<script>alert(1)</script>\" onload='x'&"

/** Every name in it is somebody's attempt to break out. */
const withNames = (report: Report): Report => ({
  ...report,
  plan: { ...report.plan, counterparties: hostile },
  policies: report.policies.map((one, index) => ({ ...one, name: `${hostile}${index}`, kinds: one.kinds.map((kind) => ({ ...kind, kind: hostile })), violations: 1 })),
  violations: [{ rule: "mail_twice", policy: hostile, campaign: 0, negotiation: hostile, detail: hostile }]
})

describe("the report of a simulation (SIM-01)", () => {
  it("is the same from one thread and from two", async () => {
    assert.strictEqual(JSON.stringify(await run(2)), JSON.stringify(await run(1)))
  }, 120_000)

  it("escapes whatever is not its own markup, and asks nothing of any host", async () => {
    const report = await run(1)
    const html = renderHtml(withNames(report))
    assert.notMatch(html, /<script|onload='|<img|<link|<iframe|\bsrc=|\bhref=|https?:|url\(|@import/u)
    assert.include(html, "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39;&amp;")
    assert.include(html, "default-src 'none'")
    assert.include(html, "prefers-color-scheme: dark")
    assert.notMatch(html, /NaN|undefined|Infinity/u)
    // every tag that opens closes
    const open: Array<string> = []
    for (const [, slash, name = "", rest = ""] of html.matchAll(/<(\/?)([a-z0-9]+)([^>]*)>/gu)) {
      if (slash === "/") assert.strictEqual(open.pop(), name)
      else if (name !== "meta" && !rest.endsWith("/")) open.push(name)
    }
    assert.deepStrictEqual(open, [])
  }, 120_000)

  it("has something to show where nobody was negotiated with", async () => {
    const nothing = await Effect.runPromise(runPlan({ ...plan, only: 99 }, { threads: 1, progress: () => {} }))
    assert.notMatch(renderHtml(nothing) + renderText(nothing), /NaN|undefined|Infinity/u)
  })
})

describe("parley simulate", () => {
  it("SIM-01 prints a table or JSON, writes its plots, and names what cannot be simulated", () =>
    inWorld(async (world) => {
      const html = join(world.dataDir, "report.html")
      const json = await world.cli("simulate", "--negotiations", "10", "--json", "--html", html)
      assert.strictEqual(json.code, 0, json.stderr)
      const report: Report = JSON.parse(json.stdout)
      assert.deepStrictEqual([report.plan.negotiations, report.policies[0]?.violations], [10, 0])
      assert.include(readFileSync(html, "utf8"), "<svg")
      assert.isFalse(existsSync(join(world.dataDir, "parley.db")))
      const table = await world.cli("simulate", "--negotiations", "10", "--counterparties", "population", "--policy", "default,linear")
      for (const part of ["zone kept", "population", "linear", "(omniscient bound)"]) assert.include(table.stdout, part)

      const file = join(world.dataDir, "mine.yaml")
      writeFileSync(file, "pace: firm\n")
      const both: Report = JSON.parse((await world.cli("simulate", "--negotiations", "40", "--counterparties", "population", "--policy", `firm,${file},default`, "--json")).stdout)
      const [firm, mine, own] = both.policies.map((one) => ({ ...one, name: "", lead: null }))
      assert.deepStrictEqual(mine, firm)
      assert.notDeepEqual(own, firm)
      assert.isTrue((both.bound.paidOfCeiling.mean ?? 0) > 0 && (both.bound.paidOfCeiling.mean ?? 2) < (firm?.paidOfCeiling.mean ?? 0))
      writeFileSync(file, "pace: bold\n")
      const odd = await world.cli("simulate", "--policy", `default,${file}`)
      assert.deepStrictEqual([odd.code, odd.stderr.includes("pace: ")], [2, true])

      const bad = await world.cli("simulate", "--policy", "default,bold", "--faults", "2", "--negotiations", "0", "--counterparties", "ghosts")
      assert.strictEqual(bad.code, 2)
      for (const field of ["--policy: expected one of default", "--faults: expected a number from 0 to 0.3; got 2", "--negotiations", "--counterparties: expected one of people"]) assert.include(bad.stderr, field)
      const nowhere = await world.cli("simulate", "--negotiations", "1", "--html", join(world.dataDir, "none", "r.html"))
      assert.strictEqual(nowhere.code, 1)
      assert.include(nowhere.stderr, "cannot be written")
      const help = await world.cli("simulate", "--help")
      assert.include(help.stdout, "parley simulate --negotiations 10000 --seed 1")
    }))
})
