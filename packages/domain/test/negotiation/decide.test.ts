import { assert, describe, it } from "@effect/vitest"
import { NegotiationId } from "../../src/Ids.ts"
import { exposureOf } from "../../src/ledger/Ledger.ts"
import { cents } from "../../src/Money.ts"
import type { Trust } from "../../src/negotiation/Command.ts"
import type { Context } from "../../src/negotiation/decide.ts"
import type { Event, Rejected, Why } from "../../src/negotiation/Event.ts"
import { evolve } from "../../src/negotiation/evolve.ts"
import { type State, unopened } from "../../src/negotiation/State.ts"
import type { ReplyReading } from "../../src/reading/ReplyReading.ts"
import type { Move } from "../../src/strategy/NextMove.ts"
import { explainWhy } from "../../src/negotiation/explainWhy.ts"
import * as G from "./given.ts"

const { ana, hour, message, parley } = G
const later = { by: parley, at: hour(1) }
const byAna = { by: ana, at: hour(1) }
const reply = message("reply")
const superseded = (mail: number, reason: string): Event => ({ _tag: "MailSuperseded", mail, reason, at: hour(1) })
const read = (reading: ReplyReading, ask: number | null): Event =>
  ({ _tag: "ReplyRead", message: reply, reading, ask: ask === null ? null : cents(ask), at: hour(1) })
const escalated = (reason: string, proposal: number | null = null): Event =>
  ({ _tag: "Escalated", reason, reply, proposal: proposal === null ? null : { rate: cents(proposal), tier: 1 }, at: hour(1) })
const agreed = (rate: number, fields: Partial<Extract<Event, { _tag: "Agreed" }>> = {}): Event => ({
  _tag: "Agreed", rate: cents(rate), tier: 1, views: G.maya.views, target: cents(200_000), reply, basis: "our_offer", flags: [], why: null, ...later, ...fields
})
const mail = (number: number, purpose: "confirmation" | "exit" | "answer" | "follow_up", rate: number | null, fields: Partial<Extract<Event, { _tag: "MailDecided" }>> = {}): Event => ({
  _tag: "MailDecided", mail: number, purpose, rate: rate === null ? null : cents(rate), tier: 1, held: null, reply, concerns: [], followUp: 0, ...later, ...fields
})
/** What the rule saw in their first ask, and did not do. */
const seen = (settlement: number, rejected: ReadonlyArray<readonly [Rejected["move"], number, string]>): Partial<Why> => ({
  inputs: { settlement, theirMove: null }, rejected: rejected.map(([move, rate, why]) => ({ move, rate: cents(rate), why }))
})
const offer = (number: number, rate: number, fields: Partial<Extract<Event, { _tag: "OfferDecided" }>> = {}): Event => ({
  _tag: "OfferDecided", mail: number, purpose: "counter", rate: cents(rate), tier: 1, lever: null, final: false, held: null, reply,
  why: G.whyOf({ planned: cents(rate), asks: [cents(400_000)], ...seen(330_000, [["accept", 400_000, "over_limits"], ["hold", 200_000, "standing_still_loses_them"]]) }),
  ...later, ...fields
})
const counterDecided = G.given(G.open, G.confirmSent(1), G.reply(G.asks(400_000)))
const limitOf = (campaign: Parameters<typeof G.campaignWith>[0]) => G.contextWith({ campaign: G.campaignWith(campaign) })

