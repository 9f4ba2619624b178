import type { Brief } from "./Brief.ts"
import { type Frame, frame, words } from "./Frame.ts"

const noun = "(?:number|figure|rate|price|fee|ask|quote|amount|sum|terms|proposal|counter(?:-?offer)?)"
const asked = "(?:ask(?:ed)?|nam(?:e|ed)|propos(?:e|ed)|quot(?:e|ed)|suggest(?:ed)?|want(?:ed)?|sent|gave|wrote|mention(?:ed)?|request(?:ed)?|put forward|had in mind|said|need(?:ed)?|stated|came (?:back|up) with)"
/** Their price, however it is called. */
const theirs = `(?:(?:your|her|his|their)(?: own)?(?: \\w+)? ${noun}|the (?:requested|asked|named|proposed|quoted|stated|desired|suggested) ${noun}|(?:the|that|this|whatever) (?:\\w+ )?${noun} (?:that |which )?(?:in|from|of|on|you|he|she|they|is yours)(?:'ve|'d| have| had)? ?(?:your|yours|her|his|their|${asked})(?: [a-z]+){0,3}|what(?:ever)? (?:you|she|he|they)(?:'ve|'d| have| had| are|'re)? (?:\\w+ )?(?:${asked}|asking)(?: for)?)`
const agree = "(?:works?|fine|ok(?:ay)?|approved|deal|agreed?|accept(?:ed)?|accepting|you win|you've won|won (?:me|us) over|convinced|count (?:us|me) in|it is|good (?:for|with|by) (?:us|me)|all right|alright|perfect|we(?:'re| are) in|go(?:ing)? with|let's (?:take|do|use|go|make|say|run)|take|done|confirmed|settled|yes|suits|acceptable|great|happy with|we can live with|sold|get going|(?:we|i)(?:'ll|'d| will| can| could| would)? (?:\\w+ )?(?:hono[u]?r|meet|match|pay|do|accept|confirm|approve))"

/** Agreeing to their price without its figure, in any order of the words (GATE-01). */
export const agreementFrames = (brief: Brief): ReadonlyArray<Frame> => brief.purpose === "confirmation" ? [] : agreeing

const agreeing: ReadonlyArray<Frame> = [
  // A "but" before it turns from our figure to theirs.
  frame("agreed_to_ask", words(`${theirs},? (?:then )?it (?:is|shall be|will be)(?= *(?:[^a-z0-9 $€£]|$|for\\b|then\\b))`, `(?:but|then|so|well|and|oh) (?:fine|ok|okay|all right|alright|sure|yes|deal|agreed|go on|you win|have it your way)\\W{1,3}(?:(?:we'll|i'll|we|let's|let us|go|do|take|make it|it's|with|at|for|pay|have)\\s){0,4}${theirs}`), { unless: /n't\b|\b(?:not|cannot|never|unable|above|beyond|too high|whether|if)\b/, reach: 70 }),
  frame("agreed_to_ask", words(theirs), {
    needs: [words(agree)], reach: 70, deniable: true,
    unless: /(?:n't|\b(?:not|cannot|never|unable|without|above|beyond|instead|rather than|no longer|further than|higher than|more than|different|between|but|however|though|while|compared?|thank\w*|understand|know|see|hear|whether|if|would you|could you|can you|would \S+ work|does \S+ work|(?:for|on|about) the (?:script|hook|dates?|format|captions?|timing|edit|concept|story|stories|shots?|music|draft|intro|title|timeline|schedule|deadline)|timing|schedule|someone|somebody|elsewhere|another (?:brand|partner|company)|(?:find|hope) [^.!?]{0,30}(?:brand|partner|who)))\b/
  })
]
