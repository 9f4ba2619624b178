import { type Currency, minorDigits } from "@parley/domain/Currency"

/** "2,450.50" in USD is 245050 minor units; null for anything that is not a plain positive amount of that currency. */
export const parseAmount = (text: string, currency: Currency): number | null => {
  const match = /^\s*(?:[$€£]|[A-Z]{3})?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*(?:[A-Z]{3})?\s*$/.exec(text)
  if (match === null) return null
  const digits = minorDigits[currency]
  const fraction = match[2] ?? ""
  if (fraction.length > digits) return null
  const value = Number((match[1] ?? "").replaceAll(",", "") + fraction.padEnd(digits, "0"))
  return Number.isSafeInteger(value) && value > 0 ? value : null
}
