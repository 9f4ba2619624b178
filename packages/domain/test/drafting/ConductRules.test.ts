import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { conductRules } from "../../src/drafting/ConductRules.ts"

const pieces = ["http", "hxxp", "mailto", "data", "tel", ":", "/", "//", "www", ".", "@", "a", "bc", "com", "io", "(at)", "[at]", "at", " ", "\n", "?", "&", "=", "x_y", "-", "+", "7", "é", "!", "("]

describe("conductRules", () => {
  it("hint at everything that they find", () => {
    const hinted = conductRules.filter(({ hint }) => hint !== undefined)
    assert.notStrictEqual(hinted.length, 0)
    let found = 0
    FastCheck.assert(FastCheck.property(FastCheck.array(FastCheck.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const text = parts.join("")
      for (const { hint, pattern } of hinted) {
        if (text.search(pattern) < 0) continue
        found++
        assert.isTrue(hint?.test(text), text)
      }
    }), { numRuns: 5000 })
    assert.isAbove(found, 100)
  })
})
