import { invisible } from "../reading/Normal.ts"
import type { Objection } from "./Gate.ts"
import { romanValue } from "./Hints.ts"
import { isGranted, type Passage, quoteOf } from "./Passage.ts"
import { matchesOf } from "../reading/matchesOf.ts"
import { referencesIn } from "./References.ts"

/** Whatever is written so that people and filters read different things: unseen characters, lookalikes, spelling apart, codes (GATE-01, GATE-02). */
export const checkHidden = (passage: Passage): ReadonlyArray<Objection> => {
  const { granted, isPlain, lower, part } = passage
  const found: Array<Objection> = []
  const strange = isPlain ? null : strangeIn(part.replace(emoji, (match) => "x".repeat(match.length)))
  if (strange !== null) found.push({ code: "hidden", quote: `U+${(strange[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}` })
  for (const pattern of isPlain ? inPlain : inAny) {
    for (const match of matchesOf(part, pattern)) {
      if (!granted.covers(match.index, match.index + match[0].length)) found.push({ code: "hidden", quote: match[0] })
    }
  }
  for (const match of matchesOf(part, mixedWord)) {
    if (isMasked(match[0].toLowerCase()) && !granted.covers(match.index, match.index + match[0].length)) found.push({ code: "hidden", quote: match[0] })
  }
  for (const match of matchesOf(lower, apart)) {
    const letters = match[0].replace(/[^a-z]/g, "")
    if (!abbreviations.has(letters) && !isGranted(passage, match.index, match.index + match[0].length)) found.push({ code: "hidden", quote: quoteOf(passage, match.index, match.index + match[0].length) })
  }
  const references = referencesIn(lower)
  for (const match of [...matchesOf(lower, digitRun), ...matchesOf(lower, brokenNumber), ...speltParts(lower)]) {
    if (references.some((r) => r.from <= match.index && match.index + match[0].length <= r.to)) continue
    if (!isCounting(match[0]) && !isGranted(passage, match.index, match.index + match[0].length)) found.push({ code: "amount", quote: quoteOf(passage, match.index, match.index + match[0].length) })
  }
  for (const match of speltRomans(part)) {
    if (!granted.covers(match.index, match.index + match[0].length)) found.push({ code: "amount", quote: match[0] })
  }
  for (const match of matchesOf(lower, brokenWord)) {
    const isBroken = /[^a-z]/.test(match[0])
    if (isBroken && !isGranted(passage, match.index, match.index + match[0].length)) found.push({ code: "hidden", quote: quoteOf(passage, match.index, match.index + match[0].length) })
  }
  return found
}

const strangeIn = (text: string): RegExpExecArray | null => invisible.exec(text) ?? unseen.exec(text)
const unseen = /[^\P{C}\n]/u

/** Pictures whose style or joining marks are part of them. */
const emoji = /\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)*/gu
/** Strokes through letters, digits of other scripts or styles, circled and squared signs, numerals of old scripts, braille, and words that mix alphabets. */
const disguised =
  /(?![0-9])[\p{Nd}\p{No}\p{Nl}]|[\p{Script=Cyrillic}\p{Script=Greek}][\p{L}]*[A-Za-z]|[A-Za-z][\p{L}]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\u0334-\u0338]|[\u{1D400}-\u{1D7FF}\uFF01-\uFF5E\u2800-\u28FF\u2100-\u2121\u2460-\u24FF\u{1F110}-\u{1F1AC}]|\u20E3|[\p{Script=Cyrillic}\p{Script=Greek}](?=[.,]?[0-9])|(?<=[0-9][.,]?)[\p{Script=Cyrillic}\p{Script=Greek}]/gu
/** "2OOO", "l500", "1S00": letters in the places of digits. */
const letterDigits = /(?<![\p{L}\p{N}])(?:(?=[.,]*\d)[\d.,]+[OSBZ][\dOSBZ.,]*[\dO]|\d[\d.,]*[Ool|][\dOol|.,]*(?<![a-z])(?=k?(?![\p{L}\p{N}]))|\d[\d.,]*o{2,}|[Il|](?=[\dO.,]*\d)[\dO.,]{2,}|[Il|][,.]?[OSI]{3})k?(?![\p{L}\p{N}])/gu
const codes = /\b0[xb][0-9a-fA-F]{2,}\b|%[0-9a-fA-F]{2}(?=%|\b)|\\[ux][0-9a-fA-F]{2,}|&#\w+;?|&[a-zA-Z]{2,8};|\d(?:\.\d+)?[eE]\+?\d\b|(?=[A-Za-z+/]*\d)(?=[a-z0-9+/]*[A-Z])\b[A-Za-z0-9+/]{16,}={0,2}|(?<!\S)[.\u00B7\u2022_-]{1,5}(?: [.\u00B7\u2022_-]{1,5}){3,}|\|{3,}/g
const inPlain = [letterDigits, codes]
const inAny = [disguised, ...inPlain]
const mixedWord = /(?<![\p{L}\p{N}])(?=[^\s]*[0134578@$!])(?=[^\s]*[A-Za-z])[A-Za-z0134578@$!]{3,}(?![\p{L}\p{N}])/gu
const masks: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", $: "s", "!": "i" }
const isMasked = (word: string): boolean => {
  const bare = word.replace(/!+$/, "")
  return /[0-9@$!]/.test(bare) && telling.test(bare.replace(/[0134578@$!]/g, (c) => masks[c] ?? c))
}
const numberWord =
  "(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|grand|million)"
