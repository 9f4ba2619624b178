import type { ReadingContext } from "../ports/ReplyReader.ts"
import { findAmountsIn, minorOf } from "./Amounts.ts"
import { findAsk, pricesIn } from "./AskFinder.ts"
import { longest, normalise, withoutStruck } from "./Normal.ts"
import type { ReplyReading, Span } from "./ReplyReading.ts"

/**
 * Checks any reader's reading against the new text it claims to have read (READ-02, READ-03), and is idempotent:
 *
 * - evidence out of bounds is dropped (a trigger keeps firing, on an empty span at the start);
 * - only `counter` and `accept` carry an ask; the ask must be a price that stands in the text, or the sum or product the
 *   text spells out, in that currency; otherwise the reading is `unclear`, without ask, confidence 0;
 * - a text longer than `longest` is `unclear`, without ask, confidence at most 20;
 * - `otherPrices` is computed from the text itself, and an `accept` beside a price that stands becomes `unclear`; beside one that is past, usual, refused or
 *   optional it stays an `accept` with `otherPrices`, which a person confirms; so does one beside crossed-out words.
 */
export const ground = (reading: ReplyReading, text: string, context: ReadingContext): ReplyReading => {
  if (text.length > longest) return unchecked(reading, text)
  const normal = withoutStruck(normalise(text))
  const figures = findAmountsIn(normal, true)
  const found = findAsk(normal, figures, context)
  const carries = reading.intent === "counter" || reading.intent === "accept"
  const ask = carries ? reading.ask : null
  const checked: ReplyReading = {
    ...withoutStray(reading, text),
    ask,
    triggers: reading.triggers.map((t) => inBounds(t.evidence, text) ? t : { ...t, evidence: { start: 0, end: 0 } }),
    concerns: reading.concerns.filter((c) => inBounds(c.evidence, text))
  }
  const isComputed = ask !== null && found.ask !== null && found.ask.minor === ask.money.minor && found.ask.currency === ask.money.currency
  const otherPrices = isComputed ? found.others : pricesIn(figures, context).some((f) => {
    const currency = f.currency ?? ask?.money.currency ?? context.currency
    if (currency === "other") return true
    const minor = minorOf(f, currency)
    return minor === null || !(minor === ask?.money.minor && currency === ask.money.currency) && !(minor === context.openOffer && currency === context.currency)
  })
  if (ask !== null) {
    const stands = found.grounded.some((g) => g.minor === ask.money.minor && g.currency === ask.money.currency)
    if (!stands || !inBounds(ask.evidence, text)) return { ...checked, intent: "unclear", ask: null, confidence: 0, otherPrices }
  }
  if (reading.intent === "accept" && (found.rival || context.openOffer === null || ask !== null && (ask.money.minor !== context.openOffer || ask.money.currency !== context.currency))) {
    return { ...checked, intent: "unclear", ask: null, confidence: 0, otherPrices }
  }
  // what is crossed out may be a term, or the yes itself: a person looks at it
  return reading.intent === "accept" && text.includes("~~") ? { ...checked, otherPrices, confidence: Math.min(checked.confidence, crossedOut) } : { ...checked, otherPrices }
}

const crossedOut = 60

/** A text too long to search bears out no position; a machine's notice needs none. */
const unchecked = (reading: ReplyReading, text: string): ReplyReading => ({
  ...withoutStray(reading, text),
  ...reading.intent === "out_of_office" ? {} : { intent: "unclear" as const, confidence: Math.min(reading.confidence, 20) },
  ask: null,
  otherPrices: true,
  triggers: reading.triggers.map((t) => inBounds(t.evidence, text) ? t : { ...t, evidence: { start: 0, end: 0 } }),
  concerns: reading.concerns.filter((c) => inBounds(c.evidence, text))
})

/** An agency of which the text holds no word is none. */
const withoutStray = ({ agency, ...reading }: ReplyReading, text: string): ReplyReading =>
  agency === undefined || agency.start === agency.end || !inBounds(agency, text) ? reading : { ...reading, agency }

const inBounds = ({ end, start }: Span, text: string): boolean => start >= 0 && start <= end && end <= text.length
