import { minorDigits } from "../Currency.ts"
import type { Figure } from "../reading/Amounts.ts"
import { termOf } from "./OwnTerms.ts"
import { isDenied, type Passage, sentenceAt } from "./Passage.ts"

/** Whether a figure without a currency plainly counts something else than money: a date, views, seconds, a street number, a small count. */
export const isPlainFigure = (passage: Passage, figure: Figure): boolean => {
  const { lower } = passage
  const value = figure.coefficient / 10 ** figure.scale
  const text = lower.slice(figure.from, figure.to)
  const { after, before } = sentenceAt(lower, figure.from, figure.to)
  const isPriced = priceLead.test(before) || /^ (?:in mind|it is|flat|max|tops|or so|something|ish)\b/.test(after)
  switch (figure.kind) {
    case "count": return isThanks(text, before) || countsThings(passage, text, value, before, after, isPriced) || counted.test(after.slice(0, 40)) || value >= 100 && /\b(?:your|views?|followers|audience|channel)\b/.test(before) && !/\b(?:we|i)\b[^,;]{0,30}$/.test(before) || isFarAbove(passage, value) && youAverage.test(before)
    case "date": case "ordinal": return !isPriced || value < 50
    case "time": return true
    case "year": return !yearAsPrice.test(before)
    case "duration": return /^s(?![a-z])/.test(after) && value >= 1900 && value < 2100 && !yearAsPrice.test(before) || value <= 1000 && (!isTerm(before, after) || isLength(before, after) || isRefusedUse(passage, figure, before, after) || passage.terms().includes(termOf(figure, after)) || /\bnet ?-?$/.test(before) && passage.terms().includes(termOf(figure, " day"))) || /\b(?:since|back in) (?:the|your) $/.test(before) && /^ days\b/.test(after) && !isPriced
    case "quantity": return countsThings(passage, text, value, before, after, isPriced) || value <= 60 || /^ (?:posts?|videos?|reels?|episodes?|products?|items?|pieces?|photos?|pictures?)\b/.test(after) && /\b(?:your|you|over|more than)\b/.test(before)
    case "percentage": return true
    case "identifier": return isName(lower, figure, value) && !/\b(?:rate|fee|pay|offer|price|max\w*|go|do|budget|worth)\b(?: \w+){0,2} $/.test(before)
    case "money": return isThanks(text, before) || isFarAbove(passage, value) && !isPriced && countsViews(lower, figure.from) || /^ ?(?:run|race|marathon|steps|footage|video|resolution|monitor|tv|screen|display|camera|quality|uhd|walk)\b/.test(after) && value <= 20_000 || isGrandThing(text, after)
    case "number": return countsThings(passage, text, value, before, after, isPriced) || value >= 1000 && (!isPriced && countsViews(lower, figure.from) || counted.test(after.replace(/^ ?(?:and|to|or|-) ?[\d.,]+k?/, "")))
    default: return false
  }
}

/** "Your average views, which are at 33,000": views were spoken of, and no money since. */
const countsViews = (lower: string, from: number): boolean => {
  const line = lower.slice(Math.max(0, from - 160), from).split("\n").at(-1) ?? ""
  const since = line.split(/\b(?:views?|followers|following|audience|subscribers|plays|reach|viewers|average)\b/)
  return since.length > 1 && !money.test(since.at(-1) ?? "")
}

