import { assert, describe, it } from "@effect/vitest"
import { drain } from "@parley/domain/usecases/Engine"
import * as Effect from "effect/Effect"
import { world } from "./world.ts"

const campaign = {
  policy: { leverTerms: { usage_rights: { cost: 1, worth: 1_500 }, product: { cost: 2, worth: 600 }, syndication: { cost: 3, worth: 300 } } },
  packages: [{ deliverables: { instagram_reel: 1 }, usage: { organic: "90_days" }, leastUsage: { organic: "30_days" } }],
  levers: { product: { what: "a full set of candles" }, syndication: "we share your reel on our own channels", shareCpm: true }
}

describe("levers on the table (LEVER-01)", () => {
  it.effect("each is in the mail that offers it and in every mail after it, and the team hears of all with the agreement", () => {
    const it = world({ campaign })
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      for (const ask of ["$4,800", "$4,700", "$4,650", "$4,600"]) {
        yield* it.answer(`Thanks! My rate for this is ${ask}.`)
        yield* drain
      }
      const [, first, second, third, fourth] = (yield* it.sent).map(({ text }) => text)
      assert.include(first, "own channels: 90 days")
      assert.include(second, "own channels: 30 days")
      assert.notMatch(second ?? "", /We add/)
      assert.match(third ?? "", /own channels: 30 days[\s\S]*We add a full set of candles/)
      assert.match(fourth ?? "", /We add a full set of candles\nSharing we share your reel on our own channels\nRate/)
      const { core } = yield* it.state(id)
      assert.deepStrictEqual(core.levers, ["usage_rights", "product", "syndication"])

      yield* it.answer(`Sounds great, I accept your offer of $${((core.offers.at(-1) ?? 0) / 100).toLocaleString("en-US")}. Looking forward to it!`)
      yield* drain
      const facts = it.team.posted().findLast(({ kind }) => kind === "agreement")?.facts ?? []
      assert.deepInclude(facts, ["on top", "a full set of candles"])
      assert.deepInclude(facts, ["sharing", "we share your reel on our own channels"])
      assert.deepInclude(facts, ["with shorter usage rights", "organic use on the brand's own channels: 30 days"])
      const confirmation = (yield* it.sent).at(-1)?.text ?? ""
      assert.match(confirmation, /30 days[\s\S]*We add a full set of candles\nSharing we share your reel on our own channels/)
    }))
  })
})
