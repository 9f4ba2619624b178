import { assert, describe, it } from "@effect/vitest"
import * as FastCheck from "effect/FastCheck"
import { matchesOf } from "../../src/reading/matchesOf.ts"

describe("matchesOf", () => {
  const patterns = [/a+/g, /(?<=a)b?/g, /x*/g, /x*/gu, /[a-c]{1,2}|$/g, /\p{Emoji}?/gu]

  it.prop("finds what matchAll finds, again and again", [FastCheck.string({ unit: FastCheck.constantFrom("a", "b", "x", "😀", "\n"), maxLength: 20 })], ([text]) => {
    for (const pattern of patterns) {
      const all = [...text.matchAll(pattern)].map((match) => [match.index, ...match])
      for (let turn = 0; turn < 2; turn++) assert.deepStrictEqual(matchesOf(text, pattern).map((match) => [match.index, ...match]), all)
    }
  })
})
