import { assert, describe, it } from "@effect/vitest"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { atWork, backups, ends, isSending, worksOn } from "./atWork.ts"
import { onHost } from "./Host.ts"

// side by side: much of it is waiting
describe.concurrent("ops/deploy", () => {
  it("OPS-05 brings a host to an image and to the next with a backup of its books, refuses what it may not run, and goes back", () =>
    onHost(async (host) => {
      const first = await atWork(host)
      const second = host.image("second")
      ends(await host.remote(["deploy", "registry.example/other@sha256:" + "0".repeat(64)]), 2, "expected registry.example/parley@sha256")
      ends(await host.remote(["deploy", "registry.example/parley:latest"]), 2, "a tag can be moved")
      ends(await host.remote(["deploy", "registry.example/parley@sha256:" + "0".repeat(64)]), 1, "Nothing was changed")
      ends(await host.remote(["deploy", host.image("mistyped", { env: "PARLEY_MAILBOX=pigeon\n" })]), 1, "PARLEY_MAILBOX: expected", "what ran before runs")
      ends(await host.remote(["sh"]), 2, "expected: deploy <image>")
      assert.deepStrictEqual([host.running(), await isSending(host), backups(host)], [first, true, []])

      ends(await host.remote(["deploy", second]), 0, "Backed up the books", "The smoke test passed", `Deployed ${second}`)
      assert.deepStrictEqual([host.running(), host.state("deployed", "image"), host.state("deployed", "previous"), host.state("under-way", "image")], [second, second, first, ""])
      assert.lengthOf(backups(host), 1)
      assert.isTrue(await isSending(host))
      ends(await host.remote(["deploy", second]), 0, "is deployed already")
      ends(await host.remote(["smoke"]), 0, "The smoke test passed")
      ends(await host.remote(["status"]), 0, `image=${second}`)

      assert.strictEqual((await host.world.cli("sending", "stop", "--as", "nora")).code, 0)
      ends(await host.remote(["rollback"]), 0, "they stay", "Sending stays stopped by nora", `${first} runs again`)
      assert.strictEqual(host.running(), first)
      ends(await host.remote(["rollback"]), 1, "There is no version before")
      assert.strictEqual((await host.world.cli("sending", "resume")).code, 0)
      await worksOn(host, "Ada")
    }), 300_000)

  it("OPS-05 SEC-01 talks to the pinned host alone, as the one key that the host takes, and leaves no key behind", () =>
    onHost(async (host) => {
      const other = (name: string) => readFileSync(join(host.folder, name), "utf8").trim()
      ends(await host.remoteWith({ PARLEY_DEPLOY_HOST_KEY: other("other.pub") }, "status"), 255, "Host key verification failed")
      ends(await host.remoteWith({ PARLEY_DEPLOY_KEY: other("other") }, "status"), 255, "Permission denied")
      ends(await host.remoteWith({ PARLEY_DEPLOY_HOST_KEY: "*" }, "status"), 2, "PARLEY_DEPLOY_HOST_KEY: expected")
      ends(await host.remoteWith({ PARLEY_DEPLOY_TO: "-oProxyCommand=sh" }, "status"), 2, "PARLEY_DEPLOY_TO: expected")
      ends(await host.remoteWith({}, "deploy", "x;touch /tmp/y"), 2, "expected nothing but names")
      ends(await host.remoteWith({ TMPDIR: join(host.folder, "empty") }, "status"), 0)
      assert.deepStrictEqual(readdirSync(join(host.folder, "empty")), [])
    }), 300_000)
})
