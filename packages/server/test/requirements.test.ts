import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

const root = resolve(import.meta.dirname, "../../..")
const requirements = readFileSync(join(root, "docs/requirements.md"), "utf8")
const ids = /\b(?:MAIL|PRICE|STRAT|LEVER|LEDGER|READ|PARTY|GATE|KB|HUMAN|INTAKE|ROSTER|STATE|AUDIT|SIM|API|DASH|CLI|OPS|SEC)-\d{2}\b/g

/** Every test and contract file of every package; titles and doc lines name the ids they verify. */
const sources = readdirSync(join(root, "packages"), { recursive: true, encoding: "utf8" })
  .filter((file) => /^[^/]+\/(?:test\/.*\.test\.ts|src\/[^/]*Contract\.ts)$/.test(file) && !file.endsWith("requirements.test.ts"))
  .map((file) => readFileSync(join(root, "packages", file), "utf8"))

describe("docs/requirements.md", () => {
  const lines = requirements.split("\n").filter((line) => line.startsWith("- **"))
  const covered = lines.flatMap((line) => [...line.matchAll(/\*\*([A-Z]+-\d{2})\*\* covered/g)].map((match) => match[1] ?? ""))

  it("marks every id as covered or planned, once", () => {
    const all = [...requirements.matchAll(/\*\*([A-Z]+-\d{2})\*\*/g)].map((match) => match[1])
    const marked = [...requirements.matchAll(/\*\*([A-Z]+-\d{2})\*\* (?:covered|planned)/g)].map((match) => match[1])
    assert.isAtLeast(all.length, 66)
    assert.deepStrictEqual(marked, all)
    assert.strictEqual(new Set(all).size, all.length)
  })

  it("calls nothing covered that no test names", () => {
    assert.isAbove(sources.length, 20)
    const named = new Set(sources.flatMap((source) => source.match(ids) ?? []))
    assert.deepStrictEqual(covered.filter((id) => !named.has(id)), [])
  })
})
