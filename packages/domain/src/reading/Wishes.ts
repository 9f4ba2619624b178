import type { Deliverable } from "../deliverables/Deliverable.ts"
import { harmless } from "./Cues.ts"
import { hasMatch, matchesOf } from "./matchesOf.ts"
import { kindsNamed } from "./PricePart.ts"
import type { ConcernKind } from "./ReplyReading.ts"

/**
 * The terms that a sentence of a counter wants otherwise, beside the price. Naming our own package, or a piece of it as "a
 * reel", is no wish; a condition that nothing explains counts as a change of scope, for a price alone does not meet it.
 */
export const wishesIn = (text: string, deliverables: ReadonlyArray<Deliverable>): ReadonlyArray<ConcernKind> => {
  if (hasMatch(text, harmless)) return []
  const kinds: Array<ConcernKind> = []
  if (hasMatch(text, payment)) kinds.push("payment")
  if (usage.test(text.replace(ownReach, " "))) kinds.push("usage")
  if (hasMatch(text, product)) kinds.push("product")
  if (hasMatch(text, timing) || kinds.length === 0 && hasMatch(text, spell)) kinds.push("timing")
  if (changesScope(text, deliverables)) kinds.push("scope")
  return kinds.length === 0 && condition.test(text.replace(/\b(?:know|see|wonder\w*|ask\w*|sure|curious) if\b/g, " ")) ? ["scope"] : kinds
}

const changesScope = (text: string, deliverables: ReadonlyArray<Deliverable>): boolean => {
  if (/\b(?:(?:bigger|smaller|wider|narrower|reduced?|different|chang\w+|adjust\w*|extend\w*|limit\w*|less|more|larger|new) (?:the |in )?scope|revisions?|rounds? of|reshoots?|creative (?:control|freedom)|final (?:cut|say)|script|raw (?:footage|files)|link in bio|giveaway|travel to)\b/.test(text)) return true
  if (hasMatch(text, cut) || hasMatch(text, added)) return true
  if (hasMatch(text, performance) && !/[$€£]/.test(text)) return false
  const onePiece = deliverables.reduce((n, d) => n + d.quantity, 0) > 1 && !/\b(?:and|plus|&|with|both|per|each)\b|\+/.test(text) && alone.test(text)
  return onePiece || matchesOf(text.replace(habit, " "), counted).some((m) => {
    if (m[1] === undefined && (m[2] ?? "").startsWith("tik")) return false
    const kinds = kindsNamed(m[2] ?? "", deliverables)
    const meant = deliverables.filter((d) => kinds.includes(d.kind))
    const count = m[1] === undefined ? null : numbers[m[1]] ?? Number(m[1])
    return count === null || m[1] === "a" || m[1] === "an"
      ? offers.test(text) && meant.length === 0
      : offers.test(text) && !meant.some((d) => d.quantity === count) && meant.reduce((n, d) => n + d.quantity, 0) !== count
  })
}

const piece = "(?:reels?|stor(?:y|ies)|tik ?toks?|shorts?|integrations?|carousels?|videos?|posts?|pieces?|deliverables?|live ?streams?|photos?|frames?)"
const kindOfPiece = "(?:(?:instagram|ig|insta|tiktok|youtube|yt|dedicated|feed|static|the|a|an|one|two|your|of|my) )*"
const cut = new RegExp(
  `\\b(?:skip\\w*|drop(?:ping)?|without|instead|minus|remov\\w+|swap\\w*|replac\\w+|leav(?:e|ing) out|rather than|excluding|except|not|no|only|just|fewer|less|cut)\\b (?:of |for |do |doing |with |the )*${kindOfPiece}${piece}\\b|${piece} (?:only|alone|instead)\\b|\\binstead of (?:the |a |two )?${kindOfPiece}${piece}`
)
const added = new RegExp(`\\b(?:extra|additional|another|more|bonus|add(?:ing)?|throw in|includ(?:e|ing)) (?:in )?(?:\\d |one |two |three )?${kindOfPiece}${piece}\\b`)
const alone = /\b(?:i|we)(?:'d| would| can| could|'ll| will) (?:be (?:able|happy) to )?(?:do|make|film|deliver|offer) (?:you )?(?:just |only )?(?:the|one|1|a single) (?:instagram |ig |tiktok )?(?:reel|story|tik ?tok|short|video|integration|post)\b/
const counted = /(?:\b(an?|one|two|three|four|five|six|\d{1,2}) ?(?:x )?)?(?:(?:instagram|ig|insta|tiktok|youtube|yt|dedicated) )?\b(reels?|stor(?:y|ies)|tik ?toks?|shorts|integrations?|carousels?)\b/g
const offers = /[$€£]|\b(?:can|could|would|want|prefer|'d|'ll|will|do|for|let's)\b/
const habit = /\blong story short\b|\bmy story\b|\b(?:post|make|film|do|publish|share)\b[^,.!?$€£]{0,30}\b(?:a|per|every|each) (?:day|week|month)\b/g
const performance = /\b(?:views?|reach\w*|hit|did|got|average\w*|avg|performed|perform|engagement|last|recent\w*|likes|followers|impressions|usually (?:do|get) well)\b/
const numbers: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 }

