import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { castMembers } from "../../src/sim/cast.ts"
import { livingCast, livingForm } from "../../src/sim/livingCampaign.ts"
import { stream } from "../../src/sim/Seeded.ts"
import { campaignOf, influencerOf, playOut } from "./playOut.ts"

const campaign = campaignOf(livingForm)

describe("the living campaign", () => {
  it.effect("always shows deals, one that needs a yes and one that needs a person, and leaves two creators to a visitor, seeds 1 to 60 (SIM-01)", () =>
    Effect.gen(function*() {
      for (let seed = 1; seed <= 60; seed++) {
        const { free, played } = livingCast(seed)
        const outcomes = yield* Effect.forEach(played, ({ member, persona }) => playOut(campaign, influencerOf(member), persona, stream(seed, member.address)))
        const story = `seed ${seed}: ${outcomes.map(({ outcome, persona, reason }) => `${persona.temper} ${outcome} ${reason ?? ""}`).join(", ")}`
        assert.isAtLeast(outcomes.filter(({ outcome }) => outcome === "Agreed").length, 2, story)
        assert.isAtLeast(outcomes.filter(({ outcome }) => outcome === "AwaitingApproval").length, 1, story)
        assert.isAtLeast(outcomes.filter(({ outcome }) => outcome === "Escalated").length, 1, story)
        assert.lengthOf(free, 2)
      }
    }))

  it("is about other people than the sample campaign", () => {
    const { free, played } = livingCast(1)
    const addresses = [...free, ...played.map(({ member }) => member), ...castMembers].flatMap(({ address, manager }) => [address, manager.address])
    assert.strictEqual(new Set(addresses).size, addresses.length)
  })
})
