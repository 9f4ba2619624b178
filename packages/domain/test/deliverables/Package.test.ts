import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { cpmCents } from "../../src/Cpm.ts"
import { DeliverableKind, describeDeliverables } from "../../src/deliverables/Deliverable.ts"
import { type CpmRange, pricePackage } from "../../src/deliverables/Package.ts"
import { describeUsage } from "../../src/deliverables/UsageRights.ts"

const range = (target: number, ceiling: number): CpmRange => ({ target: cpmCents(target), ceiling: cpmCents(ceiling) })
const deliverables = fc.array(
  fc.record({ kind: fc.constantFrom(...DeliverableKind.literals), quantity: fc.integer({ min: 1, max: 50 }) }),
  { minLength: 1, maxLength: 4 }
)

describe("pricePackage", () => {
  it("prices each kind at its own CPM and adds the views of every piece (PRICE-03)", () => {
    const price = Either.getOrThrow(pricePackage(
      [{ kind: "instagram_reel", quantity: 2 }, { kind: "youtube_short", quantity: 1 }],
      10_000,
      (kind) => kind === "youtube_short" ? range(4_000, 5_000) : range(2_000, 3_000)
    ))
    assert.deepStrictEqual([price.views, price.target, price.ceiling], [30_000, 80_000, 110_000])
  })

  it.prop("adds up to the sum of its pieces, the target never over the ceiling (PRICE-03)", [deliverables, fc.integer({ min: 1, max: 1_000_000 })], ([bought, views]) => {
    const whole = Either.getOrThrow(pricePackage(bought, views, () => range(2_000, 3_000)))
    const parts = bought.map((one) => Either.getOrThrow(pricePackage([one], views, () => range(2_000, 3_000))))
    assert.strictEqual(whole.target, parts.reduce((sum, part) => sum + part.target, 0))
    assert.strictEqual(whole.views, parts.reduce((sum, part) => sum + part.views, 0))
    assert.isAtMost(whole.target, whole.ceiling)
  })

  it("refuses a creator without views, and pieces that exceed 10^9 views together, by the field's name (PRICE-02)", () => {
    const fields = [[0, 1], [-5, 1], [1.5, 1], [999_999_999, 2]].map(([views = 0, quantity = 1]) =>
      Either.match(pricePackage([{ kind: "tiktok_video", quantity }], views, () => range(2_000, 3_000)), { onLeft: (error) => error.field, onRight: () => "priced" }))
    assert.deepStrictEqual(fields, ["views", "views", "views", "views"])
    const together = pricePackage(
      [{ kind: "tiktok_video", quantity: 1 }, { kind: "tiktok_story", quantity: 1 }], 600_000_000, () => range(2_000, 3_000)
    )
    assert.isTrue(Either.isLeft(together))
  })
})

describe("words for people", () => {
  it("names deliverables in singular and plural, every kind", () => {
    assert.strictEqual(
      describeDeliverables([{ kind: "instagram_reel", quantity: 2 }, { kind: "tiktok_video", quantity: 1 }, { kind: "instagram_story", quantity: 3 }]),
      "2 Instagram reels, 1 TikTok video and 3 Instagram stories"
    )
    for (const kind of DeliverableKind.literals) assert.match(describeDeliverables([{ kind, quantity: 1 }]), /^1 \S/)
  })

  it("names only the usage that is granted", () => {
    assert.strictEqual(describeUsage({ paid: "none", whitelisting: "none", organic: "none" }), "your own channel only")
    assert.strictEqual(
      describeUsage({ paid: "30_days", whitelisting: "none", organic: "1_year" }),
      "organic use on the brand's own channels: 1 year; paid usage: 30 days"
    )
  })
})
