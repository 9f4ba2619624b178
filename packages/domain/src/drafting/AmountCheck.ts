import type { Currency } from "../Currency.ts"
import { type Figure, findAmounts, findAmountsIn, minorOf } from "../reading/Amounts.ts"
import { type Normal, normalise } from "../reading/Normal.ts"
import { kindsNamed, pricePart } from "../reading/PricePart.ts"
import type { Brief } from "./Brief.ts"
import type { Granted } from "./Granted.ts"
import type { Objection } from "./Gate.ts"

/**
 * Every figure of one part of a mail must be the rate, the previous rate in its place, their ask as a mere mention, a
 * count of the package, or stand in a text the team wrote (GATE-01). Any notation, any kind of figure.
 */
export const checkAmounts = (part: string, brief: Brief, granted: Granted): ReadonlyArray<Objection> => {
  const normal = normalise(part)
  const own = [brief.paymentTerms, brief.schedule, brief.about].flatMap((text) => describe(text))
  const found: Array<Objection> = []
  for (const figure of findAmountsIn(normal)) {
    if (granted.covers(figure.span.start, figure.span.end)) continue
    const objection = judge(part, normal, figure, brief, own)
    if (objection !== null) found.push({ code: objection, quote: part.slice(figure.span.start, figure.span.end) })
  }
  for (const match of normal.lower.matchAll(vague)) {
    const start = normal.starts[match.index] ?? 0
    const end = normal.ends[match.index + match[0].length - 1] ?? start
    if (!granted.covers(start, end) && !found.some((f) => f.quote.toLowerCase().includes(match[0]))) found.push({ code: "amount", quote: part.slice(start, end) })
  }
  for (const match of part.matchAll(roman)) {
    if (match[0] !== "" && !granted.covers(match.index, match.index + match[0].length)) found.push({ code: "amount", quote: match[0] })
  }
  for (const match of part.matchAll(currencyWords)) {
    const end = match.index + match[0].length
    if (!ownMarks(brief.currency).includes(match[0].toLowerCase()) && !granted.covers(match.index, end)) found.push({ code: "currency", quote: match[0] })
  }
  return found
}

