import { assert, describe, it } from "@effect/vitest"
import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { begin, counters, mailsByAddress, mailsTo } from "./harness/creators.ts"
import { cappedBooks, type Disk, smallDisk } from "./harness/disks.ts"
import { withFault } from "./harness/faults.ts"
import { inWorld, type Running, until, type World } from "./harness/ServerProcess.ts"

const names = Array.from({ length: 12 }, (_, index) => `Creator ${index + 1}`)

const readiness = async ({ port }: Running) => {
  const response = await fetch(`http://127.0.0.1:${port}/ready`)
  return { status: response.status, text: await response.text() }
}

/** Replies arrive while nothing can be kept; when there is room again each is answered once, without a restart. */
const fillAndFree = async (world: World, disk: Disk) => {
  const server = await world.start({ ...disk.env })
  await begin(world, names)
  const letters = await counters(world, names)
  const maildir = join(world.dataDir, "maildir")
  // written beside new/ first: a rename needs no room
  for (const { name, text } of letters) writeFileSync(join(maildir, "tmp", `${name}.eml`), text.replaceAll("\n", "\r\n"))
  renameSync(join(maildir, "tmp", `${names[0] ?? ""}.eml`), join(maildir, "new", "first.eml"))
  disk.fill()
  for (const name of names.slice(1)) renameSync(join(maildir, "tmp", `${name}.eml`), join(maildir, "new", `${name}.eml`))

  await until("readiness to say why", async () => {
    const { status, text } = await readiness(server)
    return status === 503 && /worker (sync|inbox|mail|deadlines): StoreUnavailable: reason: database or disk is full/.test(text)
  }, server.log)
  assert.strictEqual((await fetch(`http://127.0.0.1:${server.port}/health`)).status, 200)
  await new Promise((done) => setTimeout(done, 1500))
  const held = await world.status()
  assert.deepStrictEqual([held.quarantined, held.deadLetters], [0, 0])

  disk.free()
  await until("every answer", async () => (await world.status()).mail["sent"] === 2 * names.length, server.log)
  await until("readiness", async () => (await readiness(server)).status === 200, server.log)
  assert.isNull(server.process.exitCode)
  assert.deepStrictEqual([...new Set((await mailsByAddress(world)).values())], [2])
  const status = await world.status()
  assert.deepStrictEqual([status.unaccountedMessages, status.inbox, status.quarantined, status.deadLetters], [0, { answered: names.length }, 0, 0])
  assert.strictEqual((await world.cli("verify")).code, 0)
  server.process.kill("SIGTERM")
  assert.strictEqual((await server.exited).code, 0)
}

describe("a full disk", () => {
  it("STATE-01 MAIL-05 OPS-01 OPS-03 loses, doubles and sets aside nothing, is told in readiness, and needs no restart", () =>
    inWorld(async (world) => {
      // a real small disk where this account may mount one, else SQLite's own limit
      const disk = smallDisk(world.dataDir) ?? cappedBooks(world.dataDir)
      try {
        await fillAndFree(world, disk)
      } finally {
        await world.stop()
        disk.remove()
      }
    }))

  it("STATE-01 STATE-04 OPS-03 whatever step it strikes in blames no negotiation", () =>
    inWorld(async (world) => fillAndFree(world, cappedBooks(world.dataDir))))

  it("OPS-03 MAIL-06 a draft that cannot be written waits, and leaves once when there is room", () =>
    inWorld(async (world) => {
      const full = join(world.dataDir, "full")
      const server = await world.start(withFault("noRoomForDrafts.mjs", full))
      await begin(world, ["Ada"])
      writeFileSync(full, "")
      const [letter] = await counters(world, ["Ada"])
      world.copyIn("ada.eml", letter?.text ?? "")
      await until("a try", () => server.log().includes("no space is left"), server.log)
      assert.lengthOf(readdirSync(join(world.dataDir, "maildir/.Drafts/cur")), 0)
      rmSync(full)
      await until("the answer", async () => (await world.status()).mail["sent"] === 2, server.log)
      const mails = await mailsTo(world, "Ada")
      assert.lengthOf(mails, 2)
      assert.include(mails[1]?.text, "$2,120")
      assert.deepStrictEqual([(await world.status()).unaccountedMessages, readdirSync(join(world.dataDir, "maildir/.Drafts/tmp"))], [0, []])
    }))
})