describe("opening", () => {
  const opened: Event = { _tag: "NegotiationOpened", ...G.maya, tier: 1, by: parley, at: hour(0) }
  const opening = (rate: number, fields: Partial<Extract<Event, { _tag: "OfferDecided" }>> = {}): Event =>
    offer(1, rate, { purpose: "opening", reply: null, at: hour(0), why: G.whyOf({ reason: "opening_at_target", planned: cents(rate), round: 0, offers: [] }), ...fields })

  it("offers the target rate (PRICE-02)", () => {
    assert.deepStrictEqual(G.when(unopened, G.open), [opened, opening(200_000)])
    assert.strictEqual(G.given(G.open)._tag, "Opening")
  })

  it("opens under the target where the policy says so (STRAT-05)", () => {
    const { policy } = G.campaignWith()
    const events = G.when(unopened, G.open, limitOf({ policy: { ...policy, opening: 9_000 } }))
    assert.deepStrictEqual(events.flatMap((event) => event._tag === "OfferDecided" ? [event.rate, event.why.reason] : []), [180_000, "opening_under_target"])
  })

  it("offers the roster's maximum where that is lower, and its minimum where that is higher (PRICE-03)", () => {
    const rate = (minRate: number | null, maxRate: number | null) =>
      G.when(unopened, G.open, G.contextWith({ influencer: G.creatorWith({ minRate, maxRate }) })).flatMap((event) => event._tag === "OfferDecided" ? [event.rate, event.why.reason] : [])
    assert.deepStrictEqual([rate(null, 150_000), rate(250_000, null)], [[150_000, "opening_at_target"], [250_000, "opening_at_minimum"]])
  })

  it("asks a human where the minimum is over the ceiling (PRICE-03)", () => {
    assert.deepStrictEqual(G.when(unopened, G.open, G.contextWith({ influencer: G.creatorWith({ minRate: 300_001 }) })), [
      opened, { _tag: "Escalated", reason: "minimum_over_ceiling", reply: null, proposal: null, at: hour(0) }
    ])
  })

  it("waits while the same manager is in conversation where the campaign says one at a time, and nowhere else (PARTY-02)", () => {
    const { policy } = G.campaignWith()
    const alone = G.campaignWith({ policy: { ...policy, managers: "one_at_a_time" } })
    const awaited = (other: string): Event => ({ _tag: "ConversationAwaited", needed: cents(200_000), with: NegotiationId.make(other), at: hour(0) })
    const busy = (other: string | null, fields: Partial<Context> = {}) => G.contextWith({ campaign: alone, talksElsewhere: () => other === null ? null : NegotiationId.make(other), ...fields })
    assert.deepStrictEqual(G.when(unopened, G.open, busy("n-tom")), [opened, awaited("n-tom")])
    assert.deepStrictEqual(G.when(unopened, G.open, busy("n-tom", { campaign: G.campaignWith() })), [opened, opening(200_000)])
    const waiting = G.givenIn(busy("n-tom"), G.open)
    assert.deepStrictEqual([waiting._tag, waiting._tag === "Waiting" ? waiting.core.waitsFor : null, exposureOf(waiting).reserved], ["Waiting", "n-tom", 0])
    // still the same one: nothing new; another one: the log says so; then money, and nothing of the manager is left
    assert.deepStrictEqual(G.when(waiting, G.wake, busy("n-tom")), [])
    assert.deepStrictEqual(G.when(waiting, G.wake, busy("n-cleo")), [{ ...awaited("n-cleo"), at: hour(1) }])
    const poor = busy(null, { ledger: { ...G.freeLedger, committed: 1_000_000 } })
    const [without] = G.when(waiting, G.wake, poor)
    assert.strictEqual(without?._tag, "BudgetAwaited")
    const later = without === undefined ? waiting : evolve(waiting, without)
    assert.isFalse(later._tag === "Waiting" && "waitsFor" in later.core)
    assert.deepStrictEqual(G.tagsOf(G.when(later, G.wake, poor)), [])
    const [offered] = G.when(waiting, G.wake, busy(null))
    assert.strictEqual(offered?._tag, "OfferDecided")
    if (offered !== undefined) assert.notInclude(JSON.stringify(evolve(waiting, offered)), "waitsFor")
  })

  it("waits without money or without a seat, and offers once there is some (LEDGER-01)", () => {
    const poor = G.contextWith({ ledger: { ...G.freeLedger, committed: 800_001 } })
    const full = G.contextWith({ ledger: { ...G.freeLedger, seats: 3 } })
    assert.deepStrictEqual(G.when(unopened, G.open, poor), [opened, { _tag: "BudgetAwaited", needed: cents(200_000), free: cents(199_999), at: hour(0) }])
    assert.deepStrictEqual(G.tagsOf(G.when(unopened, G.open, full)), ["NegotiationOpened", "BudgetAwaited"])
    const waiting = G.givenIn(poor, G.open)
    assert.strictEqual(waiting._tag, "Waiting")
    assert.deepStrictEqual(G.when(waiting, G.wake, full), [])
    assert.deepStrictEqual(G.when(waiting, G.wake), [opening(200_000, later)])
  })

  it("waits for a yes above the approval limit, and in review (STRAT-05)", () => {
    const limit = limitOf({ approvalAbove: 199_999 })
    assert.deepStrictEqual(G.when(unopened, G.open, limit), [
      opened, opening(200_000, { held: "approval", why: G.whyOf({ reason: "opening_at_target", planned: cents(200_000), round: 0, offers: [], approvalAbove: cents(199_999) }) })
    ])
    const held = G.givenIn(limit, G.open)
    assert.strictEqual(held._tag, "AwaitingApproval")
    assert.deepStrictEqual(G.when(held, G.byAna("Approve"), limit), [{ _tag: "ApprovalGiven", mail: 1, ...byAna }])
    assert.strictEqual(G.next(held, G.when(held, G.byAna("Approve"), limit))._tag, "Opening")
    assert.deepStrictEqual(G.tagsOf(G.when(held, { _tag: "EditDraft", mail: 1, ...byAna }, limit)), ["DraftEdited", "ApprovalGiven"])
    // words for another mail are for none that waits now
    assert.strictEqual(G.refused(held, { _tag: "EditDraft", mail: 2, ...byAna }, limit)._tag, "NothingToApprove")
    assert.deepStrictEqual(G.givenIn(G.contextWith({ campaign: G.inReview }), G.open), {
      _tag: "AwaitingApproval", core: { ...G.coreOf(held), pending: { mail: 1, purpose: "opening", rate: cents(200_000), tier: 1, held: "review" } }
    })
  })

  it("refuses to price a creator at nothing, and names the field (PRICE-02)", () => {
    const field = (fields: Parameters<typeof G.creatorWith>[0], campaign: Parameters<typeof G.campaignWith>[0] = {}) => {
      const refusal = G.refused(unopened, G.open, G.contextWith({ influencer: G.creatorWith(fields), campaign: G.campaignWith(campaign) }))
      return refusal._tag === "CannotPrice" ? refusal.field : refusal._tag
    }
    assert.strictEqual(field({ maxRate: 0 }), "maxRate")
    assert.strictEqual(field({ averageViews: 1 }, { cpm: { target: 1, ceiling: 1 } }), "views")
    assert.strictEqual(field({ averageViews: 1_000_000_000 }, { packages: [{ tier: 1, deliverables: [{ kind: "tiktok_video", quantity: 2 }], usage: { paid: "none", whitelisting: "none", organic: "none" } }] }), "views")
  })

  it("stops a negotiation that was never opened for good (HUMAN-05)", () => {
    assert.deepStrictEqual(G.when(unopened, G.byAna("Stop")), [{ _tag: "NegotiationOpened", ...G.maya, tier: 1, ...byAna }, { _tag: "Stopped", ...byAna }])
    assert.strictEqual(G.given(G.byAna("Stop"))._tag, "Stopped")
  })

  it("becomes an open offer only when it was sent, due after the first interval (MAIL-11)", () => {
    const state = G.given(G.open)
    assert.strictEqual(G.coreOf(state).sent, null)
    assert.deepStrictEqual(G.when(state, G.confirmSent(1)), [
      { _tag: "OfferSent", mail: 1, rate: cents(200_000), tier: 1, message: message("mail-1"), dueAt: hour(49), at: hour(1) }
    ])
    assert.strictEqual(G.awaiting._tag, "AwaitingReply")
    assert.deepStrictEqual(G.coreOf(G.awaiting).sent, { mail: 1, rate: cents(200_000), tier: 1, message: message("mail-1"), at: hour(1) })
  })

  it("takes word of a mail that is not pending as nothing (MAIL-06)", () => {
    assert.deepStrictEqual(G.when(G.awaiting, G.confirmSent(1)), [])
    assert.deepStrictEqual(G.when(G.given(G.open), G.confirmSent(7)), [])
  })
})

