import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import * as Memory from "../src/internal/Memory.ts"

const held = (second: number) => ({ ts: `${second}.000100`, root: null, mark: { id: `n-${second}`, kind: "stale" } })

describe("what a process knows of its posts", () => {
  it.prop("stays within its bounds, and covers no time of which it has dropped something", [fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 200 }), fc.integer({ min: 0, max: 1_000 })], ([seconds, from]) => {
    const memory = Memory.make(20)
    memory.nowCovers(from * 1000)
    const posted = new Set<number>()
    for (const second of seconds) {
      memory.add([held(second)])
      posted.add(second)
      const known = [...posted].filter((one) => memory.find(`n-${one}`) !== null)
      assert.isAtMost(known.length, 20)
      for (const one of posted) if (!known.includes(one)) assert.isFalse(memory.covers(one * 1000))
    }
  })

  it("covers nothing before it was told, nor when something may have been posted that it does not know", () => {
    const memory = Memory.make()
    assert.isFalse(memory.covers(10))
    memory.nowCovers(5)
    assert.deepStrictEqual([memory.covers(4), memory.covers(5), memory.covers(10)], [false, true, true])
    memory.doubt()
    assert.isFalse(memory.covers(10))
  })
})
