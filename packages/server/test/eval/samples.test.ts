import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { DraftLine, parseLines, ReplyLine } from "../../src/eval/Lines.ts"
import { familiesIn, only } from "../../src/eval/Split.ts"

const read = (name: string): string => readFileSync(fileURLToPath(new URL(`../../../../samples/evaluation/${name}`, import.meta.url)), "utf8")
const lines = <A extends { readonly id: string }, I>(name: string, schema: Schema.Schema<A, I>): ReadonlyArray<A> =>
  Either.getOrThrowWith(parseLines(name, read(name), schema), (bad) => new Error(JSON.stringify(bad.problems)))

describe("the labelled samples", () => {
  const replies = lines("replies.jsonl", ReplyLine)
  const drafts = lines("drafts.jsonl", DraftLine)
  const heldBack = familiesIn(read("held-back.txt"))

  it("have a family of three to six lines and a label on every line", () => {
    for (const all of [replies, drafts]) {
      const sizes = new Map<string, number>()
      for (const { expected, family = "" } of all) {
        assert.isDefined(expected)
        sizes.set(family, (sizes.get(family) ?? 0) + 1)
      }
      assert.deepStrictEqual([...sizes].filter(([family, size]) => family === "" || size < 3 || size > 6), [])
    }
  })

  it("carry a figure with its currency, and only beside counter and accept", () => {
    for (const { expected, id } of replies) {
      if (expected === undefined) continue
      assert.strictEqual(expected.proposedRateCents === null, expected.currency === null, id)
      if (expected.proposedRateCents !== null) assert.include(["counter", "accept"], expected.intent, id)
    }
    for (const { expected, id } of drafts) assert.strictEqual(expected?.decision === "block", (expected?.reasons.length ?? 0) > 0, id)
  })

  it("send mail only to addresses that cannot exist", () => {
    for (const { from, id } of replies) assert.match(from, /@[\w.-]+\.example>?$/, id)
  })

  it("hold back about a third of the families of replies, and name none that is not there", () => {
    const families = new Set(replies.map(({ family = "" }) => family))
    assert.deepStrictEqual([...heldBack].filter((family) => !families.has(family)), [])
    const kept = only(replies, heldBack, "held-back")
    assert.strictEqual(kept.length + only(replies, heldBack, "development").length, replies.length)
    assert.isAbove(kept.length, replies.length / 4)
  })
})
