import { assert, describe, it } from "@effect/vitest"
import { begin, inState, mailsTo, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

describe("the switch that stops all sending", () => {
  it("MAIL-10 holds every mail at once and over a restart, says so, and lets each leave once when it is lifted", () =>
    inWorld(async (world) => {
      const first = await world.start()
      await begin(world, ["Ada"])
      const stopped = await world.cli("sending", "stop", "--as", "console:ana")
      assert.include(stopped.stdout, "SENDING IS STOPPED by console:ana")
      world.copyIn("ada.eml", reply(await openingTo(world, "Ada"), "Ada", "Thank you! I usually charge $2,600 for a reel. Could you do that?"))
      await inState(world, "Ada", "ReplyReceived")
      first.process.kill("SIGTERM")
      await first.exited

      const second = await world.start()
      const ready = await fetch(`http://127.0.0.1:${second.port}/ready`)
      assert.strictEqual(ready.status, 200)
      assert.include(await ready.text(), "\"sendingStoppedBy\":\"console:ana\"")
      assert.include((await world.cli("status")).stdout, "SENDING IS STOPPED")
      await until("a pass of the workers", async () => (await world.status()).inbox["answered"] === 1)
      assert.lengthOf(await mailsTo(world, "Ada"), 1)
      assert.include((await world.cli("sending", "resume")).stdout, "Mail may leave.")
      await inState(world, "Ada", "AwaitingReply")
      assert.lengthOf(await mailsTo(world, "Ada"), 2)
      assert.include((await world.cli("dead-letters")).stdout, "No dead letters.")
      const unknown = await world.cli("dead-letters", "retry", "mail/n-none/1")
      assert.deepStrictEqual([unknown.code, unknown.stderr.includes("No dead letter is called \"mail/n-none/1\"")], [1, true])
    }))
})
