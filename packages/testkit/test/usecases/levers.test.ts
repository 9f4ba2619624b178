import { assert, describe, it } from "@effect/vitest"
import { drain } from "@parley/domain/usecases/Engine"
import type { NegotiationId } from "@parley/domain/Ids"
import type { Notice } from "@parley/domain/ports/TeamChannel"
import { humanCommand } from "@parley/domain/usecases/HumanCommand"
import { newCommandId } from "@parley/domain/usecases/ids"
import * as Effect from "effect/Effect"
import { actor } from "../../src/fixtures.ts"
import { world } from "./world.ts"

const campaign = {
  policy: { leverTerms: { usage_rights: { cost: 1, worth: 1_500 }, product: { cost: 2, worth: 600 }, syndication: { cost: 3, worth: 300 } } },
  packages: [{ deliverables: { instagram_reel: 1 }, usage: { organic: "90_days" }, leastUsage: { organic: "30_days" } }],
  levers: { product: { what: "a full set of candles" }, syndication: "we share your reel on our own channels", shareCpm: true }
}

const packages = [{ deliverables: { instagram_reel: 2 } }, { deliverables: { instagram_reel: 1 } }]

describe("levers on the table (LEVER-01)", () => {
  it.effect("a smaller package is shown at its own CPM, without a counter for the one before, and its deal is a person's to close", () => {
    const it = world({ campaign: { packages, budget: 5_000, policy: { autonomy: "review" } } })
    const approve = (id: NegotiationId) => Effect.flatMap(newCommandId, (command) => humanCommand(id, { _tag: "Approve" }, actor("console:ana"), command, null))
    const newest = (kind: Notice["kind"]) => it.team.posted().findLast((notice) => notice.kind === kind) ?? assert.fail(`no notice ${kind}`)
    return it.run(Effect.gen(function*() {
      const id = yield* it.open
      yield* approve(id)
      yield* drain
      yield* it.answer("Thanks! My final rate for this is $9,000, that's firm.")
      yield* drain
      const held = newest("approval")
      const { core } = yield* it.state(id)
      const rate = core.pending?.rate ?? 0
      assert.deepStrictEqual([core.pending?.tier, core.pending?.lever], [2, "package"])
      assert.deepInclude(held.facts, ["rate", `$${(rate / 100).toLocaleString("en-US")} (CPM $${rate / 10_000})`])
      assert.notInclude(held.ask?.choices.map(({ choice }) => choice) ?? [], "counter")
      yield* approve(id)
      yield* drain
      assert.match((yield* it.sent).at(-1)?.text ?? "", /a smaller package may be the better fit[\s\S]*1 Instagram reel/)

      yield* it.answer(`Sounds great, I accept your offer of $${(rate / 100).toLocaleString("en-US")}. Looking forward to it!`)
      yield* drain
      assert.include(newest("escalation").title, "which package")
      yield* approve(id)
      yield* drain
      const agreed = newest("agreement").facts
      assert.deepInclude(agreed, ["for", "1 Instagram reel"])
      assert.notInclude(agreed.map(([name]) => name), "under the ceiling by")
    }))
  })

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
