import { matchesOf } from "./matchesOf.ts"

/** A number in English words; `hundredths` is its value times 100, `scaled` whether it says hundred, thousand, grand or more. */
export interface NumberWords {
  readonly from: number
  readonly to: number
  readonly hundredths: number
  readonly scaled: boolean
}

/** Every number in words in a normalised lower-case text: "twenty-five hundred", "two and a half thousand", "a grand", "twelve fifty". */
export const findNumberWords = (lower: string): ReadonlyArray<NumberWords> => {
  const tokens = tokenise(lower)
  const found: Array<NumberWords> = []
  let i = 0
  while (i < tokens.length) {
    if (!starters.has(tokens[i]?.word ?? "")) { i++; continue }
    const parsed = parseAt(tokens, i)
    if (parsed === null) { i++; continue }
    found.push(parsed.number)
    i = parsed.next
  }
  return found
}

interface Token {
  readonly word: string
  readonly from: number
  readonly to: number
  /** Nothing but a space, a hyphen or a comma and a space before it. */
  readonly joined: boolean
}

const letters = /[a-z]+/g

const units: Readonly<Record<string, number>> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9
}
const teens: Readonly<Record<string, number>> = {
  ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19
}
const tens: Readonly<Record<string, number>> = {
  twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90
}
/** The multipliers that digits and words share: "25 hundred", "2 grand", "1.2 mil". */
export const scales: Readonly<Record<string, number>> = {
  hundred: 100, thousand: 1000, thou: 1000, grand: 1000, k: 1000, lakh: 100_000, lakhs: 100_000, lac: 100_000,
  mil: 1_000_000, mill: 1_000_000, million: 1_000_000, crore: 10_000_000, billion: 1_000_000_000
}

/** The words a number can begin with. */
const starters: ReadonlySet<string> = new Set([...Object.keys(units), ...Object.keys(teens), ...Object.keys(tens), "hundred", "a", "an", "half", "quarter", "couple"])

const tokenise = (lower: string): ReadonlyArray<Token> => {
  const tokens: Array<Token> = []
  let last = -1
  for (const match of matchesOf(lower, letters)) {
    const from = match.index
    const joined = last >= 0 && /^(?: {1,2}|-| - |, )$/.test(lower.slice(last, from))
    last = from + match[0].length
    tokens.push({ word: match[0], from, to: last, joined })
  }
  return tokens
}

const parseAt = (tokens: ReadonlyArray<Token>, first: number): { readonly number: NumberWords; readonly next: number } | null => {
  const word = (i: number): string => {
    const token = tokens[i]
    return token !== undefined && (i === first || token.joined) ? token.word : ""
  }
  const scaleAt = (i: number): number | undefined => scales[word(i)]
  const numberAt = (i: number): number | undefined => units[word(i)] ?? teens[word(i)] ?? tens[word(i)]
  let total = 0
  let current = 0
  let last: "none" | "unit" | "teen" | "tens" | "hundred" | "scale" | "digits" | "fraction" = "none"
  let scaled = false
  let i = first
  let end = first

  // "half a grand", "a quarter million", "a couple of thousand", "a thousand"
  const lead = leadAt(word, scaleAt, first)
  if (lead !== null) {
    current = lead.value
    i = first + lead.length
    last = "fraction"
  }
  for (;;) {
    const w = word(i)
    const unit = units[w]
    const teen = teens[w]
    const ten = tens[w]
    const scale = scales[w]
    if (unit !== undefined) {
      if (last === "tens") { current += unit; last = "teen" }
      else if (last === "none" || last === "hundred" || last === "scale") { current += unit; last = "unit" }
      else if (last === "unit" || last === "digits") { current = current * 10 + unit; last = "digits" }
      else break
    } else if (teen !== undefined || ten !== undefined) {
      const value = teen ?? ten ?? 0
      if (last === "none" || last === "hundred" || last === "scale") current += value
      else if ((last === "unit" || last === "teen" || last === "tens") && current < 100) current = current * 100 + value
      else break
      last = teen === undefined ? "tens" : "teen"
    } else if (scale === 100) {
      if (current >= 100 || last === "scale" && total === 0) break
      current = (current === 0 ? 1 : current) * 100
      last = "hundred"
      scaled = true
    } else if (scale !== undefined && (last !== "none" || w !== "k" && w !== "mil" && w !== "mill")) {
      if (last === "none" || last === "scale") break
      total += current * scale
      current = 0
      last = "scale"
      scaled = true
    } else if (w === "and" && (last === "hundred" || last === "scale") && numberAt(i + 1) !== undefined) {
      i++
      continue
    } else if (w === "and" && word(i + 1) === "a" && (word(i + 2) === "half" || word(i + 2) === "quarter") && last !== "none" && scaleAt(i + 3) !== undefined) {
      current += word(i + 2) === "half" ? 0.5 : 0.25
      last = "fraction"
      i += 3
      continue
    } else if (w === "point" && last !== "none" && units[word(i + 1)] !== undefined) {
      let unitValue = 0.1
      i++
      for (let digit = units[word(i)]; digit !== undefined; digit = units[word(i)]) {
        current += digit * unitValue
        unitValue /= 10
        i++
      }
      last = "fraction"
      end = i
      continue
    } else break
    i++
    end = i
  }
  const from = tokens[first]
  const to = tokens[end - 1]
  if (end === first || from === undefined || to === undefined || end <= first + (lead?.length ?? 0) - 1) return null
  if (lead !== null && !scaled) return null
  return { number: { from: from.from, to: to.to, hundredths: Math.round((total + current) * 100), scaled }, next: end }
}

const leadAt = (
  word: (i: number) => string,
  scaleAt: (i: number) => number | undefined,
  first: number
): { readonly value: number; readonly length: number } | null => {
  const isArticle = (i: number): boolean => word(i) === "a" || word(i) === "an"
  if (word(first) === "half" && isArticle(first + 1) && scaleAt(first + 2) !== undefined) return { value: 0.5, length: 2 }
  let i = first
  if (isArticle(i)) i++
  if (word(i) === "half" && scaleAt(i + 1) !== undefined) return { value: 0.5, length: i + 1 - first }
  if (word(i) === "quarter" && scaleAt(i + 1) !== undefined) return { value: 0.25, length: i + 1 - first }
  if (word(i) === "couple") {
    const after = word(i + 1) === "of" ? i + 2 : i + 1
    if (scaleAt(after) !== undefined) return { value: 2, length: after - first }
  }
  if (i > first && scaleAt(i) !== undefined) return { value: 1, length: i - first }
  return null
}