describe("a reply with an ask", () => {
  it("is countered with the next step when it is above what we would offer (STRAT-02)", () => {
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(G.asks(400_000))), [read(G.asks(400_000), 400_000), offer(2, 224_000)])
  })

  it("is countered at the campaign's own pace, which is kept to explain it (STRAT-05, STRAT-06)", () => {
    const { policy } = G.campaignWith()
    const events = G.when(G.awaiting, G.reply(G.asks(400_000)), limitOf({ policy: { ...policy, pace: "gentle" } }))
    assert.deepStrictEqual(events.flatMap((event) => event._tag === "OfferDecided" ? [String(event.rate), event.why.pace] : []), ["231000", "gentle"])
  })

  it("is accepted at exactly the ask when it is at or under our next offer (STRAT-01, STRAT-02)", () => {
    const why = G.whyOf({ reason: "ask_at_or_under_our_next_offer", planned: cents(224_000), asks: [cents(210_000)], ...seen(206_500, [["hold", 200_000, "we_would_offer_as_much"]]) })
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(G.asks(210_000))), [
      read(G.asks(210_000), 210_000), agreed(210_000, { basis: "their_ask", why }), mail(2, "confirmation", 210_000)
    ])
  })

  it("is accepted at the ask and flagged when its CPM is suspiciously low (PRICE-04)", () => {
    const agreement = (ask: number) => G.when(G.awaiting, G.reply(G.asks(ask))).flatMap((event) => event._tag === "Agreed" ? [event.rate, ...event.flags] : [])
    assert.deepStrictEqual([agreement(150_000), agreement(149_999)], [[150_000], [149_999, "suspiciously_low"]])
  })

  it("is left kindly, in writing, when it is firm and out of reach (STRAT-03)", () => {
    const events = G.when(G.awaiting, G.reply(G.asks(900_000, true)))
    assert.deepStrictEqual(events, [
      read(G.asks(900_000, true), 900_000),
      { _tag: "Walked", reason: "firm_ask_over_limits", why: G.whyOf({ reason: "firm_ask_over_limits", planned: cents(224_000), asks: [cents(900_000)], firm: true, ...seen(655_000, [["accept", 900_000, "over_limits"]]) }), ...later },
      mail(2, "exit", null)
    ])
  })

  it("above the approval limit is proposed to a human, whose yes agrees and confirms it (STRAT-05)", () => {
    const limit = limitOf({ approvalAbove: 200_000 })
    const why = G.whyOf({ reason: "firm_ask_within_limits", planned: cents(224_000), asks: [cents(290_000)], firm: true, approvalAbove: cents(200_000), ...seen(258_500, [["counter", 218_000, "haggling_loses_a_final_ask"]]) })
    const events = G.when(G.awaiting, G.reply(G.asks(290_000, true)), limit)
    assert.deepStrictEqual(events, [read(G.asks(290_000, true), 290_000), { _tag: "DealProposed", rate: cents(290_000), tier: 1, reply, why, at: hour(1) }])
    const proposed = G.next(G.awaiting, events)
    assert.strictEqual(proposed._tag, "AwaitingApproval")
    assert.deepStrictEqual(G.when(proposed, G.byAna("Approve"), limit), [
      { _tag: "ApprovalGiven", mail: null, ...byAna }, agreed(290_000, { basis: "human", ...byAna }), mail(2, "confirmation", 290_000, byAna)
    ])
  })

  it("in another currency, with a trigger, unsure or from a stranger reaches a human instead (READ-03, READ-04)", () => {
    const cases: ReadonlyArray<readonly [ReplyReading, Partial<Trust>, string]> = [
      [G.asks(210_000, false, "EUR"), {}, "other_currency"],
      [{ ...G.asks(210_000), triggers: [{ kind: "legal_language", evidence: { start: 0, end: 1 } }] }, {}, "legal_language"],
      [{ ...G.asks(210_000), confidence: 59 }, {}, "unclear"],
      [G.readingOf({ intent: "unclear" }), {}, "unclear"],
      [G.readingOf({ intent: "handoff" }), {}, "handoff"],
      [G.asks(210_000), { knownContact: false }, "unknown_sender"]
    ]
    for (const [reading, trust, reason] of cases) {
      assert.deepStrictEqual(G.when(G.awaiting, G.reply(reading, trust)).at(-1), escalated(reason), reason)
    }
  })

  it("whatever an unproven sender writes is for a human: a forger could decline for them or drive the price (READ-03)", () => {
    for (const intent of ["reject", "counter", "question", "handoff"] as const) {
      assert.deepStrictEqual(G.when(G.awaiting, G.reply(G.readingOf({ intent }), { authenticated: false })).at(-1), escalated("sender_not_authenticated"), intent)
    }
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(G.asks(210_000), { authenticated: false })), [read(G.asks(210_000), null), escalated("sender_not_authenticated")])
  })

  it("asks a human instead of offering where others took every seat since we last held one (LEDGER-01)", () => {
    const full = G.contextWith({ ledger: { ...G.freeLedger, seats: 3 } })
    const unsent = G.next(G.given(G.open), [superseded(1, "reply")])
    for (const ask of [400_000, 100_000]) assert.deepStrictEqual(G.when(unsent, G.reply(G.asks(ask)), full).at(-1), escalated("no_seat_left"))
  })
})

describe("what a price alone does not settle", () => {
  it("a figure we would take, with a wish about the terms, is a deal for a human to close (READ-03)", () => {
    const wish = { ...G.asks(210_000), concerns: [{ kind: "usage" as const, evidence: { start: 0, end: 5 } }] }
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(wish)), [read(wish, 210_000), escalated("terms_to_settle", 210_000)])
  })

  it("a figure we would counter, with a wish about the terms, is for a human: a price alone would pass over it (READ-04)", () => {
    const wish = { ...G.asks(280_000), concerns: [{ kind: "payment" as const, evidence: { start: 0, end: 5 } }] }
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(wish)), [read(wish, 280_000), escalated("terms_to_settle")])
  })

  it("prices that give no figure to answer are for a human, not asked for again (READ-02)", () => {
    const several = G.readingOf({ otherPrices: true })
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(several)), [read(several, null), escalated("terms_to_settle")])
  })

  it("a figure over four times what the creator may cost is shown to a human before it is answered (READ-04)", () => {
    assert.deepStrictEqual(G.tagsOf(G.when(G.awaiting, G.reply(G.asks(1_200_000)))), ["ReplyRead", "OfferDecided"])
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(G.asks(1_200_001))).at(-1), escalated("cpm_over_threshold"))
  })

  it("a wish for more without a figure closes nothing at an older ask and moves nothing (STRAT-01)", () => {
    const haggling = G.given(G.open, G.confirmSent(1), G.reply(G.asks(230_000)), G.confirmSent(2))
    const events = G.when(haggling, G.reply(G.readingOf()))
    assert.deepStrictEqual(events.flatMap((event) => event._tag === "OfferDecided" ? [event.purpose, event.rate] : []), ["hold", 206_000])
  })

  it("the figure of somebody who is no contact never becomes the standing ask (READ-03)", () => {
    const events = G.when(G.awaiting, G.reply(G.asks(150_000), { knownContact: false }))
    assert.deepStrictEqual(events, [read(G.asks(150_000), null), escalated("unknown_sender")])
  })
})

