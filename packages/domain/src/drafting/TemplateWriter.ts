import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { EmailWriter } from "../ports/EmailWriter.ts"
import type { Lever } from "../strategy/Lever.ts"
import type { ConcernKind } from "../reading/ReplyReading.ts"
import type { Brief, Draft } from "./Brief.ts"
import { firstName, shown } from "./BriefTexts.ts"

/**
 * The mail for a brief in plain, warm English, without a figure of its own: it renders and passes the gate for every
 * brief (GATE-03). Creators are spoken to as such, managers about the creator they act for (PARTY-01).
 */
export const writeTemplate = (brief: Brief): Draft => ({
  subject: shown(brief.campaignName) === "" ? "Partnership" : "Partnership: {{campaign}}",
  body: [firstName(brief.recipientName) === "" ? "Hi there," : "Hi {{name}},", ...paragraphs(brief), "{{sign_off}}"].join("\n\n")
})

/** The writer that needs no model: always available, the one that answers when a model's drafts are refused. */
export const layer: Layer.Layer<EmailWriter> = Layer.succeed(EmailWriter, {
  write: (brief) => Effect.sync(() => writeTemplate(brief))
})

const paragraphs = (brief: Brief): ReadonlyArray<string> => {
  switch (brief.purpose) {
    case "opening": return opening(brief)
    case "counter": return counter(brief)
    case "hold": return [
      thanks(brief),
      "Our offer stands as follows:",
      "{{terms}}",
      ask(brief),
      "I look forward to hearing from you."
    ]
    case "answer": return [
      "Thank you for your questions. Here is the offer once more, so that everything is in one place:",
      "{{terms}}",
      ...answers(brief),
      `Does this work for ${you(brief)}?`
    ]
    case "follow_up": return followUp(brief)
    case "holding": return [
      isManager(brief) ? "Thank you for your email. It has arrived, and I will come back to you both shortly." : "Thank you for your email. It has arrived, and I will come back to you shortly.",
      "I appreciate your patience."
    ]
    case "confirmation": return [
      isManager(brief) ? "Wonderful, thank you for confirming. Here is what we have agreed:" : "Wonderful, I'm so glad to have you with us. Here is what we have agreed:",
      "{{terms}}",
      ...brief.nextSteps.some((step) => shown(step) !== "") ? ["Next steps:", "{{next_steps}}"] : [],
      "Please tell me if anything here reads differently from what you expect. We are looking forward to working together."
    ]
    case "exit": return [
      isManager(brief)
        ? "Thank you for your time and for being so open with us. We won't be able to come together on this campaign, and I wanted to tell you so myself rather than leave you waiting."
        : "Thank you for your time and for being so open with me. We won't be able to come together on this campaign, and I wanted to tell you so myself rather than leave you waiting.",
      "I appreciate your work and the door stays open on our side. I wish you all the best."
    ]
  }
}

const isManager = (brief: Brief): boolean => brief.counterparty === "talent_manager"
/** Whom the offer is for, as the sentence needs it; the name is left to the lines that can carry any name. */
const you = (brief: Brief): string => isManager(brief) ? "you both" : "you"

const hasTerms = (brief: Brief): boolean => brief.rate !== null

const introduction = (brief: Brief): string => {
  const client = shown(brief.clientName) === "" ? "our client" : "{{client}}"
  const sender = shown(brief.senderName) === "" ? "I'm writing" : "My name is {{sender}} and I'm writing"
  const influencer = isManager(brief) && shown(brief.influencerName) !== "" ? "{{influencer}}" : isManager(brief) ? "your creator" : "you"
  return `${sender} on behalf of ${client}. We enjoy what ${influencer} ${influencer === "you" ? "make" : "makes"} and would love to work together.`
}

const opening = (brief: Brief): ReadonlyArray<string> => [
  introduction(brief),
  ...shown(brief.about) === "" ? [] : ["{{about}}"],
  "Here is what we have in mind:",
  "{{terms}}",
  hasTerms(brief)
    ? `Does this work for ${you(brief)}? I'm happy to answer any questions.`
    : `Would this be of interest, and what rate ${isManager(brief) ? "would you quote" : "do you have in mind"}?`
]

const counter = (brief: Brief): ReadonlyArray<string> => [
  brief.theirAsk !== null && brief.theirAsk !== brief.rate
    ? "Thank you for getting back to me and for naming your rate of {{their_ask}}."
    : thanks(brief),
  brief.lever !== undefined && brief.lever !== null
    ? leading[brief.lever]
    : brief.final
    ? "I've thought about it carefully. This is our best and final offer:"
    : brief.previousRate !== null && brief.previousRate !== brief.rate
    ? "I've looked at it again, and here is our updated offer:"
    : "Here is our offer:",
  "{{terms}}",
  ...brief.lever === "cpm_transparency" && (brief.cpm ?? null) !== null ? ["To be open with you: with your average views, this comes to {{cpm}} per thousand views."] : [],
  brief.final
    ? "I hope we can do this together, and I will understand if it isn't right this time. Either way, thank you for considering it."
    : `Does this work for ${you(brief)}? I'd love to get this going with you.`
]

/** What is new in an offer that changes more than money (LEVER-01). */
const leading: Readonly<Record<Lever, string>> = {
  package: "I've thought about what would suit us both, and a smaller package may be the better fit:",
  usage_rights: "I've looked at it again. We can do with less in the usage rights, so here is our offer with shorter ones:",
  product: "I've looked at it again, and we would like to add something to our offer:",
  syndication: "I've looked at it again, and there is something we would like to add to our offer:",
  cpm_transparency: "I've looked at it again, and I'd like to keep to our offer:"
}

/** Nobody is thanked for a mail they did not write: a person may improve an offer unasked. */
const thanks = (brief: Brief): string => brief.isReply ? "Thank you for getting back to me." : "I wanted to come back to you about our offer."

const ask = (brief: Brief): string =>
  isManager(brief) ? "What rate would you have in mind for this package?" : "What rate do you have in mind for this package?"

const followUp = (brief: Brief): ReadonlyArray<string> => [
  brief.followUp <= 1
    ? "I wanted to follow up on my last email, in case it got buried."
    : "I wanted to check in once more about our offer.",
  ...hasTerms(brief) ? ["For reference, here is what we have in mind:", "{{terms}}"] : [],
  brief.followUp <= 1
    ? `Does this work for ${you(brief)}? I'm happy to answer any questions.`
    : "If it isn't for you, a short note is all I need, and there are no hard feelings."
]

/** Only from the brief: what it does not say goes to a person, and the mail says so. */
const answers = (brief: Brief): ReadonlyArray<string> => {
  const checks = "For what the terms above leave open, I will ask the team and come back to you."
  const sentence: Readonly<Record<ConcernKind, string>> = {
    price: "The rate above is what we are offering for this package.",
    budget: "The rate above is what we are offering for this package.",
    payment: shown(brief.paymentTerms) === "" ? checks : "Payment works as stated in the terms above.",
    usage: "The usage rights are the ones listed above, and nothing beyond them.",
    scope: "The deliverables are the ones listed above, and nothing beyond them.",
    timing: shown(brief.schedule) === "" ? checks : "The schedule is the one listed above.",
    product: checks,
    process: "Once the terms suit you, reply to this email and I will confirm everything in writing.",
    other: checks
  }
  return [...new Set(brief.concerns.map((kind) => hasTerms(brief) || kind !== "price" && kind !== "budget" ? sentence[kind] : checks))]
}
