import { assert, describe, it } from "@effect/vitest"
import { Actor, CommandId } from "@parley/domain/Ids"
import { drain } from "@parley/domain/usecases/Engine"
import { forgetPerson } from "@parley/domain/usecases/ForgetPerson"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import { watchRosters } from "@parley/domain/usecases/WatchRoster"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as MemoryRoster from "../../src/MemoryRoster.ts"
import { creators, header, row, watching } from "./rosterWorld.ts"
import { hour, minute, world } from "./world.ts"

const by = Actor.make("console:ana")
describe("a watched roster", () => {
  it.effect("ROSTER-02 a new row starts once, after two equal reads, and its creator is written to", () => {
    const { it: here, open, put, read, run } = watching()
    return run(Effect.gen(function*() {
      yield* open()
      yield* drain
      assert.strictEqual(yield* read, 0)
      put(row("Maya"), row("Noor", "10"))
      assert.strictEqual(yield* read, 0)
      put(row("Maya"), row("Noor", "100000"))
      assert.strictEqual(yield* read, 0)
      assert.deepStrictEqual(yield* creators, ["Maya"])
      assert.strictEqual(yield* read, 1)
      for (const _ of [1, 2, 3]) assert.strictEqual(yield* read, 0)
      assert.deepStrictEqual(yield* creators, ["Maya", "Noor"])
      yield* drain
      assert.deepStrictEqual((yield* here.sent).map(({ to }) => to[0]?.address), ["maya@example.com", "noor@example.com"])
    }))
  })

  it.effect("ROSTER-02 reads that follow each other at once, as over restarts, start no row that is still being typed", () => {
    const { it: here, open, put, run, watch } = watching()
    return run(Effect.gen(function*() {
      yield* open()
      put(row("Maya"), row("Noor"))
      for (const _ of [1, 2, 3, 4]) {
        yield* here.wait(minute / 5)
        assert.strictEqual(yield* watch, 0)
      }
      put(row("Maya"), row("Noor", "100000", "", "3000"))
      for (const expected of [0, 0, 0, 0, 1]) {
        assert.strictEqual(yield* watch, expected)
        yield* here.wait(minute / 5)
      }
      assert.deepStrictEqual(yield* creators, ["Maya", "Noor"])
    }))
  })

  it.effect("ROSTER-02 a changed row of a running negotiation is told once, with what changed from what to what", () => {
    const { it: here, open, put, read, run } = watching()
    return run(Effect.gen(function*() {
      const [id = ""] = yield* open()
      yield* drain
      put(row("Maya", "250000", "", "9000"))
      assert.strictEqual(yield* read, 0)
      assert.strictEqual(yield* read, 1)
      put(row("Maya", "300000", "", "9000"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 1, 0])
      yield* drain
      const told = here.team.posted().filter(({ title }) => title.includes("roster row changed"))
      assert.deepStrictEqual(told.map(({ facts, negotiation, title }) => [title, negotiation, facts.slice(1, -2)]), [
        ["Maya: the roster row changed", id, [["Average Views", "100000 → 250000"], ["Max Rate", "empty → $9,000"]]],
        ["Maya: the roster row changed", id, [["Average Views", "another value → 300000"]]]
      ])
    }))
  })

  it.effect("ROSTER-02 a row that vanished is told once; not one that cannot be read, nor any while an address or the header cannot", () => {
    const { it: here, open, put, read, rosters, run } = watching(row("Noor"))
    return run(Effect.gen(function*() {
      yield* open()
      yield* drain
      put(row("Maya", "many"), row("Noor"))
      yield* read
      yield* read
      put(row("Maya", "1000").with(1, "maya@"), row("Noor"))
      yield* read
      yield* read
      rosters.put("creators", [header.slice(1), row("Noor").slice(1)])
      yield* read
      yield* read
      const about = () => here.team.posted().flatMap(({ title }) => title.includes("no longer") ? [title] : [])
      yield* drain
      assert.deepStrictEqual(about(), [])
      put(row("Noor"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 1, 0])
      yield* drain
      assert.deepStrictEqual(about(), ["Maya: no longer on the roster"])
      put(row("Maya"), row("Noor"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 0, 0])
      assert.deepStrictEqual(yield* creators, ["Maya", "Noor"])
    }))
  })

  it.effect("ROSTER-02 nobody is told of a row whose negotiation has ended", () => {
    const { open, put, read, run } = watching(row("Noor"))
    return run(Effect.gen(function*() {
      const [maya] = yield* open()
      yield* drain
      if (maya !== undefined) yield* humanCommand(maya, { _tag: "Stop" }, by, CommandId.make("stop"))
      put(row("Maya", "1"), row("Noor"))
      assert.deepStrictEqual([yield* read, yield* read], [0, 0])
      put(row("Noor"))
      assert.deepStrictEqual([yield* read, yield* read], [0, 0])
    }))
  })

  it.effect("ROSTER-01 ROSTER-02 a bad cell is told once wherever its row moves, again when it was mended between, and those of the start not twice", () => {
    const { it: here, open, put, read, run } = watching(row("Noor", "many"))
    return run(Effect.gen(function*() {
      yield* open()
      assert.deepStrictEqual([yield* read, yield* read], [0, 0])
      const ola = row("Ola", "lots")
      put(row("Maya"), ola, row("Noor", "many"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 1, 0])
      put(row("Maya"), row("Noor", "many"), row("Noor", "many").with(1, "noor2@example.com"), ola)
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 1, 0])
      put(row("Maya"), row("Noor", "many"))
      assert.deepStrictEqual([yield* read, yield* read], [0, 0])
      put(row("Maya"), row("Noor", "many"), ola)
      assert.deepStrictEqual([yield* read, yield* read], [0, 1])
      yield* drain
      const told = here.team.posted().filter(({ title }) => title.includes("left out")).map(({ facts }) => facts.map(([where, what]) => `${where}${/got (.*)/u.exec(what)?.[0].slice(3) ?? ""}`))
      assert.deepStrictEqual(told, [
        ["row 3, Average Views \"many\""], ["row 3, Average Views \"lots\""], ["row 4, Average Views \"many\""], ["row 4, Average Views \"lots\""]
      ])
    }))
  })

  it.effect("ROSTER-02 STATE-06 a person who was forgotten does not begin again, and none of their data stays", () => {
    const { it: here, open, put, read, run } = watching(row("Noor"))
    return run(Effect.gen(function*() {
      yield* open()
      yield* drain
      put(row("Maya", "5000"), row("Noor"))
      yield* read
      yield* read
      yield* drain
      yield* forgetPerson("maya@example.com", by)
      assert.notInclude(JSON.stringify(here.team.posted()), "Maya")
      for (const _ of [1, 2, 3]) assert.strictEqual(yield* read, 0)
      put(row("Noor"))
      for (const _ of [1, 2, 3]) assert.strictEqual(yield* read, 0)
      put(row("Maya"), row("Noor"))
      for (const _ of [1, 2, 3]) assert.strictEqual(yield* read, 0)
      yield* here.wait(1000 * hour)
      assert.deepStrictEqual(yield* creators, ["forgotten", "Noor"])
    }))
  })

  it.effect("ROSTER-02 STATE-06 a person who was forgotten is not written to by another campaign that is watched, where her row was bad or came later", () => {
    const { it: here, open, put, read, rosters, run } = watching()
    return run(Effect.gen(function*() {
      for (const id of ["winter", "spring"]) {
        rosters.put(id, [header, row("Ola"), ...(id === "winter" ? [row("Maya", "many")] : [])])
        yield* open(id, id)
      }
      yield* open()
      yield* drain
      yield* forgetPerson("maya@example.com", by)
      put(row("Noor"))
      for (const id of ["winter", "spring"]) rosters.put(id, [header, row("Ola"), row("Maya")])
      for (const _ of [1, 2, 3]) yield* read
      yield* drain
      assert.lengthOf((yield* here.sent).filter(({ to }) => to[0]?.address === "maya@example.com"), 0)
      assert.deepStrictEqual(yield* creators, ["Ola", "Ola", "forgotten", "Noor"])
    }))
  })

  it.effect("ROSTER-02 whatever is read, each creator begins once at most, and only after two equal reads in a row", () => {
    const states = fc.array(fc.constantFrom<"a" | "b" | null | "bad" | "down">("a", "b", null, "bad", "down"), { minLength: 1, maxLength: 12 })
    return Effect.promise(() => fc.assert(fc.asyncProperty(states, async (reads) => {
      const { it: here, open, put, read, rosters, run } = watching()
      const isWrittenOnce = await Effect.runPromise(Logger.withMinimumLogLevel(run(Effect.gen(function*() {
        yield* open()
        let count = 0
        let last: string | null = null
        for (const state of reads) {
          if (state === "down") rosters.remove("creators")
          else put(row("Maya"), ...(state === null ? [] : [row("Noor", state === "bad" ? "many" : state === "a" ? "1000" : "2000")]))
          yield* Effect.exit(read)
          const isSecond = (state === "a" || state === "b") && last === state
          const now = (yield* creators).filter((name) => name === "Noor").length
          assert.strictEqual(now, count === 1 || isSecond ? 1 : 0, JSON.stringify(reads))
          count = now
          if (state !== "down") last = state
        }
        yield* drain
        return (yield* here.sent).filter(({ to }) => to[0]?.address === "noor@example.com").length === count
      })), LogLevel.None))
      assert.isTrue(isWrittenOnce)
    }), { numRuns: 60 }))
  })

  it.effect("ROSTER-02 a campaign whose books name no roster is not watched", () => {
    const here = world()
    return here.run(Effect.gen(function*() {
      yield* here.open
      assert.strictEqual(yield* Effect.provide(watchRosters(new Map()), MemoryRoster.make().layer), 0)
    }))
  })
})
