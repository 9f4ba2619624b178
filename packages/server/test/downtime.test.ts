import { assert, describe, it } from "@effect/vitest"
import { utimesSync } from "node:fs"
import { join } from "node:path"
import { begin, inState, mailsTo, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

const names = ["Ada", "Ben", "Cora", "Dan"]
const hour = 3_600_000

describe("a server that was down for two days", () => {
  it("MAIL-11 MAIL-03 reads what came meanwhile before it reminds: who has answered is answered, who has not is reminded", () =>
    inWorld(async (world) => {
      const first = await world.start()
      await begin(world, [...names, "Eva"])
      first.process.kill("SIGTERM")
      await first.exited
      for (const name of names) {
        world.copyIn(`${name}.eml`, reply(await openingTo(world, name), name, "Thank you! I usually charge $2,600 for a reel. Could you do that?"))
        utimesSync(join(world.dataDir, "maildir/new", `${name}.eml`), new Date(Date.now() - hour), new Date(Date.now() - hour))
      }

      const second = await world.start({ PARLEY_CLOCK_OFFSET_MS: String(50 * hour) })
      await until("every answer and one reminder", async () => (await world.status()).mail["sent"] === 10, second.log)
      for (const name of names) {
        await inState(world, name, "AwaitingReply")
        assert.deepStrictEqual((await mailsTo(world, name)).map((mail) => mail.text.includes("$2,120")), [false, true], name)
      }
      assert.lengthOf(await mailsTo(world, "Eva"), 2)
      assert.strictEqual((await world.status()).unaccountedMessages, 0)
    }))
})
