import type { ReadingContext } from "../ports/ReplyReader.ts"
import { minorOf } from "./Amounts.ts"
import { praises } from "./Commitment.ts"
import { harmless } from "./Cues.ts"
import { acts, actsOf, type Act, type ActShares, isSilent } from "./Acts.ts"
import type { Position } from "./Intent.ts"
import type { Observation } from "./Observation.ts"
import { Intent } from "./ReplyReading.ts"
import * as Risk from "./Risk.ts"
import { type Stance, stanceOf } from "./Stance.ts"

/**
 * What the reply does: what its wordings weigh, as the rules say it where they agree. An acceptance needs the rules' own, or weighs
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
  if (likeliest === rules.intent) return rules
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
  // in a few sentences there is little else to tell a yes with a catch
  const few = words.filter((sentence) => !isSilent(sentence)).length <= 3
  const sure = few ? 0.9 : 0.75
  const alone = lines.length === 1 && (shares[0]?.[acts.indexOf("accept")] ?? 0) > 0.95
  const otherFigure = lines.length <= 3 && figures.some((figure) => figure.kind === "number" && minorOf(figure, currency) !== openOffer)
  if (stance.accept < (alone ? 0.45 : 0.7) || steering.length > 0 || found.rival || !wholePackage || otherFigure) return false
  // a bare yes among other things may answer anything
  const said = lines.some((line, i) => (shares[i]?.[acts.indexOf("accept")] ?? 0) > 0.7 && (lines.length === 1 || !bareYes.test(line.text)) && !praises(line.text.replace(/[.!]+$/, "")))
  if (stance.accept < sure && !said) return false
  return lines.every((line, i) => {
    const does = (act: Act): number => shares[i]?.[acts.indexOf(act)] ?? 0
    if (wanting.reduce((sum, act) => sum + does(act), 0) > 0.6) return false
    const doubt = 1 - does("accept") - does("neutral") - does("question")
    const looked = few && stance.accept < sure || doubt > 0.3
    const hangs = lines[i - 1]?.asks === true && hangsOnAnswer.test(line.text)
    if (looked && Risk.hardRisk(line.text) || Risk.addsOrLeavesOut(line.text) || hangs) return false
    const denied = !line.asks && Risk.denies(line.text) && (Risk.namesTerm(line.text) || Risk.denialOfTheirs(line.text) || counted.test(words[i]?.text ?? ""))
    return !denied || !few && does("accept") + does("neutral") > 0.9
  })
}
const hangsOnAnswer = /^\W*(?:and |so |ok )*then (?:i|we|she|he|it|that|yes|deal|count|done|agreed)\b/
const bareYes = /^\W*(?:yes|yep|yeah|yup|ok|okay|agreed|done|confirmed)\W*$/
const counted = /\b(?:Date|Quantity|Duration|Up|Down|Amt|Oth)\b/
