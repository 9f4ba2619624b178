import { assert, describe, it } from "@effect/vitest"
import { concerns, mentions } from "../../src/forgetting/Whom.ts"

describe("Whom", () => {
  it("STATE-06 finds an address as a whole, in any case and between any signs", () => {
    for (const text of ["ada@b.com", "<Ada@B.com>", "write to\nada@b.com.", "'ada@b.com'", "mailto:ada@b.com?x", "ada@b.com, ben@b.com", "(ada@b.com)"]) {
      assert.isTrue(mentions(text, "ada@b.com"), text)
    }
    for (const text of ["maria.ada@b.com", "nada@b.com", "x+ada@b.com", "ada@b.com.au", "ada@b.company", "ada@b-com", "adab@b.com", ""]) {
      assert.isFalse(mentions(text, "ada@b.com"), text)
    }
    assert.isTrue(mentions("to a.d+a-1_b@b-c.example!", "a.d+a-1_b@b-c.example"))
    assert.isTrue(mentions("an ödön@b.hu", "ödön@b.hu"))
  })

  it("STATE-06 finds it anywhere in plain data, and what names their negotiations and mails", () => {
    const whom = { address: "ada@b.com", negotiations: new Set(["n-1"]), mails: new Set(["letter one#12"]) }
    for (const value of [{ a: [["from", "ada@b.com"]] }, { negotiation: "n-1" }, ["unknown letter one#12"], "letter one#12"]) assert.isTrue(concerns(value, whom))
    for (const value of [null, 7, { negotiation: "n-12", id: "n-1:4" }, "letter two#12", []]) assert.isFalse(concerns(value, whom))
  })
})
