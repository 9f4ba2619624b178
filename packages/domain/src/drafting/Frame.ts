import type { Objection } from "./Gate.ts"

/** A thing that a sentence may not say: a key, and what must stand near it in the same sentence for it to mean that. */
export interface Frame {
  readonly code: Objection["code"]
  readonly key: RegExp
  readonly needs: ReadonlyArray<RegExp>
  /** Near the key, this makes it harmless. */
  readonly unless: RegExp | null
  /** Saying no to it passes. */
  readonly deniable: boolean
  /** How many characters on either side count as near; never beyond the sentence. */
  readonly reach: number
}

/** No wording begins or ends inside a word. */
export const words = (...wordings: ReadonlyArray<string>): RegExp => new RegExp(`(?<![a-z0-9])(?:${wordings.join("|")})(?![a-z0-9])`)

export const frame = (
  code: Objection["code"],
  key: RegExp,
  options: { readonly needs?: ReadonlyArray<RegExp>; readonly unless?: RegExp; readonly deniable?: boolean; readonly reach?: number } = {}
): Frame => ({ code, key: new RegExp(key.source, "g"), needs: options.needs ?? [], unless: options.unless ?? null, deniable: options.deniable ?? false, reach: options.reach ?? 160 })

/** "Payment is net 30, and we need to see the video before it goes live": what comes sooner is no money. */
export const ownWish = ",? (?:and|but) (?:we|i|the client|the brand)(?:'d| would| do| will| also| just| only){0,2} (?:need|want|like|love|ask|hope|expect|have|must)(?: to)? (?:see|read|watch|check|review|look|ask|hear|know)\\b"

/** Who a creator may be. */
export const trade =
  "(?:creators?|influencers?|channels?|accounts?|pages?|profiles?|blogs?|bloggers?|vloggers?|youtubers?|tiktokers?|instagrammers?|streamers?|makers?|talents?|artists?|names?|faces?|persons?|lad(?:y|ies)|wom[ae]n|m[ae]n|guys?|chaps?|girls?|boys?|mums?|moms?|dads?|couples?|famil(?:y|ies)|friends?|colleagues?|peers?|part(?:y|ies)|partners?|ambassadors?|candidates?|people|folks?|clients?' (?:creators?|talents?)|bakers?|chefs?|cooks?|potters?|painters?|gardeners?|knitters?|runners?|cyclists?|climbers?|hikers?|gamers?|photographers?|musicians?|dancers?|barbers?|stylists?|trainers?|coach(?:es)?|teachers?|nurses?|doctors?|farmers?|florists?|woodworkers?|carpenters?|writers?|readers?|reviewers?|mechanics?|athletes?|players?|skaters?|surfers?|riders?|travell?ers?|designers?|illustrators?|ceramicists?|comedians?|singers?|models?)"
