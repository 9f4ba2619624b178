import { assert, describe, it } from "@effect/vitest"
import { begin, inState, negotiationOf, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld } from "./harness/ServerProcess.ts"

describe("parley audit", () => {
  it("AUDIT-01 gives the same answers and the same errors beside a running server and without one", () =>
    inWorld(async (world) => {
      const server = await world.start()
      await begin(world, ["Ada Accept", "Adam Other"])
      const opening = await openingTo(world, "Ada Accept")
      world.copyIn("1.eml", reply(opening, "Ada Accept", "Sounds great, I accept your offer of $2,000. Looking forward to it!", { id: "yes@example.com" }))
      await inState(world, "Ada Accept", "Agreed")
      const { id } = await negotiationOf(world, "Adam Other")

      const questions = [
        ["--influencer", "ada accept", "--type", "agreed"],
        ["--as-of", "2020-01-01", "--influencer", "adam"],
        ["--influencer", "ada"],
        ["--thread", "<yes@example.com>", "--format", "json", "--last", "1d", "--limit", "2"],
        ["--campaign", "AUTUMN light", "--influencer", id, "--format", "csv"],
        ["--last", "7d", "--from", "2026-01-01", "--type", "agreed"]
      ]
      const beside = await Promise.all(questions.map((question) => world.cli("audit", ...question)))
      const [agreed, before, several, json, csv, both] = beside
      assert.strictEqual(agreed?.code, 0, agreed?.stderr)
      assert.match(agreed?.stdout ?? "", /^time \(UTC\) .*\n[- ]+\n.*Ada Accept +autumn +agreed at \$2,000 \(our offer\) +parley +\d+\n$/)
      assert.lengthOf(JSON.parse(json?.stdout ?? "").events, 2)
      assert.match(json?.stderr ?? "", /^Shown are the first 2 of \d+: /)
      assert.deepStrictEqual(csv?.stdout.split("\r\n").slice(1, -1).map((line) => line.split(",")[6]), ["NegotiationOpened", "OfferDecided", "OfferSent"])
      assert.include(before?.stdout, "As of 2020-01-01 23:59:59 UTC")
      assert.include(before?.stdout, "Unopened")
      assert.deepStrictEqual([several?.code, both?.code], [1, 2])
      assert.include(several?.stderr, "Adam Other")
      assert.match(both?.stderr ?? "", / {2}last: .*\n {2}from: /)
      assert.deepStrictEqual([several?.stdout, both?.stdout], ["", ""])

      server.process.kill("SIGTERM")
      await server.exited
      const without = []
      for (const question of questions.slice(0, 3)) without.push(await world.cli("audit", ...question))
      assert.deepStrictEqual(without, beside.slice(0, 3))
    }))
})
