import { assert, describe, it } from "@effect/vitest"
import * as fc from "effect/FastCheck"
import { cents } from "../../src/Money.ts"
import { explainWhy } from "../../src/negotiation/explainWhy.ts"
import * as G from "./given.ts"
import * as Walk from "./walk.ts"

const offerAfter = (command: Parameters<typeof G.reply>[0]) =>
  G.when(G.awaiting, G.reply(command)).flatMap((event) => event._tag === "OfferDecided" ? [event] : [])

describe("explainWhy", () => {
  it("prints the figures, what was seen in the asks and what was not done, and decides again (STRAT-06)", () => {
    const [event] = offerAfter(G.asks(400_000))
    assert.deepStrictEqual(event === undefined ? [] : explainWhy(event.why, event.rate, 100_000, "USD"), [
      "why: a step from our last offer towards where they seem to settle",
      "rate: $2,240, a CPM of $22.40 on 100,000 views, 12 % over the target",
      "target $2,000 (CPM $20), ceiling $3,000 (CPM $30, set by the CPM ceiling)",
      "the CPM ceiling of $3,000 was not raised: no engagement over 3 %, and no savings of finished deals to share",
      "the campaign's books: $0 agreed with others or on offer to them, $10,000 free; others have 0 of 3 places",
      "round 1 of 5; our offers before: $2,000; their asks: $4,000",
      "they seem to settle at about $3,300",
      "the schedule allowed $2,240 in this round",
      "not accepted at $4,000: over limits",
      "not held at $2,000: standing still loses them",
      "decided again from these figures: the same number"
    ])
  })

  it("tells how their last ask moved", () => {
    const lines = (theirMove: number) => explainWhy(G.whyOf({ inputs: { settlement: 250_000, theirMove } }), 220_000, 100_000, "USD")
    assert.include(lines(30_000), "they seem to settle at about $2,500; their last ask came down by $300")
    assert.include(lines(-30_000), "they seem to settle at about $2,500; their last ask rose by $300")
    assert.include(lines(0), "they seem to settle at about $2,500; their last ask did not move")
  })

  it("says so where a number is not this version's, as in events from before it looked at asks", () => {
    const old = explainWhy(G.whyOf({ planned: cents(220_000), asks: [cents(400_000)] }), 220_000, 100_000, "USD")
    assert.strictEqual(old.at(-1), "today's rules (version 1) come to $2,240: this was decided by others")
    const older = explainWhy(G.whyOf({ planned: cents(220_000), asks: [cents(400_000)], version: 0 }), 220_000, 100_000, "USD")
    assert.strictEqual(older.at(-1), "today's rules (version 1) come to $2,240: this was decided by version 0")
  })

  it("says what the books allowed over the CPM ceiling, and why (LEDGER-02)", () => {
    const seen = (fields: Partial<typeof G.freely>) => explainWhy(G.whyOf({ ledger: { ...G.freely, committed: cents(640_000), free: cents(360_000), seats: 2, ...fields } }), 220_000, 100_000, "USD")
    const books = "the campaign's books: $6,400 agreed with others or on offer to them, $3,600 free; others have 2 of 3 places"
    assert.includeMembers([...seen({ flexibility: 800, engagement: 800 })], ["the CPM ceiling of $3,000 was raised by 8 %: 8 % for an engagement over 3 %", books])
    assert.include(seen({ flexibility: 1_650, engagement: 1_500, savings: cents(4_500) }),
      "the CPM ceiling of $3,000 was raised by 16.5 %: 15 % for an engagement over 5 %, and $45 as its share of what finished deals saved")
    assert.include(seen({ flexibility: 2_000, savings: cents(90_000) }),
      "the CPM ceiling of $3,000 was raised by 20 %: $900 as its share of what finished deals saved; more than 20 % is never added")
  })

  it("tells how a rate stands to the target, and passes over books that an older event did not note", () => {
    const lines = (rate: number) => explainWhy(G.whyOf({ ledger: undefined }), rate, 100_000, "USD")
    assert.deepStrictEqual([200_000, 170_000].map((rate) => lines(rate)[1]), [
      "rate: $2,000, a CPM of $20 on 100,000 views, at the target", "rate: $1,700, a CPM of $17 on 100,000 views, 15 % under the target"
    ])
    assert.isFalse(lines(200_000).some((line) => line.includes("books") || line.includes("raised")))
  })

  it.prop("decides each number again from what was kept, whatever the books allowed: the same (STRAT-06)", [fc.integer({ min: 0, max: 2 ** 32 - 1 })], ([seed]) => {
    const dice = Walk.diceOf(seed)
    let world = Walk.worldOf(dice, 1 + dice.below(4))
    for (let count = 0; count < 40; count++) {
      const stepped = Walk.step(world, dice)
      for (const event of Walk.eventsOf(stepped.outcome)) {
        if (event._tag !== "OfferDecided" || event.why.reason === "a person decided") continue
        assert.strictEqual(explainWhy(event.why, event.rate, 100_000, "USD").at(-1), "decided again from these figures: the same number")
      }
      world = stepped.world
    }
  }, { fastCheck: { numRuns: 200 } })
})
