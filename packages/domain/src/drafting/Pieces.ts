import type { Deliverable, DeliverableKind } from "../deliverables/Deliverable.ts"
import type { Objection } from "./Gate.ts"
import { isDenied, isGranted, type Passage, quoteOf } from "./Passage.ts"
import { matchesOf } from "../reading/matchesOf.ts"

/** Deliverables as prose names them: "two TikTok videos", "the reel", "a dedicated video". */
export interface Piece {
  readonly from: number
  readonly to: number
  /** How many it says; null for "the", "your" or nothing. */
  readonly quantity: number | null
  /** "a", "another", "extra": one that is added. */
  readonly isAdded: boolean
  /** "a story" in a list. */
  readonly isOne: boolean
  /** Spoken of as made before or as theirs: "your last three videos". */
  readonly isPast: boolean
  /** The kinds of the package it may mean; empty when the package has none such. */
  readonly kinds: ReadonlyArray<DeliverableKind>
}

export const piecesIn = (lower: string, deliverables: ReadonlyArray<Deliverable>): ReadonlyArray<Piece> =>
  matchesOf(lower, piece).flatMap((match): ReadonlyArray<Piece> => {
    const [whole, count = "", adjectives = "", noun = ""] = match
    const next = lower.slice(match.index + whole.length, match.index + whole.length + 8)
    const kindPattern = noun === "short" && !/youtube|yt/.test(adjectives) && !shortEnds.test(next) ? null : meaning(adjectives, noun)
    if (kindPattern === null) return []
    const from = match.index
    const before = lower.slice(Math.max(0, from - 40), from)
    const index = words.indexOf(count)
    const quantity = /^\d+$/.test(count) ? Number(count) : index > 0 ? index : dozens[count] ?? null
    const isArticle = /^(?:an?|another)$/.test(count)
    const added = adding.test(before)
    return [{
      from,
      to: from + whole.length,
      quantity,
      isAdded: count === "another" || /\b(?:extra|additional|bonus|second|further)\b/.test(adjectives) || isArticle && added && !/^ (?:about|of how|behind|that|to tell|worth|on how)\b/.test(lower.slice(from + whole.length)),
      isOne: isArticle && added,
      isPast: past.test(before) || /\b(?:your|latest|last|recent|previous|old)\b/.test(adjectives),
      kinds: deliverables.map((d) => d.kind).filter((kind) => kindPattern.test(kind))
    }]
  })

/** Deliverables and their counts are exactly those of the package (GATE-02); a mail that prices some of them names all of them. */
export const checkPieces = (passage: Passage, pieces: ReadonlyArray<Piece>, rates: ReadonlyArray<number>): ReadonlyArray<Objection> => {
  const { brief, lower } = passage
  const found: Array<Objection> = []
  for (const { from, isAdded, isOne: isListed, isPast, kinds, quantity, to } of pieces) {
    if (isPast || isGranted(passage, from, to)) continue
    const own = brief.deliverables.filter((d) => kinds.includes(d.kind))
    const isWhole = own.length === 0 && brief.deliverables.length > 1 && lower.slice(from, to).endsWith(" posts") && !rates.some((at) => Math.abs(at - from) < 120) && quantity === brief.deliverables.reduce((n, d) => n + d.quantity, 0)
    const isCount = quantity === null || isWhole || quantity === 1 && /^ (?:by one|at a time)/.test(lower.slice(to)) || own.some((d) => d.quantity === quantity) || own.length > 0 && own.reduce((n, d) => n + d.quantity, 0) === quantity
    const isShort = isListed && own.length > 0 && own.every((d) => d.quantity > 1) && rates.some((at) => at < from && from - at < 60 && !/[.!?;\n]/.test(lower.slice(at, from).replace(/[.,]\d/g, ""))) && !/\b(?:per|each|every)\b/.test(lower.slice(from - 12, from))
    const isOne = quantity === 1 && own.length > 0 && /^ (?:at|for|is|costs?|each)\b/.test(lower.slice(to))
    if ((isShort || !isCount && !isOne || isAdded && (own.length === 0 || /another|extra|additional|bonus|second|further/.test(lower.slice(from, to)) && !(lower.slice(from, to).startsWith("second") && /\b(?:the|your|that|each|after|until) $|\bfirst\b[^.!?\n]*$/.test(lower.slice(Math.max(0, from - 120), from)) && own.some((d) => d.quantity > 1)))) && !isDenied(lower, from, to)) found.push({ code: "amount", quote: quoteOf(passage, from, to) })
  }
  for (const match of brief.deliverables.length > 0 && rates.length > 0 ? matchesOf(lower, otherWork) : []) {
    const to = match.index + match[0].length
    if (!isGranted(passage, match.index, to) && !isDenied(lower, match.index, to) && rates.some((at) => Math.abs(at - match.index) < 120)) found.push({ code: "amount", quote: quoteOf(passage, match.index, to) })
  }
  for (const match of brief.deliverables.length > 1 ? matchesOf(lower, partOnly) : []) {
    const to = match.index + match[0].length
    if (!isGranted(passage, match.index, to) && !isDenied(lower, match.index, to) && rates.some((at) => at < match.index && match.index - at < 40 || at > match.index && at - to < 20)) found.push({ code: "missing_terms", quote: quoteOf(passage, match.index, to) })
  }
  for (const match of matchesOf(lower, elsewhere)) {
    const [whole, platform = ""] = match
    const to = match.index + whole.length
    const known = platform.startsWith("insta") || platform === "ig" ? "instagram" : platform === "yt" || platform.startsWith("short") ? "youtube" : platform.replace(" ", "")
    if (!brief.deliverables.some((d) => d.kind.startsWith(known)) && !isGranted(passage, match.index, to) && !isDenied(lower, match.index, to) && !spokenOf.test(lower.slice(Math.max(0, match.index - 30), match.index))) found.push({ code: "amount", quote: quoteOf(passage, match.index, to) })
  }
  const counted = pieces.some((p) => !p.isPast && p.quantity !== null && p.kinds.length > 0)
  const missing = brief.deliverables.find((d) => !pieces.some((p) => p.kinds.includes(d.kind)))
  if (rates.length > 0 && counted && missing !== undefined) found.push({ code: "missing_terms", quote: missing.kind.replace("_", " ") })
  return found
}

