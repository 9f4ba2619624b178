import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { foreignNumbers, mayBeForeign } from "../../src/drafting/Hints.ts"

/** The letters of the pattern's own wordings, so that a wording added there is tried here. */
const wordings = [...new Set(foreignNumbers.source.match(/\p{L}+/gu) ?? [])]
const pieces = [...wordings, "三", "\u2167", "ein", "zwanzig", " ", " ", "-", "x", "y", "u", "s", "o", "a", "e", "f", "ys"]

describe("Hints", () => {
  it("numerals of other languages are found only where one may be", () => {
    let found = 0
    const check = (text: string): void => {
      if (text.search(foreignNumbers) < 0) return
      found++
      assert.isTrue(mayBeForeign.test(text), text)
    }
    for (const first of pieces) for (const second of pieces) for (const text of [`${first}${second}`, `${first} ${second}`, `a${first}${second}`]) check(text)
    FastCheck.assert(FastCheck.property(FastCheck.array(FastCheck.constantFrom(...pieces), { maxLength: 6 }), (parts) => check(parts.join(""))), { numRuns: 10_000 })
    assert.isAbove(found, 1000)
  })
})