describe("an acceptance", () => {
  it("agrees at the offer that was sent, and confirms that number (STRAT-01, READ-03)", () => {
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(G.accepts())), [read(G.accepts(), null), agreed(200_000), mail(2, "confirmation", 200_000)])
    const same = { ...G.asks(200_000), intent: "accept" as const }
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(same)), [read(same, null), agreed(200_000), mail(2, "confirmation", 200_000)])
  })

  it("of the sent price binds to it although a higher offer was decided and had not left (MAIL-12)", () => {
    assert.deepStrictEqual(G.coreOf(counterDecided).pending?.rate, 224_000)
    assert.deepStrictEqual(G.when(counterDecided, G.reply(G.accepts())), [
      superseded(2, "reply"), read(G.accepts(), null), agreed(200_000), mail(3, "confirmation", 200_000)
    ])
    const held = G.givenIn(limitOf({ approvalAbove: 210_000 }), G.open, G.confirmSent(1), G.reply(G.asks(400_000)))
    assert.strictEqual(held._tag, "AwaitingApproval")
    assert.deepStrictEqual(G.when(held, G.reply(G.accepts())), [
      superseded(2, "reply"), read(G.accepts(), null), agreed(200_000), mail(3, "confirmation", 200_000)
    ])
  })

  it("is not taken without a sent offer (MAIL-12)", () => {
    assert.deepStrictEqual(G.when(G.given(G.open), G.reply(G.accepts())), [superseded(1, "reply"), read(G.accepts(), null), escalated("acceptance_without_offer")])
  })

  it("that is unauthenticated, from a stranger, out of the thread, unsure or beside another price reaches a human (READ-03)", () => {
    const cases: ReadonlyArray<readonly [Partial<ReplyReading>, Partial<Trust>, Event]> = [
      [{}, { authenticated: false }, escalated("sender_not_authenticated", 200_000)],
      [{}, { knownContact: false }, escalated("unknown_sender")],
      [{}, { inThread: false }, escalated("acceptance_outside_thread", 200_000)],
      [{ otherPrices: true }, {}, escalated("other_price_in_acceptance")],
      [{ confidence: 74 }, {}, escalated("unsure_acceptance", 200_000)],
      [{ confidence: 59 }, {}, escalated("unclear")]
    ]
    for (const [reading, trust, expected] of cases) {
      assert.deepStrictEqual(G.when(G.awaiting, G.reply(G.accepts(reading), trust)), [read(G.accepts(reading), null), expected])
    }
  })

  it("of a figure of their own is held to the same proof (READ-03)", () => {
    const lower = (fields: Partial<ReplyReading>) => ({ ...G.asks(190_000), intent: "accept" as const, ...fields })
    const cases: ReadonlyArray<readonly [Partial<ReplyReading>, Partial<Trust>, Event]> = [
      [{}, { authenticated: false }, escalated("sender_not_authenticated")],
      [{}, { inThread: false }, escalated("acceptance_outside_thread", 190_000)],
      [{ otherPrices: true }, {}, escalated("other_price_in_acceptance")],
      [{ confidence: 74 }, {}, escalated("unsure_acceptance", 190_000)]
    ]
    for (const [reading, trust, expected] of cases) {
      assert.deepStrictEqual(G.when(G.awaiting, G.reply(lower(reading), trust)).at(-1), expected)
    }
    assert.deepStrictEqual(G.tagsOf(G.when(G.awaiting, G.reply(lower({})))), ["ReplyRead", "Agreed", "MailDecided"])
  })

  it("that a human verified is agreed at the proposed rate, if the campaign can still pay it (LEDGER-01)", () => {
    const doubted = G.next(G.awaiting, G.when(G.awaiting, G.reply(G.accepts(), { authenticated: false })))
    assert.deepStrictEqual(G.when(doubted, G.byAna("Approve")), [
      { _tag: "ApprovalGiven", mail: null, ...byAna }, agreed(200_000, { basis: "human", ...byAna }), mail(2, "confirmation", 200_000, byAna)
    ])
    const refusal = (committed: number, seats: number) => {
      const it = G.refused(doubted, G.byAna("Approve"), G.contextWith({ ledger: { ...G.freeLedger, committed, seats } }))
      return it._tag === "OutsideLimits" ? it.limit : it._tag
    }
    assert.deepStrictEqual([refusal(800_001, 0), refusal(0, 3)], ["budget", "headcount"])
  })

  it("is never escalated for its round number (STRAT-04)", () => {
    const late = limitOf({ policy: { rounds: 1, followUpHours: [48], autonomy: "auto", lowCpm: 1, quietHours: null } })
    const state = G.givenIn(late, G.open, G.confirmSent(1), G.reply(G.asks(900_000)), G.confirmSent(2))
    assert.deepStrictEqual(G.tagsOf(G.when(state, G.reply(G.accepts()), late)), ["ReplyRead", "Agreed", "MailDecided"])
  })
})

describe("other replies", () => {
  const question = G.readingOf({ intent: "question", concerns: [{ kind: "payment", evidence: { start: 0, end: 3 } }, { kind: "payment", evidence: { start: 5, end: 8 } }] })

  it("a no ends it without another mail", () => {
    const no = G.readingOf({ intent: "reject" })
    assert.deepStrictEqual(G.when(counterDecided, G.reply(no)), [superseded(2, "reply"), read(no, null), { _tag: "Declined", reply, at: hour(1) }])
  })

  it("a question the brief can answer is answered, each concern once, restating the open rate", () => {
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(question)), [read(question, null), mail(2, "answer", 200_000, { concerns: ["payment"] })])
  })

  it("a third question, or one beyond the brief, reaches a human", () => {
    const twice = G.given(G.open, G.confirmSent(1), G.reply(question), G.confirmSent(2), G.reply(question), G.confirmSent(3))
    assert.strictEqual(G.coreOf(twice).answers, 2)
    assert.deepStrictEqual(G.when(twice, G.reply(question)).at(-1), escalated("question"))
    const beyond = G.readingOf({ intent: "question", concerns: [{ kind: "process", evidence: { start: 0, end: 1 } }] })
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(beyond)).at(-1), escalated("question"))
    assert.deepStrictEqual(G.when(G.awaiting, G.reply(G.readingOf({ intent: "question" }))).at(-1), escalated("question"))
  })

  it("every reply supersedes a mail that has not left, held or not (MAIL-12)", () => {
    const followUp = G.next(G.awaiting, G.when(G.awaiting, G.remindAt(49)))
    for (const state of [G.given(G.open), counterDecided, followUp]) {
      assert.strictEqual(G.when(state, G.reply(G.asks(400_000)))[0]?._tag, "MailSuperseded")
    }
  })

  it("while escalated reaches the human again", () => {
    const state = G.given(G.open, G.confirmSent(1), G.reply(G.readingOf({ intent: "handoff" })))
    assert.deepStrictEqual(G.when(state, G.reply(G.accepts())), [read(G.accepts(), null), escalated("more_mail_while_escalated")])
  })

  it("after an agreement goes to a human and changes nothing (MAIL-09)", () => {
    const state = G.given(G.open, G.confirmSent(1), G.reply(G.accepts()), G.confirmSent(2))
    const events = G.when(state, G.reply(G.asks(900_000)))
    assert.deepStrictEqual(events, [{ _tag: "MailForHuman", message: reply, at: hour(1) }])
    assert.deepStrictEqual(G.next(state, events), state)
  })
})

