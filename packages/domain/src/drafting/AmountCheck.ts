import type { Currency } from "../Currency.ts"
import { type Figure, findAmountsIn, minorOf } from "../reading/Amounts.ts"
import { pricePart } from "../reading/PricePart.ts"
import type { Brief } from "./Brief.ts"
import type { Objection } from "./Gate.ts"
import { checkHints } from "./Hints.ts"
import { isMention } from "./Mention.ts"
import { isDenied, isGranted, type Passage, quoteOf, sentenceAt } from "./Passage.ts"
import { checkPieces, piecesIn } from "./Pieces.ts"
import { isPlainFigure } from "./PlainFigures.ts"
import { referencesIn } from "./References.ts"
import { splitOfRate } from "./Splits.ts"
import { matchesOf } from "../reading/matchesOf.ts"

/**
 * Every amount of one part of a mail must be the rate, a split that adds up to it, the previous rate in its place, a mere
 * mention of an amount that may be mentioned, or stand in a text the team wrote (GATE-01). Any notation, any kind of figure.
 */
export const checkAmounts = (passage: Passage): ReadonlyArray<Objection> => {
  const { brief, granted, lower, normal, part } = passage
  const references = referencesIn(lower)
  const all = findAmountsIn(normal).filter((figure) => figure.currency !== null || !references.some((r) => r.from <= figure.from && figure.to <= r.to))
  const figures = all.filter((figure) => !granted.covers(figure.span.start, figure.span.end))
  const pieces = piecesIn(lower, brief.deliverables)
  const money = all.filter((figure) => isMoney(figure, brief))
  const split = splitOfRate(passage, all, pieces)
  const found: Array<Objection> = []
  for (const figure of figures) {
    if (split.has(figure) || figure.kind !== "money" && figure.currency === null && pieces.some((piece) => piece.from <= figure.from && figure.to <= piece.to)) continue
    const code = judge(passage, figure, all)
    if (code !== null) found.push({ code, quote: part.slice(figure.span.start, figure.span.end) })
  }
  const judged = (from: number, to: number): boolean => [...all, ...references].some((one) => one.from <= from && to <= one.to)
  found.push(...checkPieces(passage, pieces, money.filter((figure) => minorOf(figure, brief.currency) === brief.rate).map((figure) => figure.from)), ...checkHints(passage, judged))
  for (const match of matchesOf(lower, currencyWords)) {
    const to = match.index + match[0].length
    if (!ownMarks(brief.currency).includes(match[0]) && !isGranted(passage, match.index, to) && !isDenied(lower, match.index, to)) found.push({ code: "currency", quote: quoteOf(passage, match.index, to) })
  }
  return found
}

const isMoney = (figure: Figure, brief: Brief): boolean =>
  figure.currency !== null || figure.kind === "money" || figure.kind === "number" && minorOf(figure, brief.currency) === brief.rate

