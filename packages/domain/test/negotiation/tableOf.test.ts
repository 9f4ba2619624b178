import { assert, describe, it } from "@effect/vitest"
import { tableOf } from "../../src/negotiation/tableOf.ts"
import * as G from "./given.ts"

const none = { paid: "none", whitelisting: "none", organic: "none" } as const
const reel = (tier: 1 | 2, quantity: number, paid: "90_days" | "30_days", least?: "30_days" | "none") =>
  ({ tier, deliverables: [{ kind: "instagram_reel" as const, quantity }] as const, usage: { ...none, paid }, ...least === undefined ? {} : { leastUsage: { ...none, paid: least } } })
const campaign = G.campaignWith({ packages: [reel(1, 2, "90_days", "30_days"), reel(2, 1, "90_days")], levers: { product: { what: "a set", value: null }, syndication: "shared", shareCpm: false } })

describe("tableOf", () => {
  it("says what was put on the table and nothing else (LEVER-01)", () => {
    assert.deepStrictEqual(tableOf(campaign, 1, []), { deliverables: [{ kind: "instagram_reel", quantity: 2 }], usage: { ...none, paid: "90_days" }, product: null, syndication: null })
    const all = tableOf(campaign, 1, ["usage_rights", "product", "syndication"])
    assert.deepStrictEqual([all.usage.paid, all.product, all.syndication], ["30_days", "a set", "shared"])
  })

  it("takes no shorter right back with a smaller package", () => {
    assert.strictEqual(tableOf(campaign, 2, ["usage_rights", "package"]).usage.paid, "30_days")
    assert.strictEqual(tableOf(campaign, 2, ["package"]).usage.paid, "90_days")
  })

  it("goes no lower than the smaller package's own least where the rights were shortened after it", () => {
    const longer = G.campaignWith({ packages: [reel(1, 2, "90_days", "none"), reel(2, 1, "90_days", "30_days")] })
    assert.strictEqual(tableOf(longer, 2, ["package", "usage_rights"]).usage.paid, "30_days")
    assert.strictEqual(tableOf(longer, 2, ["usage_rights", "package"]).usage.paid, "none")
  })
})
