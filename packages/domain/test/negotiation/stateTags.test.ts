import { assert, describe, it } from "@effect/vitest"
import { State } from "../../src/negotiation/State.ts"
import { stateTags } from "../../src/negotiation/stateTags.ts"
import { table } from "../../src/negotiation/Table.ts"

describe("the names of states", () => {
  it("are all there are, each once", () => {
    assert.strictEqual(stateTags.length, State.members.length)
    assert.deepStrictEqual([...stateTags].sort(), Object.keys(table).sort())
  })
})
