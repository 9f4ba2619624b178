import { assert, describe, it } from "@effect/vitest"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { begin, inState, openingTo } from "./harness/creators.ts"
import { reply } from "./harness/letters.ts"
import { inWorld } from "./harness/ServerProcess.ts"

const names = ["Ada", "Ben", "Cora"]

describe("parley backup", () => {
  it("STATE-05 copies beside a running server; a full disk or a kill leaves no file of the name; verify and the head recognise the copy", () =>
    inWorld(async (world) => {
      const nothing = await world.cli("backup", "copy.db")
      assert.strictEqual(nothing.code, 1)
      assert.include(nothing.stderr, "Nothing is kept in")

      await world.start()
      await begin(world, names)
      const file = join(world.dataDir, "copy.db")

      const full = await world.bash("ulimit -f 48;", "backup", file)
      assert.strictEqual(full.code, 1, full.stderr)
      assert.include(full.stderr, "the backup could not be written")
      assert.deepStrictEqual(readdirSync(world.dataDir).filter((name) => name.startsWith("copy")), [])

      for (const point of ["before-backup", "during-backup"]) {
        assert.isTrue((await world.bash(`PARLEY_KILL_AT=${point}`, "backup", file)).killed, point)
        assert.isFalse(existsSync(file), point)
      }
      const late = join(world.dataDir, "late.db")
      assert.isTrue((await world.bash("PARLEY_KILL_AT=after-backup", "backup", late)).killed)
      assert.strictEqual((await world.cli("verify", late)).code, 0)

      const done = await world.cli("backup", file)
      assert.strictEqual(done.code, 0, done.stderr)
      assert.strictEqual(statSync(file).mode & 0o777, 0o600)
      const [, events = "", head = ""] = /(\d+) events, head ([0-9a-f]{64})/.exec(done.stdout) ?? assert.fail(done.stdout)
      assert.strictEqual((await world.cli("backup", file)).code, 1)

      world.copyIn("ada.eml", reply(await openingTo(world, "Ada"), "Ada", "I accept your offer of $2,000. Deal!"))
      await inState(world, "Ada", "Agreed")
      const copy = await world.cli("verify", file)
      assert.deepStrictEqual([copy.code, copy.stderr], [0, ""])
      assert.include(copy.stdout, `${events} events, head ${head}: everything adds up`)
      const live = await world.cli("verify", "--json")
      assert.strictEqual(live.code, 0)
      assert.notInclude(live.stdout, head)
      assert.deepStrictEqual(readdirSync(world.dataDir).filter((name) => name.startsWith("copy")), ["copy.db"])
    }))
})
