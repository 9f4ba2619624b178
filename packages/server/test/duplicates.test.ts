import { assert, describe, it } from "@effect/vitest"
import { begin, counters, mailsByAddress, openingTo } from "./harness/creators.ts"
import { addressOf, reply } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

const names = Array.from({ length: 200 }, (_, index) => `Creator ${index + 1}`)
const twins = ["Tara Twin", "Tom Twin"]

/** Some order or other, the same in every run. */
const mixed = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> => {
  let seed = 7
  return all.map((one) => {
    seed = (seed * 48_271) % 2_147_483_647
    return { one, seed }
  }).toSorted((a, b) => a.seed - b.seed).map(({ one }) => one)
}

describe("mail that comes twice", () => {
  it("MAIL-05 STATE-01 200 replies delivered twice each, out of order, get exactly 200 answers; different mails that share a Message-ID get one each", { timeout: 240_000 }, () =>
    inWorld(async (world) => {
      const server = await world.start({ PARLEY_SENDS_PER_DAY: "5000" })
      const everyone = [...names, ...twins]
      await begin(world, everyone)
      const letters = await counters(world, names)
      const sameId = await Promise.all(twins.map(async (name) => ({
        name, text: reply(await openingTo(world, name), name, "My rate is $2,600 for a reel.", { id: "same@example.com" })
      })))
      const deliveries = [...letters.flatMap(({ name, text }) => [[`${name} first`, text], [`${name} again`, text]] as const), ...sameId.map(({ name, text }) => [name, text] as const)]
      for (const [file, text] of mixed(deliveries)) {
        world.copyIn(`${file}.eml`, text)
        // the server takes some in while others arrive
        await new Promise((done) => setImmediate(done))
      }

      const status = await until("every message to be handled", async () => {
        const now = await world.status()
        return now.unaccountedMessages === 0 && (now.inbox["answered"] ?? 0) + (now.inbox["ignored"] ?? 0) === deliveries.length &&
            now.mail["sent"] === 2 * everyone.length ? now : null
      }, server.log, 3000)
      assert.deepStrictEqual(status.inbox, { answered: everyone.length, ignored: names.length })
      assert.deepStrictEqual(status.mail, { sent: 2 * everyone.length })
      const counts = await mailsByAddress(world)
      assert.deepStrictEqual(everyone.filter((name) => counts.get(addressOf(name)) !== 2), [])
      assert.strictEqual([...counts.values()].reduce((sum, count) => sum + count, 0), 2 * everyone.length)
      const ready = await (await fetch(`http://127.0.0.1:${server.port}/ready`)).text()
      assert.include(ready, "\"unaccountedMessages\":0")
      assert.strictEqual((await world.cli("verify")).code, 0)
    }))
})
