import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { isNamedIn, isSameCreator } from "../../src/influencer/isNamedIn.ts"

const tom = { name: "Tom Ray", handle: "@tomray" }
const rose = { name: "Rose Hill", handle: "@rose" }
const own = ["Maya Lopez", "@maya", "Kit Berg"]

describe("isNamedIn (PARTY-02)", () => {
  for (const [text, creator] of [
    ["the same as for Tom, please", tom], ["tom gets more", tom], ["TOM RAY asks for it", tom], ["as @TomRay has", tom], ["tomray took it", tom], ["Ray's rate is higher", tom],
    ["We told Rose so", rose], ["Rose's rate is higher", rose], ["for rose we need more", rose], ["rose hill said yes", rose], ["see @rose", rose], ["like Zoë", { name: "Zoe Ek", handle: "" }]
  ] as const) {
    it(`finds ${creator.name} in "${text}"`, () => assert.isTrue(isNamedIn(text, creator, own)))
  }

  for (const [text, creator] of [
    ["Maya would take $2,500", tom], ["Rose prices make it hard, and rates rose", rose], ["a custom array of tomatoes", tom], ["We could go up the hill", rose], ["", tom], ["hello", { name: "", handle: "" }]
  ] as const) {
    it(`finds no ${creator.name} in "${text}"`, () => assert.isFalse(isNamedIn(text, creator, own)))
  }

  it("takes a name that the writer and the creator have too for theirs", () => {
    assert.isFalse(isNamedIn("Best, Kit Ray", tom, [...own, "Kit Ray"]))
    assert.isFalse(isNamedIn("Maya asks for it", { name: "Maya Berg", handle: "" }, own))
  })

  it.prop("finds a whole name wherever it stands, and never throws", [fc.string({ unit: "grapheme" }), fc.constantFrom("Tom Ray", "tom ray", "TOM RAY", "@tomray"), fc.string({ unit: "grapheme" })], ([before, name, after]) => {
    assert.isTrue(isNamedIn(`${before} ${name} ${after}`, tom, own))
    isNamedIn(before, { name: after, handle: before }, [name])
  })

  it("tells one creator in two campaigns from two", () => {
    assert.isTrue(isSameCreator(tom, { name: "tom  ray", handle: "" }))
    assert.isTrue(isSameCreator(tom, { name: "Thomas", handle: "TomRay" }))
    assert.isFalse(isSameCreator({ ...tom, handle: "" }, { ...rose, handle: "" }))
  })
})
