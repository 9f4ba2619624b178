import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { cents } from "../../src/Money.ts"
import { ground } from "../../src/reading/Grounding.ts"
import { findAgency } from "../../src/reading/AgencyName.ts"
import { readByRules } from "../../src/reading/RuleReader.ts"
import { agencyIn } from "../../src/usecases/evidence.ts"

const context = {
  influencerName: "Maya Lopez", currency: "USD" as const, openOffer: cents(200000), averageViews: 85000, deliverables: [{ kind: "instagram_reel" as const, quantity: 1 }]
}
const reply = (newText: string, from = "Dana Reyes <dana@northlane.example>") => ({
  subject: "Re: Spring Glow", newText, hiddenText: "", fromName: from.split(" <")[0] ?? "", fromAddress: /<(.*)>/.exec(from)?.[1] ?? ""
})
const agencyOf = (newText: string, from?: string): string | null => {
  const read = readByRules(reply(newText, from), context)
  return agencyIn(newText, ground(read, newText, context))
}

describe("AgencyName", () => {
  for (const [text, name] of [
    ["Maya would do this for $2,400.\n\nDana\nTalent Manager, North Lane Talent", "North Lane Talent"],
    ["Maya would do this for $2,400.\n\nDana Reyes | Bright Lane Management", "Bright Lane Management"],
    ["Hi Ana,\n\nI'm Dana from Bright Lane Management and I look after Maya.", "Bright Lane Management"],
    ["Hi Ana, I’m Dana from Fold Collective, and I represent Maya.", "Fold Collective"],
    ["I manage Maya. Her fee is $2,400.\n\nDana Reyes\nTalent Manager at Kessler & Roth", "Kessler & Roth"],
    ["I represent Maya Lopez.\n\nDana\nNorth Lane Media Ltd.", "North Lane Media Ltd."],
    ["Maya is represented by Ízar Talent Agency here in Madrid. Her rate is $2,400.", "Ízar Talent Agency"]
  ] as const) {
    it(`PARTY-01 is named in: ${text.slice(-50).replaceAll("\n", " / ")}`, () => assert.strictEqual(agencyOf(text), name))
  }
  it("PARTY-01 a creator's own agency is named too", () => {
    assert.strictEqual(agencyOf("Please talk to my agency, Bright Lane Management.", "Maya Lopez <maya@example.com>"), "Bright Lane Management")
  })
  it("PARTY-01 titles, our own people and the creator's company name none", () => {
    for (const text of [
      "I'd need $2,400 for this.", "Thanks! My Agency takes 15%.", "Dana, Talent Manager for Maya: her rate is $2,400.", "I manage Maya. Senior Talent Manager", "Her Management Fee is 15%, and I represent her.",
      "Talent Agency rates apply.", "I'm Maya's sister. Influencer Management is not my thing."
    ]) assert.isNull(agencyOf(text), text)
    assert.isNull(agencyOf("Please bill Maya Films LLC.", "Maya Lopez <maya@example.com>"))
  })
  it.prop("PARTY-01 it points inside any text", [fc.string({ unit: "binary" }), fc.boolean()], ([text, byManager]) => {
    const found = findAgency(text, byManager)
    assert.isTrue(found === null || (found.start >= 0 && found.start < found.end && found.end <= text.length))
  })
  it("PARTY-01 a span beyond the text, or of nothing, is dropped", () => {
    const read = readByRules(reply("I'd need $2,400."), context)
    for (const agency of [{ start: 3, end: 3 }, { start: 0, end: 99 }, { start: -1, end: 2 }]) assert.notProperty(ground({ ...read, agency }, "I'd need $2,400.", context), "agency")
  })
  it("PARTY-01 READ-02 the search's work grows with the text", () => {
    const text = "Talent Manager at A B C D E F G H ".repeat(350)
    const from = performance.now()
    findAgency(text, true)
    findAgency(`${"A ".repeat(6000)}`, true)
    assert.isBelow(performance.now() - from, 500)
  })
})