const words = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
const dozens: Readonly<Record<string, number>> = { "half a dozen": 6, "a dozen": 12, "a couple of": 2, "a pair of": 2 }
const adding = /(?:\b(?:plus|and|with|for|including|includes?|add|also|even|throw in|as well as|or)|[,+&]) $/
const past = /\b(?:your|offering|offered|suggested|proposed|mentioned|his|her|their|those|latest|last|recent|recently|previous|of your|watched|seen|saw|loved|enjoyed|first|other)(?: \w+)? $/
/** Work of another kind in the list: "two stories and a live". */
const otherWork = /(?:\b(?:and|plus|with|as well as)|[,+&]) (?:an?|one|two|three|another) (?:\w+ )?(?:live(?: session| stream)?|newsletter|event|appearance|unboxing|giveaway|takeover|q&a|interview|photo shoot|meet-?(?:up|and-?greet)|shout-?out|highlight|pin|carousel)(?= |[.,!?;]|$)(?! (?:show|music|audience|about|with you|from))/g
/** The rate for less than the whole: "for the reel only", "the stories are extra". */
const partOnly = /\bfor (?:just |only )?(?:the|one|a|your) (?:\w+ )?(?:reel|story|stories|post|video|tik ?tok|short|integration)s? (?:only|alone|by itself|on its own|themselves)\b|\bfor (?:just|only) (?:the|one|a) (?:\w+ )?(?:reel|story|stories|post|video|tik ?tok|short|integration)s?\b|\b(?:reels?|story|stories|posts?|videos?|tik ?toks?|shorts?|integrations?) (?:is|are|come|comes|would be|cost|costs) (?:extra|on top|separate|charged)\b/g
/** The package posted in another place as well. */
const elsewhere =
  /(?<![a-z])(?:cross-?post\w*|re-?post\w*|re-?upload\w*|upload\w*|mirror\w*|shar(?:e|ed|ing)|post(?:ed|ing)?|publish\w*|put(?:ting)?|go(?:es)?|run(?:s|ning)?|appear\w*|also)(?: [a-z]+){0,5} (?:on|to|onto|as) (?:your |a |an |the )?(tik ?tok|instagram|insta|ig|youtube|yt|shorts?|facebook|pinterest|snapchat|linkedin|threads|twitch|blog|newsletter|podcast)(?![a-z])/g
const spokenOf = /\b(?:you|you've|you have|i|we)(?: \w+)? (?:saw|found|watched|already|usually|often|once|recently)?\s?$|\b(?:video|reel|post|one|clip) (?:that )?you $|\b(?:saw|found|watched|loved)\b[^.,]*$/
const piece =
  /(?<![a-z0-9$€£.,])(?:(\d{1,3}|half a dozen|a dozen|a couple of|a pair of|an?|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?(?:x ?|× ?)?)?((?:(?:tik ?tok|instagram|insta|ig|youtube|yt|dedicated|in-feed|feed|static|single|short|long|sponsored|extra|additional|bonus|second|further|organic|full|new|brand|last|latest|recent|great|separate|vertical|ugc)[ -])*)(reels?|stor(?:y|ies)|posts?|carousels?|videos?|vids?|tik ?toks?|shorts?|integrations?|dedicateds?|pieces?|deliverables?|podcasts?|live ?streams?|blog ?posts?)(?![a-z])/g

/** "1 Short and", not "a short yes". */
const shortEnds = /^(?: (?:and|for|plus|with|at|or|on|is|each|video)(?![a-z])|[^ a-z]|$)/

/** Which kinds the words may mean; null when they mean no deliverable ("a short yes"). */
const meaning = (adjectives: string, noun: string): RegExp | null => {
  const platform = /tik ?tok/.test(adjectives) ? "tiktok" : /insta|\big\b/.test(adjectives) ? "instagram" : /youtube|\byt\b/.test(adjectives) ? "youtube" : ""
  if (noun.startsWith("reel")) return /_reel$/
  if (noun.startsWith("stor")) return new RegExp(`^${platform}.*_story$`)
  if (/^(?:post|carousel)/.test(noun)) return platform === "tiktok" ? /^tiktok_video$/ : platform === "youtube" ? /^$/ : /_post$/
  if (noun.startsWith("tik")) return /^tiktok_video$/
  if (noun.startsWith("short")) return noun === "short" && platform !== "youtube" ? /^youtube_short$/ : /_short$/
  if (noun.startsWith("integration")) return /_integration$/
  if (noun.startsWith("dedicated")) return /_dedicated$/
  if (/^(?:piece|deliverable)/.test(noun)) return /./
  if (noun.startsWith("vi")) return /dedicated/.test(adjectives) ? /_dedicated$/ : platform === "youtube" ? /^youtube_(?:dedicated|integration)$/ : platform === "tiktok" ? /^tiktok_video$/ : /_reel$|^tiktok_video$|^youtube_/
  return /^$/
}
