import { assert, describe, it } from "@effect/vitest"
import { Actor } from "@parley/domain/Ids"
import { drain } from "@parley/domain/usecases/Engine"
import { forgetPerson } from "@parley/domain/usecases/ForgetPerson"
import * as Effect from "effect/Effect"
import * as fc from "effect/FastCheck"
import { creators, row, watching } from "./rosterWorld.ts"

/** A row of Kit's, who manages several. */
const kits = (name: string, ...end: ReadonlyArray<string>) => row(name, ...end).map((cell, index) => index === 1 ? "kit@talent.example" : cell)
const titles = (all: ReadonlyArray<{ readonly title: string }>) => all.map(({ title }) => title).filter((title) => /roster row|on the roster/.test(title))

describe("rows of one manager in a watched roster", () => {
  it.effect("PARTY-02 ROSTER-02 each begins once, in whatever order they stand later, and the team hears who shares an address", () => {
    const { it: here, open, put, read, run } = watching(kits("Cleo"), kits("Tom"))
    return run(Effect.gen(function*() {
      yield* open()
      yield* drain
      const begun = here.team.posted().find(({ kind }) => kind === "campaign_started")
      assert.deepInclude(begun?.facts ?? [], ["creators of kit@talent.example", "Cleo, Tom"])
      put(kits("Tom"), kits("Cleo"), row("Maya"))
      for (const _ of [1, 2, 3]) assert.strictEqual(yield* read, 0)
      put(kits("Nia"), kits("Tom"), kits("Cleo"), row("Maya"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 1, 0])
      assert.deepStrictEqual(yield* creators, ["Maya", "Cleo", "Tom", "Nia"])
      yield* drain
      assert.deepStrictEqual(titles(here.team.posted()), [])
    }))
  })

  it.effect("PARTY-02 ROSTER-02 what changes or vanishes is told of the row it is about, and a row that cannot be read is neither", () => {
    const { it: here, open, put, read, run } = watching(kits("Cleo"), kits("Tom"))
    return run(Effect.gen(function*() {
      yield* open()
      yield* drain
      put(row("Maya"), kits("Cleo", "200000"), kits("Tom", "300000"))
      assert.deepStrictEqual([yield* read, yield* read], [0, 2])
      put(row("Maya"), kits("Cleo", "many"), kits("Nia"))
      // nobody can say whether Tom is missing while a row with his address cannot be read; the bad cell and Nia are news
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 2, 0])
      assert.deepStrictEqual(yield* creators, ["Maya", "Cleo", "Tom", "Nia"])
      put(row("Maya"), kits("Tom", "300000"), kits("Nia"))
      assert.deepStrictEqual([yield* read, yield* read, yield* read], [0, 1, 0])
      yield* drain
      assert.deepStrictEqual(titles(here.team.posted()).sort(), [
        "Cleo: no longer on the roster", "Cleo: the roster row changed", "Tom: the roster row changed"
      ])
    }))
  })

  it.effect("PARTY-02 STATE-06 after a manager's address was forgotten none of the rows with it begins, those that join later neither", () => {
    const { open, put, read, run } = watching(kits("Cleo"), kits("Tom"))
    return run(Effect.gen(function*() {
      yield* open()
      yield* drain
      const erased = yield* forgetPerson("kit@talent.example", Actor.make("console:ana"))
      assert.deepStrictEqual([erased.people, erased.stopped], [2, 2])
      put(row("Maya"), kits("Nia"), kits("Tom"), kits("Cleo"))
      for (const _ of [1, 2, 3]) assert.strictEqual(yield* read, 0)
      assert.deepStrictEqual(yield* creators, ["Maya", "forgotten", "forgotten"])
    }))
  })

  it.effect("PARTY-02 ROSTER-02 whatever is added, moved and taken away, nobody begins twice", () =>
    Effect.promise(() => fc.assert(fc.asyncProperty(
      fc.array(fc.shuffledSubarray(["Ada", "Bea", "Cleo", "Dan", "Eve"], { minLength: 1 }), { minLength: 1, maxLength: 6 }),
      async (reads) => {
        const { open, put, read, run } = watching(kits("Ada"), kits("Bea"))
        await Effect.runPromise(run(Effect.gen(function*() {
          yield* open()
          const ever = new Set(["Maya", "Ada", "Bea"])
          for (const names of reads) {
            put(row("Maya"), ...names.map((name) => kits(name)))
            for (const _ of [1, 2]) yield* read
            for (const name of names) ever.add(name)
          }
          const all = yield* creators
          assert.strictEqual(new Set(all).size, all.length, all.join())
          assert.isTrue(all.every((name) => ever.has(name)))
        })))
      }), { numRuns: 40 })), 60_000)
})
