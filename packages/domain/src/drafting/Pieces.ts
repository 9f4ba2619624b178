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
    const quantity = /^\d+$/.test(count) ? Number(count) : index > 0 ? index : null
    const isArticle = /^(?:an?|another)$/.test(count)
    const added = new RegExp("(?:\\b(?:plus|and|with|for|including|includes?|add|also|even|throw in|as well as|or)|[,+&]) $").test(before)
    return [{
      from,
      to: from + whole.length,
      quantity,
      isAdded: count === "another" || /\b(?:extra|additional|bonus|second|further)\b/.test(adjectives) || isArticle && added && !/^ (?:about|of how|behind|that|to tell|worth|on how)\b/.test(lower.slice(from + whole.length)),
      isPast: past.test(before) || /\b(?:your|latest|last|recent|previous|old)\b/.test(adjectives),
      kinds: deliverables.map((d) => d.kind).filter((kind) => kindPattern.test(kind))
    }]
  })

/** Deliverables and their counts are exactly those of the package (GATE-02); a mail that prices some of them names all of them. */
export const checkPieces = (passage: Passage, pieces: ReadonlyArray<Piece>, namesRate: boolean): ReadonlyArray<Objection> => {
  const { brief, lower } = passage
  const found: Array<Objection> = []
  for (const { from, isAdded, isPast, kinds, quantity, to } of pieces) {
    if (isPast || isGranted(passage, from, to)) continue
    const own = brief.deliverables.filter((d) => kinds.includes(d.kind))
    const isCount = quantity === null || quantity === 1 && /^ (?:by one|at a time)/.test(lower.slice(to)) || own.some((d) => d.quantity === quantity) || own.length > 0 && own.reduce((n, d) => n + d.quantity, 0) === quantity
    const isOne = quantity === 1 && own.length > 0 && /^ (?:at|for|is|costs?|each)\b/.test(lower.slice(to))
    if ((!isCount && !isOne || isAdded && (own.length === 0 || /another|extra|additional|bonus|second|further/.test(lower.slice(from, to)))) && !isDenied(lower, from, to)) found.push({ code: "amount", quote: quoteOf(passage, from, to) })
  }
  const counted = pieces.some((p) => !p.isPast && p.quantity !== null && p.kinds.length > 0)
  const missing = brief.deliverables.find((d) => !pieces.some((p) => p.kinds.includes(d.kind)))
  if (namesRate && counted && missing !== undefined) found.push({ code: "missing_terms", quote: missing.kind.replace("_", " ") })
  return found
}

const words = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
const past = /\b(?:your|his|her|their|those|latest|last|recent|recently|previous|of your|watched|seen|saw|loved|enjoyed|first|other)(?: \w+)? $/
const piece =
  /(?<![a-z0-9$€£.,])(?:(\d{1,3}|an?|another|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?(?:x ?|× ?)?)?((?:(?:tik ?tok|instagram|insta|ig|youtube|yt|dedicated|in-feed|feed|static|single|short|long|sponsored|extra|additional|bonus|second|further|organic|full|new|brand|last|latest|recent|great|separate|vertical|ugc)[ -])*)(reels?|stor(?:y|ies)|posts?|carousels?|videos?|vids?|tik ?toks?|shorts?|integrations?|dedicateds?|pieces?|deliverables?|podcasts?|live ?streams?|blog ?posts?)(?![a-z])/g

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