describe("a late yes", () => {
  const stale = G.given(G.open, G.confirmSent(1), G.remindAt(49), G.confirmSent(2), G.remindAt(200), G.confirmSent(3), G.remindAt(400))
  const stopped = G.given(G.open, G.confirmSent(1), G.byAna("Stop"))
  const walked = G.given(G.open, G.confirmSent(1), G.reply(G.asks(900_000, true)))
  const declined = G.given(G.open, G.confirmSent(1), G.reply(G.readingOf({ intent: "reject" })))

  it("reaches a human as a deal to approve, after silence, a stop or a no (MAIL-09)", () => {
    for (const state of [stale, stopped, declined]) {
      assert.deepStrictEqual(G.when(state, G.reply(G.accepts())), [read(G.accepts(), null), escalated("late_reply", 200_000)], state._tag)
    }
  })

  it("stops a farewell that has not left, so that a human's yes confirms instead (MAIL-12)", () => {
    const events = G.when(walked, G.reply(G.accepts()))
    assert.deepStrictEqual(events, [superseded(2, "reply"), read(G.accepts(), null), escalated("late_reply", 200_000)])
    assert.deepStrictEqual(G.tagsOf(G.when(G.next(walked, events), G.byAna("Approve"))), ["ApprovalGiven", "Agreed", "MailDecided"])
    const reviewed = G.contextWith({ campaign: G.inReview })
    const held = G.givenIn(reviewed, G.open, G.byAna("Approve"), G.confirmSent(1), G.reply(G.asks(900_000, true)))
    const yes = G.next(held, G.when(held, G.reply(G.accepts()), reviewed))
    assert.deepStrictEqual(G.tagsOf(G.when(yes, G.byAna("Approve"), reviewed)), ["ApprovalGiven", "Agreed", "MailDecided"])
  })

  it("asks the ledger again: without money or a seat there is nothing to approve (LEDGER-01)", () => {
    for (const ledger of [{ ...G.freeLedger, committed: 800_001 }, { ...G.freeLedger, seats: 3 }]) {
      const events = G.when(stale, G.reply(G.accepts()), G.contextWith({ ledger }))
      assert.deepStrictEqual(events.at(-1), escalated("late_reply"))
      assert.strictEqual(G.refused(G.next(stale, events), G.byAna("Approve"))._tag, "NothingToApprove")
    }
  })

  it("to a figure above ours, of nothing or in another currency is no deal to approve (STRAT-01)", () => {
    for (const ask of [G.asks(200_001), G.asks(0), G.asks(100, false, "EUR")]) {
      assert.deepStrictEqual(G.when(stale, G.reply({ ...ask, intent: "accept" })).at(-1), escalated("late_reply"))
    }
    const neverOffered = G.givenIn(G.contextWith({ ledger: { ...G.freeLedger, seats: 3 } }), G.open)
    assert.deepStrictEqual(G.when(neverOffered, G.reply({ ...G.asks(0), intent: "accept" })).at(-1), escalated("late_reply"))
  })
})

describe("silence (MAIL-11)", () => {
  it("is followed up after each interval, quoting the open offer, and then the negotiation is stale", () => {
    assert.deepStrictEqual(G.when(G.awaiting, G.remindAt(48.9)), [])
    const first = G.when(G.awaiting, G.remindAt(49))
    assert.deepStrictEqual(first, [mail(2, "follow_up", 200_000, { reply: null, followUp: 1, at: hour(49) })])
    const once = G.next(G.next(G.awaiting, first), [{ _tag: "MailSent", mail: 2, message: message("m2"), dueAt: hour(121), at: hour(49) }])
    assert.deepStrictEqual(G.when(G.next(G.awaiting, first), { _tag: "ConfirmSent", mail: 2, message: message("m2"), at: hour(49), by: parley }), [
      { _tag: "MailSent", mail: 2, message: message("m2"), dueAt: hour(121), at: hour(49) }
    ])
    const second = G.when(once, G.remindAt(121))
    assert.deepStrictEqual(second, [mail(3, "follow_up", 200_000, { reply: null, followUp: 2, at: hour(121) })])
    const twice = G.next(G.next(once, second), [{ _tag: "MailSent", mail: 3, message: message("m3"), dueAt: hour(193), at: hour(121) }])
    assert.deepStrictEqual(G.when(twice, G.remindAt(193)), [{ _tag: "WentStale", at: hour(193) }])
    assert.strictEqual(G.next(twice, [{ _tag: "WentStale", at: hour(193) }])._tag, "Stale")
  })

  it("is not followed up while the follow-up has not left", () => {
    const state = G.next(G.awaiting, G.when(G.awaiting, G.remindAt(49)))
    assert.strictEqual(state._tag, "AwaitingReply")
    assert.deepStrictEqual(G.when(state, G.remindAt(500)), [])
  })

  it("ends with a reply: the count starts again", () => {
    const state = G.given(G.open, G.confirmSent(1), G.remindAt(49), G.confirmSent(2), G.reply(G.asks(400_000)), G.confirmSent(3))
    assert.strictEqual(G.coreOf(state).followUps, 0)
  })
})

describe("a person", () => {
  it("counters within the limits, never above the ask, never under our last offer (STRAT-01)", () => {
    assert.deepStrictEqual(G.when(counterDecided, G.counterWith(250_000)), [
      superseded(2, "countered"),
      offer(3, 250_000, { ...byAna, why: G.whyOf({ reason: "a person decided", asks: [cents(400_000)] }) })
    ])
    const limit = (amount: number, ledger = G.freeLedger) => {
      const refusal = G.refused(counterDecided, G.counterWith(amount), G.contextWith({ ledger }))
      return refusal._tag === "OutsideLimits" ? [refusal.limit, refusal.bound] : [refusal._tag]
    }
    assert.deepStrictEqual(limit(300_001), ["ceiling", 300_000])
    assert.deepStrictEqual(limit(199_999), ["our_last_offer", 200_000])
    assert.deepStrictEqual(limit(250_000, { ...G.freeLedger, committed: 760_000 }), ["budget", 240_000])
    assert.deepStrictEqual(limit(250_000, { ...G.freeLedger, seats: 3 }), ["headcount", 3])
    for (const amount of [0, -1, 0.5, Number.NaN, Infinity]) assert.strictEqual(limit(amount)[0], "zero")
    const asked = G.given(G.open, G.confirmSent(1), G.reply(G.asks(240_000)))
    const refusal = G.refused(asked, G.counterWith(240_001))
    assert.strictEqual(refusal._tag === "OutsideLimits" ? refusal.limit : refusal._tag, "their_ask")
  })

  it("cannot counter or resume where nothing was offered", () => {
    const held = G.givenIn(G.contextWith({ campaign: G.inReview }), G.open)
    assert.strictEqual(G.refused(held, G.counterWith(210_000))._tag, "NothingOffered")
    const bounced = G.given(G.open, { _tag: "ReportBounce", message: reply, ...later })
    assert.strictEqual(G.refused(bounced, G.byAna("Resume"))._tag, "NothingOffered")
  })

  it("cannot resume an offer that is no longer open: its money may be gone (LEDGER-01)", () => {
    const late = G.given(G.open, G.confirmSent(1), G.byAna("Stop"), G.reply(G.accepts()))
    assert.strictEqual(late._tag, "Escalated")
    assert.strictEqual(G.refused(late, G.byAna("Resume"))._tag, "NothingOffered")
  })

  it("declines with a farewell, or without one where we never wrote", () => {
    assert.deepStrictEqual(G.when(counterDecided, G.byAna("Decline")), [
      superseded(2, "declined_by_team"), { _tag: "Walked", reason: "team", why: null, ...byAna }, mail(3, "exit", null, byAna)
    ])
    assert.deepStrictEqual(G.when(G.given(G.open), G.byAna("Decline")), [superseded(1, "declined_by_team"), { _tag: "Walked", reason: "team", why: null, ...byAna }])
  })

  it("tells of a deal closed elsewhere; the ledger is asked, no mail is written (LEDGER-01)", () => {
    assert.deepStrictEqual(G.when(counterDecided, G.agreeAt(500_000)), [superseded(2, "agreed_by_team"), agreed(500_000, { basis: "human", ...byAna })])
    assert.strictEqual(G.refused(counterDecided, G.agreeAt(1_000_001))._tag, "OutsideLimits")
    assert.strictEqual(G.refused(counterDecided, G.agreeAt(0))._tag, "OutsideLimits")
  })

  it("stops it: nothing pending leaves, nothing stays reserved (HUMAN-05)", () => {
    assert.deepStrictEqual(G.when(counterDecided, G.byAna("Stop")), [superseded(2, "stopped"), { _tag: "Stopped", ...byAna }])
    const { pending, sent } = G.coreOf(G.next(counterDecided, G.when(counterDecided, G.byAna("Stop"))))
    assert.deepStrictEqual([pending, sent], [null, null])
  })

  it("releases a farewell that review held (STRAT-03, STRAT-05)", () => {
    const review = G.contextWith({ campaign: G.inReview })
    const walked = G.givenIn(review, G.open, G.byAna("Approve"), G.confirmSent(1), G.reply(G.asks(900_000, true)))
    assert.strictEqual(G.coreOf(walked).pending?.held, "review")
    const events = G.when(walked, G.byAna("Approve"), review)
    assert.deepStrictEqual(events, [{ _tag: "ApprovalGiven", mail: 2, ...byAna }])
    assert.deepStrictEqual([G.next(walked, events)._tag, G.coreOf(G.next(walked, events)).pending?.held], ["Walked", null])
    assert.strictEqual(G.refused(G.next(walked, events), G.byAna("Approve"), review)._tag, "NothingToApprove")
  })

  it("releases a confirmation that review held, and every other mail too (STRAT-05)", () => {
    const review = G.contextWith({ campaign: G.inReview })
    const sent = [G.open, G.byAna("Approve"), G.confirmSent(1)] as const
    const agreedHeld = G.givenIn(review, ...sent, G.reply(G.accepts()))
    assert.deepStrictEqual([agreedHeld._tag, G.coreOf(agreedHeld).pending?.held], ["Agreed", "review"])
    assert.deepStrictEqual(G.when(agreedHeld, G.byAna("Approve"), review), [{ _tag: "ApprovalGiven", mail: 2, ...byAna }])
    const followUp = G.givenIn(review, ...sent, G.remindAt(49))
    assert.strictEqual(followUp._tag, "AwaitingApproval")
    assert.strictEqual(G.next(followUp, G.when(followUp, G.byAna("Approve"), review))._tag, "AwaitingReply")
  })

  it("has nothing to approve where nothing waits", () => {
    const handoff = G.given(G.open, G.confirmSent(1), G.reply(G.readingOf({ intent: "handoff" })))
    assert.strictEqual(G.refused(handoff, G.byAna("Approve"))._tag, "NothingToApprove")
  })
})

