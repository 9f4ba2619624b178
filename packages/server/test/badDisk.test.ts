import { assert, describe, it } from "@effect/vitest"
import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync } from "node:fs"
import { join } from "node:path"
import { begin, counters, mailsByAddress } from "./harness/creators.ts"
import { withFault } from "./harness/faults.ts"
import { inWorld, until } from "./harness/ServerProcess.ts"

describe("a start on a disk that cannot keep the books", () => {
  it("STATE-04 is refused on a network filesystem: it says so, makes nothing, and holds nothing", () =>
    inWorld(async (world) => {
      const refused = await world.start(withFault("networkDisk.mjs", ""))
      assert.deepStrictEqual(await refused.exited, { code: 1, signal: null })
      assert.include(refused.log(), "network or shared filesystem (NFS)")
      assert.include(refused.log(), "PARLEY_DATA_DIR")
      assert.deepStrictEqual(readdirSync(world.dataDir), [])
      await world.start()
      assert.strictEqual((await world.status()).unaccountedMessages, 0)
    }))

  it("STATE-04 is refused where the log cannot be used: it says so, leaves no books, and the next start finds the folder free", () =>
    inWorld(async (world) => {
      const refused = await world.start(withFault("noWal.mjs", ""))
      assert.deepStrictEqual(await refused.exited, { code: 1, signal: null })
      assert.include(refused.log(), "journal_mode is delete")
      // the lock's file stays, held by nobody, and the books are still empty
      assert.deepStrictEqual(readdirSync(world.dataDir).filter((file) => statSync(join(world.dataDir, file)).size > 0), [])
      await world.start()
      assert.strictEqual((await world.status()).unaccountedMessages, 0)
    }))
})

const names = ["Ada", "Ben", "Cleo", "Dan"]

describe("books on a bad disk", () => {
  it("MAIL-05 OPS-01 that is slow at every commit: every reply is answered once, and /health answers meanwhile", () =>
    inWorld(async (world) => {
      const server = await world.start(withFault("slowCommits.mjs", ""))
      await begin(world, names)
      for (const { name, text } of await counters(world, names)) world.copyIn(`${name}.eml`, text)
      const alive: Array<number> = []
      await until("every answer", async () => {
        alive.push((await fetch(`http://127.0.0.1:${server.port}/health`)).status)
        return (await world.status()).mail["sent"] === 2 * names.length
      }, server.log)
      assert.deepStrictEqual([...new Set(alive)], [200])
      assert.deepStrictEqual([...new Set((await mailsByAddress(world)).values())], [2])
      assert.deepStrictEqual((await world.status()).unaccountedMessages, 0)
      server.process.kill("SIGTERM")
      assert.strictEqual((await server.exited).code, 0)
    }))

  it("STATE-01 STATE-04 whose log was torn at its end by a crash: the start succeeds and everything acknowledged is there", () =>
    inWorld(async (world) => {
      const wal = join(world.dataDir, "parley.db-wal")
      let server = await world.start()
      await begin(world, names)
      const letters = await counters(world, names)
      const frame = 4096 + 24
      let answered = 0
      for (const [index, tear] of [
        // half a frame, then noise where the next one would begin, then a frame that was half overwritten
        () => appendFileSync(wal, readFileSync(wal).subarray(32, 32 + frame / 2)),
        () => appendFileSync(wal, Buffer.alloc(3 * frame, 0xa5)),
        () => appendFileSync(wal, Buffer.concat([readFileSync(wal).subarray(-frame, -100), Buffer.alloc(100)]))
      ].entries()) {
        const letter = letters[index]
        world.copyIn(`${index}.eml`, letter?.text ?? "")
        answered += 1
        await until("the answer", async () => (await world.status()).mail["sent"] === names.length + answered, server.log)
        server.process.kill("SIGKILL")
        await server.exited
        const whole = statSync(wal).size
        tear()
        assert.isAbove(statSync(wal).size, whole)
        server = await world.start()
        const status = await world.status()
        assert.deepStrictEqual([status.mail, status.inbox, status.unaccountedMessages], [{ sent: names.length + answered }, { answered }, 0])
      }
      assert.strictEqual((await world.cli("verify")).code, 0)
    }))

  it("STATE-01 MAIL-06 whose log lost what nobody had been told yet: the work is done again, once", () =>
    inWorld(async (world) => {
      const wal = join(world.dataDir, "parley.db-wal")
      const first = await world.start()
      await begin(world, ["Ada"])
      const [letter] = await counters(world, ["Ada"])
      first.process.kill("SIGKILL")
      await first.exited
      const told = statSync(wal).size
      const doomed = await world.start({ PARLEY_KILL_AT: "after-commit" })
      world.copyIn("ada.eml", letter?.text ?? "")
      await doomed.exited
      // a system that died before the log's tail was on the disk: the commit nobody heard of is gone
      if (statSync(wal).size > told) truncateSync(wal, told)
      else truncateSync(wal, statSync(wal).size - 100)
      const healed = await world.start()
      await until("the answer", async () => (await world.status()).mail["sent"] === 2, healed.log)
      assert.deepStrictEqual([...(await mailsByAddress(world)).values()], [2])
      assert.deepStrictEqual([(await world.status()).unaccountedMessages, (await world.cli("verify")).code], [0, 0])
    }))
})
