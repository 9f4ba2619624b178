import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import type { Campaign } from "../../src/campaign/Campaign.ts"
import { readCampaign } from "../../src/campaign/CampaignForm.ts"
import { instant } from "../../src/Instant.ts"
import { campaignOfForm } from "../../src/intake/campaignOfForm.ts"
import { type Form, type FormAnswer, FormId, plainLabel } from "../../src/intake/Form.ts"
import { ModelField } from "../../src/intake/ModelField.ts"

const filled: Partial<Readonly<Record<ModelField, string>>> = {
  client_name: "Lumen Skincare", "background.campaign_manager": "Nora Lind", "background.payment_terms": "Net 30", "background.payment_methods": "PayPal",
  "goals.optimize_for": "CPM", budget: "45000", "budget_constraints.cpm_target": "20", "budget_constraints.cpm_leniency_pct": "50", "budget_constraints.target_influencer_count": "12",
  "budget_constraints.min_cost_per_influencer": "150", "budget_constraints.max_cost_without_approval": "4000",
  "distribution.platform_distribution": "TikTok 30%, Instagram 70%", target_deliverables: "Instagram Reel, Story", "deliverables.scenario_1": "Instagram Reel",
  "usage_rights.target.paid_usage": "90 Days", "usage_rights.target.whitelisting": "Not required", "usage_rights.target.organic_owned": "Perpetual",
  "usage_rights.minimum.paid_usage": "30 Days", "product_leverage.product_available": "Yes", "product_leverage.product_description": "a cream", "product_leverage.product_monetary_value": "$120",
  "deliverables.content_syndication": "No", "requirements.revision_rounds": "2", influencer_sheet_tab: "Creators", influencer_sheet_id: "1aBcD"
}
const optional: ReadonlyArray<ModelField> = ["budget_constraints.min_cost_per_influencer", "requirements.revision_rounds", "usage_rights.minimum.paid_usage"]

/** A form whose labels are the fields' own names. */
const form = (changes: Partial<Readonly<Record<ModelField, string | FormAnswer>>> = {}): Form => ({
  id: FormId.make("86c1Ab"), title: "Spring Glow: 2026!", link: null, at: instant(0), currency: "USD", usual: {},
  fields: ModelField.literals.map((field) => {
    const said = changes[field] ?? filled[field]
    return { label: field, field, required: filled[field] !== undefined && !optional.includes(field), answer: said === undefined ? { _tag: "Nothing" } : typeof said === "string" ? { _tag: "Text", text: said } : said }
  })
})

const none: ReadonlyMap<string, string> = new Map()
const questions = (one: Form, answers = none) => Either.match(campaignOfForm(one, answers).campaign, { onLeft: (all) => all, onRight: () => [] })
const started = (one: Form, answers = none) => Either.getOrThrow(campaignOfForm(one, answers).campaign)
/** As it would be written down, so that amounts compare as numbers. */
const plain = (campaign: Campaign): object => JSON.parse(JSON.stringify(campaign))