const payment = new RegExp([
  "\\b(?:up ?front|deposit|(?<!thanks |thank you |thanks so much )in advance|(?<!in )advance(?! notice)|prepa\\w+|vat|tax(?:es)?|gross|net[ -]?\\d+|net of|escrow|instal\\w+|late fee|kill fee|agency fee|management fee|booking fee|fees on top|commission|shipping(?! (?:address|label|info\\w*|details))|travel (?:costs?|expenses?|fees?|budget)|(?:cover|plus|pay|for) (?:my |the )?travel|expenses|costs? covered|processing fee)\\b",
  "\\b(?:payments?|payable|invoices? (?:due|within|paid))\\b", "\\b(?:pay|paid|pays|pay me|paying|paypal|wire)\\b[^.!?$€£]{0,25}\\b(?:within|before|after|by|upfront|on|half|in|via|days?|weeks?|faster|earlier|sooner|first|immediately|same)\\b(?! top)", "\\b(?:half|\\d{1,2} ?(?:%|percent)) (?:of (?:it|that|the (?:fee|rate|money|payment)) )?(?:is |paid |now|before|on|at|first|due)\\b",
  "\\b\\d{1,2} ?(?:%|percent) (?:agency|management|service|fee|tax)"
].join("|"))
const usage =
  /\b(?:usage|rights?\b(?! (?:now|away|for (?:me|us)|fit|person|price|rate|range|offer|there|number|ballpark|amount))|whitelist\w*|allow-?list\w*|ads?|exclusiv\w*|organic(?:ally)?|licen[sc]\w*|boost\w*|perpetu\w*|spark|buy-?out|repost\w*|ownership|competitors?)\b|\b(?:months?|days?|weeks?|years?|limited|paid)(?: of)? use\b|\b(?:use|using|run|running) (?:the|my|it|this) (?:content|video|reel|tik ?tok|footage|image|likeness|for|in|as|on)\b/
const ownReach = /\borganic(?:ally)? (?:views?|reach|growth|audience|following|followers|engagement|traffic)\b|\b(?:all|grown|grew|fully) organic(?:ally)?\b/g
const product = new RegExp([
  "\\b(?:extra|more|additional|another|second|two|three|four|five|free|several|some|few|\\d{1,2}|full[- ]sized?|gifted|keep(?:ing)?|choose|pick)\\b(?: (?:the|my|of|your|an?|full[- ]size|sample|free|extra))* (?:products?|samples?|bottles?|jars?|serums?|kits?|pr (?:box|package))\\b",
  "\\b(?:send|sent|ship|shipped|get|receive|need|want|include)\\b[^.!?]{0,25}\\b(?:products?|samples?|bottles?|pr box)\\b", "\\bdiscount code\\b|\\bgift card\\b|\\bstore credit\\b"
].join("|"))
const day = "(?:days?|weeks?|months?|weekend|january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|fall|winter)"
const timing = /\b(?:deadlines?|timeline|timing|schedule|turnaround|time ?frame|due date|post(?:ing)? date|live date|rush\w*|more time|too (?:tight|soon|long))\b/
const spell = new RegExp(`\\b(?:until|not before|push(?:ed)?|move|delay|postpone|start|post|deliver|film|live|available|wait|need|want|give me|require|after|by)\\b[^.!?]{0,25}(?<!\\b(?:last|past|each|every|per|a|three times a) )\\b${day}\\b`)
/** A condition other than our paying what they ask. */
const condition = new RegExp([
  "\\b(?:provided|providing|as long as|on (?:the )?condition|only if|subject to|contingent|assuming)\\b(?! (?:you|we) can (?:do|meet|match|go))",
  "\\bif\\b(?! (?:that|it|this|possible|so|not|needed|there|interested|anything|any|we (?:can|could|are)|i(?:'m| am| can| could| were)?|the (?:budget|rate|price|offer|fee)|your (?:budget|rate|offer)|\\$|€|£|\\d|you(?:'re|'d (?:like|be able|consider)| (?:are|can|could|were|bump\\w*|make it|go|went|raise\\w*|increase\\w*|do|did|match\\w*|meet|met|come|came|want|like|have (?:any|questions|more budget)|need|would|stretch\\w*))\\b))",
  "\\bif you (?:can|could|are able to|would) (?:also|send|give|let|include|add|cover|provide|guarantee|ship|extend|remove|drop|push)\\b"
].join("|"))