const judge = (part: string, normal: Normal, figure: Figure, brief: Brief, own: ReadonlyArray<string>): Objection["code"] | null => {
  const { lower } = normal
  const line = lower.slice(lower.lastIndexOf("\n", figure.from - 1) + 1, figure.from)
  const right = lower.slice(figure.to).split("\n")[0] ?? ""
  const value = figure.coefficient / 10 ** figure.scale
  if (figure.currency !== null && figure.currency !== brief.currency) return "currency"
  const minor = minorOf(figure, brief.currency)
  const isMarked = figure.currency !== null || figure.kind === "money" || figure.kind === "number"
  if (isMarked || figure.kind === "cpm") {
    if (figure.kind === "number" && /^[a-z]+$/.test(lower.slice(figure.from, figure.to)) && value === 1) return null
    if (figure.kind === "number" && line === "" && value <= brief.nextSteps.length && right.startsWith(". ")) return null
    if (minor !== null && minor === brief.rate && figure.range === null) return changesRate(line, right, brief, value) ? "amount" : null
    if (minor !== null && minor === brief.previousRate && /^rate: \S+(?: [\d.,]+)? \(previously $/.test(line) && right.startsWith(")")) return null
    if (minor !== null && minor === brief.theirAsk) return isMention(sentenceAround(lower, figure)) ? null : "agreed_to_ask"
    if (splitsRate(line, right, brief, minor)) return null
    return figure.kind === "number" && own.includes(key(figure, right)) && value < 50 ? null : "amount"
  }
  if (figure.kind === "quantity") {
    const noun = /^ ?(?:x )?(?:[a-z-]+ ){0,2}?(reels?|stor(?:y|ies)|posts?|videos?|tiktoks?|shorts?|integrations?|deliverables?|pieces?)\b/.exec(right)?.[1]
    if (noun === undefined) return value === 1 && lower.slice(figure.from, figure.to) === "one" || value <= 10 && /^[a-z]+$/.test(lower.slice(figure.from, figure.to)) && /^ (?:[a-z]+ )?(?:things?|points?|questions?|ways?|of us)\b/.test(right) ? null : "amount"
    const count = brief.deliverables.filter((d) => kindsNamed(noun, brief.deliverables).includes(d.kind))
    return count.length > 0 && (count.reduce((n, d) => n + d.quantity, 0) === value || count.some((d) => d.quantity === value)) ? null : "amount"
  }
  return own.includes(key(figure, right)) ? null : "amount"
}

/** What a figure of the team's own texts is known by when prose repeats it: kind, value and the unit that follows. */
const describe = (text: string): ReadonlyArray<string> => {
  const { lower } = normalise(text)
  return findAmounts(text).filter((f) => f.kind !== "money").map((f) => key(f, lower.slice(f.to)))
}

const key = (figure: Figure, right: string): string =>
  `${figure.kind} ${figure.coefficient}e-${figure.scale} ${/^ ?-?([a-z%]{0,3})/.exec(right)?.[1] ?? ""}`

const changesRate = (line: string, right: string, brief: Brief, value: number): boolean => {
  const part = eachPart(right, brief)
  return part !== null && part.pieces !== 1 && value > 0 || /(?:\b(?:plus|another|extra|additional|with|double|twice|times)|\+|x) ?(?:an? )?$/.test(line) && !/\bwith $/.test(line) ||
    /^ ?(?:\+|more\b|extra\b|bonus\b|on top\b|cpm\b|per (?:month|week|day|year|hour)|an? (?:month|week|day|year)|%|plus\b|twice\b|times\b)/.test(right)
}

const splitsRate = (line: string, right: string, brief: Brief, minor: number | null): boolean => {
  const part = eachPart(right, brief)
  return minor !== null && part !== null && brief.rate !== null && part.pieces * minor === brief.rate && !/\b(?:plus|extra|another)\b/.test(line)
}

/** How many pieces of the package "each" or "per reel" after a figure speaks of. */
const eachPart = (right: string, brief: Brief): { readonly pieces: number } | null => {
  const part = pricePart("", right, brief.deliverables)
  if (part === null || !part.each) return null
  const all = part.kinds.length === brief.deliverables.length
  return { pieces: all ? brief.deliverables.reduce((n, d) => n + d.quantity, 0) : 0 }
}

const sentenceAround = (lower: string, figure: Figure): string => {
  const before = lower.slice(0, figure.from).split(/[.!?](?=\s)|\n/).at(-1) ?? ""
  return `${before}#${lower.slice(figure.to).split(/[.!?](?=\s|$)|\n/)[0] ?? ""}`
}

/** Their figure is only spoken of: as theirs and without a word of agreement, or refused. */
const isMention = (sentence: string): boolean =>
  /\b(?:can't|cannot|unable to|not able to|won't be able)\b(?! wait)/.test(sentence) ||
  /\b(?:you|your|asked|named|mentioned|requested|proposed|quoted|suggested)\b/.test(sentence) && !agrees.test(sentence)

const agrees =
  /\b(?:we(?:'d| would| are|'re)? (?:be )?(?:happy|glad|pleased|delighted)|(?:can|could|will|'ll|would) (?:do|meet|match|pay|offer|make|go|accept|agree|stretch)|agree[ds]?|accept(?:ed|s)?|deal|confirm\w*|works|approved|let's|lock|yes|fine|perfect|sounds)\b/
const vague =
  /\b[a-z]*(?:thousand|hundred|million|billion)s?[a-z]*\b|\b(?:half|double|triple|twice|quarter|lakh|crore|dozen|couple|grand|several k|figures|percent)\b|[%‰]|\b[a-z]*(?:tausend|hundert)[a-z]*\b|\b(?:mille|mila|[a-z]*cientos|quinientos|dos mil|tres mil|[a-z]+ cents)\b|[一二三四五六七八九十百千万億]{2,}|[\u2160-\u2188]/g
const roman = /\b(?=[MDCLXVI]{3,}\b)M*(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b/g
const currencyWords =
  /[€£¥₹₩₺₽₪฿₱₫₦₴₿$]|\b(?:AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|INR|JPY|KRW|MXN|NOK|NZD|PLN|SEK|SGD|TRY|USD|ZAR|AED|BTC|ETH|USDT|USDC)\b|\b(?:dollars?|bucks?|euros?|quid|sterling|rupees?|yen|yuan|bitcoin|crypto)\b/g
const ownMarks = (currency: Currency): ReadonlyArray<string> => {
  const marks: Partial<Record<Currency, ReadonlyArray<string>>> = {
    USD: ["$", "dollar", "dollars"], EUR: ["€", "euro", "euros"], GBP: ["£"], JPY: ["¥", "yen"], CNY: ["¥", "yuan"], INR: ["₹", "rupees"], KRW: ["₩"], TRY: ["₺"],
    AUD: ["$"], CAD: ["$"], NZD: ["$"], HKD: ["$"], SGD: ["$"], MXN: ["$"], BRL: ["$"]
  }
  return [currency.toLowerCase(), ...marks[currency] ?? []]
}
