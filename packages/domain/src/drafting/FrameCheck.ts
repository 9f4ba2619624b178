import type { Objection } from "./Gate.ts"
import { agreementFrames } from "./AgreementFrames.ts"
import type { Frame } from "./Frame.ts"
import { limitFrames } from "./LimitFrames.ts"
import { otherFrames } from "./OtherFrames.ts"
import { isAnsweredNo, isDenied, isGranted, type Passage, quoteOf, sentenceAt } from "./Passage.ts"
import { matchesOf } from "../reading/matchesOf.ts"
import { promiseFrames } from "./PromiseFrames.ts"

/** What a sentence says as a whole, whatever its words: who does what with which of the things a mail must not touch (GATE-02). */
export const checkFrames = (passage: Passage): ReadonlyArray<Objection> => {
  const { brief, lower } = passage
  const found: Array<Objection> = []
  for (const frame of [...limitFrames, ...otherFrames, ...promiseFrames(brief), ...agreementFrames(brief)]) {
    for (const match of matchesOf(lower, frame.key)) {
      const to = match.index + match[0].length
      if (isGranted(passage, match.index, to) || !holds(frame, lower, match.index, to)) continue
      if (frame.code === "promise" && isAnsweredNo(lower, match.index, to)) continue
      if (frame.deniable && (saysNo.test(match[0]) || isDenied(lower, match.index, to))) continue
      found.push({ code: frame.code, quote: quoteOf(passage, match.index, to) })
    }
  }
  return found
}

const saysNo = /n't\b(?! (?:fail|worry|hesitate))|\b(?:not|never|cannot|unable)\b(?! (?:only|just|in))/

const holds = (frame: Frame, lower: string, from: number, to: number): boolean => {
  const { after, before } = sentenceAt(lower, from, to)
  const around = `${before.slice(-frame.reach)}${lower.slice(from, to)}${after.slice(0, frame.reach)}`
  return frame.needs.every((need) => need.test(around)) && (frame.unless === null || !frame.unless.test(around))
}