describe("pause, claim and takeover", () => {
  it("looks for money again when a pause before the opening ends, and rests when there is none (LEDGER-01)", () => {
    const poor = G.contextWith({ ledger: { ...G.freeLedger, committed: 1_000_000 } })
    const resumed = G.givenIn(poor, G.open, G.byAna("Pause"), G.byAna("Resume"))
    assert.deepStrictEqual([resumed._tag, G.coreOf(resumed).dueAt], ["Waiting", hour(1)])
    const rested = G.next(resumed, G.when(resumed, G.wake, poor))
    assert.deepStrictEqual([rested._tag, G.coreOf(rested).dueAt], ["Waiting", null])
    assert.deepStrictEqual(G.when(rested, G.wake, poor), [])
    assert.deepStrictEqual(G.tagsOf(G.when(resumed, G.wake)), ["OfferDecided"])
  })

  it("holds a decided mail and lets it go on again where it stood (HUMAN-05)", () => {
    for (const tag of ["Pause", "Claim"] as const) {
      const events = G.when(counterDecided, G.byAna(tag))
      assert.deepStrictEqual(events, [{ _tag: tag === "Pause" ? "Paused" : "Claimed", ...byAna }])
      const suspended = G.next(counterDecided, events)
      assert.strictEqual(G.coreOf(suspended).pending?.held, "suspended")
      assert.deepStrictEqual(G.when(suspended, G.byAna("Resume")), [{ _tag: "Resumed", dueAt: hour(49), ...byAna }])
      assert.deepStrictEqual(G.next(suspended, G.when(suspended, G.byAna("Resume"))), counterDecided)
    }
  })

  it("returns to waiting with a new time, to waiting for money, and to an escalation (HUMAN-05)", () => {
    const poor = G.givenIn(G.contextWith({ ledger: { ...G.freeLedger, seats: 3 } }), G.open)
    const handoff = G.given(G.open, G.confirmSent(1), G.reply(G.readingOf({ intent: "handoff" })))
    for (const state of [G.awaiting, poor, handoff]) {
      const paused = G.next(state, G.when(state, G.byAna("Pause")))
      assert.strictEqual(G.next(paused, G.when(paused, G.byAna("Resume")))._tag, state._tag)
      assert.strictEqual(G.coreOf(paused).dueAt, null)
    }
  })

  it("keeps a proposed deal through a claim, until a newer reply takes its place (STRAT-01)", () => {
    const limit = limitOf({ approvalAbove: 200_000 })
    const proposed = G.givenIn(limit, G.open, G.confirmSent(1), G.reply(G.asks(290_000, true)))
    const claimed = G.next(proposed, G.when(proposed, G.byAna("Claim"), limit))
    const resumed = G.next(claimed, G.when(claimed, G.byAna("Resume"), limit))
    assert.deepStrictEqual([resumed._tag, G.coreOf(resumed).proposal?.rate], ["AwaitingApproval", 290_000])
    const newer = G.next(claimed, G.when(claimed, G.reply(G.asks(299_000)), limit))
    assert.strictEqual(G.coreOf(newer).proposal, null)
    assert.strictEqual(G.next(newer, G.when(newer, G.byAna("Resume"), limit))._tag, "AwaitingReply")
  })

  it("leaves mail for later while paused, and to the human while claimed; neither answers (HUMAN-05)", () => {
    const paused = G.next(counterDecided, G.when(counterDecided, G.byAna("Pause")))
    assert.deepStrictEqual(G.when(paused, G.reply(G.accepts())), [superseded(2, "reply")])
    const claimed = G.next(counterDecided, G.when(counterDecided, G.byAna("Claim")))
    assert.deepStrictEqual(G.when(claimed, G.reply(G.accepts())), [
      superseded(2, "reply"), read(G.accepts(), null), { _tag: "MailForHuman", message: reply, at: hour(1) }
    ])
  })

  it("by writing in the thread stops our answer; after the end it is only shown (MAIL-08)", () => {
    const takeOver = { _tag: "TakeOver", message: message("theirs"), at: hour(1), by: ana } as const
    assert.deepStrictEqual(G.when(counterDecided, takeOver), [superseded(2, "takeover"), { _tag: "TakenOver", message: message("theirs"), ...byAna }])
    const over = G.next(counterDecided, G.when(counterDecided, takeOver))
    assert.strictEqual(over._tag, "HumanManaged")
    assert.strictEqual(G.next(over, G.when(over, G.byAna("Resume")))._tag, "AwaitingReply")
    const stopped = G.given(G.open, G.byAna("Stop"))
    assert.deepStrictEqual(G.when(stopped, takeOver), [{ _tag: "MailForHuman", message: message("theirs"), at: hour(1) }])
  })

  it("that ended before anything was offered stays with a human: there is no answer to wait for (MAIL-11)", () => {
    const over = G.given(G.open, { _tag: "TakeOver", message: message("theirs"), at: hour(1), by: ana })
    const resumed = G.next(over, G.when(over, G.byAna("Resume")))
    assert.deepStrictEqual([resumed._tag, G.coreOf(resumed).reason], ["Escalated", "nothing_offered"])
  })
})

