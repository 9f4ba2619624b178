import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { cents } from "../../src/Money.ts"
import { paces } from "../../src/strategy/Pace.ts"
import { Campaign, packageOf, priceOf } from "../../src/campaign/Campaign.ts"
import { type InvalidCampaign, readCampaign } from "../../src/campaign/CampaignForm.ts"
import { Policy } from "../../src/campaign/Policy.ts"

const good = {
  id: "spring-glow-2026",
  name: "Spring Glow",
  client: "Lumen",
  currency: "USD",
  budget: 42_000,
  influencers: 12,
  cpm: { target: 20 },
  packages: [{ deliverables: { instagram_reel: 1, instagram_story: 2 } }],
  paymentTerms: "within 30 days of publication, by bank transfer",
  sender: "Nora Lind"
}

const fieldsOf = (result: Either.Either<Campaign, InvalidCampaign>): ReadonlyArray<string> =>
  Either.match(result, { onLeft: ({ problems }) => problems.map((problem) => problem.field).sort(), onRight: () => [] })

const problemOf = (result: Either.Either<Campaign, InvalidCampaign>, field: string) =>
  Either.match(result, { onLeft: ({ problems }) => problems.find((problem) => problem.field === field), onRight: () => undefined })

const without = (field: string) => Object.fromEntries(Object.entries(good).filter(([name]) => name !== field))

