import type { Campaign } from "@parley/domain/campaign/Campaign"
import { cpmCents } from "@parley/domain/Cpm"
import type { Actor, CampaignId, CommandId, MessageId, NegotiationId, PersonId } from "@parley/domain/Ids"
import type { EmailAddress, Influencer } from "@parley/domain/influencer/Influencer"
import { instant } from "@parley/domain/Instant"
import { cents } from "@parley/domain/Money"
import type { Event } from "@parley/domain/negotiation/Event"
import { evolve } from "@parley/domain/negotiation/evolve"
import type { State } from "@parley/domain/negotiation/State"
import type { OutboxChange } from "@parley/domain/ports/Outbox"
import type { Changes, Decision, Step } from "@parley/domain/ports/Store"
import type { StoredMessage } from "@parley/domain/ports/StoredMessage"
import { views } from "@parley/domain/Views"
import * as Brand from "effect/Brand"
import * as Either from "effect/Either"

/** Names for tests; they check nothing. */
export const campaignId = Brand.nominal<CampaignId>()
export const negotiationId = Brand.nominal<NegotiationId>()
export const personId = Brand.nominal<PersonId>()
export const commandId = Brand.nominal<CommandId>()
export const messageId = Brand.nominal<MessageId>()
export const actor = Brand.nominal<Actor>()
const email = Brand.nominal<EmailAddress>()

/** A plain campaign of one reel per creator. */
export const campaign = (id: string, limits: { readonly budget: number; readonly headcount: number }): Campaign => ({
  id: campaignId(id),
  name: "Spring Glow",
  client: "Glow",
  about: "A serum",
  currency: "USD",
  budget: cents(limits.budget),
  headcount: limits.headcount,
  cpm: { target: cpmCents(2000), ceiling: cpmCents(3000) },
  rateCard: {},
  packages: [{
    tier: 1,
    deliverables: [{ kind: "instagram_reel", quantity: 1 }],
    usage: { paid: "none", whitelisting: "none", organic: "90_days" }
  }],
  minimumCost: null,
  approvalAbove: null,
  paymentTerms: "30 days after posting",
  schedule: "in May",
  nextSteps: ["Sign the contract"],
  senderName: "Ana",
  timeZone: null,
  policy: { rounds: 5, followUpHours: [48, 72], autonomy: "auto", lowCpm: cpmCents(1500), quietHours: null }
})

export const influencer = (id: string): Influencer => ({
  id: personId(id),
  name: `Creator ${id}`,
  email: email(`${id.toLowerCase().replaceAll(" ", ".")}@example.com`),
  platform: "instagram",
  handle: `@${id}`,
  averageViews: views(100_000),
  minRate: null,
  maxRate: null,
  engagementBps: 300,
  timeZone: null
})

/** Events as a decision would make them. */
export const opened = (one: { readonly campaign: CampaignId; readonly influencer: PersonId }, at: number): Event => ({
  _tag: "NegotiationOpened", campaign: one.campaign, influencer: one.influencer, tier: 1, views: views(100_000), by: actor("parley"), at: instant(at)
})
export const offerDecided = (mail: number, rate: number, at: number): Event => ({
  _tag: "OfferDecided", mail, purpose: mail === 1 ? "opening" : "counter", rate: cents(rate), tier: 1, lever: null, final: false, held: null,
  reply: null, by: actor("parley"), at: instant(at),
  why: {
    reason: "opening at target", planned: cents(rate), round: 0, rounds: 5, offers: [], asks: [], firm: false, target: cents(rate),
    ceiling: cents(rate * 2), ceilingFrom: "cpm", floor: cents(0), approvalAbove: null
  }
})
export const offerSent = (mail: number, rate: number, at: number, dueAt: number | null): Event => ({
  _tag: "OfferSent", mail, rate: cents(rate), tier: 1, message: messageId(`message ${mail}`), dueAt: dueAt === null ? null : instant(dueAt), at: instant(at)
})
export const agreed = (rate: number, at: number, target?: number): Event => ({
  _tag: "Agreed", rate: cents(rate), tier: 1, views: views(100_000), reply: null, basis: "our_offer", flags: [], why: null, by: actor("parley"), at: instant(at),
  ...(target === undefined ? {} : { target: cents(target) })
})
export const stopped = (at: number): Event => ({ _tag: "Stopped", by: actor("console:ana"), at: instant(at) })

/** The changes that events make, and nothing beside. */
export const changesOf = (state: State, events: ReadonlyArray<Event>, more: Partial<Omit<Changes, "events" | "state">> = {}): Changes => ({
  events,
  state: events.reduce(evolve, state),
  outbox: [],
  inbox: [],
  messages: [],
  drafts: [],
  requeueDeferred: false,
  ...more
})

/** Decides these events whatever the state. */
export const always = (events: ReadonlyArray<Event>, more: Partial<Omit<Changes, "events" | "state">> = {}): Decision => (state) =>
  Either.right(changesOf(state, events, more))

export const step = (negotiation: string, command: string, at: number, decision: Decision): Step => ({
  negotiation: negotiationId(negotiation), command: commandId(command), at: instant(at), decision
})

export const put = (seq: number | "version", at: number, eventIndex = 0, lane: "mail" | "team" = "mail"): OutboxChange => ({
  _tag: "Put", lane, seq, eventIndex, status: "pending", nextAt: instant(at)
})

export const message = (id: string, negotiation: string, direction: "in" | "out", at: number): StoredMessage => ({
  id: messageId(id),
  negotiation: negotiationId(negotiation),
  direction,
  providerId: `provider ${id}`,
  header: `${id}@example.com`,
  inReplyTo: null,
  references: [],
  threadId: null,
  from: { name: "", address: direction === "in" ? "stranger@example.com" : "ana@glow.example" },
  replyTo: [],
  to: [{ name: "", address: direction === "in" ? "ana@glow.example" : "Maya@Example.com" }],
  cc: direction === "in" ? [{ name: "", address: "onlooker@example.com" }] : [{ name: "", address: "manager@example.com" }],
  subject: "Spring Glow",
  dateOffset: null,
  text: "Hello",
  bodyHash: `body ${id}`,
  at: instant(at)
})
