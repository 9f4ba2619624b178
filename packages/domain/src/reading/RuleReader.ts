import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { cents } from "../Money.ts"
import { type ReadingContext, ReplyReader, type ReplyText } from "../ports/ReplyReader.ts"
import { type AcceptanceContext, countsMatch, findAcceptance } from "./Acceptance.ts"
import { findAgency } from "./AgencyName.ts"
import { findAmountsIn, minorOf } from "./Amounts.ts"
import { findAsk } from "./AskFinder.ts"
import { findConcerns } from "./Concerns.ts"
import { findCounterparty } from "./CounterpartySignals.ts"
import { findIntent } from "./Intent.ts"
import { longest, normalise, toOriginal } from "./Normal.ts"
import type { ReplyReading } from "./ReplyReading.ts"
import { sentences } from "./Sentences.ts"
import { findTriggers, injectionIn } from "./Triggers.ts"
import { wishesIn } from "./Wishes.ts"

/**
 * Reads a reply by rules alone (READ-01 to READ-04, PARTY-01): pure, total, English. Confidence is 80 or more for a
 * clear reading, under 60 where a person should look; of a text longer than `longest` only the beginning is read, for a person. An acceptance is explicit, unconditional and names no other price.
 */
export const readByRules = (reply: ReplyText, context: ReadingContext): ReplyReading => {
  if (reply.newText.length <= longest) return read(reply, context)
  const head = read({ ...reply, newText: reply.newText.slice(0, longest) }, context)
  return head.intent === "out_of_office" ? head : { ...head, intent: "unclear", ask: null, otherPrices: true, confidence: Math.min(head.confidence, 20) }
}

const read = (reply: ReplyText, context: ReadingContext): ReplyReading => {
  const normal = normalise(reply.newText)
  const lines = sentences(normal.lower)
  const steering = lines.filter((line) => injectionIn(line.text) !== null)
  const figures = findAmountsIn(normal)
  const found = findAsk(normal, figures.filter((f) => !steering.some((s) => s.from <= f.from && f.to <= s.to)), context)
  const names = `${context.influencerName} ${reply.fromName} ${greeted(normal.text)}`.toLowerCase().split(/[^\p{L}]+/u).filter((name) => name !== "")
  const acceptance: AcceptanceContext = {
    lower: normal.lower,
    figures,
    isOffer: (f) => (f.currency ?? context.currency) === context.currency && minorOf(f, context.currency) === context.openOffer,
    deliverables: context.deliverables,
    names
  }
  const own = found.ask !== null && found.ask.minor === context.openOffer && found.ask.currency === context.currency && countsMatch(lines, acceptance) && !changed.test(normal.lower)
  const accepted = findAcceptance(lines.filter((line) => !steering.includes(line)), acceptance)
  const wishes = lines.some((line) => !line.asks && !steering.includes(line) && wants.test(line.text) && wishesIn(line.text, context.deliverables).length > 0)
  const position = findIntent(reply.subject, normal.lower, lines, found, own, wishes, context.openOffer !== null, accepted)
  const carries = position.intent === "counter" || position.intent === "accept"
  const counterparty = findCounterparty(reply, steering.reduce((text, line) => text.replace(line.text, " "), normal.lower), context.influencerName)
  const agency = findAgency(normal.text, counterparty === "talent_manager")
  const triggers = findTriggers(normal, lines, figures, reply.hiddenText, context)
    // a machine's capitals insult nobody
    .filter(({ kind }) => kind !== "hostile_tone" || position.intent !== "out_of_office")
  return {
    intent: position.intent,
    ask: carries && found.ask !== null
      ? {
        money: { minor: cents(found.ask.minor), currency: found.ask.currency },
        evidence: toOriginal(normal, found.ask.from, found.ask.to),
        firm: found.firm
      }
      : null,
    otherPrices: found.others,
    confidence: position.confidence,
    triggers,
    counterparty,
    concerns: findConcerns(normal, lines.filter((line) => !steering.includes(line)), position.intent, context.deliverables),
    ...agency === null ? {} : { agency: toOriginal(normal, agency.start, agency.end) }
  }
}

/** The reader that needs no model: always available, never sees a limit (READ-05). */
export const layer: Layer.Layer<ReplyReader> = Layer.succeed(ReplyReader, {
  read: (reply, context) => Effect.sync(() => readByRules(reply, context))
})

/** Whom of us they address. */
const greeted = (text: string): string => /(?:^|\n)(?:hi|hey|hello|dear|thanks|thank you),? ([A-Z][a-z]+)\b/i.exec(text)?.[1] ?? ""

/** A term beside one of these is asked for, not only spoken of. */
const wants = /\b(?:i|we|she|he|they|would|'d|must)(?:'d|'ll| would| will| do| also| only| just| really)* (?:need|needs|want|wants|require|requires|insist|prefer|expect)\b|\bmust\b|\b(?:has|have|needs?|ought) to (?:be|come|go|move|wait)\b|\bshould be\b|\binstead\b|\brather\b|\b(?:can't|cannot|won't|don't|couldn't) (?:do|start|agree|accept|work|include|offer|film|post)\b|\bbut not\b|\bprovided\b|\bas long as\b|\bon (?:the )?condition\b|\bonly if\b|\botherwise\b|\bunless\b|\band (?:then )?(?:it's|you've got|we have|you have) a (?:yes|deal)\b/
/** Our figure, for less than our package or under a condition, is no acceptance. */
const changed = /\b(?:for just|just the|only the|without the|if you also|as long as|provided|plus travel|instead of)\b|\bif you\b(?! (?:'re|are|need|have))/