const judge = (passage: Passage, figure: Figure, all: ReadonlyArray<Figure>): Objection["code"] | null => {
  const { brief, lower } = passage
  const line = lower.slice(Math.max(lower.lastIndexOf("\n", figure.from - 1) + 1, figure.from - 120), figure.from)
  const right = lower.slice(figure.to, figure.to + 120).split("\n")[0] ?? ""
  if (figure.currency !== null && figure.currency !== brief.currency && !sharesSign(lower.slice(figure.from, figure.to), brief.currency)) return "currency"
  const minor = minorOf(figure, brief.currency)
  const value = figure.coefficient / 10 ** figure.scale
  if (figure.kind === "cpm" || /^ ?(?:per|for every|for each|a) (?:thousand|mille|1,?000|1k|m)\b/.test(right) || figure.currency !== null && perThousandBefore.test(line)) return minor !== null && Number(minor) === brief.cpm ? null : "amount"
  if (/^thousand$|^1,?000$/.test(lower.slice(figure.from, figure.to)) && /\bper $/.test(line)) return (brief.cpm ?? null) === null ? "limits" : null
  if (figure.currency === null && isPlainFigure(passage, figure)) return null
  if (figure.currency === null && figure.kind !== "money" && figure.kind !== "number") return "amount"
  if (minor !== null && minor === brief.rate && figure.range === null) return changesRate(line, right, brief, value) ? "amount" : null
  if (minor !== null && minor === brief.previousRate && /^rate: \S+(?: [\d.,]+)? \(previously $/.test(line) && right.startsWith(")")) return null
  const isAsk = minor !== null && minor === brief.theirAsk
  if (isAsk || minor !== null && (brief.mentions ?? []).some((amount) => amount === minor)) {
    const next = all[all.indexOf(figure) + 1]
    const struck = next !== undefined && minorOf(next, brief.currency) === brief.rate && /^\s*(?:->|→|=>|now|,)?\s*$/.test(lower.slice(figure.to, next.from))
    const offered = all.some((other) => other !== figure && brief.rate !== null && minorOf(other, brief.currency) === brief.rate)
    return isMention(sentenceAt(lower, figure.from, figure.to), isAsk, struck && !isAsk, offered) ? null : "agreed_to_ask"
  }
  return "amount"
}

/** "each" for a part of the package, "plus", "per month": the figure is the rate, the price is not. */
const changesRate = (line: string, right: string, brief: Brief, value: number): boolean => {
  const part = pricePart("", right, brief.deliverables)
  const isAll = part !== null && part.kinds.length === brief.deliverables.length
  const pieces = isAll ? brief.deliverables.reduce((n, d) => n + d.quantity, 0) : 0
  return part !== null && part.each && !/^ ?for (?:one|an?) /.test(right) && pieces !== 1 && value > 0 || /(?:\b(?:plus|another|extra|additional|double|twice|half|times|least|minimum|above|over|beyond|than|from|starting at|[a-z]+ percent (?:of|on|over|above))|[+*×%]|\bx) ?(?:an? |the |of )?(?:on )?$/.test(line) ||
    /^ ?(?:\+(?! ?(?:vat|tax))|more\b|extra\b|bonus\b|on top\b|cpm\b|per (?:month|week|day|year|hour|post|head)|an? (?:month|week|day|year)|%|plus (?!vat\b|tax\b|[a-z]* ?(?:reels?|stor|posts?|tik|videos?|shorts?))|plus$|twice\b|times\b|x ?\d|×|\*|or (?:more|higher|above|so)\b|and (?:up|more|counting)\b|minimum\b|at least\b|upwards\b|ish\b)/.test(right)
}

/** "a CPM of", a table's "Per 1,000 views |" */
const perThousandBefore = /\bcpms?(?: \w+){0,2} $|\b(?:cpms?|per (?:thousand|mille|1,?000|1k)(?: (?:average )?(?:views|impressions|plays))?) ?(?:[|:=]|is|at|that's|comes to|works out at) ?$/

/** Dollars of every kind write "$". */
const sharesSign = (text: string, currency: Currency): boolean =>
  ["AUD", "CAD", "NZD", "HKD", "SGD", "MXN"].includes(currency) && /^\$|\d ?\$$|dollars?$/.test(text) && !/us|canadian|australian/.test(text) || currency === "CNY" && text.startsWith("¥")

const currencyWords =
  /[€£¥₹₩₺₽₪฿₱₫₦₴₿$¢]|(?<![a-z])(?:aud|brl|cad|chf|cny|czk|dkk|eur|gbp|hkd|inr|jpy|krw|mxn|nok|nzd|pln|sek|sgd|usd|zar|aed|btc|eth|usdt|usdc|dollars?|bucks?|euros?|quid|sterling|rupees?|yen|yuan|bitcoins?|crypto\w*|stablecoins?|pesos?|francs?|kronor|kroner|dirhams?|reais|baht|rubles?|roubles?|shekels?)(?![a-z])/g
const ownMarks = (currency: Currency): ReadonlyArray<string> => {
  const marks: Partial<Record<Currency, ReadonlyArray<string>>> = {
    USD: ["$", "dollar", "dollars", "bucks"], EUR: ["€", "euro", "euros"], GBP: ["£", "quid", "sterling"], JPY: ["¥", "yen"], CNY: ["¥", "yuan"], INR: ["₹", "rupees"], KRW: ["₩"], TRY: ["₺"], CHF: ["francs"],
    AUD: ["$", "dollar", "dollars"], CAD: ["$", "dollar", "dollars"], NZD: ["$", "dollar", "dollars"], HKD: ["$"], SGD: ["$"], MXN: ["$", "pesos"], BRL: ["$", "reais"], SEK: ["kronor"], DKK: ["kroner"], NOK: ["kroner"]
  }
  return [currency.toLowerCase(), ...marks[currency] ?? []]
}
