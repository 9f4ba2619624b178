import { assert, describe, it } from "@effect/vitest"
import { cents } from "../../src/Money.ts"
import { defaultTerms } from "../../src/strategy/Levers.ts"
import { leversFor } from "../../src/strategy/leversFor.ts"
import * as G from "../negotiation/given.ts"

const none = { paid: "none", whitelisting: "none", organic: "none" } as const
const usage = { ...none, organic: "90_days" } as const
const of = (tier: 1 | 2 | 3, quantity: number, leastUsage?: typeof usage | typeof none) =>
  ({ tier, deliverables: [{ kind: "instagram_reel" as const, quantity }] as const, usage, ...leastUsage === undefined ? {} : { leastUsage } })
const creator = G.creatorWith()
const options = (fields: Parameters<typeof G.campaignWith>[0], tier: 1 | 2 | 3 = 1) => leversFor(G.campaignWith(fields), creator, tier, 200_000, G.freeLedger)

describe("leversFor", () => {
  it("has none where the campaign has none (LEVER-01)", () => {
    assert.isUndefined(options({}))
    assert.isUndefined(options({ packages: [of(1, 1, usage)] }), "rights that are no shorter")
  })

  it("has smaller packages than the one on the table, each with its own limits", () => {
    const packages = [of(1, 3), of(2, 2), of(3, 1)] as const
    assert.deepStrictEqual(options({ packages })?.packages.map(({ limits, tier }) => [tier, limits.target, limits.ceiling]), [[2, 400_000, 600_000], [3, 200_000, 300_000]])
    assert.deepStrictEqual(options({ packages }, 3)?.packages, [])
  })

  it("has the others where the campaign says what they are, at its own costs", () => {
    const all = options({ packages: [of(1, 1, none)], levers: { product: { what: "a set", value: null }, syndication: "shared", shareCpm: true } })
    assert.deepStrictEqual(all?.others, ["usage_rights", "product", "syndication", "cpm_transparency"])
    assert.deepStrictEqual(all?.terms, defaultTerms)
    assert.deepStrictEqual(options({ levers: { shareCpm: false } })?.others, [])
    const priced = options({
      levers: { product: { what: "a set", value: cents(10_000) }, shareCpm: false },
      policy: { ...G.campaignWith().policy, leverTerms: { syndication: { cost: 1, worth: 2 } } }
    })
    assert.deepStrictEqual([priced?.terms?.product, priced?.terms?.syndication], [{ cost: 200, worth: 500 }, { cost: 1, worth: 2 }])
  })
})