const youAverage =
  /\b(?:you(?:'re| are)?|your (?:\w+ ){0,3}(?:reels?|videos?|posts?|shorts?|stories|tiktoks|channel|account|page|content|integrations?))(?: \w+)? (?:average|averages|averaged|averaging)(?: (?:at|about|around|roughly|some|just|over|under|nearly|almost|close to|more than|well)){0,3} $/

/** "Thanks a million", "one in a thousand". */
const isThanks = (text: string, before: string): boolean => /^an? (?:hundred|thousand|million)$/.test(text) && /\b(?:thanks|thank you|one in) $/.test(before)

/** No fee comes near it. */
const isFarAbove = ({ brief }: Passage, value: number): boolean =>
  value >= 10_000 && brief.rate !== null && value * 10 ** minorDigits[brief.currency] > 10 * Number(brief.rate)

/** "1.35" where the rate is $1,200. */
const isPriceInThousands = ({ brief }: Passage, value: number): boolean =>
  brief.rate !== null && value * 1000 >= Number(brief.rate) / 10 ** minorDigits[brief.currency] / 2 && value * 1000 <= Number(brief.rate) / 10 ** minorDigits[brief.currency] * 3

/** "60 metres", "230 employees", "page 112": a bare number that nothing prices. */
const countsThings = (passage: Passage, text: string, value: number, before: string, after: string, isPriced: boolean): boolean => {
  if (/^(?:one|1)$/.test(text) && !isPriced) return true
  if (/^\d+$/.test(text) && /^0\d/.test(text)) return false
  if (/^\d\.\d{1,2}$/.test(text) && isPriceInThousands(passage, value) && !isUnit.test(after) && !labelled.test(before) && !/^ ?(?:x\b|times|hours?|stars?|out of|%|million|seconds?)/.test(after)) return false
  if (value < 50) return !isPriced || isUnit.test(after) || /^[a-z]/.test(text) && things.test(after) && !slang.test(after) || /^\D/.test(text) && /^ (?:or|to|and) [a-z]+ /.test(after) && things.test(after.replace(/^ (?:or|to|and) [a-z]+/, "")) && !slang.test(after.replace(/^ (?:or|to|and) [a-z]+/, "")) || /^(?:[.)] |\) )[a-z]/.test(after) && /(?:^|\s)\(?$/.test(before)
  return things.test(after) && !slang.test(after) && !strongLead.test(before) || !isPriced && (isUnit.test(after) || labelled.test(before) || things.test(after) && !slang.test(after) && !money.test(before))
}

/** "a grand piano" is no thousand. */
const isGrandThing = (text: string, after: string): boolean =>
  /^an? grand$/.test(text) && /^ (?!for|on|top|more|extra|and|total|in|is|would|or|plus|each|per|to|as|if|at|less|off|now|later|flat|max|so|but|from|altogether|it|that)[a-z]{3,}/.test(after)

const priceLead =
  /\b(?:offer(?:ing|ed)?|rate|fee|pay(?:ing)?|pric(?:e|ed|ing)|cost(?:s|ing)?|charg(?:e|ing)|budget|max\w*|min|limit|cap|ceiling|worth|value|amount|sum|total|reserve|go(?:ing)?(?: up)?|stretch|settle|land|end|say|call it|make it|think(?:ing)?|do(?:ing)?|closer|nearer|beyond|above|over|under|counter|reply|answer|quote|get|accept|approve[ds]?|spend|take)\b(?:[ :=]+(?:is|was|of|at|to|around|about|near|be|like|you|it|up|approx\w*|roughly|with|for|the|an?|as|on|us|me|that|would|could|are|comes?|=|~|maybe|perhaps|something|even|high|by))*[ :=~(]*$/
const strongLead = /\b(?:offer\w*|rates?|fees?|pay\w*|pric\w*|costs?|charg\w*|budget|max\w*|worth|reserve|amount|sum|total|we could|we can|we'd|go|stretch|settle)\b[^,;]{0,24}$/
const yearAsPrice = /\b(?:offer|rate|fee|pay|price|cost|budget|max\w*|do|say|make it|go(?: up)? to|worth|up to|reserve|us|think|stretch to|settle (?:at|on)|approved|be|amount|sum|total)\b(?: (?:is|of|at|to|about|around|you|like|for))*[ :]*$/
const counted = /^\+? ?-?(?:[a-z]+ ){0,3}?(?:views?|followers?|follows|subs(?:cribers)?|impressions?|likes|plays|reach|people|fans|viewers|clicks|comments|saves|shares|installs|downloads|users|audience|readers|listeners|streams|members|women|men|engagements?|accounts)\b/
const unit =
  "(?:m|km|cm|mm|ml|cl|l|g|kg|mg|oz|lbs?|bit|hz|khz|mhz|ghz|fps|mah|wh|w|kw|v|mb|gb|tb|mp|px|p|dpi|°c?|degrees|miles|met(?:re|er)s|kilomet(?:re|er)s|feet|foot|ft|inch(?:es)?|grams|lit(?:re|er)s|steps|pages|words|characters|calories|kcal|lumens|watts|recipes|rows|stitches|plants|seats|years?|floors?|acres|hectares|am|pm|seconds?|minutes?|hours?|days?|weeks?|months?|frames per second|o'clock)"
const isUnit = new RegExp(`^ ?-?${unit}(?![a-z])`)
const labelled = /\b(?:number|no\.?|page|room|unit|route|spf|vitamin|series|version|model|chapter|episode|day|weeks?|level|lesson|part|season|grade|size|aged?|flight|bus|line|gate|hall|stand|booth|mile|highway|suite|flat|apartment|studio|locker|desk|batch|article|section|paragraph|form|edition|issue|volume|track)\s?#?(?:\d+ (?:of|to|and|-) )?$|#$/
const things = /^ (?:[a-z]+ )?(?!is|was|us|this|suits|feels|fits|covers|beats|pays|helps|remains|stands|comes|goes|wins|looks|keeps|needs|means|lets|takes|brings|leaves|follows|appears|leads|ends|lands|as|plus|less|perhaps|always|yes|its|bonus|gross|afterwards|across|sounds?|works?|does|has|seems|makes|gets|looks)[a-z]{3,}s\b/
const slang = /^ (?:[a-z]+ )?(?:bucks|smackers|smackeroos|greens|beans|clams|bills|ones|notes|units|coins|points|credits|roses|tokens|quid|pounds|dollars|euros|dollaroos|buckaroos|bananas|simoleons|greenbacks|bones|cents|pence|figures|numbers|thousands|hundreds|grands|each|times)\b/
const money = /[$€£]|\b(?:rate|fee|offer|pay|paid|price|budget|max|amount|could|would|can|go|do|reserve|limit|cost|worth)\b/

const isTerm = (before: string, after: string): boolean =>
  /^ ?-?(?:[a-z]+ ){0,3}?(?:of |on |for |in )?(?:paid |organic |full )?(?:usage|use|rights|licen\w*|whitelist\w*|ads?|paid|boosting|exclusiv\w*)\b|^ ?-?(?:business |working |calendar )?(?:days|weeks|months)(?:'|,)? (?:of |for )?(?:\w+ )?(?:usage|use|rights|payment|terms)\b/.test(after) ||
  /\b(?:usage|rights?|licen\w*|whitelist\w*|ads?|pay(?:ment|ments|able|ing|s)?|paid|net|invoice\w*|transfer\w*|money|exclusiv\w*|fee (?:is )?(?:due|payable|paid))\b[^;]{0,40}$/.test(before) && !/\b(?:film|post|answer|reply|write)\b[^,;]{0,20}$/.test(before)

/** "We'd pay $900 for a reel of 60 seconds": how long the piece is, not when money comes. */
const isLength = (before: string, after: string): boolean => /^ ?-?(?:secs?|seconds?|mins?|minutes?)\b(?! (?:after|later|from|of (?:you|your|the|posting|publi\w*)))/.test(after) && !/\b(?:in|within|after|under|of (?:posting|signing))(?: (?:a|just|about|only|under|the|next)){0,2} $/.test(before)

/** "Your idea of a 6-month licence? We'll leave it out." */
const isRefusedUse = ({ lower }: Passage, figure: Figure, before: string, after: string): boolean =>
  useAfter.test(after) && isDenied(lower, figure.from, figure.to) && !/\b(?:without|unless|less|until|only|instead|but|rather|short of|shorter|reason)\b/.test(`${before} ${after}`)
const useAfter = /^ ?-?(?:days?|weeks?|months?|years?)(?:'|,)? (?:of |for )?(?:\w+ )?(?:usage|use|rights|licen[cs]\w*|whitelisting|ads?|boosting|exclusivity)\b/

/** "M500", "1080p", "iphone15", "221 Harbour Street"; digits with unknown letters glued behind are none. */
const isName = (lower: string, figure: Figure, value: number): boolean => {
  const before = lower.slice(Math.max(0, figure.from - 16), figure.from)
  const after = lower.slice(figure.to, figure.to + 40)
  if (/^'?s(?![a-z])/.test(after)) return value >= 1900 && value < 2100 && !yearAsPrice.test(before) || value < 100
  if (/^[a-z_]/.test(after) && !isUnit.test(after)) return value < 100 && !after.startsWith("k")
  return !/(?:^|[^a-z])(?:x|usd|eur|gbp|rs|us|pay|fee|max|r|d|e)$/.test(before)
}
