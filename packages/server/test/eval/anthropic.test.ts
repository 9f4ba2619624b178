import { assert, describe, it } from "@effect/vitest"
import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Claude from "../harness/claude.ts"

const main = fileURLToPath(new URL("../../src/eval/main.ts", import.meta.url))
const key = "sk-ant-local-0123456789"

/** The stand-in answers in this process, so the command must not hold it up. */
const run = (url: string, ...args: ReadonlyArray<string>): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> =>
  new Promise((done) => {
    const env = { ...process.env, ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: url }
    execFile(process.execPath, ["--conditions=source", main, ...args], { env }, (error, stdout, stderr) => done({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr }))
  })

const line = (id: string, body: string) => ({
  id, family: "f", from: "Ana <ana@ana.example>", subject: "Re: offer", format: "text", body,
  context: { deliverables: [{ type: "instagram_reel", quantity: 1 }], lastOfferCents: 200_000, averageViews: 100_000 },
  expected: { intent: "counter", proposedRateCents: 260_000, currency: "USD", counterparty: "influencer", triggers: [] }
})
const lines = [line("r1", "I usually charge $2,600 for a reel. Could you do that?"), line("r2", "I hardly charge $2,600 for a reel. Would that work?")]

const withFiles = async (use: (claude: Claude.Claude, dir: string) => Promise<void>): Promise<void> => {
  const claude = await Claude.start()
  const dir = mkdtempSync(join(tmpdir(), "parley-eval-"))
  writeFileSync(join(dir, "in.jsonl"), lines.map((one) => `${JSON.stringify(one)}\n`).join(""))
  writeFileSync(join(dir, "none"), "")
  try {
    await use(claude, dir)
  } finally {
    await claude.close()
  }
}

describe("the reader anthropic", () => {
  it("reads every line as the server would, and says on stderr what it used", () =>
    withFiles(async (claude, dir) => {
      const { status, stderr, stdout } = await run(claude.url, "--reader", "anthropic", "--replies", join(dir, "in.jsonl"), "--drafts", join(dir, "none"), "--held-back-list", join(dir, "none"), "--json")
      assert.strictEqual(status, 0, stderr)
      const { reader, replies, unread } = JSON.parse(stdout)
      assert.deepStrictEqual([reader, unread, replies.intent, replies.rate], ["anthropic", [], { right: 2, of: 2 }, { right: 2, of: 2 }])
      assert.lengthOf(claude.calls(), 2)
      assert.include(stderr, "2 calls, 0 answers that could not be used; tokens: 600 in, 9000 from the cache")
      assert.notInclude(stdout + stderr, key)
    }), 30_000)

  it("names a line that could not be read, and goes on with the others", () =>
    withFiles(async (claude, dir) => {
      claude.fail(500, "hardly")
      const out = join(dir, "out.jsonl")
      const { status, stderr, stdout } = await run(claude.url, "predict", "--reader", "anthropic", "replies", join(dir, "in.jsonl"), out)
      assert.strictEqual(status, 0, stderr)
      assert.deepStrictEqual(readFileSync(out, "utf8").trim().split("\n").map((row) => JSON.parse(row).id), ["r1"])
      assert.include(stderr, "r2 could not be read: Anthropic cannot answer now (500")
      assert.include(stdout, "1 lines written")
      assert.include(stdout, "1 could not be read: r2")
    }), 30_000)

  it("fails when no line can be read, and writes nothing", () =>
    withFiles(async (claude, dir) => {
      claude.fail(401)
      const { status, stderr } = await run(claude.url, "predict", "--reader", "anthropic", "replies", join(dir, "in.jsonl"), join(dir, "out.jsonl"))
      assert.strictEqual(status, 1)
      assert.include(stderr, "No line could be read: Anthropic does not take the key")
      assert.isFalse(existsSync(join(dir, "out.jsonl")))
    }), 30_000)
})
