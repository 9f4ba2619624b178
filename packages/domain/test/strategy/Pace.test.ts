import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { nextMove } from "../../src/strategy/NextMove.ts"
import { Pace, PaceName, paceOf, paces } from "../../src/strategy/Pace.ts"

describe("paces", () => {
  it("are plain data that a file can hold, within their bounds (STRAT-05)", () => {
    for (const name of PaceName.literals) assert.deepStrictEqual(Schema.decodeUnknownSync(Pace)(JSON.parse(JSON.stringify(paces[name]))), paces[name])
    assert.throws(() => Schema.decodeUnknownSync(Pace)({ ...paces.firm, reserve: 10_001 }))
    assert.throws(() => Schema.decodeUnknownSync(Pace)({ ...paces.firm, curve: 0 }))
    assert.deepStrictEqual(paceOf(undefined), paces.balanced)
  })

  it("firm offers less than balanced and balanced less than gentle, in every round, whatever was said (STRAT-05)", () => {
    const limits = { target: 200_000, ceiling: 300_000, floor: 0 }
    for (let round = 1; round <= 5; round++) {
      for (const asks of [[400_000], [400_000, 380_000], [290_000], [295_000, 290_000]]) {
        const offers = Array.from({ length: round }, (_, index) => 200_000 + index * 1_000)
        const rates = PaceName.literals.map((pace) => nextMove({ offers, asks, firm: false, package: 1 }, limits, { rounds: 6, pace }))
          .map((move) => move._tag === "Counter" ? move.rate : Infinity)
        assert.deepStrictEqual(rates, [...rates].sort((a, b) => b - a), JSON.stringify({ round, asks }))
      }
    }
  })
})
