import * as Either from "effect/Either"
import type { Campaign } from "../campaign/Campaign.ts"
import { cpmOfRate } from "../Cpm.ts"
import type { Brief } from "../drafting/Brief.ts"
import { conversationOf } from "../drafting/Thread.ts"
import type { Influencer } from "../influencer/Influencer.ts"
import type { Event } from "../negotiation/Event.ts"
import type { Core } from "../negotiation/State.ts"
import { tableOf } from "../negotiation/tableOf.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"
import type { Counterparty } from "../reading/ReplyReading.ts"

type Decided = Extract<Event, { readonly _tag: "OfferDecided" | "MailDecided" }>

/** Everything the writer may know for one decided mail; no limit is among it (READ-05). */
export const briefOf = (
  decided: Decided,
  core: Core,
  counterparty: Counterparty,
  campaign: Campaign,
  influencer: Influencer,
  messages: ReadonlyArray<StoredMessage>
): Brief => {
  const isOffer = decided._tag === "OfferDecided"
  const lever = isOffer ? decided.lever : null
  const { deliverables, product, syndication, usage } = tableOf(campaign, decided.tier, lever === null ? core.levers : [...core.levers, lever])
  const previous = core.offers.at(-1) ?? null
  const sender = conversationOf(messages, influencer.email).findLast((message) => message.direction === "in")?.from.name
  return {
    purpose: decided.purpose,
    recipientName: sender === undefined || sender === "" ? influencer.name : sender,
    counterparty,
    influencerName: influencer.name,
    senderName: campaign.senderName,
    clientName: campaign.client,
    campaignName: campaign.name,
    about: campaign.about,
    currency: campaign.currency,
    rate: decided.rate,
    previousRate: isOffer && lever !== "package" && previous !== null && previous !== decided.rate ? previous : null,
    theirAsk: isOffer && decided.purpose === "counter" ? core.asks.at(-1) ?? null : null,
    deliverables,
    usage,
    product,
    syndication,
    lever,
    ...lever === "cpm_transparency" && decided.rate !== null ? { cpm: Either.getOrNull(cpmOfRate(decided.rate, core.views)) } : {},
    paymentTerms: campaign.paymentTerms,
    schedule: campaign.schedule,
    isReply: decided.reply !== null,
    final: isOffer && decided.final,
    concerns: isOffer ? [] : decided.concerns,
    followUp: isOffer ? 0 : decided.followUp,
    nextSteps: campaign.nextSteps
  }
}
