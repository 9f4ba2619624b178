import { assert, describe, it } from "@effect/vitest"
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const main = fileURLToPath(new URL("../../src/eval/main.ts", import.meta.url))
const run = (...args: ReadonlyArray<string>) => spawnSync(process.execPath, ["--conditions=source", main, ...args], { encoding: "utf8" })
const line = {
  id: "r1", from: "Ana <ana@ana.example>", subject: "Re: offer", format: "text", body: "I'd need $1,200 for it.",
  context: { deliverables: [{ type: "instagram_reel", quantity: 1 }], lastOfferCents: 90_000, averageViews: 10_000 }
}

describe("predict", () => {
  it("writes one prediction a line, in the order read", () => {
    const dir = mkdtempSync(join(tmpdir(), "parley-eval-"))
    writeFileSync(join(dir, "in.jsonl"), `${JSON.stringify(line)}\n`)
    const done = run("predict", "replies", join(dir, "in.jsonl"), join(dir, "out.jsonl"))
    assert.strictEqual(done.status, 0, done.stderr)
    assert.deepStrictEqual(JSON.parse(readFileSync(join(dir, "out.jsonl"), "utf8")), {
      id: "r1", intent: "counter", proposedRateCents: 120_000, currency: "USD", counterparty: "influencer", triggers: []
    })
  })

  it("writes nothing when a line is bad, and says which", () => {
    const dir = mkdtempSync(join(tmpdir(), "parley-eval-"))
    writeFileSync(join(dir, "in.jsonl"), `${JSON.stringify(line)}\n${JSON.stringify({ ...line, id: "r2", subject: 7 })}\n`)
    const done = run("predict", "replies", join(dir, "in.jsonl"), join(dir, "out.jsonl"))
    assert.strictEqual(done.status, 2)
    assert.include(done.stderr, "line 2, subject: expected string; got 7")
    assert.isFalse(existsSync(join(dir, "out.jsonl")))
  })

  it("says what another reader needs, and asks nobody", () => {
    const done = run("--reader", "anthropic")
    assert.strictEqual(done.status, 2)
    assert.include(done.stderr, "ANTHROPIC_API_KEY: expected an API key")
  })
})
