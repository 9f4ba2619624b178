import { assert, describe, it } from "@effect/vitest"
import type { NegotiationSummary } from "@parley/api/Reports"
import { CommandId, NegotiationId } from "@parley/domain/Ids"
import { instant } from "@parley/domain/Instant"
import { cents } from "@parley/domain/Money"
import type { Event } from "@parley/domain/negotiation/Event"
import { explanationOf } from "../src/explanation.ts"
import { timelineOf } from "../src/timeline.ts"

const summary: NegotiationSummary = {
  id: "n-tom", campaign: "autumn", creator: "Tom Ray", state: "Waiting", reason: null, rounds: 0, opening: null, offer: null, ask: null, waiting: null, agreed: null,
  views: 100_000, nextAt: null, quarantined: null
}
const stored = (event: Event, version: number) => ({ version, event, at: instant(10), command: CommandId.make("c"), hash: "" })

describe("why an opening waits", () => {
  it("PARTY-02 LEDGER-01 stands in the timeline and in what explain says", () => {
    const events = [
      stored({ _tag: "ConversationAwaited", needed: cents(200_000), with: NegotiationId.make("n-maya"), at: instant(10) }, 2),
      stored({ _tag: "BudgetAwaited", needed: cents(200_000), free: cents(5_000), at: instant(10) }, 3)
    ]
    assert.deepStrictEqual(timelineOf(summary, events, [], null).entries.map(({ text }) => text), [
      "waits: the conversation with the same manager in n-maya is to end first; $2,000 needed", "waits: $2,000 needed, $50 free"
    ])
    assert.deepStrictEqual(explanationOf(summary, events, null, new Map()).decisions.map(({ lines, title }) => [title, ...lines]), [
      ["the opening at $2,000 waits", "n-maya is in conversation with the same mail address, and policy.managers is one_at_a_time: this one opens when that has ended"],
      ["the opening at $2,000 waits", "$50 of the budget is free, or every place is taken"]
    ])
  })
})
