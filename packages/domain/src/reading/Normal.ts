import { spellOut } from "./Informal.ts"
import type { Span } from "./ReplyReading.ts"

/**
 * A text as figures and words are looked for in it: full-width and foreign digits made ASCII, accents and invisible
 * characters dropped, dashes, quotes and spaces unified, lookalike letters replaced, words of chat spelt out. `starts[i]`
 * and `ends[i]` say where the i-th UTF-16 unit stood in the original.
 */
export interface Normal {
  readonly text: string
  /** `text` in lower case, of the same length. */
  readonly lower: string
  readonly starts: ReadonlyArray<number>
  readonly ends: ReadonlyArray<number>
}

/** A reply of more UTF-16 units than this is no negotiation mail: it is not searched to its end, for the patterns' work grows faster than the text. */
export const longest = 12_000

export const normalise = (original: string): Normal => {
  const chars: Array<string> = []
  const starts: Array<number> = []
  const ends: Array<number> = []
  let at = 0
  if (plain.test(original)) {
    for (; at < original.length; at++) {
      chars.push(original.charAt(at))
      starts.push(at)
      ends.push(at + 1)
    }
  } else for (const point of original) {
    const next = at + point.length
    for (const unit of normalPoint(point).split("")) {
      chars.push(unit)
      starts.push(at)
      ends.push(next)
    }
    at = next
  }
  unmask(chars)
  spellOut(chars, starts, ends)
  const text = chars.join("")
  const lower = plain.test(text) ? text.toLowerCase() : chars.map((c) => { const l = c.toLowerCase(); return l.length === 1 ? l : c }).join("")
  return { text, lower, starts, ends }
}

/** The same text with what is crossed out ("~~$1,000~~") left blank: it was taken back. */
export const withoutStruck = (normal: Normal): Normal => {
  if (!normal.text.includes("~~")) return normal
  const blank = (text: string): string => text.replace(struck, (found) => " ".repeat(found.length))
  return { ...normal, text: blank(normal.text), lower: blank(normal.lower) }
}
const struck = /~~(?! )[^~\n]{1,400}?(?<! )~~/g

/** Where `from`..`to` of the normalised text stands in the original; an empty stretch has no place. */
export const toOriginal = (normal: Normal, from: number, to: number): Span => ({
  start: normal.starts[from] ?? 0,
  end: normal.ends[to - 1] ?? normal.starts[from] ?? 0
})

/** Characters nobody sees: zero-width, bidirectional controls, joiners, fillers, tags, variation selectors. */
export const invisible =
  /\u034F|[\u17B4\u17B5]|[\u180B-\u180F]|[\uFE00-\uFE0F]|[\u00AD\u061C\u115F\u1160\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/u

const ascii = /^[\x20-\x7E\n]$/
/** Most mail: every unit stands for itself. */
const plain = /^[\x20-\x7E\n]*$/
const spaces = /^[\t\r\v\f\u0085\p{Zs}]$/u
const dashes = /^[\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D]$/u
const quotes = /^[\u2018\u2019\u201A\u201B\u2032\u00B4\u02BC\u02B9\u055A\uFF07]$/u
const doubleQuotes = /^[\u201C-\u201F\u2033\u00AB\u00BB]$/u
const kept = /^[½¼¾]$/
const otherMarks: Readonly<Record<string, string>> = {
  "\u2028": "\n", "\u2029": "\n", "\u2044": "/", "\u2215": "/", "\u060C": ",", "\u066C": ",", "\u066B": ".",
  "\u3002": ".", "\u3001": ",", "\u02D9": ".", "\u00B7": ".", "\u2236": ":", "\u02D0": ":", "\u204E": "*", "\u2217": "*"
}

const normalPoint = (point: string): string => {
  if (ascii.test(point) || kept.test(point)) return point
  if (invisible.test(point)) return ""
  if (spaces.test(point)) return " "
  if (dashes.test(point)) return "-"
  if (quotes.test(point)) return "'"
  if (doubleQuotes.test(point)) return "\""
  const mark = otherMarks[point]
  if (mark !== undefined) return mark
  const plain = point.normalize("NFKD").replace(/\p{M}/gu, "")
  return plain.replace(/\p{Nd}/gu, (digit) => /[0-9]/.test(digit) ? digit : asciiDigit(digit))
}

/** Decimal digits of every script stand in runs of ten that begin with zero. */
const asciiDigit = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String(code - zero)
}

const lookalikes: Readonly<Record<string, string>> = {
  а: "a", е: "e", о: "o", р: "p", с: "c", у: "y", х: "x", і: "i", ј: "j", ѕ: "s", ԁ: "d", һ: "h", т: "t", к: "k", в: "b", н: "h", м: "m", ӏ: "l",
  А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", О: "O", Р: "P", С: "C", Т: "T", У: "Y", Х: "X", І: "I", Ѕ: "S", Ј: "J",
  α: "a", ο: "o", ν: "v", ρ: "p", κ: "k", ι: "i", υ: "u", τ: "t", Ο: "O", Κ: "K", Μ: "M", Α: "A", Β: "B", Ε: "E", Η: "H", Ι: "I", Ν: "N", Ρ: "P", Τ: "T", Χ: "X",
  ı: "i", ɑ: "a", ɡ: "g", ո: "n", օ: "o", ս: "u"
}
const digitLookalikes: Readonly<Record<string, string>> = { O: "0", o: "0", I: "1", l: "1", "|": "1" }
const wordChar = /[\p{L}\p{N}|]/u
const mayMask = /[^\n -~]|\d[.,]*[OoIl|]|[OoIl|][.,]*\d/u

/** Replaces, in place, foreign letters inside Latin words and letters that stand for digits inside numbers. */
const unmask = (chars: Array<string>): void => {
  // nothing to replace: no foreign letter, and no figure beside which a letter could stand for a digit
  if (!mayMask.test(chars.join(""))) return
  let from = 0
  while (from < chars.length) {
    if (!wordChar.test(chars[from] ?? "")) { from++; continue }
    let to = from
    while (to < chars.length && (wordChar.test(chars[to] ?? "") || isInnerSeparator(chars, from, to))) to++
    const word = chars.slice(from, to)
    const foreign = word.some((c) => lookalikes[c] !== undefined)
    if (foreign && (word.some((c) => /[A-Za-z0-9]/.test(c)) || word.length === 1)) {
      for (let i = from; i < to; i++) chars[i] = lookalikes[chars[i] ?? ""] ?? chars[i] ?? ""
    }
    const again = chars.slice(from, to).join("")
    if (/^(?=.*\d)[\dOoIl|][\dOoIl|.,]*(?:k|K|m|M)?$/.test(again) && /[OoIl|]/.test(again) && !/^\d+[lI|]$/.test(again)) {
      for (let i = from; i < to; i++) chars[i] = digitLookalikes[chars[i] ?? ""] ?? chars[i] ?? ""
    }
    from = to
  }
}

/** "2,5OO": a comma or point between characters of one number. */
const isInnerSeparator = (chars: ReadonlyArray<string>, from: number, at: number): boolean =>
  at > from && /[.,]/.test(chars[at] ?? "") && /[\dOoIl|]/.test(chars[at - 1] ?? "") && /[\dOoIl|]/.test(chars[at + 1] ?? "")
