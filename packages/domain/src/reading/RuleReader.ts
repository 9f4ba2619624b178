import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { cents } from "../Money.ts"
import { type ReadingContext, ReplyReader, type ReplyText } from "../ports/ReplyReader.ts"
import { findAgency } from "./AgencyName.ts"
import { findConcerns } from "./Concerns.ts"
import { findCounterparty } from "./CounterpartySignals.ts"
import { longest, normalise, toOriginal } from "./Normal.ts"
import { observe } from "./Observation.ts"
import { findPosition } from "./Judgement.ts"
import type { ReplyReading } from "./ReplyReading.ts"

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
  const seen = observe(reply, context)
  const { found, lines, normal, steering } = seen
  const position = findPosition(seen, context)
  const carries = position.intent === "counter" || position.intent === "accept"
  const counterparty = findCounterparty(reply, `${steering.reduce((text, line) => text.replace(line.text, " "), normal.lower)}\n${normalise((reply.signature ?? "").slice(0, 1000)).lower}`, context.influencerName)
  const agency = findAgency(normal.text, counterparty === "talent_manager")
  return {
    intent: position.intent,
    // a usual or a past price is not asked for by somebody who accepts
    ask: carries && found.ask !== null && (position.intent !== "accept" || found.ask.minor === context.openOffer)
      ? {
        money: { minor: cents(found.ask.minor), currency: found.ask.currency },
        evidence: toOriginal(normal, found.ask.from, found.ask.to),
        firm: found.firm
      }
      : null,
    otherPrices: found.others,
    confidence: position.confidence,
    // a machine's capitals insult nobody
    triggers: seen.triggers.filter(({ kind }) => kind !== "hostile_tone" || position.intent !== "out_of_office"),
    counterparty,
    concerns: findConcerns(normal, lines, position.intent, context.deliverables),
    ...agency === null ? {} : { agency: toOriginal(normal, agency.start, agency.end) }
  }
}

/** The reader that needs no model: always available, never sees a limit (READ-05). */
export const layer: Layer.Layer<ReplyReader> = Layer.succeed(ReplyReader, {
  read: (reply, context) => Effect.sync(() => readByRules(reply, context))
})
