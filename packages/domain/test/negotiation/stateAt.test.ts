import { assert, describe, it } from "@effect/vitest"
import { Event } from "../../src/negotiation/Event.ts"
import { eventTags } from "../../src/negotiation/eventTags.ts"
import { stateAt } from "../../src/negotiation/stateAt.ts"
import { views } from "../../src/Views.ts"
import { ana, campaignWith, creatorWith, hour, parley } from "./given.ts"

const opened = (at: number): Event => ({
  _tag: "NegotiationOpened", campaign: campaignWith().id, influencer: creatorWith().id, tier: 1, views: views(100_000), by: parley, at: hour(at)
})
const log = (...events: ReadonlyArray<readonly [number, Event | null]>) => events.map(([at, event], index) => ({ version: index + 1, at: hour(at), event }))
const tag = (found: ReturnType<typeof stateAt>) => [found.state?._tag ?? null, found.version]

describe("stateAt", () => {
  const events = log([1, opened(1)], [3, { _tag: "Paused", by: ana, at: hour(3) }], [2, { _tag: "Stopped", by: ana, at: hour(2) }])

  it("AUDIT-01 is the state of a prefix: the instant itself counts, and the first later event ends it, also where a clock went back", () => {
    assert.deepStrictEqual(tag(stateAt(events, hour(0))), ["Unopened", 0])
    assert.deepStrictEqual(tag(stateAt(events, hour(1))), ["Waiting", 1])
    assert.deepStrictEqual(tag(stateAt(events, hour(2))), ["Waiting", 1])
    assert.deepStrictEqual(tag(stateAt(events, hour(3))), ["Stopped", 3])
  })

  it("AUDIT-01 is unknown from an event on that cannot be read, and known before", () => {
    const broken = log([1, opened(1)], [2, null], [3, { _tag: "Paused", by: ana, at: hour(3) }])
    assert.deepStrictEqual(tag(stateAt(broken, hour(1))), ["Waiting", 1])
    assert.deepStrictEqual(tag(stateAt(broken, hour(9))), [null, 3])
  })
})

describe("eventTags", () => {
  it("AUDIT-01 names every event once", () => {
    assert.strictEqual(eventTags.length, Event.members.length)
    assert.strictEqual(new Set(eventTags).size, eventTags.length)
    assert.includeMembers([...eventTags], ["NegotiationOpened", "OfferSent", "MailForHuman"])
  })
})
