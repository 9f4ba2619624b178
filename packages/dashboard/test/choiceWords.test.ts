import { assert, describe, it } from "@effect/vitest"
import { choices } from "@parley/api/Decision"
import { choiceWords, done, isSameAmount } from "../src/negotiation/choiceWords.ts"

describe("a yes with a number (HUMAN-03, DASH-01)", () => {
  it("is a plain approval only for the number that was asked about, however it is typed", () => {
    for (const same of ["2850", "2,850", "$2,850.00", " 2850.0 "]) assert.isTrue(isSameAmount(same, "2850"), same)
    for (const other of ["2851", "285", "2850.50", "", "28500"]) assert.isFalse(isSameAmount(other, "2850"), other)
    assert.isTrue(isSameAmount("2850.5", "2850.50"))
  })
})

describe("what may be decided (DASH-01)", () => {
  it("has words for every choice, and a button for each but those with a number or a text", () => {
    for (const choice of choices) assert.isNotEmpty(done(choice))
    assert.sameMembers(choiceWords.map(({ choice }) => choice), choices.filter((choice) => !["approve", "counter", "agree", "edit"].includes(choice)))
  })
})
