import { assert, describe, it } from "@effect/vitest"
import { readFilters } from "../src/words/filters.ts"

describe("the negotiations' filters in the address (DASH-01)", () => {
  it("are read back as they were written", () => {
    assert.deepStrictEqual(readFilters("?campaign=spring-glow-2026&state=Escalated&search=maya&by=created&order=asc"), {
      campaign: "spring-glow-2026", state: "Escalated", search: "maya", sort: "created", order: "asc"
    })
  })

  it("narrow nothing where they cannot be understood", () => {
    assert.deepStrictEqual(readFilters("?state=Nonsense&search=%20&by=price&order=up"), { sort: "updated", order: "desc" })
    assert.deepStrictEqual(readFilters(""), { sort: "updated", order: "desc" })
  })

  it("are cut to what the server takes", () => assert.lengthOf(readFilters(`?search=${"x".repeat(500)}`).search ?? "", 100))
})
