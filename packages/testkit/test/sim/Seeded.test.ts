import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { stream } from "../../src/sim/Seeded.ts"

describe("Seeded", () => {
  it("gives the same draws for the same seed and name, on every machine (SIM-01)", () => {
    const { int } = stream(42, "maya")
    assert.deepStrictEqual([int(0, 999), int(0, 999), int(0, 999), int(0, 999)], [470, 410, 402, 52])
  })

  it("gives other draws for another seed or another name", () => {
    const first = (seed: number, name: string) => stream(seed, name).next()
    const all = [1, 2, 3].flatMap((seed) => ["a", "b", "ab"].map((name) => first(seed, name)))
    assert.strictEqual(new Set(all).size, all.length)
  })

  it("forks by name, whatever was drawn before", () => {
    const drawn = stream(7, "maya")
    drawn.next()
    assert.strictEqual(drawn.fork("mail 1").next(), stream(7, "maya").fork("mail 1").next())
    assert.notStrictEqual(drawn.fork("mail 1").next(), drawn.fork("mail 2").next())
  })

  it.prop("keeps whole numbers, spans and picks within their bounds", [Schema.Int, Schema.String], ([seed, name]) => {
    const draws = stream(seed, name)
    const whole = draws.int(-3, 3)
    const some = draws.between(2, 5)
    return Number.isInteger(whole) && whole >= -3 && whole <= 3 && some >= 2 && some < 5 && ["x", "y"].includes(draws.pick(["x", "y"]))
  })

  it("draws evenly", () => {
    const draws = stream(1, "even")
    const counts = [0, 0, 0, 0, 0, 0]
    for (let index = 0; index < 60_000; index++) {
      const face = draws.int(0, 5)
      counts[face] = (counts[face] ?? 0) + 1
    }
    for (const count of counts) assert.isTrue(count > 9_600 && count < 10_400, `${counts.join(" ")}`)
  })

  it("shuffles without losing anything", () => {
    assert.deepStrictEqual(stream(3, "cards").shuffle([1, 2, 3, 4, 5]).toSorted((a, b) => a - b), [1, 2, 3, 4, 5])
  })
})
