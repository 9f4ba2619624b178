import { type Currency, minorDigits } from "../Currency.ts"
import { type Cents, cents } from "../Money.ts"
import { currencyAfter, currencyBefore, type NamedCurrency } from "./CurrencyMarks.ts"
import { type FigureKind, kindOf, taken } from "./FigureKind.ts"
import { type Normal, normalise, toOriginal } from "./Normal.ts"
import { findNumberWords, scales } from "./NumberWords.ts"
import type { Span } from "./ReplyReading.ts"
import { matchesOf } from "./matchesOf.ts"

/** A figure in a text, in whatever notation (READ-02, GATE-01). Its value is `coefficient / 10 ** scale`, exactly. */
export interface Figure {
  /** Where it stands in the original text, currency mark and multiplier included. */
  readonly span: Span
  /** The same in the normalised text. */
  readonly from: number
  readonly to: number
  readonly coefficient: number
  readonly scale: number
  /** The currency written on it; null when there is none. */
  readonly currency: NamedCurrency | null
  readonly kind: FigureKind
  /** Which end of "2-3k" or "between 2 and 3k" it is; both ends share multiplier and currency. */
  readonly range: "low" | "high" | null
}

/** Every figure of `text`, in order and without overlap. */
export const findAmounts = (text: string): ReadonlyArray<Figure> => findAmountsIn(normalise(text))

/** The same on a text that is already normalised; `theirs` when a creator wrote it. */
export const findAmountsIn = (normal: Normal, theirs = false): ReadonlyArray<Figure> => {
  const blocked = taken(normal.lower, theirs)
  const raw = link(normal.lower, attach(normal, tokens(normal.lower)))
  return sameKind(raw.map((r) => ({
    span: toOriginal(normal, r.from, r.to),
    from: r.from,
    to: r.to,
    coefficient: r.coefficient,
    scale: r.scale,
    currency: r.currency,
    kind: blocked.find((b) => b.from < r.to && r.from < b.to)?.kind ?? kindOf(normal.lower, {
      from: r.from,
      to: r.to,
      value: r.coefficient / 10 ** r.scale,
      marked: r.currency !== null,
      scaled: r.scaled,
      words: r.words
    }, theirs),
    range: r.range
  })))
}

/** What the upper end of a range counts, its lower end counts too: "3-4k people", "9 to 11 minutes". */
const sameKind = (figures: ReadonlyArray<Figure>): ReadonlyArray<Figure> =>
  figures.map((figure, i) => {
    const high = figures[i + 1]
    const follows = figure.range === "low" && high?.range === "high" && figure.currency === null && high.kind !== "money" && high.kind !== "number"
    return follows ? { ...figure, kind: high.kind } : figure
  })

/** The figure in minor units of `currency`; null when it is no whole number of them, or too large to be exact. */
export const minorOf = (figure: Figure, currency: Currency): Cents | null => {
  const exponent = minorDigits[currency] - figure.scale
  const minor = exponent >= 0 ? figure.coefficient * 10 ** exponent : figure.coefficient / 10 ** -exponent
  return Number.isSafeInteger(minor) ? cents(minor) : null
}

/** Whether the figure names, or may name, a price: money in any currency, or a bare number of 50 or more that nothing else explains. */
export const mayBePrice = (figure: Figure): boolean =>
  figure.kind === "money" || figure.kind === "number" && figure.coefficient >= 50 * 10 ** figure.scale

interface Raw {
  readonly from: number
  readonly to: number
  readonly coefficient: number
  readonly scale: number
  readonly currency: NamedCurrency | null
  readonly scaled: boolean
  readonly words: boolean
  readonly range: "low" | "high" | null
}

