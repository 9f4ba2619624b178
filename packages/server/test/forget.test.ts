import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { begin, inState, mailsTo, negotiationOf, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

/** Files of the data directory in which one of the words stands, as bytes. */
const filesWith = (dir: string, ...words: ReadonlyArray<string>): ReadonlyArray<string> =>
  readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(dir, name)).isFile() && words.some((word) => `${name}\n${readFileSync(join(dir, name), "latin1")}`.includes(word)))
    .toSorted()

describe("parley forget", () => {
  it("STATE-06 beside a running server nothing of them is left in any file but what was made before, and the books add up", () =>
    inWorld(async (world) => {
      const server = await world.start()
      await begin(world, ["Zelda Quint", "Ben"])
      world.copyIn("zelda letter.eml", reply(await openingTo(world, "Zelda Quint"), "Zelda Quint", "My lawyer will look at this. I insist on peculiar exclusivity."))
      await inState(world, "Zelda Quint", "Escalated")
      await until("the team to be told", () => readFileSync(join(world.dataDir, "team.jsonl"), "utf8").includes("peculiar"))
      const id = (await negotiationOf(world, "Zelda Quint")).id
      assert.isAbove(filesWith(world.dataDir, "elda", "peculiar").length, 4)

      const nobody = await world.cli("forget", "nobody@example.com")
      assert.deepStrictEqual([nobody.code, nobody.stderr.includes("Nothing is known of nobody@example.com")], [1, true])
      assert.strictEqual((await world.cli("forget", "Zelda")).code, 2)
      const ours = await world.cli("forget", "partnerships@parley.example")
      assert.deepStrictEqual([ours.code, ours.stderr.includes("our own address")], [1, true])
      assert.strictEqual((await negotiationOf(world, "Zelda Quint")).state, "Escalated")

      const done = await world.cli("forget", "Zelda.Quint@example.com")
      assert.strictEqual(done.code, 0, done.stderr)
      assert.include(done.stdout, "Erased: 1 creators (1 negotiations stopped), 2 messages, 1 received mails")
      // the roster and the campaign are the operator's own files
      assert.deepStrictEqual(filesWith(world.dataDir, "elda", "uint", "peculiar"), ["roster.csv"])
      assert.deepStrictEqual([(await negotiationOf(world, "forgotten")).id, (await negotiationOf(world, "forgotten")).state], [id, "Stopped"])
      const timeline = await world.cli("timeline", id)
      assert.match(timeline.stdout, /^forgotten \(n-/)
      assert.match(timeline.stdout, /stopped by console:/)
      assert.strictEqual((await world.cli("verify")).code, 0)
      assert.strictEqual((await world.cli("forget", "zelda.quint@example.com")).code, 1)
      assert.lengthOf(await mailsTo(world, "Ben"), 1)

      server.process.kill("SIGTERM")
      await server.exited
      assert.strictEqual((await world.cli("forget", "ben@example.com", "--as", "console:ana")).code, 0)
      assert.deepStrictEqual(filesWith(world.dataDir, "ben@example.com"), ["roster.csv"])
      await world.start()
      const status = await world.status()
      assert.deepStrictEqual(status.negotiations.map(({ creator, state }) => [creator, state]), [["forgotten", "Stopped"], ["forgotten", "Stopped"]])
      assert.strictEqual(status.unaccountedMessages, 0)
      assert.strictEqual((await world.cli("verify")).code, 0)
    }))
})
