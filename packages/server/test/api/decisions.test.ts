import { assert, describe, it } from "@effect/vitest"
import type { Approval, NegotiationTimeline, Offers } from "@parley/api/NegotiationReports"
import type { Page } from "@parley/api/Page"
import type { Problem } from "@parley/api/Problems"
import type { Question } from "@parley/api/Question"
import { instant } from "@parley/domain/Instant"
import { cents } from "@parley/domain/Money"
import type { Event } from "@parley/domain/negotiation/Event"
import { actor, always, campaign, campaignId, influencer, message, messageId, negotiationId, offerDecided, offerSent, opened, personId, put, step } from "@parley/testkit/fixtures"
import * as Effect from "effect/Effect"
import { type ApiWorld, inApi } from "./apiWorld.ts"

const asked: Event = {
  _tag: "ReplyRead", message: messageId("reply"), ask: cents(2600), at: instant(30),
  reading: { intent: "counter", ask: null, confidence: 0.9, triggers: [], counterparty: "influencer", concerns: [], otherPrices: false }
}

const escalated: Event = { _tag: "Escalated", reason: "above_limit", reply: messageId("reply"), proposal: { rate: cents(2600), tier: 1 }, at: instant(31) }

/** One creator who asked for more than we may pay, and is with a person; another was only opened. */
const begin = async ({ store }: ApiWorld) => {
  await Effect.runPromise(store.addCampaign(campaign("spring", { budget: 100_000, headcount: 9 }), ["n-a", "n-b"].map((id) => ({ id: negotiationId(id), influencer: influencer(`p-${id}`) })), instant(1)))
  for (const id of ["n-a", "n-b"]) {
    await Effect.runPromise(store.transact(step(id, `open ${id}`, 10, always([opened({ campaign: campaignId("spring"), influencer: personId(`p-${id}`) }, 10), offerDecided(1, 2000, 10)], {
      outbox: [put(1, 10, 1)], messages: [message(`message 1 ${id}`, id, "out", 10)]
    }))))
  }
  await Effect.runPromise(store.transact(step("n-a", "sent", 20, always([offerSent(1, 2000, 20, 99)]))))
  await Effect.runPromise(store.transact(step("n-a", "reply", 30, always([asked, escalated], { messages: [{ ...message("reply", "n-a", "in", 30), text: "I usually charge $26." }] }))))
}

const path = "/api/v1/negotiations/n-a"

describe("what waits for a person", () => {
  it("API-01 HUMAN-05 is listed, the longest first, and says what it is about, what may be decided and of which version", () =>
    inApi(async (world) => {
      await begin(world)
      const { items, next } = (await world.call<Page<Approval>>(world.tokens.viewer, "GET", "/api/v1/approvals")).body
      assert.isNull(next)
      assert.deepStrictEqual(items.map(({ kind, negotiation, since }) => [negotiation.id, negotiation.currency, kind, since]), [["n-a", "USD", "escalation", 30]])

      const { body } = await world.call<Question>(world.tokens.viewer, "GET", `${path}/question`)
      assert.deepStrictEqual(body.rates, { offer: 2000, ask: 2600, waiting: 2600 })
      assert.deepStrictEqual([body.reason, body.seen], ["above_limit", 5])
      assert.deepStrictEqual(body.asked?.suggestions.map(({ choice }) => choice), ["approve", "counter", "claim", "decline", "resume"])
      assert.strictEqual(body.asked?.suggestions[0]?.detail, "agree at $26")
      assert.deepStrictEqual(body.allowed, ["approve", "counter", "decline", "agree", "claim", "resume", "pause", "stop", "to-creator", "to-manager"])
      const events = await Effect.runPromise(world.store.events(negotiationId("n-a")))
      assert.strictEqual(body.mark, events.at(-1)?.hash.slice(0, 10))
      assert.deepInclude((await world.call<Question>(world.tokens.viewer, "GET", "/api/v1/negotiations/n-b/question")).body, { asked: null, reason: null, seen: 2 })
    }))

  it("API-01 HUMAN-05 is decided once, by whoever's token it is, of what they were shown", () =>
    inApi(async (world) => {
      await begin(world)
      const { body: question } = await world.call<Question>(world.tokens.viewer, "GET", `${path}/question`)
      const decide = (body: unknown) => world.call<Problem & { readonly repeated: boolean; readonly state: string }>(world.tokens.negotiator, "POST", `${path}/decisions`, body)
      const stale = await decide({ choice: "claim", seen: 4, mark: "otherbooks", command: "0" })
      assert.strictEqual(stale.status, 409)
      const claim = { choice: "claim", seen: question.seen, mark: question.mark, command: "1" }
      assert.deepInclude((await decide(claim)).body, { state: "HumanManaged", repeated: false })
      assert.deepInclude((await decide(claim)).body, { state: "HumanManaged", repeated: true })
      const late = await decide({ choice: "approve", seen: question.seen, mark: question.mark, command: "2" })
      assert.deepStrictEqual([late.status, late.body.title], [409, "Refused"])
      assert.match(late.body.detail, /negotiator of the test/)
      const events = await Effect.runPromise(world.store.events(negotiationId("n-a")))
      assert.deepInclude(events.at(-1)?.event, { _tag: "Claimed", by: actor("negotiator of the test") })
      assert.deepStrictEqual((await world.call<Page<Approval>>(world.tokens.viewer, "GET", "/api/v1/approvals")).body.items, [])
    }))

  it("API-01 has its offers of both sides over time, and its mails beside its events", () =>
    inApi(async (world) => {
      await begin(world)
      const { body: offers } = await world.call<Offers>(world.tokens.viewer, "GET", `${path}/offers`)
      assert.deepStrictEqual(offers.points, [{ version: 3, at: 20, side: "ours", rate: 2000, cpm: 20 }, { version: 4, at: 30, side: "theirs", rate: 2600, cpm: 26 }])
      assert.deepStrictEqual([offers.target, offers.ceiling, offers.agreed, offers.currency], [2000, 4000, null, "USD"])
      const { body: timeline } = await world.call<NegotiationTimeline>(world.tokens.viewer, "GET", "/api/v1/negotiations/CREATOR%20p-n-a/timeline")
      assert.deepStrictEqual(timeline.entries.map(({ kind }) => kind), ["NegotiationOpened", "OfferDecided", "OfferSent", "ReplyRead", "Escalated"])
      assert.deepStrictEqual(timeline.mails.map(({ direction, from, text }) => [direction, from, text]), [["out", "ana@glow.example", "Hello"], ["in", "stranger@example.com", "I usually charge $26."]])
      const several = await world.call<Problem>(world.tokens.viewer, "GET", "/api/v1/negotiations/creator/offers")
      assert.deepStrictEqual([several.status, several.body.candidates?.length], [404, 2])
    }))
})
