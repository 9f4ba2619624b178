import { assert, describe, it } from "@effect/vitest"
import { begin, mailsTo, negotiationOf, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

/** Between receiving a reply and having its answer on the books: before and after every durable step; each kills the answer to another creator. */
const points = {
  "before-ingest": "Ada", "after-ingest": "Ben", "before-step": "Cora", "after-step": "Dan", "before-stage": "Eva", "after-stage": "Finn",
  "before-claim": "Gia", "before-dispatch": "Hal", "after-dispatch": "Ida", "before-sent": "Jon", "after-sent": "Kim"
}
const names = Object.values(points)

describe("kill -9 in the middle of a reply", () => {
  it("STATE-01 MAIL-06 MAIL-04 MAIL-05 whatever the moment, exactly one answer stands in .Sent after the next start, and is counted there", () =>
    inWorld(async (world) => {
      const first = await world.start()
      await begin(world, names)
      first.process.kill("SIGTERM")
      assert.deepStrictEqual(await first.exited, { code: 0, signal: null })

      let answered = 0
      for (const [point, name] of Object.entries(points)) {
        const doomed = await world.start({ PARLEY_KILL_AT: point })
        world.copyIn(`${name}.eml`, reply(await openingTo(world, name), name, "Thank you! I usually charge $2,600 for a reel. Could you do that?"))
        assert.deepStrictEqual(await doomed.exited, { code: null, signal: "SIGKILL" }, point)

        answered += 1
        const healed = await world.start()
        await until(`the answer after ${point}`, async () => (await world.status()).mail["sent"] === names.length + answered, healed.log)
        const mails = await mailsTo(world, name)
        assert.lengthOf(mails, 2, point)
        assert.include(mails[1]?.text, "$2,120", point)
        assert.strictEqual((await negotiationOf(world, name)).state, "AwaitingReply", point)
        healed.process.kill("SIGKILL")
        await healed.exited
      }

      await world.start()
      const status = await world.status()
      assert.strictEqual(status.unaccountedMessages, 0)
      assert.deepStrictEqual(status.inbox, { answered: names.length })
      assert.deepStrictEqual(status.mail, { sent: 2 * names.length })
      assert.lengthOf(await world.sent(), 2 * names.length)
      assert.strictEqual((await world.cli("verify")).code, 0)
    }))
})
