import { assert, describe, it } from "@effect/vitest"
import { currencies, deliverableKinds, emptyForm, formOf, usageDurations } from "../src/campaign/formOf.ts"
import { readPasted } from "../src/campaign/readPasted.ts"
import { readCampaign } from "../../domain/src/campaign/CampaignForm.ts"
import { Currency } from "../../domain/src/Currency.ts"
import { DeliverableKind } from "../../domain/src/deliverables/Deliverable.ts"
import { UsageDuration } from "../../domain/src/deliverables/UsageRights.ts"
import { readFileSync } from "node:fs"
import * as Either from "effect/Either"

const filled = {
  ...emptyForm, id: "spring-glow-2026", name: "Spring Glow", client: "Lumen", sender: "Nora Lind", budget: "45000", influencers: "12", paymentTerms: "within 30 days",
  "packages.0.usage.organic": "90_days", approvalAbove: "", schedule: " "
}

describe("the campaign form (INTAKE-02, DASH-01)", () => {
  it("means a campaign that the server's own rules accept", () => {
    const read = readCampaign(formOf(filled))
    assert.isTrue(Either.isRight(read), JSON.stringify(read))
    if (Either.isRight(read)) {
      assert.strictEqual(read.right.budget, 4_500_000)
      assert.strictEqual(read.right.packages[0].usage.organic, "90_days")
      assert.isNull(read.right.approvalAbove)
    }
  })

  it("leaves what is no number to the server, which names its field as the form does", () => {
    const read = readCampaign(formOf({ ...filled, budget: "a lot", "cpm.target": "", "policy.followUpHours": "48, soon" }))
    assert.isTrue(Either.isLeft(read))
    if (Either.isLeft(read)) assert.includeMembers(read.left.problems.map(({ field }) => field), ["budget", "cpm.target", "policy.followUpHours.1"])
  })

  it("offers every currency, deliverable and usage there is", () => {
    assert.sameMembers([...currencies], [...Currency.literals])
    assert.sameMembers([...deliverableKinds], [...DeliverableKind.literals])
    assert.sameMembers([...usageDurations], [...UsageDuration.literals])
  })
})

describe("a pasted campaign (INTAKE-02, DASH-01)", () => {
  it("is read from YAML and from JSON", () => {
    const text = readFileSync(new URL("../../../samples/campaign.yaml", import.meta.url), "utf8")
    const yaml = readPasted(text)
    assert.isTrue(yaml._tag === "Read" && Either.isRight(readCampaign(yaml.data)))
    const json = readPasted(`{ "id": "a", "cpm": { "target": 20 } }`)
    assert.deepStrictEqual(json._tag === "Read" ? json.data : null, { id: "a", cpm: { target: 20 } })
  })

  it("says in which line a field stands, and for a missing one where it belongs", () => {
    const read = readPasted("id: x\ncpm:\n  target: twenty\npackages:\n  - deliverables:\n      fax: 1\n")
    assert.isTrue(read._tag === "Read")
    if (read._tag === "Read") {
      assert.strictEqual(read.lineOf("cpm.target"), 3)
      assert.strictEqual(read.lineOf("packages.0.deliverables.fax"), 6)
      assert.strictEqual(read.lineOf("cpm.leniency"), 3)
      assert.isNull(read.lineOf("budget"))
    }
  })

  it("that cannot be read says the line", () => {
    const read = readPasted("id: x\nname: [a\n")
    assert.isTrue(read._tag === "Unreadable" && read.line !== null && read.line >= 2)
  })
})
