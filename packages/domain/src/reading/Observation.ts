import type { ReadingContext, ReplyText } from "../ports/ReplyReader.ts"
import { type Acceptance, type AcceptanceContext, countsMatch, findAcceptance } from "./Acceptance.ts"
import { type Figure, findAmountsIn, minorOf } from "./Amounts.ts"
import { findAsk, type Found } from "./AskFinder.ts"
import * as Cues from "./Cues.ts"
import { findIntent, hypothetical, irony, type Position, retracts } from "./Intent.ts"
import { machineNotice } from "./Machine.ts"
import { normalise, type Normal, withoutStruck } from "./Normal.ts"
import type { Trigger } from "./ReplyReading.ts"
import { type Sentence, sentences } from "./Sentences.ts"
import type { Signals } from "./Stance.ts"
import { findTriggers, injectionIn } from "./Triggers.ts"
import { wishesIn } from "./Wishes.ts"
import { type Worded, worded } from "./Wording.ts"
import { hasMatch } from "./matchesOf.ts"

/** Everything the rules see in a reply, before anybody weighs it. */
export interface Observation {
  readonly normal: Normal
  /** Without those that try to steer whoever reads. */
  readonly lines: ReadonlyArray<Sentence>
  readonly steering: ReadonlyArray<Sentence>
  readonly figures: ReadonlyArray<Figure>
  readonly found: Found
  readonly acceptance: Acceptance
  /** Every count of deliverables that it names is that of our package. */
  readonly wholePackage: boolean
  /** What the rules alone make of it. */
  readonly position: Position
  readonly triggers: ReadonlyArray<Trigger>
  readonly words: ReadonlyArray<Worded>
  readonly signals: Signals
}

export const observe = (reply: ReplyText, context: ReadingContext): Observation => {
  const normal = withoutStruck(normalise(reply.newText))
  const all = sentences(normal.lower)
  const steering = all.filter((line) => injectionIn(line.text) !== null)
  const lines = all.filter((line) => !steering.includes(line))
  const figures = findAmountsIn(normal, true)
  const found = findAsk(normal, figures.filter((f) => !steering.some((s) => s.from <= f.from && f.to <= s.to)), context)
  const names = `${context.influencerName} ${reply.fromName} ${greeted(normal.text)}`.toLowerCase().split(/[^\p{L}]+/u).filter((name) => name !== "")
  const accepting: AcceptanceContext = {
    lower: normal.lower,
    figures,
    isOffer: (f) => (f.currency ?? context.currency) === context.currency && minorOf(f, context.currency) === context.openOffer,
    deliverables: context.deliverables,
    names
  }
  const wholePackage = countsMatch(all, accepting)
  const own = found.ask !== null && found.ask.minor === context.openOffer && found.ask.currency === context.currency && wholePackage && !changed.test(normal.lower)
  const acceptance = findAcceptance(lines, accepting)
  const wishes = lines.some((line) => !line.asks && hasMatch(line.text, wants) && wishesIn(line.text, context.deliverables).length > 0)
  const position = findIntent(reply.subject, normal.lower, all, found, own, wishes, context.openOffer !== null, acceptance)
  const triggers = findTriggers(normal, all, figures, reply.hiddenText, reply.signature ?? "", context)
  const words = worded(lines, { lower: normal.lower, figures, currency: context.currency, openOffer: context.openOffer, names })
  return {
    normal, lines, steering, figures, found, acceptance, wholePackage, position, triggers, words,
    signals: signalsOf(reply, context, lines, words, { normal, found, acceptance, position, triggers })
  }
}

const signalsOf = (
  reply: ReplyText,
  context: ReadingContext,
  lines: ReadonlyArray<Sentence>,
  words: ReadonlyArray<Worded>,
  { acceptance, found, normal, position, triggers }: Pick<Observation, "normal" | "found" | "acceptance" | "position" | "triggers">
): Signals => {
  const text = lines.map((line) => line.text).join("\n")
  const asked = lines.filter((line) => line.asks).length
  return [
    `acceptance=${acceptance}`,
    `ask=${found.ask === null ? "none" : found.ask.minor === context.openOffer ? "own" : context.openOffer !== null && found.ask.minor < context.openOffer ? "down" : "up"}`,
    `sure=${found.sure && found.ask !== null}`, `others=${found.others}`, `rival=${found.rival}`, `rules=${position.intent}`,
    `rules=${position.intent} ${position.confidence >= 80 ? "surely" : position.confidence >= 60 ? "likely" : "perhaps"}`,
    ...["Up", "Down", "Oth", "Amt"].filter((word) => words.some(({ text: said }) => said.includes(` ${word} `))).map((word) => `names=${word}`),
    `machine=${machineNotice(reply.subject, normal.lower) ?? "none"}`, `questions=${Math.min(3, asked)}`,
    `lines=${lines.length < 2 ? "one" : lines.length < 4 ? "few" : lines.length < 8 ? "some" : "many"}`,
    ...new Set(triggers.map(({ kind }) => `trigger=${kind}`)),
    ...hasMatch(text, irony) ? ["cue=irony"] : [], ...hasMatch(text, retracts) ? ["cue=retracts"] : [], ...hasMatch(text, hypothetical) ? ["cue=hypothetical"] : [],
    ...cues.filter((cue) => hasMatch(text, Cues[cue])).map((cue) => `cue=${cue}`)
  ]
}
const cues = ["acceptance", "reservation", "change", "rejection", "inquiry", "undecided", "handingOver", "openDoor", "harmless"] as const

/** Whom of us they address. */
const greeted = (text: string): string => /(?:^|\n)(?:hi|hey|hello|dear|thanks|thank you),? ([A-Z][a-z]+)\b/i.exec(text)?.[1] ?? ""

/** A term beside one of these is asked for, not only spoken of. */
const wants = /\b(?:i|we|she|he|they|would|'d|must)(?:'d|'ll| would| will| do| also| only| just| really)* (?:need|needs|want|wants|require|requires|insist|prefer|expect)\b|\bmust\b|\b(?:has|have|needs?|ought) to (?:be|come|go|move|wait)\b|\bshould be\b|\binstead\b|\brather\b|\b(?:can't|cannot|won't|don't|couldn't) (?:do|start|agree|accept|work|include|offer|film|post)\b|\bbut not\b|\bprovided\b|\bas long as\b|\bon (?:the )?condition\b|\bonly if\b|\botherwise\b|\bunless\b|\band (?:then )?(?:it's|you've got|we have|you have) a (?:yes|deal)\b/
/** Our figure, for less than our package or under a condition, is no acceptance. */
const changed = /\b(?:for just|just the|only the|without the|if you also|as long as|provided|plus travel|instead of)\b|\bif you\b(?! (?:'re|are|need|have))/