const telling = new RegExp(`^(?:${numberWord}s?|budget\\w*|max|maximum|ceiling|limit|exclusiv\\w*|guarant\\w*|bonus|dollars?|euros?|pounds?|bucks)$`)
/** Four or more single letters with one kind of gap: "b u d g e t", "f-i-v-e". */
const apart = /(?<![a-z])[a-z](?:([ ._*~|/-]{1,3})[a-z])(?:\1[a-z]){2,}(?![a-z])/g
const abbreviations: ReadonlySet<string> = new Set(["rsvp", "asap", "faqs", "unesco", "nasa", "aka"])
const digitWord = "(?:\\d|o(?![a-z])|zero|oh|nought|naught|nil|one|two|three|four|five|six|seven|eight|nine)"
const between = "(?:[^\\p{L}\\p{N}]{1,3}|,? (?:and |then |next |plus |followed by ){1,2}(?:an? |another |the )?)"
/** Single digits, in figures or words, one after the other: "2 9 0 0", "one, then a zero, then a five". */
const digitRun = new RegExp(`(?<![\\da-z])(?<![\\da-z][:.,])${digitWord}(?:${between}${digitWord}){2,}(?![\\dac-ln-z%])`, "gu")
/** Digits, point and multiplier as parts of their own with a gap after each: "9 / . / 8 / k", "5 . 7   k". */
const oneByOne = /(?<![\p{L}\p{N}])(?:[\d.,](?:[ _*~|/\\-]{1,4})){2,}[\dkm](?![\p{L}\p{N}])|(?<![\p{L}\p{N}.,])\d[ _*~|/\\-]{2,4}k(?![\p{L}\p{N}])/gu
/** Three or more Roman numerals apart, or two beside a currency: "c c l". */
const romanApart = /(?<![\p{L}\p{N}'’])[MDCLXVI](?:([\s._*~|/-]{1,3})[MDCLXVI])(?:\1[MDCLXVI])*(?![\p{L}\p{N}'’])/giu
const currencyEnd = /(?:[$€£]|\b(?:usd|eur|gbp))\s?$/i
const currencyStart = /^\s?(?:[$€£]|(?:usd|eur|gbp|dollars|euros|pounds|bucks|quid)\b)/i

/** Amounts whose signs stand each for itself. */
const speltParts = (lower: string): ReadonlyArray<RegExpExecArray> =>
  matchesOf(lower, oneByOne).filter(([text]) => /^(?:\d+[.,]\d+[km]?|\d+k|\d{1,3}(?:[.,]\d{3})+)$/.test(text.replace(/[ _*~|/\\-]/g, "")))

const speltRomans = (part: string): ReadonlyArray<RegExpExecArray> =>
  matchesOf(part, romanApart).filter(({ 0: text, index }) => {
    const letters = text.replace(/[^a-z]/gi, "")
    const isPriced = currencyEnd.test(part.slice(Math.max(0, index - 5), index)) || currencyStart.test(part.slice(index + text.length, index + text.length + 10))
    return romanValue(letters.toUpperCase()) >= 50 && (isPriced || letters.length > 2)
  })
/** "23 00", "2_300", "2..300", "2, 300". */
const brokenNumber = /(?<![\d:.,])\d{1,3}[ '*~|\\/-]{1,2}0{2,3}(?!\d)|\d[_*~|\\^#=;]{1,3}\d|\d[.,]{2,3}\d{2,}|\d(?:\. ?){2,}[\dk](?![a-z])|(?<![\d.,\n])(?<!^)\d{1,2}[.,] \d00(?!\d)|(?<!\d)\d{1,2}[-/]\d00(?!\d)|(?<![\d.,])00\d{2,}/g
/** "fif-teen", "hund red", "th.ou.sand". */
const brokenWord = new RegExp(`(?<![a-z])(?:${
  ["hundred", "thousand", "fifteen", "thirteen", "fourteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "eleven", "twelve", "budget", "ceiling", "maximum", "exclusive"]
    .map((word) => Array.from(word).join("[ ._*~|/'-]{0,2}")).join("|")
})(?![a-z])`, "g")

/** "1, 2, 3", "one, two, three": counting up, a date or a clock is no amount. */
const isCounting = (run: string): boolean => {
  if (!/\d|[a-z]{2}/.test(run)) return true
  const values = run.split(/[^a-z0-9]+/).filter((token) => !/^(?:and|then|next|plus|followed|by|an?|another|the)$/.test(token)).map((token) => /^\d+$/.test(token) ? Number(token) : words.indexOf(token))
  return values.length >= 3 && values.every((value, i) => i === 0 || value === (values[i - 1] ?? 0) + 1)
}
const words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
