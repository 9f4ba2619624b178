import { assert, describe, it } from "@effect/vitest"
import { money, typedAmount } from "../src/words/money.ts"

describe("money (DASH-01)", () => {
  it("is written from minor units with the digits its currency has", () => {
    assert.strictEqual(money(248_050, "USD"), "$2,480.50")
    assert.strictEqual(money(248_000, "JPY"), "¥248,000")
    assert.strictEqual(money(-41_200, "EUR"), "-€412")
    assert.strictEqual(money(5, "USD"), "$0.05")
  })

  it("leaves out zeros that say nothing", () => assert.strictEqual(money(4_500_000, "USD"), "$45,000"))

  it("is typed without symbol and grouping", () => {
    assert.strictEqual(typedAmount(248_050, "USD"), "2480.50")
    assert.strictEqual(typedAmount(248_000, "USD"), "2480")
    assert.strictEqual(typedAmount(248_000, "JPY"), "248000")
  })
})
