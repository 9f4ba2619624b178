import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/TestClock"
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expired, nameOf, timeOf, unfinished } from "../src/backups/BackupName.ts"
import { checkBackups, keepBackups } from "../src/backups/keepBackups.ts"
import { CommandFailed } from "../src/cli/CommandFailed.ts"
import { begin } from "./harness/creators.ts"
import { inWorld } from "./harness/ServerProcess.ts"

const moments = FastCheck.uniqueArray(FastCheck.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => seconds * 1000), { minLength: 1, maxLength: 60 })

describe("the names of backups", () => {
  it.prop("OPS-05 tell when they were made, to the second, and nothing else has such a name", [FastCheck.integer({ min: 0, max: 4_000_000_000_000 })], ([at]) => {
    assert.strictEqual(timeOf(nameOf(at)), at - at % 1000)
    assert.isNull(timeOf(`${nameOf(at)}.partial`))
    assert.isNull(timeOf(`my-${nameOf(at)}`))
  })

  it("OPS-05 are not those of days that do not exist", () => {
    assert.isNotNull(timeOf("parley-20280229T000000Z.db"))
    for (const name of ["parley-20270229T000000Z.db", "parley-20271301T000000Z.db", "parley-20270101T240000Z.db", "parley.db", ""]) assert.isNull(timeOf(name), name)
  })

  it.prop("OPS-05 retention keeps the newest and the one just made, and touches nothing else", [moments, FastCheck.integer({ min: 1, max: 40 }), FastCheck.nat()], ([all, keep, pick]) => {
    const made = all.map(nameOf)
    const written = made[pick % made.length] ?? assert.fail("there is always one")
    const gone = new Set(expired([...made, "parley.db", "notes.txt", `${written}.partial`], keep, written))
    const newest = made.toSorted().slice(-keep)
    assert.deepStrictEqual(made.filter((name) => !gone.has(name)).toSorted(), [...new Set([...newest, written])].toSorted())
    assert.strictEqual(gone.size, made.length - new Set([...newest, written]).size)
  })

  it("OPS-05 what a killed backup left is known", () => {
    const name = nameOf(0)
    assert.deepStrictEqual(unfinished([name, `${name}.partial`, `${name}.partial-journal`, "books.db.partial"]), [`${name}.partial`, `${name}.partial-journal`])
  })
})

/** Runs with a folder of its own; `copies` fails while `broken` says so. */
const inFolder = <A, E>(use: (world: { readonly folder: string; readonly files: () => ReadonlyArray<string>; readonly plan: ReturnType<typeof planIn>; readonly broken: { now: boolean } }) => Effect.Effect<A, E>) =>
  Effect.acquireUseRelease(
    Effect.sync(() => mkdtempSync(join(tmpdir(), "parley-backups-"))),
    (folder) => {
      const broken = { now: false }
      return use({ folder, files: () => readdirSync(folder).toSorted(), plan: planIn(folder, broken), broken })
    },
    (folder) => Effect.sync(() => rmSync(folder, { recursive: true, force: true }))
  )

const planIn = (folder: string, broken: { readonly now: boolean }) => ({
  folder, every: Duration.hours(24), keep: 3,
  copy: (file: string) => broken.now ? new CommandFailed({ message: "no room" }) : Effect.sync(() => writeFileSync(file, "books"))
})

const day = (number: number) => nameOf(number * 86_400_000)

describe("parley backups", () => {
  it.effect("OPS-05 makes one a day, keeps the newest three, leaves other files alone, and a restart makes no extra one", () =>
    inFolder(({ files, folder, plan }) =>
      Effect.gen(function*() {
        writeFileSync(join(folder, "notes.txt"), "keep me")
        writeFileSync(join(folder, `${day(0)}.partial`), "killed")
        const first = yield* Effect.fork(keepBackups(plan))
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(files(), ["notes.txt", day(0)])
        yield* TestClock.adjust("30 hours")
        yield* Fiber.interrupt(first)
        assert.deepStrictEqual(files(), ["notes.txt", day(0), day(1)])
        yield* Effect.fork(keepBackups(plan))
        yield* TestClock.adjust("17 hours")
        assert.deepStrictEqual(files(), ["notes.txt", day(0), day(1)])
        yield* TestClock.adjust("50 hours")
        assert.deepStrictEqual(files(), ["notes.txt", day(2), day(3), day(4)])
      })))

  it.effect("OPS-05 a backup that fails removes none, is tried again after five minutes, and shows in the check after two days", () =>
    inFolder(({ broken, files, plan }) =>
      Effect.gen(function*() {
        assert.include((yield* Effect.flip(checkBackups(plan))).message, "there is none")
        yield* Effect.fork(keepBackups(plan))
        yield* TestClock.adjust("50 hours")
        assert.deepStrictEqual(files(), [day(0), day(1), day(2)])
        broken.now = true
        yield* TestClock.adjust("36 hours")
        assert.deepStrictEqual(files(), [day(0), day(1), day(2)])
        yield* checkBackups(plan)
        yield* TestClock.adjust("12 hours")
        assert.include((yield* Effect.flip(checkBackups(plan))).message, "the newest is 50 hours old")
        broken.now = false
        yield* TestClock.adjust("5 minutes")
        assert.lengthOf(files(), 3)
        assert.notInclude(files(), day(0))
        yield* checkBackups(plan)
      })))

  it.effect("OPS-05 a backup from the future, of a clock that was wrong, keeps nobody from making one", () =>
    inFolder(({ files, folder, plan }) =>
      Effect.gen(function*() {
        for (const later of [900, 901, 902]) writeFileSync(join(folder, day(later)), "books")
        yield* Effect.fork(keepBackups(plan))
        yield* TestClock.adjust("1 minute")
        assert.include(files(), day(0))
      })))

  it("OPS-05 STATE-05 backs up beside a running server, keeps two, verifies, and says what is wrong with a folder", () =>
    inWorld(async (world) => {
      await world.start()
      await begin(world, ["Ada"])
      const folder = join(world.dataDir, "kept")
      const missing = await world.cli("backups", "--once", folder)
      assert.strictEqual(missing.code, 1)
      assert.include(missing.stderr, `${folder}: expected a folder`)
      mkdirSync(folder)
      for (const old of [1, 2, 3]) writeFileSync(join(folder, day(old)), "older")
      assert.strictEqual((await world.cli("backups", "--check", folder)).code, 1)
      const made = await world.cli("backups", "--once", "--keep", "2", folder)
      assert.strictEqual(made.code, 0, made.stderr)
      const [oldest, newest = "", ...more] = readdirSync(folder).toSorted()
      assert.deepStrictEqual([oldest, more], [day(3), []])
      assert.strictEqual((await world.cli("verify", join(folder, newest))).code, 0)
      assert.strictEqual((await world.cli("backups", "--check", folder)).code, 0)
      assert.strictEqual((await world.cli("backups", "--keep", "0", folder)).code, 2)
    }))
})
