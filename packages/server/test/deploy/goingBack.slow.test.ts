import { assert, describe, it } from "@effect/vitest"
import { inState, mailsByAddress, openingTo } from "../harness/creators.ts"
import { addressOf, reply } from "../harness/letters.ts"
import { until } from "../harness/ServerProcess.ts"
import { asks, atWork, ends, isSending, migrating, unready, withoutTeam, worksOn } from "./atWork.ts"
import { onHost } from "./Host.ts"

// side by side: much of it is waiting
describe.concurrent("going back to the version before", () => {
  it("OPS-05 goes back by itself when a version never becomes ready: unmigrated books stay, migrated ones are put back, and no mail leaves twice", () =>
    onHost(async (host) => {
      const first = await atWork(host)
      const never = host.image("never", { env: unready })
      ends(await host.remote(["deploy", never]), 1, "Not ready yet: \"mailbox: ", "Not ready after 12 seconds", "they stay", `${first} runs again`)
      assert.deepStrictEqual([host.running(), host.state("deployed", "image"), host.state("under-way", "image"), await isSending(host)], [first, first, "", true])

      const migrated = host.image("migrated", { env: unready, patch: migrating })
      ends(await host.remote(["deploy", migrated]), 1, "they were migrated", "Putting the books back", "Sending stays stopped by restore", `${first} runs again`)
      assert.strictEqual(host.running(), first)
      assert.strictEqual((await host.world.cli("sending", "resume")).code, 0)
      await worksOn(host, "Ada")
    }), 300_000)

  it("OPS-05 goes back by itself when the smoke test fails", () =>
    onHost(async (host) => {
      const first = await atWork(host)
      ends(await host.remote(["deploy", host.image("nameless", { patch: ["\"x-request-id\"", "\"x-request\""] })]), 1, "an answer has no x-request-id", `${first} runs again`)
      assert.strictEqual(host.running(), first)
      await worksOn(host, "Ada")
    }), 300_000)

  it("OPS-05 STATE-05 puts migrated books back only where nothing was recorded since, or where that may be lost", () =>
    onHost(async (host) => {
      const first = await atWork(host)
      const newer = host.image("newer", { patch: migrating })
      ends(await host.remote(["deploy", newer]), 0)
      await asks(host, "Ada")
      ends(await host.remote(["rollback"]), 1, "more was recorded since", "Nothing was changed")
      assert.deepStrictEqual([host.running(), await isSending(host)], [newer, true])

      ends(await host.remote(["rollback", "--restore"]), 0, "Putting the books back", "Sending stays stopped by restore", `${first} runs again`)
      assert.strictEqual((await host.world.cli("sending", "resume")).code, 0)
      await inState(host.world, "Ada", "AwaitingReply")
      await until("the books to have caught up", async () => (await host.world.status()).mail["sent"] === 3)
      assert.deepStrictEqual([(await mailsByAddress(host.world)).get(addressOf("Ada")), (await mailsByAddress(host.world)).get(addressOf("Ben"))], [2, 1])
      assert.strictEqual((await host.world.cli("verify")).code, 0)
    }), 300_000)

  it("OPS-05 leaves books as they are that were migrated and recorded more, and goes on from there with a version that works", () =>
    onHost(async (host) => {
      const first = await atWork(host)
      const silent = host.image("silent", { env: withoutTeam, patch: migrating })
      const stuck = await host.remote(["deploy", silent], ["Not ready yet: \"team", () => {
        void openingTo(host.world, "Ada").then((opening) => host.world.copyIn("ada.eml", reply(opening, "Ada", "I usually charge $2,600 for a reel. Could you do that?")))
      }])
      ends(stuck, 3, "they were migrated", "More was recorded since the backup, so the books are left as they are. Nothing runs.")
      assert.deepStrictEqual([host.running(), host.state("deployed", "image")], [null, first])
      assert.strictEqual((await mailsByAddress(host.world)).get(addressOf("Ada")), 1, "a version on trial sends nothing")
      ends(await host.remote(["rollback"]), 3, "Nothing runs.")

      const mended = host.image("mended", { patch: migrating })
      ends(await host.remote(["deploy", mended]), 0, "Going on after an interruption", `Deployed ${mended}`)
      assert.deepStrictEqual([host.running(), host.state("deployed", "previous"), await isSending(host)], [mended, first, true])
      await until("an answer", async () => (await mailsByAddress(host.world)).get(addressOf("Ada")) === 2)
      ends(await host.remote(["smoke"]), 0, "The smoke test passed")
    }), 300_000)
})
