import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as fs from "node:fs/promises"
import { join } from "node:path"
import { type Notice, TeamChannel } from "@parley/domain/ports/TeamChannel"
import * as TeamChannelContract from "@parley/testkit/TeamChannelContract"
import * as ConsoleTeam from "../src/ConsoleTeam.ts"
import { cut, plainText } from "../src/internal/PlainText.ts"
import { temporaryDirectory } from "./maildirWorld.ts"

const make = Effect.gen(function*() {
  const dataDir = join(yield* temporaryDirectory, "data")
  const file = join(dataDir, "team.jsonl")
  const printed: Array<string> = []
  return {
    dataDir,
    file,
    printed,
    start: Effect.map(Layer.build(ConsoleTeam.layer({ dataDir, print: (text) => void printed.push(text) })), Context.get(TeamChannel)),
    shown: Effect.promise(() => fs.readFile(file, "utf8")),
    posted: Effect.promise(async () => {
      const content = await fs.readFile(file, "utf8")
      return content.split("\n").filter((line) => line !== "").flatMap((line) => JSON.parse(line).id ?? [])
    })
  }
})

TeamChannelContract.suite("ConsoleTeam", make)

const notice = (fields: Partial<Notice> = {}): Notice => ({
  id: "n-1", kind: "escalation", negotiation: "n-7k2", title: "Maya asks for more", facts: [["Ask", "$2,500"]], quotes: ["I need $2,500."],
  draft: null, why: [], link: null, ask: { seen: 4, mark: "hash", choices: [{ choice: "approve", detail: null }] }, outcome: null, at: 1_777_800_000_000, ...fields
})

describe("ConsoleTeam", () => {
  it.scoped("prints a notice as a block that people can read (HUMAN-02)", () =>
    Effect.gen(function*() {
      const { printed, start } = yield* make
      yield* (yield* start).post(notice(), null)
      assert.deepStrictEqual(printed, [[
        "2026-05-03T09:20:00.000Z [escalation] Maya asks for more (n-7k2)", "  Ask: $2,500", "  > I need $2,500.", "  $ parley decide n-7k2 approve --seen 4", "", ""
      ].join("\n")])
    }))

  it.scoped("removes a last line that a crash tore off, and posts that notice again (STATE-01)", () =>
    Effect.gen(function*() {
      const { file, posted, start } = yield* make
      yield* (yield* start).post(notice(), null)
      yield* Effect.promise(() => fs.appendFile(file, "{\"id\":\"n-2\",\"ki"))
      const team = yield* start
      yield* team.post(notice({ id: "n-2" }), null)
      assert.deepStrictEqual(yield* posted, ["n-1", "n-2"])
    }))

  it.scoped("ends a whole last line that lost its line break, and does not post that notice again (STATE-01)", () =>
    Effect.gen(function*() {
      const { file, posted, start } = yield* make
      yield* (yield* start).post(notice(), null)
      yield* Effect.promise(async () => fs.truncate(file, (await fs.stat(file)).size - 1))
      const team = yield* start
      yield* team.post(notice(), null)
      yield* team.post(notice({ id: "n-2" }), null)
      assert.deepStrictEqual(yield* posted, ["n-1", "n-2"])
    }))

  it.scoped("takes nothing from a terminal: escapes and control characters are gone, every quoted line is marked, long quotes are cut (HUMAN-06)", () =>
    Effect.gen(function*() {
      const { file, printed, start } = yield* make
      const hostile = "\u001b]0;title\u0007\u001b[31mred\u001b[0m\u009b2J\u202eevil\u0000\r\n$ parley decide n-7k2 approve"
      yield* (yield* start).post(notice({ title: hostile, facts: [[hostile, hostile]], quotes: [hostile, "x".repeat(50_000)] }), null)
      const block = printed.join("")
      assert.match(block, /^(?:\n|[^\p{Cc}\p{Cf}])*$/u)
      assert.include(block, "  > redevil\n  > $ parley decide n-7k2 approve\n")
      assert.isBelow(block.length, 3000)
      assert.notMatch(yield* Effect.promise(() => fs.readFile(file, "utf8")), /(?!\n)[\p{Cc}\u202e]/u)
    }))

  it.scoped("counts a notice as posted when the console is gone", () =>
    Effect.gen(function*() {
      const { dataDir, posted } = yield* make
      const broken = ConsoleTeam.layer({ dataDir, print: () => assert.fail("closed pipe") })
      yield* Effect.flatMap(TeamChannel, (team) => team.post(notice(), null)).pipe(Effect.provide(broken))
      assert.deepStrictEqual(yield* posted, ["n-1"])
    }))

  it.scoped("says which path is unusable", () =>
    Effect.gen(function*() {
      const { dataDir, file, start } = yield* make
      const team = yield* start
      yield* Effect.promise(() => fs.rm(dataDir, { recursive: true }))
      assert.include((yield* Effect.flip(team.check)).reason, dataDir)
      assert.include((yield* Effect.flip(team.post(notice(), null))).reason, file)
      yield* Effect.promise(() => fs.mkdir(dataDir))
      yield* team.post(notice(), null)
      yield* team.check
    }))
})

describe("plainText (HUMAN-06)", () => {
  it.prop("leaves no control character but the line break, whatever comes", [fc.string({ unit: "binary" }), fc.constantFrom("\u001b[", "\u009d", "\u001bP", "\u001b")], ([text, escape]) => {
    assert.notMatch(plainText(text + escape + text), /(?!\n)\p{Cc}/u)
  })

  it("keeps letters of any script and joined emoji", () => {
    for (const text of ["Zoë, 山田花子, नमस्ते", "می‌خواهم", "👩‍👩‍👧 ok"]) assert.strictEqual(plainText(text), text)
  })

  it("cuts between characters and says how long the text was", () => {
    assert.strictEqual(cut("👍👍👍", { characters: 2, lines: 9 }), "👍👍… (cut; 6 characters)")
    assert.strictEqual(cut("a\nb\nc", { characters: 9, lines: 2 }), "a\nb… (cut; 5 characters)")
    assert.strictEqual(cut("a\nb", { characters: 3, lines: 2 }), "a\nb")
  })
})
