import { assert, describe, it } from "@effect/vitest"
import { until } from "../harness/ServerProcess.ts"
import { atWork, backups, ends, isSending, migrating, unready, worksOn } from "./atWork.ts"
import { type Ended, onHost } from "./Host.ts"

// side by side: much of it is waiting
describe.concurrent("an interrupted deployment", () => {
  it("OPS-05 refuses a second deployment while one is under way, and goes on by itself when the connection is lost", () =>
    onHost(async (host) => {
      const first = await atWork(host)
      const [second, third] = [host.image("second"), host.image("third")]
      const beside: Array<Promise<Ended>> = []
      const lost = await host.remote(["deploy", second], ["Stopping the server", (client) => {
        beside.push(host.remote(["deploy", third]))
        // the whole client at once, as when its machine goes away
        process.kill(-(client.pid ?? assert.fail()), "SIGKILL")
      }])
      assert.isNull(lost.code)
      assert.notInclude(lost.text, "Deployed")
      ends(await (beside[0] ?? assert.fail()), 75, "Another deployment is under way", "deploy since")
      await until("the deployment to end", () => host.state("deployed", "image") === second && host.state("under-way", "image") === "")
      assert.deepStrictEqual([host.running(), host.state("deployed", "previous")], [second, first])
      ends(await until("the rerun", async () => {
        const again = await host.remote(["deploy", second])
        return again.code === 75 ? null : again
      }), 0, "is deployed already")
      await worksOn(host, "Ada")
    }), 300_000)

  it("OPS-05 completes a deployment that was cut off at any of its steps when it is run again", () =>
    onHost(async (host) => {
      const images = [await atWork(host), host.image("second")] as const
      for (const [turn, words] of ["Stopping the server", "Backed up the books", "It is ready"].entries()) {
        const image = images[(turn + 1) % 2] ?? assert.fail()
        ends(await host.remote(["deploy", image], [words, () => host.cutOff()]), 137)
        assert.notStrictEqual(host.state("deployed", "image"), image)
        ends(await host.remote(["deploy", image]), 0, `Deployed ${image}`)
        assert.deepStrictEqual([host.running(), host.state("deployed", "image"), host.state("under-way", "image"), await isSending(host)], [image, image, "", true])
      }
      assert.lengthOf(backups(host), 1)
      await worksOn(host, "Ada")
    }), 300_000)

  it("OPS-05 STATE-05 goes back to the end when it is cut off while books are put back", () =>
    onHost(async (host) => {
      const first = await atWork(host)
      const migrated = host.image("migrated", { env: unready, patch: migrating })
      for (const [turn, words] of [["rollback"], ["deploy", host.image("second")]].entries()) {
        ends(await host.remote(["deploy", migrated], ["Putting the books back", () => host.cutOff()]), 137)
        assert.isNull(host.running())
        ends(await host.remote(words), 0, "Sending stays stopped by restore")
        assert.deepStrictEqual([host.running() === first, host.state("under-way", "image")], [turn === 0, ""])
        assert.strictEqual((await host.world.cli("sending", "resume")).code, 0)
      }
      await worksOn(host, "Ada")
    }), 300_000)
})
