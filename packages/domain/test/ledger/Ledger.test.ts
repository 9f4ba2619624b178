import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { budgetFree, exposureOf, seatFree } from "../../src/ledger/Ledger.ts"
import { unopened } from "../../src/negotiation/State.ts"
import * as G from "../negotiation/given.ts"
import * as Walk from "../negotiation/walk.ts"

const nothing = { reserved: 0, agreed: 0, views: 0, saved: 0 }
const reserved = (rate: number) => ({ reserved: rate, agreed: 0, views: 0, saved: 0 })

describe("the campaign's books (LEDGER-01)", () => {
  it.prop("agreed plus reserved never exceeds the budget, nor seats the headcount, however many negotiations are stepped in whatever order", [
    fc.integer({ min: 0, max: 2 ** 32 - 1 })
  ], ([seed]) => {
    const dice = Walk.diceOf(seed)
    let world = Walk.worldOf(dice, 2 + dice.below(6))
    for (let count = 0; count < 120; count++) {
      const stepped = Walk.step(world, dice)
      const { committed, seats } = Walk.total(stepped.world)
      const told = `${stepped.command._tag} in ${stepped.before._tag} gave ${Walk.eventsOf(stepped.outcome).map((event) => event._tag).join(", ")}`
      assert.isAtMost(committed, stepped.world.campaign.budget, told)
      assert.isAtMost(seats, stepped.world.campaign.headcount, told)
      world = stepped.world
    }
  }, { fastCheck: { numRuns: 400 } })

  it.prop("hold nothing for a negotiation that is over or waits, except its agreement", [fc.integer({ min: 0, max: 2 ** 32 - 1 })], ([seed]) => {
    const dice = Walk.diceOf(seed)
    let world = Walk.worldOf(dice, 2)
    for (let count = 0; count < 60; count++) {
      const { after, world: next } = Walk.step(world, dice)
      if (["Unopened", "Waiting", "Stale", "Declined", "Walked", "Stopped"].includes(after._tag)) assert.deepStrictEqual(exposureOf(after), nothing)
      if (after._tag === "Agreed") assert.strictEqual(exposureOf(after).agreed, after.core.agreed?.rate)
      world = next
    }
  })
})

describe("exposureOf", () => {
  const counterDecided = G.given(G.open, G.confirmSent(1), G.reply(G.asks(400_000)))

  it("reserves from the decision, before the mail has left, and the dearest of what may be accepted", () => {
    assert.deepStrictEqual(exposureOf(unopened), nothing)
    assert.deepStrictEqual(exposureOf(G.given(G.open)), reserved(200_000))
    assert.deepStrictEqual(exposureOf(counterDecided), reserved(224_000))
    assert.deepStrictEqual(exposureOf(G.next(counterDecided, G.when(counterDecided, G.confirmSent(2)))), reserved(224_000))
  })

  it("counts a deal that waits for a person's yes", () => {
    const context = G.contextWith({ campaign: G.campaignWith({ approvalAbove: 200_000 }) })
    assert.deepStrictEqual(exposureOf(G.givenIn(context, G.open, G.confirmSent(1), G.reply(G.asks(290_000, true)))), reserved(290_000))
  })

  it("keeps what is reserved while a person manages or pauses it", () => {
    for (const tag of ["Claim", "Pause"] as const) {
      assert.deepStrictEqual(exposureOf(G.next(counterDecided, G.when(counterDecided, G.byAna(tag)))), reserved(224_000))
    }
  })

  it("releases on a stop, a no and silence, and turns into the agreed rate and its views on a deal", () => {
    assert.deepStrictEqual(exposureOf(G.next(counterDecided, G.when(counterDecided, G.byAna("Stop")))), nothing)
    assert.deepStrictEqual(exposureOf(G.next(counterDecided, G.when(counterDecided, G.reply(G.readingOf({ intent: "reject" }))))), nothing)
    assert.deepStrictEqual(exposureOf(G.next(counterDecided, G.when(counterDecided, G.reply(G.accepts())))), { reserved: 0, agreed: 200_000, views: 100_000, saved: 0 })
  })
})

describe("a view of the books", () => {
  it("never has less than nothing free", () => {
    assert.strictEqual(budgetFree({ budget: 10, committed: 30, headcount: 1, seats: 1, open: 0, saved: 0 }), 0)
    assert.isFalse(seatFree({ budget: 10, committed: 0, headcount: 1, seats: 1, open: 0, saved: 0 }))
    assert.isTrue(seatFree({ budget: 10, committed: 0, headcount: 1, seats: 0, open: 0, saved: 0 }))
  })
})
