import type { Notation } from "./Persona.ts"
import type { Stream } from "./Seeded.ts"

/**
 * An amount as people write it in a mail. `minor` has two digits after the point; `mark` stands before it in the campaign's own mails.
 * A notation that does not fit the figure gives way to one that does.
 */
export const writeAmount = (minor: number, mark: string, notation: Notation, random: Stream): string => {
  const whole = Math.floor(minor / 100)
  const cents = minor % 100
  if (cents > 0) return `${mark}${grouped(whole)}.${String(cents).padStart(2, "0")}`
  switch (notation) {
    case "plain":
      return `${mark}${whole}`
    case "code":
      return mark === "$" ? `${random.pick([grouped(whole), String(whole)])} ${random.pick(["USD", "dollars"])}` : `${mark}${grouped(whole)}`
    case "k":
      return whole >= 1000 && whole % 50 === 0 ? `${mark === "$" ? random.pick(["$", "$", ""]) : mark}${whole / 1000}k` : `${mark}${grouped(whole)}`
    case "words":
      return mark === "$" ? inWords(whole) ?? `$${grouped(whole)}` : `${mark}${grouped(whole)}`
    case "sign":
      return `${mark}${grouped(whole)}`
  }
}

const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+(?!\d))/gu, ",")

/** "twenty-four hundred", "three thousand dollars": hundreds from 1,100 to 9,900, nothing finer. */
const inWords = (whole: number): string | null => {
  if (whole < 1100 || whole > 9900 || whole % 100 !== 0) return null
  const hundreds = whole / 100
  if (hundreds % 10 === 0) return `${ones[hundreds / 10] ?? ""} thousand dollars`
  return `${below100(hundreds)} hundred`
}

const below100 = (value: number): string => {
  if (value < 20) return ones[value] ?? ""
  const unit = value % 10
  return `${tens[Math.floor(value / 10)] ?? ""}${unit === 0 ? "" : `-${ones[unit] ?? ""}`}`
}

const ones = [
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
  "sixteen", "seventeen", "eighteen", "nineteen"
]
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