describe("trouble with mail", () => {
  const trouble = (reason: "in_doubt" | "not_sendable") => ({ _tag: "ReportTrouble", mail: 2, reason, ...later }) as const

  it("escalates, and a mail that turns out to have left is still recorded as sent (MAIL-06)", () => {
    const events = G.when(counterDecided, trouble("in_doubt"))
    assert.deepStrictEqual(events, [{ _tag: "TroubleReported", mail: 2, reason: "in_doubt", at: hour(1) }, escalated("in_doubt")])
    const doubtful = G.next(counterDecided, events)
    const found = G.next(doubtful, G.when(doubtful, G.confirmSent(2)))
    assert.deepStrictEqual([found._tag, G.coreOf(found).sent?.rate, G.coreOf(found).pending], ["Escalated", 224_000, null])
  })

  it("that a human settled is gone when it is resumed, so that reminders go on (MAIL-11)", () => {
    const doubtful = G.next(counterDecided, G.when(counterDecided, trouble("not_sendable")))
    const events = G.when(doubtful, G.byAna("Resume"))
    assert.deepStrictEqual(events, [superseded(2, "resumed"), { _tag: "Resumed", dueAt: hour(49), ...byAna }])
    assert.deepStrictEqual(G.tagsOf(G.when(G.next(doubtful, events), G.remindAt(49))), ["MailDecided"])
  })

  it("of a confirmation is told, and the agreement stands", () => {
    const state = G.given(G.open, G.confirmSent(1), G.reply(G.accepts()))
    const events = G.when(state, trouble("not_sendable"))
    assert.deepStrictEqual(events, [{ _tag: "TroubleReported", mail: 2, reason: "not_sendable", at: hour(1) }])
    assert.strictEqual(G.next(state, events)._tag, "Agreed")
  })

  it("is tried again, or given up, when a person says so, and neither where no mail waits (OPS-03)", () => {
    const dead = G.next(counterDecided, G.when(counterDecided, trouble("not_sendable")))
    const retried = G.when(dead, G.byAna("RetryMail"))
    assert.deepStrictEqual(retried, [{ _tag: "MailRetried", mail: 2, ...byAna }])
    assert.strictEqual(G.next(dead, retried)._tag, "ReplyReceived")
    const dismissed = G.when(dead, G.byAna("DismissMail"))
    assert.deepStrictEqual(dismissed, [superseded(2, "dismissed")])
    assert.strictEqual(G.refused(G.next(dead, dismissed), G.byAna("RetryMail"))._tag, "NoMailWaiting")
    assert.strictEqual(G.refused(counterDecided, G.byAna("RetryMail"))._tag, "NotPossible")
  })

  it("a mail that a person changed is theirs: their price stands where it was sent and can be paid, and no older one does (MAIL-06, LEDGER-01)", () => {
    const altered = (sent: boolean, rate: number | null) =>
      ({ _tag: "ReportAltered", mail: 2, message: sent ? message("theirs") : null, rate: rate === null ? null : cents(rate), ...later }) as const
    for (const [command, open] of [[altered(true, 235_000), true], [altered(true, 2_000_000), false], [altered(true, null), false], [altered(false, 235_000), false]] as const) {
      const events = G.when(counterDecided, command)
      assert.deepStrictEqual(events, [{ _tag: "MailAltered", mail: 2, message: command.message, rate: command.rate, tier: 1, open, by: later.by, at: hour(1) }])
      const after = G.next(counterDecided, events)
      assert.deepStrictEqual([after._tag, G.coreOf(after).sent?.rate ?? null, G.coreOf(after).pending], ["HumanManaged", open ? 235_000 : null, null])
    }
  })

  it("a bounce escalates and stops what was to follow; after the end it is only shown (MAIL-07)", () => {
    const bounce = { _tag: "ReportBounce", message: message("bounce"), ...later } as const
    assert.deepStrictEqual(G.when(counterDecided, bounce), [
      superseded(2, "bounce"), { _tag: "Escalated", reason: "bounce", reply: message("bounce"), proposal: null, at: hour(1) }
    ])
    assert.deepStrictEqual(G.when(G.given(G.open, G.byAna("Stop")), bounce), [{ _tag: "MailForHuman", message: message("bounce"), at: hour(1) }])
  })

  it("while a mail is leaving everything but its outcome has to wait (MAIL-06)", () => {
    const leaving = G.contextWith({ dispatching: true })
    for (const command of [G.reply(G.accepts()), G.byAna("Stop"), G.counterWith(230_000), G.remindAt(100)]) {
      const refusal = G.refused(command._tag === "Remind" ? G.awaiting : counterDecided, command, leaving)
      assert.strictEqual(refusal._tag, "MailLeaving", command._tag)
    }
    assert.deepStrictEqual(G.tagsOf(G.when(counterDecided, G.confirmSent(2), leaving)), ["OfferSent"])
  })
})

