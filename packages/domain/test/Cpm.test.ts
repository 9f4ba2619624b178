import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { CpmCents, cpmOfRate, NotPriceable, rateAtCpm } from "../src/Cpm.ts"
import { Views } from "../src/Views.ts"

const views = fc.integer({ min: 1, max: 1_000_000_000 })
const cpm = fc.integer({ min: 1, max: 9_000_000 })
const rate = fc.integer({ min: 0, max: 9_000_000_000_000 })
const notWhole = fc.oneof(
  fc.integer({ max: 0 }),
  fc.double().filter((value) => !Number.isInteger(value)),
  fc.constantFrom(Number.NaN, Infinity, -Infinity, 1_000_000_001, 2 ** 53)
)

const halfUp = (numerator: bigint, denominator: bigint): bigint => (numerator * 2n + denominator) / (denominator * 2n)

const fieldOf = (result: Either.Either<number, NotPriceable>) =>
  Either.match(result, { onLeft: (error) => `${error._tag} ${error.field}`, onRight: (value) => `priced at ${value}` })

describe("rateAtCpm (PRICE-01)", () => {
  it.prop("is views x CPM / 1000, half up, exactly", [views, cpm], ([v, c]) => {
    assert.strictEqual(BigInt(Either.getOrThrow(rateAtCpm(v, c))), halfUp(BigInt(v) * BigInt(c), 1000n))
  }, { fastCheck: { numRuns: 5_000 } })

  it("rounds half a minor unit up, and less down", () => {
    assert.deepStrictEqual([rateAtCpm(1, 499), rateAtCpm(1, 500), rateAtCpm(3, 500)].map(fieldOf), ["priced at 0", "priced at 1", "priced at 2"])
  })

  it("stays a safe integer at both ends of its bounds", () => {
    assert.strictEqual(Either.getOrThrow(rateAtCpm(1_000_000_000, 9_000_000)), 9_000_000_000_000)
    assert.strictEqual(Either.getOrThrow(rateAtCpm(1, 1)), 0)
  })

  it.prop("refuses views of zero, below zero, with a fraction or beyond 10^9, and names the field", [notWhole, cpm], ([v, c]) => {
    assert.strictEqual(fieldOf(rateAtCpm(v, c)), "NotPriceable views")
    assert.strictEqual(fieldOf(cpmOfRate(1, v)), "NotPriceable views")
  })

  it.prop("refuses a CPM of zero, below zero or with a fraction, and names the field", [views, notWhole], ([v, c]) => {
    fc.pre(c !== 1_000_000_001)
    assert.strictEqual(fieldOf(rateAtCpm(v, c)), "NotPriceable cpm")
  })

  it("refuses exactly what the schemas of views and CPM refuse", () => {
    for (const value of [-1, 0, 1, 1.5, 9_000_000, 9_000_001, 1_000_000_000, 1_000_000_001]) {
      assert.strictEqual(Either.isRight(rateAtCpm(value, 1)), Schema.is(Views)(value), `views ${value}`)
      assert.strictEqual(Either.isRight(rateAtCpm(1, value)), Schema.is(CpmCents)(value), `cpm ${value}`)
    }
  })
})

describe("cpmOfRate (PRICE-01)", () => {
  it.prop("is rate x 1000 / views, half up, exactly", [rate, views], ([r, v]) => {
    assert.strictEqual(BigInt(Either.getOrThrow(cpmOfRate(r, v))), halfUp(BigInt(r) * 1000n, BigInt(v)))
  }, { fastCheck: { numRuns: 5_000 } })

  it.prop("gives back the CPM a rate was made from, for 1,000 views or more", [fc.integer({ min: 1_000, max: 1_000_000_000 }), cpm], ([v, c]) => {
    assert.strictEqual(Either.getOrThrow(cpmOfRate(Either.getOrThrow(rateAtCpm(v, c)), v)), c)
  }, { fastCheck: { numRuns: 5_000 } })

  it.prop("refuses a rate below zero or with a fraction, and names the field", [fc.oneof(fc.integer({ max: -1 }), fc.constantFrom(0.5, Number.NaN, Infinity, 2 ** 53))], ([r]) => {
    assert.strictEqual(fieldOf(cpmOfRate(r, 1_000)), "NotPriceable rate")
  })
})
