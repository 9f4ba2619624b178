import { assert, describe, it } from "@effect/vitest"
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { begin, inState, mailsTo, negotiationOf, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

const names = ["Ada", "Ben", "Cora", "Dan", "Eva", "Finn"]
const ask = "Thank you! I usually charge $2,600 for a reel. Could you do that?"

describe("parley restore", () => {
  it("STATE-05 MAIL-06 MAIL-05 after work, backup, more work and a restore every reply is accounted for, nothing is sent twice, and the books add up", () =>
    inWorld(async (world) => {
      const first = await world.start()
      await begin(world, names)
      const file = join(world.dataDir, "backup.db")
      assert.strictEqual((await world.cli("backup", file)).code, 0)

      // an answer to one, two rounds with another, a deal, a refusal, a person's counter after an escalation, and one who stays silent
      world.copyIn("ada.eml", reply(await openingTo(world, "Ada"), "Ada", ask))
      world.copyIn("ben-1.eml", reply(await openingTo(world, "Ben"), "Ben", ask))
      world.copyIn("cora.eml", reply(await openingTo(world, "Cora"), "Cora", "Sounds great, I accept your offer of $2,000. Looking forward to it!"))
      world.copyIn("dan.eml", reply(await openingTo(world, "Dan"), "Dan", "Thank you, but no. This is not a fit for me and I am not interested."))
      world.copyIn("eva.eml", reply(await openingTo(world, "Eva"), "Eva", "My lawyer will look at this. I insist on exclusivity being priced separately."))
      await until("the first answers", async () => (await mailsTo(world, "Ben")).length === 2 && (await mailsTo(world, "Ada")).length === 2)
      const [, answer] = await mailsTo(world, "Ben")
      assert.isDefined(answer)
      world.copyIn("ben-2.eml", reply(answer, "Ben", "Sounds great, I accept your offer of $2,120. Looking forward to it!"))
      await inState(world, "Eva", "Escalated")
      assert.strictEqual((await world.cli("decide", "eva", "counter", "2,350.50")).code, 0)
      await until("every mail", async () => (await world.status()).mail["sent"] === names.length + 5)
      await inState(world, "Ben", "Agreed")
      const before = (await world.sent()).map((mail) => mail.messageId)

      const refused = await world.cli("restore", file)
      assert.strictEqual(refused.code, 1)
      assert.include(refused.stderr, "another Parley process holds")
      first.process.kill("SIGTERM")
      await first.exited
      // while nobody runs: one more word of a creator whose answer is in the lost books
      world.copyIn("ada-2.eml", reply((await mailsTo(world, "Ada"))[1] ?? assert.fail(), "Ada", "Hello again: could you do $2,500?"))

      writeFileSync(join(world.dataDir, "list.db"), "milk, bread ".repeat(900))
      const foreign = await world.cli("restore", join(world.dataDir, "list.db"))
      assert.deepStrictEqual([foreign.code, foreign.stderr.includes("cannot be read as books")], [1, true])

      assert.isTrue((await world.bash("PARLEY_KILL_AT=restore-aside", "restore", file)).killed)
      const half = await world.start()
      assert.deepStrictEqual(await half.exited, { code: 1, signal: null })
      assert.include(half.log(), "a restore was not finished")
      assert.include((await world.cli("status")).stderr, "a restore was not finished")
      assert.include((await world.cli("verify")).stderr, "a restore was not finished")
      const restored = await world.cli("restore", file)
      assert.strictEqual(restored.code, 0, restored.stderr)
      const aside = /The former books are in (\S+)\./.exec(restored.stdout)?.[1] ?? assert.fail(restored.stdout)
      assert.strictEqual((await world.cli("verify", join(aside, "parley.db"))).code, 0)

      const second = await world.start()
      assert.include((await world.cli("status")).stdout, "SENDING IS STOPPED by restore")
      assert.strictEqual((await world.cli("sending", "resume")).code, 0)
      await until("the books to have caught up", async () => {
        const { inbox, mail, unaccountedMessages } = await world.status()
        return unaccountedMessages === 0 && inbox["answered"] === 7 && (await mailsTo(world, "Ada")).length === 3 && (mail["pending"] ?? 0) + (mail["staged"] ?? 0) + (mail["dispatching"] ?? 0) === 0
      }, second.log)
      assert.deepStrictEqual((await world.status()).inbox, { answered: 7 })
      for (const [name, state] of [["Ada", "AwaitingReply"], ["Ben", "Agreed"], ["Cora", "Agreed"], ["Dan", "Declined"], ["Eva", "Escalated"], ["Finn", "AwaitingReply"]] as const) {
        assert.strictEqual((await negotiationOf(world, name)).state, state, name)
      }
      assert.strictEqual((await negotiationOf(world, "Ben")).agreed, 212_000)
      const after = (await world.sent()).map((mail) => mail.messageId)
      assert.strictEqual(new Set(after).size, after.length)
      assert.deepStrictEqual(before.filter((id) => !after.includes(id)), [])
      assert.strictEqual(after.length, before.length + 1, "one answer to Ada's new mail, nothing else")

      // the counter that a person sent in the lost books is not sent again at another rate: what left is recorded, and a person's
      assert.strictEqual((await world.cli("decide", "eva", "counter", "2,400")).code, 0)
      await inState(world, "Eva", "HumanManaged")
      assert.lengthOf(await mailsTo(world, "Eva"), 2)
      assert.strictEqual((await negotiationOf(world, "Eva")).offer, 235_050)
      assert.strictEqual((await world.cli("verify")).code, 0)
      assert.isFalse(existsSync(join(world.dataDir, "parley.restoring")))
    }))
})