describe("levers (LEVER-01)", () => {
  const usage = { paid: "none", whitelisting: "none", organic: "90_days" } as const
  const least = { ...usage, organic: "30_days" } as const
  const reel = (tier: 1 | 2, quantity: number) => ({ tier, deliverables: [{ kind: "instagram_reel" as const, quantity }] as const, usage, leastUsage: least })
  const context = G.contextWith({
    campaign: G.campaignWith({ packages: [reel(1, 2), reel(2, 1)], levers: { product: { what: "a set", value: null }, shareCpm: false },
      policy: { ...G.campaignWith().policy, leverTerms: { usage_rights: { cost: 50, worth: 1_500 }, product: { cost: 60, worth: 600 } } }
    }),
    influencer: G.creatorWith({ maxRate: 450_000 })
  })
  const sentIn = (state: State): State => {
    const mail = G.coreOf(state).pending?.mail ?? 0
    return G.next(state, G.when(state, G.confirmSent(mail), context))
  }
  const answered = (state: State, minor: number, firm = false): State => sentIn(G.next(state, G.when(state, G.reply(G.asks(minor, firm)), context)))
  const opened = G.givenIn(context, G.open, G.confirmSent(1))

  it("puts one after the other on the table and remembers them", () => {
    const first = answered(opened, 600_000)
    const second = answered(first, 590_000)
    assert.deepStrictEqual([G.coreOf(first).levers, G.coreOf(second).levers], [[], ["usage_rights"]])
    assert.deepStrictEqual(G.coreOf(answered(second, 580_000)).levers, ["usage_rights", "product"])
  })

  it("counts one that was never sent as not used", () => {
    const state = answered(opened, 600_000)
    const decided = G.next(state, G.when(state, G.reply(G.asks(590_000)), context))
    assert.deepStrictEqual([G.coreOf(decided).pending?.lever, G.coreOf(decided).levers], ["usage_rights", []])
    const overtaken = G.when(decided, G.reply(G.asks(585_000)), context)
    assert.deepStrictEqual(G.tagsOf(overtaken), ["MailSuperseded", "ReplyRead", "OfferDecided"])
    assert.deepStrictEqual(G.coreOf(sentIn(G.next(decided, overtaken))).levers, ["usage_rights"])
  })

  it("offers a smaller package before it leaves, and agrees to that one with its own views", () => {
    const smaller = answered(opened, 700_000, true)
    const core = G.coreOf(smaller)
    assert.deepStrictEqual([core.tier, core.views, core.levers, core.asks], [2, 100_000, ["package"], []])
    // which package they mean is a person's to see, also where they ask for less
    const yes = G.when(smaller, G.reply(G.accepts()), context)
    assert.deepInclude(yes.at(-1), { _tag: "Escalated", reason: "which_package", proposal: { rate: core.offers[0] ?? cents(0), tier: 2 } })
    const low = G.when(smaller, G.reply(G.asks((core.offers[0] ?? 0) - 1_000)), context)
    assert.deepInclude(low.at(-1), { _tag: "Escalated", reason: "which_package" })
    const agreed = G.when(G.next(smaller, yes), G.byAna("Approve"), context).find((event) => event._tag === "Agreed")
    assert.deepStrictEqual(agreed?._tag === "Agreed" ? [agreed.tier, agreed.views, agreed.rate] : null, [2, 100_000, core.offers[0]])
    assert.include(G.tagsOf(G.when(smaller, G.reply(G.asks(700_000, true)), context)), "Walked")
  })

  it("remembers what a person's own words told with it: the lever, and the package with its views", () => {
    const alteredTo = (state: State, rate: number | null): State => {
      const { pending } = G.coreOf(state)
      return G.next(state, G.when(state, { _tag: "ReportAltered", mail: pending?.mail ?? 0, message: message("altered"), rate: rate === null ? null : cents(rate), ...byAna }, context))
    }
    const state = answered(opened, 600_000)
    const lever = G.next(state, G.when(state, G.reply(G.asks(590_000)), context))
    assert.deepStrictEqual(G.coreOf(alteredTo(lever, 430_000)).levers, ["usage_rights"])
    const down = G.next(opened, G.when(opened, G.reply(G.asks(700_000, true)), context))
    for (const rate of [210_000, null]) {
      const { asks, levers, tier, views } = G.coreOf(alteredTo(down, rate))
      assert.deepStrictEqual([tier, views, levers, asks], [2, 100_000, ["package"], []])
    }
  })

  it("tells why, and decides it again from the same figures (STRAT-06)", () => {
    const state = answered(opened, 600_000)
    const event = G.when(state, G.reply(G.asks(590_000)), context).at(-1)
    const lines = event?._tag === "OfferDecided" ? explainWhy(event.why, event.rate, 200_000, "USD") : []
    assert.include(lines, "beside money there was: shorter usage rights, a product on top, a smaller package")
    assert.strictEqual(lines.at(-1), "decided again from these figures: the same number")
  })
})

describe("another strategy's levers", () => {
  const reel = (tier: 1 | 2, quantity: number) => ({ tier, deliverables: [{ kind: "instagram_reel" as const, quantity }] as const, usage: { paid: "none", whitelisting: "none", organic: "none" } as const })
  const campaign = G.campaignWith({ packages: [reel(1, 2), reel(2, 1)], levers: { product: { what: "a set", value: null }, shareCpm: false } })
  const lastWith = (fields: Partial<Extract<Move, { readonly _tag: "Counter" }>>): ReadonlyArray<string | number | null> | string | undefined => {
    const context = G.contextWith({ campaign, nextMove: () => ({ _tag: "Counter", rate: 250_000, package: 1, lever: null, final: false, reason: "theirs", planned: null, ...fields }) })
    const opened = G.givenIn(context, G.open, G.confirmSent(1))
    const event = G.when(opened, G.reply(G.asks(700_000)), context).at(-1)
    return event?._tag === "OfferDecided" ? [event.tier, event.lever, event.rate, event.views ?? null] : event?._tag === "Escalated" ? event.reason : event?._tag
  }

  it("are those that the campaign has, within the limits of their package (LEVER-01)", () => {
    assert.deepStrictEqual(lastWith({ lever: "package", package: 2 }), [2, "package", 250_000, 100_000])
    assert.deepStrictEqual(lastWith({ lever: "product", rate: 450_000 }), [1, "product", 450_000, null])
    for (const bad of [
      { lever: "package", package: 3 }, { lever: "package", package: 1 }, { lever: "package", package: 2, rate: 300_001 }, { package: 2 },
      { lever: "syndication", rate: 450_000 }, { lever: "product", rate: 399_999 }, { lever: "product", rate: 600_001 }
    ] as const) assert.strictEqual(lastWith(bad), "move_outside_limits", JSON.stringify(bad))
  })
})

describe("another strategy than ours", () => {
  const offers = (rate: number, fields: Partial<Extract<Move, { readonly _tag: "Counter" }>> = {}): Move =>
    ({ _tag: "Counter", rate, package: 1, lever: null, final: false, reason: "theirs", planned: null, ...fields })
  const inContext = (move: Move) => G.contextWith({ nextMove: () => move })

  it("answers asks where the context names it", () => {
    const decided = G.when(G.awaiting, G.reply(G.asks(280_000)), inContext(offers(210_000))).at(-1)
    assert.deepStrictEqual(decided?._tag === "OfferDecided" ? [decided.rate, decided.why.reason] : null, [210_000, "theirs"])
  })

  it("makes no price leave the limits: what they forbid is a person's (STRAT-01)", () => {
    const forbidden: ReadonlyArray<readonly [string, Move]> = [
      ["over the ceiling", offers(300_001)],
      ["above their ask", offers(280_001)],
      ["lower than before on the same terms", offers(199_999)],
      ["no amount", offers(Number.NaN)],
      ["over the ceiling of another package", offers(300_001, { package: 2 })],
      ["another rate than they asked", { _tag: "Accept", rate: 279_999, reason: "theirs", planned: null }]
    ]
    for (const [name, move] of forbidden) {
      const events = G.when(G.awaiting, G.reply(G.asks(move._tag === "Counter" && move.rate > 290_000 ? 320_000 : 280_000)), inContext(move))
      const last = events.at(-1)
      assert.strictEqual(last?._tag === "Escalated" ? last.reason : null, "move_outside_limits", name)
    }
  })
})
