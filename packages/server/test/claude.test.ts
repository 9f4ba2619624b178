import { assert, describe, it } from "@effect/vitest"
import { begin, inState, mailsTo, negotiationOf, openingTo } from "./harness/creators.ts"
import * as Claude from "./harness/claude.ts"
import { freePort } from "./harness/freePort.ts"
import { reply } from "./harness/letters.ts"
import { inWorld, until, type World } from "./harness/ServerProcess.ts"

const withClaude = async (use: (world: World, claude: Claude.Claude, url: string) => Promise<void>, settings: Readonly<Record<string, string>> = {}): Promise<void> => {
  const claude = await Claude.start()
  const port = await freePort()
  try {
    await inWorld((world) => use(world, claude, `http://127.0.0.1:${port}`), {
      PARLEY_READER: "anthropic", PARLEY_WRITER: "anthropic", ANTHROPIC_API_KEY: "sk-ant-local", ANTHROPIC_BASE_URL: claude.url, PARLEY_HTTP_PORT: String(port), ...settings
    })
  } finally {
    await claude.close()
  }
}

describe("Claude reads and writes", () => {
  it("READ-01 READ-05 GATE-01 a negotiation from the opening to the confirmation, with what each role may see and nothing more", () =>
    withClaude(async (world, claude, url) => {
      const server = await world.start()
      await begin(world, ["Jane Doe"])
      const opening = await openingTo(world, "Jane Doe")
      assert.include(opening.text, "written by a model")
      assert.include(opening.text, "$2,000")
      world.copyIn("1.eml", reply(opening, "Jane Doe", "Thank you! I usually charge $2,600 for a reel. Could you do that?"))
      await until("the counter-offer", async () => (await mailsTo(world, "Jane Doe")).length === 2, server.log)
      assert.include((await mailsTo(world, "Jane Doe"))[1]?.text, "$2,120")
      world.copyIn("2.eml", reply((await mailsTo(world, "Jane Doe"))[1] ?? opening, "Jane Doe", "I accept your offer of $2,120. Looking forward to it!"))
      await inState(world, "Jane Doe", "Agreed")
      await until("the confirmation", async () => (await mailsTo(world, "Jane Doe")).length === 3, server.log)
      assert.strictEqual((await negotiationOf(world, "Jane Doe")).agreed, 212_000)

      const reads = claude.calls().filter(({ role }) => role === "reader")
      const writes = claude.calls().filter(({ role }) => role === "writer")
      assert.deepStrictEqual([reads.length, writes.length], [2, 3])
      for (const calls of [reads, writes]) assert.lengthOf([...new Set(calls.map(({ prefix }) => prefix))], 1)
      for (const { headers, prefix, rest, schema } of claude.calls()) {
        assert.isAbove(prefix.length, 4 * rest.length)
        assert.include(String(headers["authorization"] ?? headers["x-api-key"]), "sk-ant-local")
        assert.isAbove(schema.length, 50)
        // the ceiling, the campaign's budget, and the CPM limits
        for (const limit of ["3,000", "300000", "6000000", "leniency"]) assert.notInclude(rest, limit)
      }
      for (const { rest } of writes) assert.notMatch(rest, /\$\s?\d|\d{3,}/u)
      const ready: { readonly models: Readonly<Record<string, { readonly calls: number; readonly cacheReadTokens: number }>> } = JSON.parse(await (await fetch(`${url}/ready`)).text())
      assert.deepStrictEqual([ready.models["reader"]?.calls, ready.models["writer"]?.calls], [2, 3])
      assert.isAbove(ready.models["reader"]?.cacheReadTokens ?? 0, 0)
      const { stdout } = await world.cli("explain", "Jane Doe")
      assert.include(stdout, "reader: 2 answers; tokens: 600 in, 9000 from the cache, 0 into it, 160 out")
      assert.include(stdout, "writer: 3 answers")
      assert.notInclude(server.log(), "sk-ant-local")
      assert.notInclude(server.log(), "I usually charge")
    }))

  it("OPS-03 while the model is overloaded mail is written by the template, replies wait, and nothing is lost", () =>
    withClaude(async (world, claude) => {
      claude.fail(529)
      const server = await world.start()
      await begin(world, ["Jane Doe"])
      const opening = await openingTo(world, "Jane Doe")
      assert.notInclude(opening.text, "written by a model")
      world.copyIn("1.eml", reply(opening, "Jane Doe", "Thank you! I usually charge $2,600 for a reel. Could you do that?"))
      await until("the reader to be asked", () => claude.calls().some(({ role }) => role === "reader"), server.log)
      assert.strictEqual((await world.status()).unaccountedMessages, 1)
      claude.fail(null)
      server.process.kill("SIGKILL")
      await server.exited
      await world.start()
      await until("the answer", async () => (await mailsTo(world, "Jane Doe")).length === 2, server.log, 800)
      assert.include((await mailsTo(world, "Jane Doe"))[1]?.text, "$2,120")
      assert.strictEqual((await world.status()).unaccountedMessages, 0)
    }))

  it("says at the start what is missing", () =>
    inWorld(async (world) => {
      const { code, stderr } = await world.cli("start")
      assert.strictEqual(code, 2)
      assert.include(stderr, "ANTHROPIC_API_KEY: expected an API key")
    }, { PARLEY_READER: "anthropic" }))
})
