import { assert, describe, it } from "@effect/vitest"
import { readOrder, writeOrder } from "../src/table/order.ts"

describe("a table's order in the address (DASH-01)", () => {
  it("is read back, and is none for a column that is not there", () => {
    assert.deepStrictEqual(readOrder("-ask", ["ask"]), { id: "ask", descending: true })
    assert.deepStrictEqual(readOrder("ask", ["ask"]), { id: "ask", descending: false })
    assert.isNull(readOrder("-price", ["ask"]))
    assert.isNull(readOrder("", ["ask"]))
  })

  it("goes from the better first way to the other and back to none", () => {
    const clicks = (numeric: boolean) => {
      const seen: Array<string> = []
      for (let click = 0, text = ""; click < 3; click++) {
        text = writeOrder("ask", readOrder(text, ["ask"]), numeric)
        seen.push(text)
      }
      return seen
    }
    assert.deepStrictEqual(clicks(true), ["-ask", "ask", ""])
    assert.deepStrictEqual(clicks(false), ["ask", "-ask", ""])
  })
})
