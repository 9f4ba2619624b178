import type { ReadingContext } from "../ports/ReplyReader.ts"
import { minorOf } from "./Amounts.ts"
import { praises } from "./Commitment.ts"
import { harmless } from "./Cues.ts"
import { acts, actsOf, type Act, type ActShares } from "./Acts.ts"
import type { Position } from "./Intent.ts"
import type { Observation } from "./Observation.ts"
import { Intent } from "./ReplyReading.ts"
import * as Risk from "./Risk.ts"
import { type Stance, stanceOf } from "./Stance.ts"

/**
 * What the reply does: the rules where they are sure, else what its wordings weigh. An acceptance needs the rules' own, or weighs
 * heavily, names no price but our open offer, and has no sentence that wants, denies or doubts anything (READ-03).
 */
export const findPosition = (seen: Observation, { currency, openOffer }: Pick<ReadingContext, "currency" | "openOffer">): Position => {
  const rules = seen.position
  if (rules.intent === "out_of_office" || rules.confidence < 40 || seen.lines.length === 0) return rules
  const shares = seen.words.map(actsOf)
  const stance = stanceOf(seen.words, shares, seen.signals)
  if (rules.intent === "accept" && stance.accept > 0.1 && !wants(seen, shares)) return rules
  if (openOffer !== null && accepts(seen, shares, stance, { currency, openOffer })) return { intent: "accept", confidence: weighedYes }
  const others = Intent.literals.filter((intent) => intent !== "accept")
  const likeliest = others.reduce((best, intent) => stance[intent] > stance[best] ? intent : best)
  const sure = rules.intent !== "accept" && rules.confidence >= 80 && stance[rules.intent] >= (rules.intent === "question" || rules.intent === "counter" && seen.found.sure ? 0.05 : 0.2)
  if (sure || likeliest === rules.intent) return rules
  if (stance[likeliest] < 0.12) return { intent: "unclear", confidence: 40 }
  const weighed = Math.round(stance[likeliest] * 88)
  return { intent: likeliest, confidence: likeliest === "counter" && seen.found.ask !== null && !seen.found.sure ? Math.min(55, weighed) : weighed }
}

/** What was weighed and not proven closes nothing: a person confirms it. */
const weighedYes = 65

/** What leaves no acceptance, however plainly it is said beside. */
const wanting: ReadonlyArray<Act> = ["ask", "term", "reject"]
const wants = ({ lines, words }: Observation, shares: ReadonlyArray<ActShares>): boolean =>
  lines.some((line, i) => {
    const text = words[i]?.text ?? ""
    const weight = wanting.reduce((sum, act) => sum + (shares[i]?.[acts.indexOf(act)] ?? 0), 0)
    // what names our own figure says only what it is for; a line of a few words is a name
    return weight > 0.9 && !harmless.test(line.text) && !/\bOwn\b/.test(text) && (text.match(/[a-z']{2,}/g) ?? []).length > 3
  })

const accepts = ({ figures, found, lines, steering, wholePackage, words }: Observation, shares: ReadonlyArray<ActShares>, stance: Stance, { currency, openOffer }: Pick<ReadingContext, "currency" | "openOffer">): boolean => {
  if (stance.accept < 0.6 || steering.length > 0 || found.rival || !wholePackage || lines.length <= 3 && figures.some((figure) => figure.kind === "number" && minorOf(figure, currency) !== openOffer)) return false
  // a bare yes among other things may answer anything
  if (!lines.some((line, i) => (shares[i]?.[acts.indexOf("accept")] ?? 0) > 0.7 && (lines.length === 1 || !bareYes.test(line.text)) && !praises(line.text.replace(/[.!]+$/, "")))) return false
  return lines.every((line, i) => {
    const does = (act: Act): number => shares[i]?.[acts.indexOf(act)] ?? 0
    if (does("accept") + does("question") + does("neutral") < 0.3) return false
    if ((does("accept") > 0.3 || lines.length <= 3) && Risk.hardRisk(line.text)) return false
    return line.asks || !Risk.denies(line.text) || !(Risk.namesTerm(line.text) || Risk.denialOfTheirs(line.text) || counted.test(words[i]?.text ?? ""))
  })
}
const bareYes = /^\W*(?:yes|yep|yeah|yup|ok|okay|agreed|done|confirmed)\W*$/
const counted = /\b(?:Date|Quantity|Duration|Up|Down|Amt|Oth)\b/
