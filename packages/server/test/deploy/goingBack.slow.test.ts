import { assert, describe, it } from "@effect/vitest"
import { inState, mailsByAddress } from "../harness/creators.ts"
import { addressOf } from "../harness/letters.ts"
import { until } from "../harness/ServerProcess.ts"
import { asks, atWork, ends, isSending, migrating, unready, worksOn } from "./atWork.ts"
import { onHost } from "./Host.ts"

describe("going back to the version before", () => {
  it("OPS-05 goes back by itself when a version never becomes ready: unmigrated books stay, migrated ones are put back, and no mail leaves twice", () =>
    onHost(async (host) => {
      const first = await atWork(host)
      const never = host.image("never", { env: unready })
      ends(await host.remote(["deploy", never]), 1, "Not ready yet: \"mailbox: ", "Not ready after 6 seconds", "they stay", `${first} runs again`)
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
})
