import type { Deliverable, DeliverableKind } from "../deliverables/Deliverable.ts"

/** What one figure pays for, as its neighbours in the text say it. */
export interface PricePart {
  /** The kinds of the open package it prices; empty when it names a kind that the package lacks. */
  readonly kinds: ReadonlyArray<DeliverableKind>
  /** Each piece costs it; otherwise it covers all pieces. */
  readonly each: boolean
  /** How many pieces the text says, if it does. */
  readonly quantity: number | null
}

/** Reads "$800 per reel", "reel: 800", "3 reels for $2,400", "$400 each": null when the figure is tied to no deliverable. */
export const pricePart = (left: string, right: string, deliverables: ReadonlyArray<Deliverable>): PricePart | null => {
  if (coversAll(listAfter.exec(right)?.[0], deliverables)) return null
  if (coversAll(listBefore.exec(left)?.[1], deliverables) && !eachAfter.test(right) && !leadsOn.test(right)) return null
  const eachRight = eachAfter.exec(right)
  const forRight = forAfter.exec(right)
  const leftMatch = beforePrice.exec(left)
  const eachLeft = /\b(?:each|every|per|a single) (?:[a-z-]+ ){0,4}(?:is|are|would be|at|for|costs?|:|=|goes for)? ?$/.test(left)
  const word = eachRight?.[1] ?? eachRight?.[2] ?? forRight?.[2] ?? leftMatch?.[2]
  if (eachRight === null && forRight === null && leftMatch === null) return null
  const quantity = forRight !== null && eachRight === null ? count(forRight[1]) : leftMatch !== null ? count(leftMatch[1] ?? leftMatch[3] ?? leftMatch[4]) : null
  const listed = leftMatch !== null && /[:=-] ?$|\b(?:is|are|would be) ?$/.test(left) || /[a-z] ?$/.test(left) && leftMatch !== null && !/\b(?:for|at) ?$/.test(left)
  const each = eachRight !== null || eachLeft || listed && quantity === null && !/^ ?(?:for|total)/.test(right)
  return { kinds: word === undefined ? deliverables.map((d) => d.kind) : kindsNamed(word, deliverables), each, quantity }
}

/** "$2,800 for a reel + TikTok", "the reel and the TikTok would be $2,800": one figure for the whole package. A list that another price follows is none. */
const coversAll = (list: string | undefined, deliverables: ReadonlyArray<Deliverable>): boolean => {
  if (list === undefined || deliverables.length < 2) return false
  const named = [...list.matchAll(new RegExp(`\\b${noun}\\b`, "g"))].map((m) => kindsNamed(m[0], deliverables))
  return named.length > 1 && named.every((kinds) => kinds.length > 0) && deliverables.every((d) => named.some((kinds) => kinds.includes(d.kind)))
}

/** The kinds of the package that `word` may mean: "reel", "stories", "video", "piece". */
export const kindsNamed = (word: string, deliverables: ReadonlyArray<Deliverable>): ReadonlyArray<DeliverableKind> => {
  const entry = nouns.find(([pattern]) => pattern.test(word))
  return entry === undefined ? [] : deliverables.map((d) => d.kind).filter((kind) => entry[1].test(kind))
}

const nouns: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/^reels?$/, /reel/],
  [/^(?:stor(?:y|ies)|frames?)$/, /story/],
  [/^(?:tik ?toks?|tts?)$/, /^tiktok_video/],
  [/^shorts?$/, /short/],
  [/^integrations?$/, /integration/],
  [/^(?:dedicated|youtube|yt)/, /youtube_(?:dedicated|integration)/],
  [/^(?:videos?|vids?)$/, /reel|video|youtube/],
  [/^(?:posts?|carousels?|photos?|static)$/, /instagram_post/],
  [/^(?:pieces?|deliverables?|assets?|items?|units?|content)$/, /./]
]
const noun =
  "(reels?|stor(?:y|ies)|frames?|tik ?toks?|shorts?|integrations?|dedicated(?: videos?)?|youtube(?: videos?)?|videos?|vids?|posts?|carousels?|photos?|pieces?|deliverables?|assets?|items?|units?)"
const adjectives = "(?:(?:instagram|ig|insta|tiktok|yt|youtube|in-feed|feed|single|extra|static|ugc|sponsored) )*"
const amount = "(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|both|all)"
const listed = `(?:(?:the|my|a|an|\\d{1,2}|one|two|three|four|five|six) ?(?:x )?)?${adjectives}${noun}`
const listAfter = new RegExp(`^ ?(?:usd )?(?:for|per|on) ${listed}(?:(?:,? (?:and|plus|with|&) (?:also )?|, | ?\\+ ?)${listed})+(?![a-z])(?=$|[.,!?)]|(?! (?:at|for|is|are|would|each|costs?)\\b) [a-z])`)
/** "for the reel I'd need", "for both videos my rate would be" */
const said = "(?:,? ?(?:(?:i|we|he|she|they)(?:'d|'ll| would| will| usually| normally)* (?:need|want|charge|ask(?: for)?|take|get|have to (?:ask|charge)|require|say|be at|do (?:it |this |that |them )?(?:for|at)|have to be at)|(?:my|our|his|her|their|the) (?:rate|fee|price|quote) (?:is|would be|comes to)|it(?:'d be|'s| is| would be|'ll be| will be)|that(?:'s| is|'d be| would be))) ?"
const listBefore = new RegExp(`(?:^|[^a-z])(${listed}(?:(?:,? (?:and|plus|with|&) (?:also )?|, | ?\\+ ?)${listed})+)(?: together)? ?(?:${said}|is|are|would be|will be|comes? to|costs?|at|[:=-]) ?$`)
/** Another price follows at once: "reel and TikTok: $1,500 and $1,800" prices each. */
const leadsOn = /^ ?(?:and\b|plus\b|[&/,+])/
const eachAfter = new RegExp(`^ ?(?:usd )?(?:(?:each|apiece|a piece|a pop)(?: (?:for (?:the )?)?${noun})?|(?:per|/|for each(?: one)?(?: of (?:the|my|your|these|those)(?: (?:two|three|four|five|six|\\d))?)?|for every|an?|for one|for an?) ?(?:single )?${adjectives}${noun})\\b`)
const forAfter = new RegExp(`^ ?(?:for|covers?|on) (?:just |only )?(?:the |my |your )?(?:${amount} )?(?:x )?${adjectives}${noun}\\b`)
const beforePrice = new RegExp(`(?:^|[^a-z])(?:${amount} ?(?:x )?)?${adjectives}${noun}(?: ?\\(x? ?(\\d{1,2})x?\\)| x ?(\\d{1,2}))?(?: together| combined| in total)?(?: (?:rate|price|fee|cost|package))?(?: ?(?:[:=-]|is|are|at|for|would be|costs?|goes for|\\.{2,}|\\() ?){0,2} ?(?:${said})?$`)

const numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
const count = (word: string | undefined): number | null => {
  if (word === undefined || word === "both" || word === "all") return null
  const index = numbers.indexOf(word)
  return index >= 0 ? index : Number(word)
}
