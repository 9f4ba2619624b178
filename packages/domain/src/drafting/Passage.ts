import { type Normal, normalise, toOriginal } from "../reading/Normal.ts"
import type { Brief } from "./Brief.ts"
import { ownTerms } from "./OwnTerms.ts"
import { findGranted, type Granted } from "./Granted.ts"
import { matchesOf } from "../reading/matchesOf.ts"

/** One part of a mail as the gate reads it: subject, text or visible HTML. Offsets are those of `normal.lower`. */
export interface Passage {
  readonly part: string
  /** It is of ASCII that can be seen, spaces and line ends. */
  readonly isPlain: boolean
  readonly normal: Normal
  readonly lower: string
  readonly brief: Brief
  readonly granted: Granted
  readonly terms: () => ReadonlyArray<string>
}

export const passageOf = (part: string, brief: Brief, texts: ReadonlyArray<string>): Passage => {
  const normal = normalise(part)
  let terms: ReadonlyArray<string> | null = null
  return { part, isPlain: plain.test(part), normal, lower: normal.lower, brief, granted: findGranted(part, texts), terms: () => terms ??= ownTerms(brief) }
}

const plain = /^[ -~\n]*$/

/** What the mail itself shows at `from`..`to`. */
export const quoteOf = (passage: Passage, from: number, to: number): string => {
  const { end, start } = toOriginal(passage.normal, from, to)
  return passage.part.slice(start, end)
}

/** Whether the team wrote it. */
export const isGranted = (passage: Passage, from: number, to: number): boolean => {
  const { end, start } = toOriginal(passage.normal, from, to)
  return passage.granted.covers(start, end)
}

/** The sentence around `from`..`to`, and the one after it; no more than 240 characters of each, so that reading stays linear. */
export const sentenceAt = (lower: string, from: number, to: number): { readonly before: string; readonly after: string; readonly next: string } => {
  const before = lower.slice(Math.max(0, from - 240), from).split(sentenceEnd).at(-1) ?? ""
  const [after = "", ...rest] = lower.slice(to, to + 480).split(sentenceEnd)
  return { before, after: after.slice(0, 240), next: rest.find((sentence) => sentence.trim() !== "") ?? "" }
}

const sentenceEnd = /[.!?]+(?=\s|$)|\n/

/** Whether the words at `from`..`to` are refused: by a "no" before or after them in their clause, or as a question that the next sentence denies. */
export const isDenied = (lower: string, from: number, to: number): boolean => {
  const { after, before } = sentenceAt(lower, from, to)
  // "no exclusivity except June", "can't guarantee it won't be needed": what is refused here is given there
  if (exception.test(after)) return false
  if (negatedBefore(before)) return true
  const rest = after.replace(noDenial, "#")
  if (/^(?:(?!\b(?:if|when|which|who|because|since|that|we|you|but)\b)[^,;:(]){0,40}?(?:n't\b|\b(?:not|never|out of the question|off the table|cannot)\b)/.test(rest)) return true
  if (/^[^.!?]{0,60}?\b(?:(?:take|leave|taken|left|cross|crossed) (?:\w+ )?out|str(?:ike|uck)|remov(?:e|ed|ing)|delet(?:e|ed|ing)|drop(?:ped)?)\b/.test(rest) || /\b(?:remov(?:e|ed|ing)|str(?:ike|uck|iking)|delet(?:e|ed|ing)|without) [^,;.]{0,40}$/.test(before)) return true
  if (/\b(?:take|taken|took|leave|left|cross|crossed) (?:\w+ ){0,2}$/.test(before) && /^(?: \w+){0,3} out\b/.test(after)) return true
  return isAnsweredNo(lower, from, to)
}

/** Whether the words at `from`..`to` are a question or a topic that the words after them turn down: "You asked for a bonus. We can't." */
export const isAnsweredNo = (lower: string, from: number, to: number): boolean => {
  const { after, before, next } = sentenceAt(lower, from, to)
  const led = `${before}${lower.slice(from, to)}`
  const answer = /^[^,:;-]{0,40}?(?:[,:;]| -) ?(.*)$/.exec(after)?.[1] ?? ""
  return (topic.test(before) || asked.test(before) || habit.test(before) || about.test(led)) && [next, answer].some((words) => nextDenies.test(words.replace(noDenial, "#")))
}

/** "no", "not", "without" and the like govern what follows `before`: no "but" and no new subject in between. */
export const negatedBefore = (before: string): boolean => {
  const clause = (before.split(/[;:]|\b(?:but|however|instead|only if|unless|though|although|yet|so)\b| - |\(/).at(-1) ?? "").replace(noDenial, "#")
  const last = matchesOf(clause, negator).at(-1)
  if (last === undefined) return false
  const between = clause.slice(last.index + last[0].length)
  return between.length <= 90 && !/,(?: and| plus)? (?:we|you|i|it|they|there|he|she|and)\b|\band (?:we|you|i|it|they|there)\b/.test(between)
}

const negator = /n't\b|\b(?:not|no|never|cannot|unable|without|neither|nor|none|nothing|nobody|isnt|dont|cant|wont|excludes?|excluding|decline|rather than)\b/g
const exception = /^[^.!?;]{0,40}?\b(?:except|save for|other than|apart from|bar|beyond|(?:won't|will not|wouldn't|isn't|is not) be (?:needed|necessary|asked|required|part)|limited in time)\b/
/** A "no" that refuses nothing. */
const noDenial =
  /\b(?:no (?:problem|worries|doubt|questions?|issue|need|matter|wonder|later|less|more than)|nothing (?:but|less)|none other|never mind|never fear|why not|(?:don't|do not|wouldn't|doesn't) mind|(?:won't|will not|don't|not) forget(?:ting)?|(?:don't|can't) see why|no limit|(?:can't|cannot|couldn't) (?:wait|believe|thank|imagine|be happier)|couldn't be|(?:don't|do not) (?:worry|be|hesitate|forget|miss)|(?:not|isn't|aren't|is not|wouldn't be|won't be)(?: even)? (?:an? (?:problem|issue|concern)|only|just|optional|negotiable|out of|impossible|unthinkable|merely|to mention)|not only|not just|not to mention)\b/g
const topic = /\b(?:want\w* to know|know (?:if|whether)|like to know|request\w*|wish\w*|hop\w+ for|check(?:ed|ing)? (?:about|on)|look(?:ed|ing)? into|about the|ask(?:ed|ing)?|questions?|wonder\w*|mention\w*|raise[ds]?|raising|brought up|concern\w*)\b[^,;]{0,60}$/
/** "You asked if we'd boost it, and whether ..." */
const asked = /\b(?:ask(?:ed|ing)?|wonder\w*|want\w* to know|question is)\b[^;]{0,120}\b(?:if|whether)\b[^,;]{0,40}$/
/** "I know that you usually sell paid usage. We don't need it." */
const habit = /\b(?:understand|know|see|hear|gather|reali[sz]e|aware)(?: that)? (?!we\b|i\b|our\b)(?:\w+ ){1,2}(?:usually|normally|often|always|typically|generally|sometimes) [^,;]{0,60}$/
const about = /^\W*(?:as (?:for|to)|regarding|concerning|about|on)\b[^,;]{0,60}$/
const nextDenies = /^\s*(?:(?:sadly|unfortunately|honestly|sorry|i'm afraid|and|well),? )?(?:(?:we|it|that|this|they|there|i|none|no)\b[^,;]{0,24}(?:n't\b|\b(?:not|no|never|none|cannot|neither)\b)|neither\b|none\b|no\b|not\b|nothing\b)/