describe("readCampaign", () => {
  it("takes a short form and fills in the safe defaults: 20.00 target, 30.00 ceiling, five rounds, 48 h and 72 h, auto (PRICE-02, STRAT-05)", () => {
    const campaign = Either.getOrThrow(readCampaign(good))
    assert.deepStrictEqual([campaign.cpm.target, campaign.cpm.ceiling], [2_000, 3_000])
    assert.deepStrictEqual(Schema.encodeSync(Policy)(campaign.policy), { rounds: 5, followUpHours: [48, 72], autonomy: "auto", lowCpm: 1_500, quietHours: null })
    assert.deepStrictEqual([campaign.budget, campaign.headcount, campaign.minimumCost, campaign.approvalAbove], [4_200_000, 12, null, null])
    assert.deepStrictEqual(campaign.packages, [{
      tier: 1,
      deliverables: [{ kind: "instagram_story", quantity: 2 }, { kind: "instagram_reel", quantity: 1 }],
      usage: { paid: "none", whitelisting: "none", organic: "none" }
    }])
    assert.isTrue(Schema.is(Campaign)(campaign))
  })

  it("takes a full form, each field in its unit (INTAKE-02)", () => {
    const campaign = Either.getOrThrow(readCampaign({
      ...good,
      about: "A serum", schedule: "first week of May", nextSteps: ["Sign"],
      cpm: { target: 18.5, leniency: 12.5 },
      rateCard: { youtube_short: { target: 30, ceiling: 45 } },
      packages: [
        { deliverables: { youtube_short: 1 }, usage: { paid: "30_days", organic: "perpetual" } },
        { deliverables: { instagram_reel: 1 } },
        { deliverables: { instagram_story: 1 } }
      ],
      minimumCost: 150, approvalAbove: 4_000,
      policy: { rounds: 3, followUpHours: [24], autonomy: "review", lowCpm: 10, opening: 95, pace: "firm" }
    }))
    assert.deepStrictEqual([campaign.cpm.target, campaign.cpm.ceiling], [1_850, 2_081])
    assert.deepStrictEqual(Schema.encodeSync(Campaign)(campaign).rateCard, { youtube_short: { target: 3_000, ceiling: 4_500 } })
    assert.deepStrictEqual(campaign.packages.map((one) => one.tier), [1, 2, 3])
    assert.deepStrictEqual(packageOf(campaign, 1).usage, { paid: "30_days", whitelisting: "none", organic: "perpetual" })
    assert.deepStrictEqual([campaign.minimumCost, campaign.approvalAbove], [15_000, 400_000])
    assert.deepStrictEqual(Schema.encodeSync(Policy)(campaign.policy), { rounds: 3, followUpHours: [24], autonomy: "review", lowCpm: 1_000, quietHours: null, opening: 9_500, pace: "firm" })
  })

  it("takes levers, shorter usage rights and what they cost; a pace by name or in numbers (LEVER-01, STRAT-05)", () => {
    const campaign = Either.getOrThrow(readCampaign({
      ...good,
      packages: [{ deliverables: { instagram_reel: 1 }, usage: { paid: "90_days", organic: "perpetual" }, leastUsage: { paid: "30_days" } }],
      levers: { product: { what: "a full-size set", value: 120.5 }, syndication: "we share your post", shareCpm: true },
      policy: { leverTerms: { product: { cost: 100, worth: 900 } }, pace: { ...paces.firm, reserve: 700 } }
    }))
    assert.deepStrictEqual(packageOf(campaign, 1).leastUsage, { paid: "30_days", whitelisting: "none", organic: "perpetual" })
    assert.deepStrictEqual(campaign.levers, { shareCpm: true, product: { what: "a full-size set", value: cents(12_050) }, syndication: "we share your post" })
    assert.deepStrictEqual([campaign.policy.leverTerms, campaign.policy.pace], [{ product: { cost: 100, worth: 900 } }, { ...paces.firm, reserve: 700 }])
    assert.isTrue(Schema.is(Campaign)(campaign))
    assert.deepStrictEqual(Either.getOrThrow(readCampaign({ ...good, levers: {} })).levers, { shareCpm: false })
  })

  it("names what is wrong with levers and paces (LEVER-01, INTAKE-02)", () => {
    const usage = { organic: "30_days" }
    const result = readCampaign({
      ...good,
      packages: [{ deliverables: { instagram_reel: 1 }, usage, leastUsage: { organic: "90_days" } }, { deliverables: { instagram_reel: 1 }, usage, leastUsage: usage }],
      levers: { product: { what: "a set", value: 0.001 } }
    })
    assert.deepStrictEqual(fieldsOf(result), ["levers.product.value", "packages.0.leastUsage", "packages.1.leastUsage"])
    assert.deepStrictEqual(fieldsOf(readCampaign({ ...good, levers: { gift: "a set", shareCpm: "yes" }, policy: { leverTerms: { product: { cost: -1, worth: 5 } } } })),
      ["levers.gift", "levers.shareCpm", "policy.leverTerms.product.cost"])
    const slow = problemOf(readCampaign({ ...good, policy: { pace: "slow" } }), "policy.pace")
    assert.match(slow?.expected ?? "", /gentle, balanced, firm, or a pace of your own with curve/)
  })

  it("prices the opening package at the rate card where it has the kind (PRICE-03)", () => {
    const campaign = Either.getOrThrow(readCampaign({ ...good, rateCard: { instagram_reel: { target: 40, ceiling: 50 } } }))
    const price = Either.getOrThrow(priceOf(campaign, 1, 10_000))
    assert.deepStrictEqual([price.target, price.ceiling, price.views], [80_000, 110_000, 30_000])
  })

  for (const field of ["id", "name", "client", "currency", "budget", "influencers", "cpm", "packages", "paymentTerms", "sender"]) {
    it(`refuses a campaign without ${field} by that name (PRICE-02, INTAKE-02)`, () => {
      assert.deepStrictEqual(problemOf(readCampaign(without(field)), field), { field, expected: "a value: this field is required", got: "nothing" })
    })
  }

  it("names every problem at once, each with its field, what was expected and what stood there (INTAKE-02)", () => {
    const result = readCampaign({
      ...good,
      id: "Spring Glow", currency: "usd", budget: "42k", influencers: 0, colour: "red",
      cpm: { target: 0, leniency: -1 },
      packages: [{ deliverables: { instagram_reel: 0, podcast: 1 }, usage: { paid: "forever" } }],
      policy: { rounds: 2.5, followUpHours: [], autonomy: "yolo", lowCpm: -15 }
    })
    assert.deepStrictEqual(fieldsOf(result), [
      "budget", "colour", "cpm.leniency", "cpm.target", "currency", "id", "influencers", "packages.0.deliverables.instagram_reel",
      "packages.0.deliverables.podcast", "packages.0.usage.paid", "policy.autonomy", "policy.followUpHours.0", "policy.lowCpm", "policy.rounds"
    ])
    assert.deepStrictEqual(problemOf(result, "colour"), { field: "colour", expected: "no such field; see the sample campaign for the known ones", got: "\"red\"" })
    assert.deepStrictEqual(problemOf(result, "cpm.target"), { field: "cpm.target", expected: "a CPM in the campaign's currency, e.g. 20 for 20.00 per 1,000 views", got: "0" })
    assert.deepStrictEqual(problemOf(result, "budget"), { field: "budget", expected: "an amount in the campaign's currency, e.g. 42000", got: "\"42k\"" })
  })

  it("takes a manager's creators side by side unless it says one_at_a_time (PARTY-02)", () => {
    const managers = (policy: unknown) => Either.map(readCampaign({ ...good, policy }), (campaign) => campaign.policy.managers)
    assert.deepStrictEqual(managers({ managers: "one_at_a_time" }), Either.right("one_at_a_time"))
    assert.deepStrictEqual(managers({ managers: "parallel" }), Either.right("parallel"))
    assert.deepStrictEqual(managers({}), Either.right(undefined))
    assert.deepStrictEqual(problemOf(readCampaign({ ...good, policy: { managers: "one at a time" } }), "policy.managers"), {
      field: "policy.managers", expected: "parallel or one_at_a_time", got: "\"one at a time\""
    })
  })

  it("names figures that contradict each other (INTAKE-02)", () => {
    assert.deepStrictEqual(
      fieldsOf(readCampaign({
        ...good, rateCard: { tiktok_video: { target: 30, ceiling: 20 } }, minimumCost: 50_000, approvalAbove: 100
      })),
      ["approvalAbove", "minimumCost", "rateCard.tiktok_video.ceiling"]
    )
  })

  it("refuses amounts finer than the minor unit, however large they are, instead of rounding them (PRICE-01)", () => {
    for (const budget of [42_000.005, 999_999_999.999, 0.001]) assert.deepStrictEqual(fieldsOf(readCampaign({ ...good, budget })), ["budget"], String(budget))
    assert.deepStrictEqual(fieldsOf(readCampaign({ ...good, currency: "JPY", budget: 1_000_000.5 })), ["budget"])
    assert.strictEqual(Either.getOrThrow(readCampaign({ ...good, budget: 1_234_567.89 })).budget, 123_456_789)
  })

  it("refuses a CPM that no rate can be made from, and a ceiling that leniency lifts there (PRICE-02)", () => {
    assert.deepStrictEqual(fieldsOf(readCampaign({ ...good, cpm: { target: 90_000.01 } })), ["cpm.target"])
    assert.deepStrictEqual(fieldsOf(readCampaign({ ...good, cpm: { target: 90_000, leniency: 1 } })), ["cpm.leniency"])
    assert.deepStrictEqual(fieldsOf(readCampaign({ ...good, cpm: { target: 90_000, leniency: 0 } })), [])
  })

  it.prop("makes the ceiling target x (1 + leniency), half up, exactly (PRICE-02)", [
    fc.integer({ min: 1, max: 4_000_000 }), fc.integer({ min: 0, max: 10_000 })
  ], ([target, bps]) => {
    const campaign = Either.getOrThrow(readCampaign({ ...good, cpm: { target: target / 100, leniency: bps / 100 } }))
    const exact = (BigInt(target) * BigInt(10_000 + bps) * 2n + 10_000n) / 20_000n
    assert.deepStrictEqual([BigInt(campaign.cpm.target), BigInt(campaign.cpm.ceiling)], [BigInt(target), exact])
  }, { fastCheck: { numRuns: 300 } })

  it.prop("never throws, whatever it is given, and names at least one field (INTAKE-02)", [fc.anything({ withBigInt: true, withDate: true, withMap: true })], ([input]) => {
    const result = readCampaign(input)
    assert.isAtLeast(Either.match(result, { onLeft: ({ problems }) => problems.length, onRight: () => 0 }), 1)
  }, { fastCheck: { numRuns: 500 } })

  it.prop("gives only campaigns that can be stored, and otherwise a problem under every field it was broken in (INTAKE-02)", [
    fc.dictionary(fc.constantFrom(...Object.keys(good), "about", "minimumCost", "approvalAbove", "schedule", "nextSteps", "policy", "rateCard"), fc.anything({ withBigInt: true }), { maxKeys: 3 })
  ], ([broken]) => {
    const result = readCampaign({ ...good, ...broken })
    if (Either.isRight(result)) return assert.isTrue(Schema.is(Campaign)(result.right))
    for (const { field } of result.left.problems) assert.include(Object.keys(broken), field.split(".")[0])
  }, { fastCheck: { numRuns: 500 } })

  it("shows a value that JSON cannot, such as one that holds itself, as a YAML alias can make it (INTAKE-02)", () => {
    const loop: Array<unknown> = []
    loop.push(loop)
    for (const name of [loop, 12n, Number.NaN]) assert.deepStrictEqual(fieldsOf(readCampaign({ ...good, name })), ["name"])
  })

  it("says of something that holds no fields what was expected instead", () => {
    for (const input of [null, undefined, 3, "x"]) assert.deepStrictEqual(fieldsOf(readCampaign(input)), ["(file)"])
  })
})
