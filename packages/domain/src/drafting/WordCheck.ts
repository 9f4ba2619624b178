import { agreementRules } from "./AgreementRules.ts"
import { conductRules } from "./ConductRules.ts"
import type { Objection } from "./Gate.ts"
import { limitRules } from "./LimitRules.ts"
import { keepsQuiet } from "./OtherFrames.ts"
import { isAnsweredNo, isDenied, isGranted, type Passage, quoteOf, sentenceAt } from "./Passage.ts"
import { promiseRules } from "./PromiseRules.ts"
import { matchesOf } from "../reading/matchesOf.ts"

/** The words that the brief does not grant, in one part of a mail (GATE-02). */
export const checkWords = (passage: Passage): ReadonlyArray<Objection> => {
  const found: Array<Objection> = []
  const { brief, lower } = passage
  for (const { code, deniable, hint, pattern } of [...agreementRules(brief), ...promiseRules(brief), ...limitRules(brief), ...conductRules]) {
    if (hint !== undefined && !hint.test(lower)) continue
    for (const match of matchesOf(lower, pattern)) {
      const to = match.index + match[0].length
      // Brackets that stand in the team's own names are no placeholder's.
      const named = code === "placeholder" && isGranted(passage, match.index, match.index + 1) && isGranted(passage, to - 1, to)
      if (named || isGranted(passage, match.index, to) || deniable && isDenied(lower, match.index, to) || code === "promise" && isAnsweredNo(lower, match.index, to) || code === "agreed_to_ask" && ofStranger.test(sentenceAt(lower, match.index, to).before) || (code === "others" || match[0].startsWith("internal")) && staysQuiet(lower, match.index, to) || /^budgets?$/.test(match[0]) && refusesTopic(lower, match.index, to) || isNameMax(passage, match.index, to)) continue
      found.push({ code, quote: quoteOf(passage, match.index, to) })
    }
  }
  for (const match of matchesOf(passage.part, shouted)) {
    if (!passage.granted.covers(match.index, match.index + match[0].length)) found.push({ code: "placeholder", quote: match[0] })
  }
  return found
}

/** "What others get is something we keep private." */
const staysQuiet = (lower: string, from: number, to: number): boolean => {
  const { after, before, next } = sentenceAt(lower, from, to)
  return !/\d/.test(`${before} ${after}`) && (keepsQuiet.test(`${before} ${after}`) || /\b(?:ask|asked|asking|question|wonder\w*)\b/.test(before) && keepsQuiet.test(next))
}

/** "I can't talk about budgets": nothing is said of one, here or after it. */
const refusesTopic = (lower: string, from: number, to: number): boolean => {
  const { after, before, next } = sentenceAt(lower, from, to)
  return refusal.test(before) && /^(?:s\b)?(?:$|,? (?:or|and|nor) |, (?:so|i|we)\b| with (?:you|anyone|anybody|creators)| (?:here|in writing|by e?-?mail|in general|for (?:any|our|other))\b)/.test(after) && !saysOn.test(after) && !/^\s*(?:it|they|there|but|though|let's|all i)\b/.test(next)
}
const refusal =
  /(?:n't|\b(?:cannot|can not|not|never|unable to|rather not|prefer not to))(?: (?:really|usually|ever|going to|able to|allowed to|at liberty to|to|get to)){0,2} (?:talk about|speak about|comment on|discuss|disclose|share|go into|get into|reveal|answer questions (?:about|on))(?: (?:our|the|any|client|clients'|campaign|other|anyone's|anybody's|details of|and|fees|or|rates|others'|fees and|about)){0,4} $/
const saysOn = /\b(?:but|though|although|however|except|only|just|until|yet|higher|lower|more|less|bigger|smaller|room|left|enough|fixed|tight|small|big|limit\w*|max\w*)\b/

/** "I hope somebody else can meet your fee." */
const ofStranger = /\b(?:someone|somebody|others?|another|elsewhere|(?:a|the right) (?:brand|partner|client|company))\b[^,;]{0,60}$/

const shouted = /\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b|\b(?:FIRSTNAME|LASTNAME|RECIPIENT|SENDER|BRANDNAME)\b/g

/** "Hi Max," greets somebody. */
const isNameMax = (passage: Passage, from: number, to: number): boolean =>
  passage.normal.text.slice(from, to) === "Max" &&
  (/(?:^|\b(?:hi|hello|hey|dear|thanks|thank you|and|with|for|best|regards|cheers),?\s+)$/i.test(passage.lower.slice(Math.max(0, from - 12), from)) || passage.lower.slice(to, to + 2) === "'s") &&
  !/^[:\s]*[\d$\u20ac\u00a3]/.test(passage.lower.slice(to, to + 4))
