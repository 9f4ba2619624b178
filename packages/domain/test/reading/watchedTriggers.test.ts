import { assert, describe, it } from "@effect/vitest"
import * as Either from "effect/Either"
import * as fc from "effect/FastCheck"
import { readCampaign } from "../../src/campaign/CampaignForm.ts"
import type { ReplyReading } from "../../src/reading/ReplyReading.ts"
import { watchedTriggers } from "../../src/reading/watchedTriggers.ts"
import { campaignWith } from "../negotiation/given.ts"

const reading: ReplyReading = {
  intent: "counter", ask: null, otherPrices: false, confidence: 90, counterparty: "influencer", concerns: [],
  triggers: [{ kind: "hostile_tone", evidence: { start: 0, end: 2 } }, { kind: "legal_language", evidence: { start: 3, end: 5 } }]
}
const campaign = campaignWith({})
const policy = (keywords: ReadonlyArray<string>, ignored: ReadonlyArray<ReplyReading["triggers"][number]["kind"]> = []) => ({ ...campaign.policy, watch: { keywords, ignored } })
const kinds = (found: ReplyReading) => found.triggers.map(({ kind }) => kind)

describe("what a campaign watches for (READ-04)", () => {
  it("fires for its own words in any case, whole and however they are hidden, and points at them", () => {
    const text = "We add an Agency\u200b  Fee of ten percent."
    const found = watchedTriggers(reading, text, policy(["agency fee", "rush"]))
    assert.deepStrictEqual(kinds(found), ["hostile_tone", "legal_language", "keyword"])
    const { end = 0, start = 0 } = found.triggers[2]?.evidence ?? {}
    assert.match(text.slice(start, end), /^Agency.*Fee$/u)
    assert.deepStrictEqual(kinds(watchedTriggers(reading, "crush, rushed and agency-fees", policy(["agency fee", "rush"]))), ["hostile_tone", "legal_language"])
  })

  it("leaves out what the campaign does not care for", () => {
    assert.deepStrictEqual(kinds(watchedTriggers(reading, "text", policy([], ["hostile_tone"]))), ["legal_language"])
    assert.deepStrictEqual(watchedTriggers(reading, "text", campaign.policy), reading)
  })

  it.prop("takes any words and any text, and points inside the text", [fc.array(fc.string({ unit: "binary" }), { maxLength: 4 }), fc.string({ unit: "binary" })], ([keywords, text]) => {
    for (const { evidence: { end, start } } of watchedTriggers({ ...reading, triggers: [] }, text, policy(keywords)).triggers) {
      assert.isTrue(start >= 0 && start <= end && end <= text.length)
    }
  })

  it("is read from a campaign's file, and refused by the field's name", () => {
    const form = {
      id: "autumn", name: "Autumn Light", client: "Fjord", currency: "USD", budget: 60_000, influencers: 20, cpm: { target: 20 },
      packages: [{ deliverables: { instagram_reel: 1 } }], paymentTerms: "within 30 days", sender: "Nora Lind"
    }
    const read = Either.getOrThrow(readCampaign({ ...form, policy: { keywords: ["rush"], ignoredTriggers: ["hostile_tone"] } }))
    assert.deepStrictEqual(read.policy.watch, { keywords: ["rush"], ignored: ["hostile_tone"] })
    const refused = Either.getOrThrow(Either.flip(readCampaign({ ...form, policy: { ignoredTriggers: ["rudeness"] } })))
    assert.match(refused.problems[0]?.field ?? "", /^policy\.ignoredTriggers/u)
  })
})
