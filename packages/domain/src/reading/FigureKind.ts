import { matchesOf } from "./matchesOf.ts"
/** What a figure counts. `number` is a bare figure that nothing around it explains: it may be a price. */
export type FigureKind =
  | "money" | "number" | "percentage" | "count" | "date" | "year" | "time" | "duration" | "phone" | "quantity" | "cpm"
  | "ordinal" | "identifier"

/** A figure as the classifier sees it: where it stands in the normalised text, and what is already known of it. */
export interface Candidate {
  readonly from: number
  readonly to: number
  readonly value: number
  /** A currency mark stands on it. */
  readonly marked: boolean
  /** "k", "thousand", "grand" or the like stands on it. */
  readonly scaled: boolean
  readonly words: boolean
}

/** Says what `figure` counts from the words around it in `lower`, a normalised text in lower case; `theirs` as of `taken`. */
export const kindOf = (lower: string, figure: Candidate, theirs: boolean): FigureKind => {
  const before = lower.slice(Math.max(0, figure.from - 40), figure.from)
  const after = lower.slice(figure.to, figure.to + 48)
  if (!figure.words && isIdentifier(before, after, figure)) return "identifier"
  if (cpmAfter.test(after) || cpmBefore.test(before)) return "cpm"
  if (percentAfter.test(after)) return "percentage"
  if (figure.marked) return "money"
  if (!figure.words && !figure.scaled) {
    if (/^(?:st|nd|rd|th)\b/.test(after)) return "ordinal"
    if (/^(?::\d|\s?(?:am|pm|a\.m|p\.m|h\b|o'clock))|^\s?(?:est|pst|cet|gmt|utc|et|pt)\b/.test(after) || /\d:$/.test(before)) return "time"
  }
  if (theirs && !figure.marked && figure.scaled && /^\+? (?:on (?:youtube|tiktok|instagram|ig|insta|yt|twitch|the clock app|the last one|that one|my last)|strong|people|deep)\b/.test(after)) return "count"
  if (unitAfter.test(after) || idiom.test(before + "#" + after)) return "count"
  if (countAfter.test(after) || countBefore.test(before) || performed.test(before)) return "count"
  if (durationAfter.test(after) || /\bnet[ -]?$/.test(before) || otherDuration.test(lower.slice(Math.max(0, figure.from - 60), figure.from)) && !figure.scaled && figure.value <= 400) return "duration"
  if (figure.value >= 1_000_000) return "count"
  if (figure.scaled) return /^ ?(?:video|footage|resolution|quality|camera|uhd|raw)\b/.test(after) ? "identifier" : "money"
  if (monthBefore.test(before) && figure.value <= 31 || monthAfter.test(after) && figure.value <= 31) return "date"
  if (monthBefore.test(before) && isYear(figure.value)) return "year"
  if (isYear(figure.value) && !/[.,]/.test(lower.slice(figure.from, figure.to)) && (yearBefore.test(before) || figure.value >= 2015 && figure.value <= 2040 && !priceBefore.test(before))) {
    return "year"
  }
  if (theirs && /\bbrief #?$/.test(before)) return "identifier"
  if (theirs && isYear(figure.value) && figure.value >= 1950 && /^[).,]/.test(after) && /[,(] $/.test(before) && !/[.,]/.test(lower.slice(figure.from, figure.to))) return "year"
  if (/^ (?:[a-z]+ ){1,3}(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|dr|court|apt)\b/.test(after)) return "identifier"
  if (things.test(after) && !verbs.test(after)) return "quantity"
  if (quantityAfter.test(after) || figure.value <= 60 && quantityBefore.test(before)) return "quantity"
  if (theirs && /\b(?:i'll|i will|we'll|we will|i|we|to|and|can) invoice (?:you |her |them )?(?:for )?$/.test(before)) return "number"
  if (/(?:\b(?:no|nr|number|order|invoice|ref|id|ticket|case|request|enquiry|po|vat|ein|iban|zip|room|suite|apt|floor|version|v|page|p|box|week|day|chapter|episode|season|clause|section|article|paragraph|extension|ext|option|iphone|slide|scene)\.? ?(?:number|id|no\.?)?(?: is)?[ :#(]{0,3}|#)$/.test(before) || figure.value <= 400 && /\b(?:street|st)\.? ?$/.test(before)) return "identifier"
  return "number"
}

/**
 * Stretches of a normalised lower-case text that are dates, times, phone numbers, links, addresses or handles, whatever digits they hold. In a mail of
 * `theirs` tax numbers, streets and door codes are such too; one of ours has no business with them.
 */
export const taken = (lower: string, theirs: boolean): ReadonlyArray<{ readonly from: number; readonly to: number; readonly kind: FigureKind }> =>
  (theirs ? [...patterns, ...names] : patterns).flatMap(([kind, pattern]) =>
    matchesOf(lower, pattern).filter((m) => /\d/.test(m[0])).map((m) => ({ from: m.index, to: m.index + m[0].length, kind })))

const months = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
const patterns: ReadonlyArray<readonly [FigureKind, RegExp]> = [
  ["identifier", /(?:https?:\/\/|www\.)[^\s<>"']+/g],
  ["identifier", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ["identifier", /(?<![\w/])[@#][a-z_][\w.]*/g],
  ["identifier", /\b[\w-]+\.(?:com|co|io|net|org|tv|me|gg|ly)\b(?:\/[^\s<>"']*)?/g],
  ["identifier", /, ?(?:al|ak|az|ar|ca|co|ct|de|fl|ga|il|ia|ks|ky|la|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy),? \d{5}(?:-\d{4})?(?![\d,.]*\d)/g],
  ["identifier", /\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|place)\b\.?,[^\n$€£\d]{0,40}\b[a-z]{2} \d{5}(?:-\d{4})?(?![\d,.]*\d)/g],
  ["identifier", /\b\d{1,5} (?:[a-z]+\.? ){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|court|place)\b\.?,?(?: ?(?:apt|apartment|unit|suite|ste|floor|fl|#)\.? ?#?[a-z]?\d{0,4}[a-z]?,?)?(?: [a-z .]{2,30},?)? [a-z]{2},? \d{5}(?:-\d{4})?(?![\d,.]*\d)(?=\s*(?:$|[.,!)\n]))/g],
  ["identifier", /\baddress(?: is|:) #?\d{1,5}[a-z]? (?:(?!rate|fee|price|for |at |and |but )[a-z.\d]+,? ){1,9}\d{5}(?:-\d{4})?(?![\d,.]*\d)(?=\s*(?:$|[.,!)\n]))/g],
  ["identifier", /\b(?:zip|postcode|postal code|zip code)(?: is|:)? \d{4,6}(?:-\d{4})?(?![\d,.]*\d)(?=\s*(?:$|[.,!)\n]))/g],
  ["date", /\b(?:19|20)\d\d-\d{1,2}-\d{1,2}\b/g],
  ["date", /(?<![\d$€£.,])\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)?\d\d(?![\d,]|\.\d)/g],
  ["date", new RegExp(`\\b(?:${months})\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)\\d\\d)?(?![\\dk.,]*[\\dk])`, "g")],
  ["date", new RegExp(`(?<![$€£,.\\d])\\b\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${months})\\b(?:,? (?:19|20)\\d\\d)?`, "g")],
  ["time", /\b\d{1,2}:\d\d(?::\d\d)?\b/g],
  ["phone", /(?<![\w$€£.,])\+\d[\d ().-]{6,}\d/g],
  ["phone", /(?<![\w$€£.,+])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)/g],
  ["phone", /\b(?:tel|phone|call(?: me)?(?: at| on)?|cell|mobile|whatsapp|text(?: me)?(?: at| on)?)[:.]? {0,2}\+?\(?\d[\d ().-]{5,}\d/g],
  ["phone", /(?<![\w$€£.,+])(?:\d{3,4}[ -]){2,}\d{3,4}(?![\d,.]\d)(?! ?(?:usd|eur|gbp|dollars|€|\$|£|views))(?=\s*(?:$|\n|[a-z(.]))(?<=-\d+)/g],
  ["phone", /(?<![\w$€£.,+])\d{9,}(?!\d)/g],
  ["phone", /(?<![\w$€£.,+-])\d{3}-(?:0\d{3}|\d{4}(?= ?(?:\||$|\n)))(?![\d,.]*\d)/g],
  ["phone", /(?<![\w$€£.,+])0\d{1,4}[ -]\d{3,4}(?:[ -]\d{3,4})?(?![\d,.]*\d)/g],
  ["date", /(?<=\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? |(?:on|by|until|till|from|since|before|after) (?:the )?))(?:[12]?\d|3[01])[/.](?:1[0-2]|0?[1-9])\.?(?![\d/.,]*\d|k\b)/g],
  ["identifier", /(?<![\w-])(?!(?:usd|eur|gbp|chf|cad|aud|rs)-)[a-z]{1,5}-\d[\w-]*/g],
  ["identifier", /(?<![\w$€£.,])(?:[5-9]\d|\d{3,4}) ?[x×] ?\d{2,4}(?![\d,.]*\d)/g],
  ["identifier", /\b24\/7\b|\b(?:16:9|9:16|4:5|1:1|1080p|4k uhd|b2b|web3|mp[34])\b/g]
]
const names: ReadonlyArray<readonly [FigureKind, RegExp]> = [
  ["identifier", /\b(?:vat|nif|hrb|ein|iban|siret|cvr|kvk|ust-?id|steuer-?nr|tax(?: reg)?|company|reg(?:istered|istration)?)\.?(?: (?:no|nr|number|reg|id))?\.?:? ?(?:[a-z]{2} ?)?\d[\d /.-]{4,}\d/g],
  ["identifier", /\b(?:rua|calle|via|viale|rue|avenida|av\.|plaza|ulica|ul\.)\b[^\n,$€£\d]{1,40} \d{1,5}\b/g],
  ["identifier", /\b[a-z]*(?:stra(?:ss|ß)e|strasse|str\.|gatan|gasse|weg|platz|laan|straat) \d{1,5}[a-z]?\b/g],
  ["identifier", /\b(?:apt|apartment|unit|suite|ste|flat)\.? ?#?\d{1,5}\b|\b(?:gate |door |entry |zip )?code (?:is )?\d{3,6}\b|\b\d{1,5} (?:[a-z]+ ){1,3}(?:st|rd|ave|ln|dr|blvd|road|street|lane|avenue)\b,? (?:apt|unit|suite|flat)\b/g]
]
const counted =
  "views?|followers?|follows|subs(?:cribers)?|impressions?|likes|plays|reach|people|fans|viewers|clicks|comments|saves|shares|installs|downloads|users|audience|followership|readers|listeners|streams|accounts|members|women|men|engagements?"
const countAfter = new RegExp(`^(?:\\+|plus)? ?-?(?:(?:avg|average|monthly|organic|solid|easy|median|total|unique|instagram|ig|tiktok|youtube|yt|real|engaged|loyal|active|combined|story|reel|video|guaranteed|weekly|daily|new|of|in|the|my) ){0,3}(?:${counted})\\b`)
const countBefore = new RegExp(`\\b(?:${counted}|average|averages|averaging|avg)\\b[^.?!\\n$€£]{0,4}(?:(?:is|are|of|at|around|about|approx|roughly|over|between|per (?:reel|video|post)|:|=|~|from|sits?|hit|hitting|and|to) ?){0,3}$`)
/** "My last three reels did 70k": how content fared. */
const performed = /\b(?:reels?|videos?|vids?|posts?|tik ?toks?|stories|shorts?|content|it|they|both|one|which|and)\b[^.!?\n$€£\d]{0,24}\b(?:did|hit|reached|reach|crossed|passed|surpassed|pulled(?: in)?|racked up|went (?:to|over|past)|clocked|cleared) (?:(?:over|around|about|almost|nearly|close to|roughly|like|well|just|more than|up|to|past|in) ){0,3}$|\b(?:reached|crossed|passed|surpassed|i hit|we hit|just hit) (?:(?:over|around|about|almost|nearly|like) ){0,2}$/
const percentAfter = /^ ?(?:%|percent\b|per cent\b|pct\b|percentage\b)/
const cpmAfter = /^ ?(?:cpm\b|per (?:mille|thousand|1k|1,?000)\b)/
const cpmBefore = /\bcpms? ?(?:(?:of|is|at|around|about|:|=|rate|to|would be|target|~|closer|near) ?){0,3}$/
const durationAfter = /^ ?-? ?(?:(?:business|working|calendar|full|more|extra) )?(?:days?|weeks?|wks?|months?|mos?|hours?|hrs?|minutes?|mins?|seconds?|secs?|s|years?|yrs?|y\/o|nights?)\b/
/** "30 days rather than 90", "days, not 90". */
const otherDuration = /\b(?:days?|weeks?|months?)[^.!?\n$€£\d]{0,14}\b(?:rather than|instead of|not|and not|over|versus|vs\.?|from|to) (?:just |the )?$/
const deliverable =
  "reels?|posts?|story|stories|story-?frames?|videos?|tik ?toks?|shorts?|integrations?|slides?|frames?|pieces?|deliverables?|revisions?|rounds?|edits?|carousels?|photos?|pics?|images?|drafts?|times|hooks?|concepts?|links?|brands?|campaigns?|mentions?|uploads?|items?|assets?|clips?|units?|options?|lives?|streams?|events?|episodes?|collabs?|creators?|of (?:them|these|those|each|us|my|our|the)|things?|points?|questions?|more|steps?|other|kids|cats|dogs|products?|samples?|bottles?|min-?long|part|ways?|platforms?|channels?|deals?|stories"
const quantityAfter = new RegExp(`^(?:x\\b|(?:st|nd)? ?(?:x |× )?(?:(?:instagram|ig|insta|tiktok|tt|youtube|yt|dedicated|in-feed|feed|static|short|long|sponsored|extra|additional|bonus|separate|organic|full|new|different|quick|small|key|main|similar|of the|of your|of my) ?){0,3}(?:${deliverable})\\b)`)
const quantityBefore = /(?:\bx ?|\bqty:? ?|\bquantity:? ?)$/
const monthBefore = new RegExp(`\\b(?:${months})\\.?,? $`)
const monthAfter = new RegExp(`^ (?:of )?(?:${months})\\b`)
const yearBefore = /\b(?:est\.?|established|founded|in|since|until|till|of|during|early|mid|late|spring|summer|fall|autumn|winter|q[1-4]|year|for|back in|by|from|through|©|copyright|(?:january|february|march|april|may|june|july|august|september|october|november|december)) ?$|©\s?$/
const priceBefore = /\b(?:do|want|need|charge|ask(?:ing)?|rate(?: is)?|for|at|to|is|be|usd|price|fee|say|about|around) ?$/
const unitAfter = /^ ?(?:cm|mm|kg|kgs|lbs?|km|kms|miles?|inch(?:es)?|ft|feet|met(?:er|re)s?|fps|gb|mb|ml|oz|lit(?:er|re)s?|degrees?|°|calories|kcal)\b/
/** "Thanks a million", "one in a thousand", "my father, who is 81": no amounts. */
const idiom = /\bthanks #|\bone in #|\bin a #|\b(?:who is|who's|aged|turned|turning|turn) #(?! ?(?:usd|k\b))/
/** A bare number before a plural counts things; before a verb it may be a price. */
const things = /^ (?:[a-z]+ (?:of )?)??[a-z]{2,}s\b/
const verbs = /^ (?:[a-z]+ )??(?:works?|sounds|is|was|has|does|feels|seems|covers|gets|includes|plus|less|makes|fits|suits|keeps|buys|gives|takes|pays|leaves|needs|puts|this|thus|us|as|stands|dollars|bucks|euros?|pounds|francs|kronor|yes|thanks|always|perhaps|unless|across|bonus|minus|sits|means|goes|comes|looks|matches|beats|meets|happens|his|hers|yours|ours|its|whereas|besides|towards|per|for|each|and|or|but|if|in|at|on|to|a|an|the|with|my|your|total|flat|all|because|plus|rate|fee|though|net|gross|usd|eur|gbp|or|so)\b/
const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1900 && value <= 2099

/** "iphone15", "mp4", "3d": digits inside a name. A "k" or a unit right after the digits is no name. */
const isIdentifier = (before: string, after: string, figure: Candidate): boolean =>
  !figure.marked && (/[a-z_]$/.test(before) && !/(?:^|[^a-z])(?:x|usd|eur|gbp|rs)$/.test(before) ||
    /(?:^|[^a-z])[a-z]{1,2}-$/.test(before) && figure.value < 100 ||
    /^_?[a-z]/.test(after) && !/^(?:st|nd|rd|th|x|s|sec|secs|min|mins|hr|hrs|h|d|day|days|wk|mo|yr|yrs|am|pm|views?|followers|ish|each|cpm|reels?|posts?|stor(?:y|ies)|videos?)\b/.test(after) ||
    /(?:^|\s)[^\s]*[a-z][/_]$/.test(before) && figure.value < 10)
