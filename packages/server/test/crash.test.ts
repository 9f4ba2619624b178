import { assert, describe, it } from "@effect/vitest"
import { killPoints } from "@parley/domain/usecases/KillPoints"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Book from "../crash/Book.ts"
import * as Chance from "../crash/Chance.ts"
import * as Faults from "../crash/Faults.ts"
import { chainsFor, pointsNamed, pointsWith } from "../crash/Moments.ts"
import type { SeenNotice } from "../crash/Outside.ts"
import { check } from "../crash/syscalls/rules.ts"
import { parse, pointOf } from "../crash/syscalls/Trace.ts"
import { loadSettings } from "../src/Settings.ts"

describe("kill points", () => {
  it("can each be passed by a chain of the harness, none twice", () => {
    const chained = chainsFor(killPoints).flat()
    assert.sameMembers([...chained], [...killPoints])
    assert.strictEqual(new Set(killPoints).size, killPoints.length)
    assert.isAtLeast(killPoints.length, 40)
  })

  it.effect("are known by name to the settings and to the harness: a typo selects nothing and is refused", () =>
    Effect.gen(function*() {
      const read = (text: string) => loadSettings.pipe(Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["PARLEY_KILL_AT", text]]))), Effect.either)
      assert.deepStrictEqual(Either.getOrThrow(yield* read("after-stage:3")).killAt, { point: "after-stage", pass: 3 })
      assert.deepStrictEqual(Either.getOrThrow(yield* read("after-stage")).killAt, { point: "after-stage", pass: 1 })
      for (const typo of ["after-stag", "after-stage:0", "after-stage:", "after-stage:x"]) assert.isTrue(Either.isLeft(yield* read(typo)), typo)
      assert.deepStrictEqual(pointsNamed("after-stage, after-stag"), { unknown: "after-stag" })
    }))
})

describe("points of a run with Gmail", () => {
  it("are those of mail, but for filing; a name that it never passes is refused", () => {
    const points = pointsWith("gmail")
    for (const point of ["draft-written", "draft-renamed", "dispatch-renamed", "discard-removed", "before-ingest"] as const) assert.include(points, point)
    for (const point of ["filing-linked", "before-notice", "during-backup", "after-migration"] as const) assert.notInclude(points, point)
    assert.sameMembers(chainsFor(points).flat(), [...points])
    assert.deepStrictEqual(pointsNamed("after-stage,filing-moved", points), { unknown: "filing-moved" })
  })
})

describe("faults of calls", () => {
  const drawn = (percent: number, calls: ReadonlyArray<string>, seed = 1) => {
    const tally = Faults.makeTally()
    const faults = Faults.draw(Chance.make(seed), percent, tally)
    return { told: calls.map((call) => faults(call)), totals: tally.totals() }
  }
  const thousand = Array.from({ length: 1000 }, (_, index) => index % 2 === 0 ? "send" : "get")

  it("lose an answer of every kind of call, come as often as asked, and again with the same seed", () => {
    const { told, totals } = drawn(10, thousand)
    assert.deepStrictEqual(told.slice(0, 2), ["lost", "lost"])
    for (const { faults, made } of Object.values(totals)) {
      assert.strictEqual(made, 500)
      const count = Object.values(faults).reduce((sum, one) => sum + one, 0)
      assert.isTrue(count > 25 && count < 80 && faults.lost > 0, JSON.stringify(faults))
    }
    assert.deepStrictEqual(drawn(10, thousand), drawn(10, thousand))
  })

  it("are none when none are asked for", () => assert.isTrue(drawn(0, thousand).told.every((fault) => fault === null)))
})

describe("the world's own books", () => {
  const mail = (text: string, inReplyTo: string, file: string) => ({ file, to: [{ name: "", address: "a@example.com" }], inReplyTo, text })
  const notice: SeenNotice = { id: "n:1", kind: "agreement", title: "Ada: agreed", facts: [] }
  const book = (): Book.Book => {
    const one = Book.empty()
    one.mails.push({ to: "a@example.com", answers: "letter", says: /\$2,120/, because: "the letter" })
    one.notices.push({ kind: "agreement", about: "Ada", because: "the letter" })
    return one
  }

  it("agree when each thing that is due was seen once", () => {
    const { duplicated, lost } = Book.compare(book(), [mail("$2,120", "letter", "1")], [notice])
    assert.deepStrictEqual([lost, duplicated], [[], []])
  })

  it("name what is missing and what came twice, whatever its id", () => {
    const none = Book.compare(book(), [], [])
    assert.deepStrictEqual([none.lost.length, none.duplicated.length], [2, 0])
    const twice = Book.compare(book(), [mail("$2,120", "letter", "1"), mail("$2,120", "letter", "2")], [notice, { ...notice, id: "n:2" }])
    assert.deepStrictEqual([twice.lost.length, twice.duplicated.length], [0, 2])
    const other = Book.compare(book(), [mail("$2,300", "letter", "1")], [notice])
    assert.deepStrictEqual([other.lost.length, other.duplicated.length], [1, 1])
  })
})

describe("the order of system calls", () => {
  const dir = "/data"
  const log = "7</data/parley.db-wal>"
  const point = (name: string) => `1 access("/parley-point/${name}", F_OK) = -1 ENOENT (No such file or directory)`
  const problemsOf = (...lines: ReadonlyArray<string>) => check(parse(lines.join("\n")), dir).problems.filter((one) => !one.startsWith("the trace shows no"))
  const claim = [point("before-claim"), `1 pwrite64(${log}, "x"..., 24, 0) = 24`, `1 fsync(${log}) = 0`, point("after-commit"), point("before-dispatch")]
  const send = `2 rename("/data/maildir/.Drafts/cur/a", "/data/maildir/.Sent/cur/a") = 0`
  const settled = [`2 fsync(8</data/maildir/.Sent/cur>) = 0`, `2 fsync(8</data/maildir/.Drafts/cur>) = 0`, point("after-dispatch")]

  it("reads a call that was interrupted as one", () => {
    const [first, second] = parse(`1 fsync(${log} <unfinished ...>\n${point("after-commit").replace("1", "2")}\n1 <... fsync resumed>) = 0`)
    assert.strictEqual(first === undefined ? null : pointOf(first), "after-commit")
    assert.deepStrictEqual([second?.name, second?.began, second?.ended, second?.paths], ["fsync", 0, 2, ["/data/parley.db-wal"]])
  })

  it("accepts a mail that leaves after its claim is synced, and finds each step that is left out", () => {
    assert.deepStrictEqual(problemsOf(...claim, send, ...settled), [])
    const without = (part: string) => problemsOf(...[...claim, send, ...settled].filter((line) => !line.includes(part))).length
    for (const part of ["fsync(7", "after-commit", "before-claim", ".Sent/cur>", ".Drafts/cur>"]) assert.isAbove(without(part), 0, part)
  })

  it("proves nothing by a trace that shows nothing", () => assert.isNotEmpty(check([], dir).problems))
})