describe("a form as a campaign", () => {
  it("INTAKE-01 is the campaign that it describes, and keeps what Parley has no use for", () => {
    const reading = campaignOfForm(form(), none)
    const campaign = Either.getOrThrow(reading.campaign)
    assert.deepInclude(plain(campaign), {
      id: "spring-glow-2026-86c1ab", name: "Spring Glow: 2026!", client: "Lumen Skincare", currency: "USD", budget: 4_500_000, headcount: 12, cpm: { target: 2000, ceiling: 3000 },
      minimumCost: 15_000, approvalAbove: 400_000, paymentTerms: "Net 30, by PayPal", senderName: "Nora Lind", levers: { shareCpm: false, product: { what: "a cream", value: 12_000 } }
    })
    const usage = { paid: "90_days", whitelisting: "none", organic: "perpetual" } as const
    assert.deepStrictEqual(campaign.packages, [
      { tier: 1, deliverables: [{ kind: "instagram_story", quantity: 1 }, { kind: "instagram_reel", quantity: 1 }], usage, leastUsage: { ...usage, paid: "30_days" } },
      { tier: 2, deliverables: [{ kind: "instagram_reel", quantity: 1 }], usage, leastUsage: { ...usage, paid: "30_days" } }
    ])
    assert.strictEqual(campaign.policy.pace, "firm")
    assert.deepStrictEqual([reading.platform, reading.roster.sheet, reading.roster.tab], ["instagram", "1aBcD", "Creators"])
    assert.deepStrictEqual(reading.background, [["requirements.revision_rounds", "2"]])
  })

  it("INTAKE-01 reads 10k as 10,000, whatever asks for a number", () => {
    assert.deepInclude(plain(started(form({ budget: "10k", "budget_constraints.target_influencer_count": "1k", "budget_constraints.max_cost_without_approval": "$1.5k" }))), {
      budget: 1_000_000, headcount: 1000, approvalAbove: 150_000
    })
  })

  it("INTAKE-01 asks one question for each label that cannot be read or is empty, and guesses nothing", () => {
    assert.deepStrictEqual(questions(form({
      budget: "a lot", "budget_constraints.cpm_target": { _tag: "Nothing" }, "budget_constraints.cpm_leniency_pct": "0.5", "usage_rights.target.paid_usage": "45 Days",
      target_deliverables: "Instagram Reel, UGC Video", "product_leverage.product_available": "Maybe", "goals.optimize_for": "fame",
      "distribution.platform_distribution": "Instagram 50%, TikTok 50%", "deliverables.content_syndication": { _tag: "Unreadable", got: "option 7", expected: "one of: Yes, No" }
    })).map(({ expected, got, label }) => [label, got, expected.slice(0, 30)]), [
      ["distribution.platform_distribution", "\"Instagram 50%, TikTok 50%\"", "platforms with their shares, o"],
      ["target_deliverables", "\"UGC Video\"", "kinds with their numbers, e.g."],
      ["product_leverage.product_available", "\"Maybe\"", "yes or no"],
      ["deliverables.content_syndication", "option 7", "one of: Yes, No"],
      ["goals.optimize_for", "\"fame\"", "one of CPM, content volume and"],
      ["budget_constraints.cpm_target", "nothing", "a value: this field is require"],
      ["budget", "\"a lot\"", "an amount in the campaign's cu"],
      ["budget_constraints.cpm_leniency_pct", "\"0.5\"", "percent above the target, 0 to"],
      ["usage_rights.target.paid_usage", "\"45 Days\"", "one of none, 30_days, 60_days,"]
    ])
  })

  it("INTAKE-01 takes a person's answer in the place of what the form said, checked the same", () => {
    const bad = form({ budget: "a lot", "budget_constraints.min_cost_per_influencer": "?" })
    const answers = (budget: string, least: string) => new Map([[plainLabel("Budget"), budget], [plainLabel("budget_constraints.min_cost_per_influencer"), least]])
    assert.deepStrictEqual(questions(bad).map(({ label }) => label), ["budget", "budget_constraints.min_cost_per_influencer"])
    assert.deepStrictEqual(questions(bad, answers("-5", "none")).map(({ got, label }) => [label, got]), [["budget", "-5"]])
    assert.deepInclude(plain(started(bad, answers("42,000", "none"))), { budget: 4_200_000, minimumCost: null })
  })

  it("INTAKE-02 tells a form the same of a wrong value as a campaign's file", () => {
    const file = { id: "x", name: "x", client: "x", currency: "USD", budget: 45_000, influencers: 12, cpm: { target: 20, leniency: 50 }, minimumCost: 150, approvalAbove: 4000, packages: [{ deliverables: { instagram_reel: 1 } }], paymentTerms: "x", sender: "x" }
    const ofFile = (change: object) => Either.match(readCampaign({ ...file, ...change }), { onLeft: ({ problems }) => problems.map(({ expected, got }) => [expected, got]), onRight: () => [] })
    const ofForm = (change: Parameters<typeof form>[0]) => questions(form(change)).map(({ expected, got }) => [expected, got])
    const same: ReadonlyArray<readonly [object, Parameters<typeof form>[0]]> = [
      [{ budget: -5 }, { budget: "-5" }], [{ budget: "a lot" }, { budget: "a lot" }], [{ budget: undefined }, { budget: { _tag: "Nothing" } }],
      [{ influencers: 0 }, { "budget_constraints.target_influencer_count": "0" }], [{ influencers: 1.5 }, { "budget_constraints.target_influencer_count": "1.5" }],
      [{ cpm: { target: 20, leniency: 150 } }, { "budget_constraints.cpm_leniency_pct": "150" }], [{ cpm: { target: 20.005, leniency: 50 } }, { "budget_constraints.cpm_target": "20.005" }],
      [{ approvalAbove: 100 }, { "budget_constraints.max_cost_without_approval": "100" }], [{ minimumCost: 50_000, approvalAbove: 60_000 }, { "budget_constraints.min_cost_per_influencer": "50k", "budget_constraints.max_cost_without_approval": "60k" }]
    ]
    for (const [inFile, inForm] of same) {
      const { budget, ...rest } = { budget: 1, ...inFile }
      const told = "budget" in inFile && budget === undefined ? ofFile({ ...rest, budget: undefined }).map(() => ["a value: this field is required", "nothing"]) : ofFile(inFile)
      assert.lengthOf(told, 1, JSON.stringify(inFile))
      assert.deepStrictEqual(ofForm(inForm), told)
    }
  })

  it("INTAKE-01 names the right that is longer at least than at most, and offers no shorter rights where both are the same", () => {
    assert.deepStrictEqual(questions(form({ "usage_rights.minimum.whitelisting": "1 Year" })).map(({ label }) => label), ["usage_rights.minimum.whitelisting"])
    assert.notProperty(started(form({ "usage_rights.minimum.paid_usage": "90 Days" })).packages[0], "leastUsage")
  })

  it("INTAKE-01 says when content is due as the days are called, one or two", () => {
    const of = (answer: FormAnswer) => started(form({ "requirements.content_publish_date": answer })).schedule
    const [first, last] = [instant(1_791_763_200_000), instant(1_792_454_400_000)]
    assert.strictEqual(of({ _tag: "Dates", from: null, to: first }), "live by 12 October 2026")
    assert.strictEqual(of({ _tag: "Dates", from: first, to: last }), "live from 12 October 2026 to 20 October 2026")
    assert.strictEqual(of({ _tag: "Text", text: "2026-10-12 to 2026-10-20" }), "live from 12 October 2026 to 20 October 2026")
    assert.deepStrictEqual(questions(form({ "requirements.content_publish_date": "soon" })).map(({ label }) => label), ["requirements.content_publish_date"])
  })

  it("INTAKE-01 starts nothing on any words in any field unless a campaign's own check lets them through, and asks by the form's labels alone", () => {
    FastCheck.assert(FastCheck.property(FastCheck.constantFrom(...ModelField.literals), FastCheck.oneof(FastCheck.string(), FastCheck.constantFrom("0", "10k", "-1", "1e3", "yes", "Instagram 100%", "90 days", "constructor", "__proto__")), (field, said) => {
      const { campaign } = campaignOfForm(form({ [field]: { _tag: "Text", text: said } }), none)
      if (Either.isLeft(campaign)) for (const { label } of campaign.left) assert.include([...ModelField.literals, "levers.product.what"], label)
      else assert.isAbove(campaign.right.budget, 0)
    }), { numRuns: 500 })
  })
})