const number = new RegExp([
  "\\d{1,3}(?:[ ']\\d{3})+(?![\\d])(?:[.,]\\d{1,2}(?!\\d))?",
  "\\d{1,2}(?:,\\d{2})+,\\d{3}(?!\\d)(?:\\.\\d{1,2}(?!\\d))?",
  "\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d{1,4}(?!\\d))?",
  "\\d{1,3}(?:\\.\\d{3})+(?!\\d)(?:,\\d{1,2}(?!\\d))?",
  "\\d(?: \\d){2,}(?! ?[\\d.,]*\\d)",
  "\\d+ ?[½¼¾]",
  "[½¼¾]",
  "\\d+ 1/2(?!\\d)",
  "\\d+[.,]\\d+",
  "\\d+"
].join("|"), "g")
const halves: Readonly<Record<string, number>> = { "½": 50, "¼": 25, "¾": 75 }
const multiplier =
  /^(?:( ?-?k)(?![a-z'])|( ?(?:mm|mio|mln))(?![a-z])|(m)(?![a-z'0-9])|( ?(?:hundred|thousand|thou|grand|lakhs?|lac|crore|million|mill|mil|billion))(?![a-z])|( ?g'?s?)(?![a-z0-9]))/

/** Numbers in digits and in words, without currency, in order. */
const tokens = (lower: string): ReadonlyArray<Raw> => {
  const found: Array<Raw> = []
  for (const match of matchesOf(lower, number)) {
    const from = match.index
    let to = from + match[0].length
    if (from < (found[found.length - 1]?.to ?? 0)) continue
    const parsed = parse(match[0], lower.slice(to, to + 12))
    if (parsed === null) continue
    let { coefficient, scale } = parsed
    let scaled = false
    const half = /^ and a (half|quarter)(?= (?:thousand|grand|hundred|million|k\b))/.exec(lower.slice(to, to + 24))
    if (half !== null && scale === 0) {
      coefficient = coefficient * 100 + (half[1] === "half" ? 50 : 25)
      scale = 2
      to += half[0].length
    }
    const times = multiplier.exec(lower.slice(to, to + 12))
    if (times !== null && !(times[5] !== undefined && !/[$€£]\s?$/.test(lower.slice(0, from)))) {
      const word = times[0].replace(/[^a-z]/g, "")
      const factor = times[5] !== undefined ? 1000 : times[2] !== undefined || times[3] !== undefined ? 1_000_000 : scales[word] ?? 1000
      coefficient *= factor
      scaled = true
      to += times[0].length
      // "$2k5": two thousand five hundred
      const tail = times[1] !== undefined && scale === 0 ? /^([1-9])(?![\da-z%])/.exec(lower.slice(to, to + 2)) : null
      if (tail !== null) {
        coefficient += Number(tail[1]) * 100
        to++
      }
      if (/^ thousand\b/.test(lower.slice(to)) && word === "hundred") { coefficient *= 1000; to += 9 }
    }
    found.push(reduce({ from, to, coefficient, scale, currency: null, scaled, words: false, range: null }))
  }
  for (const w of findNumberWords(lower)) {
    if (found.some((f) => f.from < w.to && w.from < f.to)) continue
    found.push(reduce({ from: w.from, to: w.to, coefficient: w.hundredths, scale: 2, currency: null, scaled: w.scaled, words: true, range: null }))
  }
  return found.sort((a, b) => a.from - b.from)
}

const parse = (digits: string, after: string): { readonly coefficient: number; readonly scale: number } | null => {
  const part = digits[digits.length - 1] ?? ""
  const half = halves[part]
  if (half !== undefined) return exact(String(Number(digits.slice(0, -1).trim() || "0") * 100 + half), 2)
  if (digits.endsWith(" 1/2")) return exact(String(Number(digits.slice(0, -4)) * 100 + 50), 2)
  if (/^\d{1,3}(?:[ ']\d{3})+|^\d(?: \d)+$/.test(digits)) return decimal(digits.replace(/[ ']/g, ""), /[.,]\d{1,2}$/)
  if (/^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/.test(digits)) return decimal(digits.replace(/,/g, ""), /\.\d+$/)
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(digits)) {
    // "1.500" is fifteen hundred, "1.500k" and "0.500" are decimals
    const single = /^\d{1,3}\.\d{3}$/.test(digits)
    return single && (digits.startsWith("0") || multiplier.test(after)) ? decimal(digits, /\.\d+$/) : decimal(digits.replace(/\./g, ""), /,\d+$/)
  }
  return decimal(digits, /[.,]\d+$/)
}

const decimal = (text: string, fraction: RegExp): { readonly coefficient: number; readonly scale: number } | null => {
  const tail = fraction.exec(text)?.[0] ?? ""
  return exact(text.slice(0, text.length - tail.length) + tail.slice(1), Math.max(0, tail.length - 1))
}

const exact = (digits: string, scale: number): { readonly coefficient: number; readonly scale: number } | null =>
  digits.length > 0 && digits.length < 40 ? { coefficient: Number(digits), scale } : null

const reduce = (raw: Raw): Raw => {
  let { coefficient, scale } = raw
  while (scale > 0 && coefficient % 10 === 0) {
    coefficient /= 10
    scale--
  }
  return { ...raw, coefficient, scale }
}

/** Puts the currency marks around each number on it; a mark belongs to one number only. */
const attach = (normal: Normal, numbers: ReadonlyArray<Raw>): ReadonlyArray<Raw> => {
  let used = 0
  return numbers.map((n) => {
    const before = currencyBefore(normal.text, n.from)
    const after = currencyAfter(normal.text, n.to)
    const lead = before !== null && before.from >= used ? before : null
    const from = lead?.from ?? n.from
    const to = after?.to ?? n.to
    used = to
    return { ...n, from, to, currency: after?.currency ?? lead?.currency ?? null }
  })
}

const between = /^(?: ?(?:-|~|\/) ?| to | or | and | up to | and up to |k? ?- ?)$/
/** Finds the pairs that are the two ends of one range and lets them share multiplier and currency. */
const link = (lower: string, numbers: ReadonlyArray<Raw>): ReadonlyArray<Raw> => {
  const out = [...numbers]
  for (let i = 0; i + 1 < out.length; i++) {
    const low = out[i]
    const high = out[i + 1]
    if (low === undefined || high === undefined || low.range === "high") continue
    const gap = lower.slice(low.to, high.from)
    const before = lower.slice(Math.max(0, low.from - 12), low.from)
    if (!between.test(gap) || gap === " and " && !/between (?:the )?$/.test(before) || gap.trim() === "/" || gap === " or " && !high.scaled) continue
    const shares = high.scaled && !low.scaled && valueOf(low) < 1000 && (low.currency === null || low.currency === high.currency || high.currency === null)
    const factor = shares ? shareFactor(lower.slice(high.from, high.to)) : 1
    if (valueOf(low) * factor >= valueOf(high)) continue
    const currency = low.currency ?? high.currency
    out[i] = reduce({ ...low, coefficient: low.coefficient * factor, scaled: low.scaled || shares, currency, range: "low" })
    out[i + 1] = { ...high, currency: high.currency ?? low.currency, range: "high", scaled: high.scaled || low.scaled && valueOf(high) >= 1000 }
  }
  return out
}

const valueOf = (raw: Raw): number => raw.coefficient / 10 ** raw.scale

const shareFactor = (high: string): number =>
  /hundred/.test(high) ? 100 : /lakh|lac/.test(high) ? 100_000 : /mil|\dm\b|mm|mio|mln/.test(high) ? 1_000_000 : 1000
