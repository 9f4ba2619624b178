import { assert, describe, it } from "@effect/vitest"
import { cents } from "../../src/Money.ts"
import { explainWhy } from "../../src/negotiation/explainWhy.ts"
import * as G from "./given.ts"

const offerAfter = (command: Parameters<typeof G.reply>[0]) =>
  G.when(G.awaiting, G.reply(command)).flatMap((event) => event._tag === "OfferDecided" ? [event] : [])

describe("explainWhy", () => {
  it("prints the figures, what was seen in the asks and what was not done, and decides again (STRAT-06)", () => {
    const [event] = offerAfter(G.asks(400_000))
    assert.deepStrictEqual(event === undefined ? [] : explainWhy(event.why, event.rate, 100_000, "USD"), [
      "why: a step from our last offer towards where they seem to settle",
      "rate: $2,240, a CPM of $22.40 on 100,000 views",
      "target $2,000 (CPM $20), ceiling $3,000 (CPM $30, set by the CPM ceiling)",
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
  })
})
