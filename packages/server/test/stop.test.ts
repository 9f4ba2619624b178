import { assert, describe, it } from "@effect/vitest"
import { existsSync, readdirSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import { begin, counters, mailsByAddress, mailsTo } from "./harness/creators.ts"
import { withFault } from "./harness/faults.ts"
import { inWorld, type Running, until, type World } from "./harness/ServerProcess.ts"

const names = Array.from({ length: 40 }, (_, index) => `Creator ${index + 1}`)

const inSent = (world: World) => readdirSync(join(world.dataDir, "maildir/.Sent/cur")).length

/** Ends a server by signals, as impatient people do, and answers how long that took. */
const stop = async ({ exited, process: child }: Running, signal: "SIGTERM" | "SIGINT") => {
  const since = Date.now()
  child.kill(signal)
  setTimeout(() => child.kill("SIGTERM"), 5)
  return { ...await exited, millis: Date.now() - since }
}

describe("a stop in the middle of work", () => {
  it("OPS-02 MAIL-05 MAIL-06 STATE-01 finishes what is in hand and exits with 0, whenever it comes; after the last start every reply was answered once", () =>
    inWorld(async (world) => {
      let server = await world.start({ PARLEY_GRACE_MS: "10000" })
      await begin(world, names)
      for (const { name, text } of await counters(world, names)) world.copyIn(`${name}.eml`, text)

      // at the start, and after so many mails
      for (const [sent, signal] of [[names.length + 1, "SIGTERM"], [0, "SIGINT"], [names.length + 16, "SIGTERM"]] as const) {
        await until(`${sent} mails`, () => inSent(world) >= sent, server.log)
        // a caller that begins a request and never ends it
        const caller = connect(server.port, "127.0.0.1", () => caller.write("GET /hea"))
        caller.on("error", () => {})
        await new Promise((done) => caller.once("connect", done))
        const { code, millis } = await stop(server, signal)
        caller.destroy()
        assert.strictEqual(code, 0, server.log())
        assert.isBelow(millis, 8000)
        assert.isFalse(existsSync(join(world.dataDir, "parley.sock")))
        if (sent > names.length + 1) {
          const left = JSON.parse((await world.cli("status", "--json")).stdout)
          assert.deepStrictEqual([left.mail.dispatching ?? 0, left.deadLetters, left.mail.sent], [0, 0, inSent(world)])
        }
        server = await world.start()
      }

      await until("every answer", async () => (await world.status()).mail["sent"] === 2 * names.length, server.log)
      assert.deepStrictEqual([...new Set((await mailsByAddress(world)).values())], [2])
      const status = await world.status()
      assert.deepStrictEqual([status.unaccountedMessages, status.inbox, status.mail], [0, { answered: names.length }, { sent: 2 * names.length }])
      assert.strictEqual((await stop(server, "SIGTERM")).code, 0)
      assert.strictEqual((await world.cli("verify")).code, 0)
    }))

  it("OPS-02 MAIL-06 ends by itself with 75 when something hangs, says what, and the next start finishes it, once", () =>
    inWorld(async (world) => {
      const first = await world.start()
      await begin(world, ["Ada"])
      await stop(first, "SIGTERM")

      const hanging = join(world.dataDir, "hanging")
      const server = await world.start({ ...withFault("hangingSend.mjs", hanging), PARLEY_GRACE_MS: "1500" })
      const [letter] = await counters(world, ["Ada"])
      world.copyIn("ada.eml", letter?.text ?? "")
      await until("the hang", () => existsSync(hanging), server.log)
      assert.strictEqual((await fetch(`http://127.0.0.1:${server.port}/health`)).status, 200)
      const { code, millis } = await stop(server, "SIGTERM")
      assert.strictEqual(code, 75, server.log())
      assert.isAtLeast(millis, 1400)
      assert.isBelow(millis, 6000)
      assert.match(server.log(), /"hanging":"mail"/)

      const healed = await world.start()
      await until("the answer", async () => (await world.status()).mail["sent"] === 2, healed.log)
      assert.lengthOf(await mailsTo(world, "Ada"), 2)
      assert.strictEqual((await world.status()).unaccountedMessages, 0)
    }))

  it("OPS-02 a grace period that cannot be used is refused by name", () =>
    inWorld(async (world) => {
      const refused = await world.start({ PARLEY_GRACE_MS: "soon" })
      assert.deepStrictEqual(await refused.exited, { code: 2, signal: null })
      assert.include(refused.log(), "PARLEY_GRACE_MS: expected a whole number from 1 to 600000")
    }))
})
