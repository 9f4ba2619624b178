import { type Currency, minorDigits } from "@parley/domain/Currency"
import { cents, formatMoney } from "@parley/domain/Money"

/** "2,450.50", "$2450" or "2450 USD" in USD is 245050 or 245000 minor units; null for another currency's mark and for what is no amount. */
export const parseAmount = (text: string, currency: Currency): number | null => {
  const match = /^\s*([^\d\s.,-]*)\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*([^\d\s.,-]*)\s*$/u.exec(text)
  if (match === null) return null
  const [, before = "", whole = "", fraction = "", after = ""] = match
  const marks = ["", currency, formatMoney(cents(0), currency).replace("0", "").trim()]
  if (!marks.includes(before.toUpperCase()) || !marks.includes(after.toUpperCase()) || fraction.length > minorDigits[currency]) return null
  const value = Number(whole.replaceAll(",", "") + fraction.padEnd(minorDigits[currency], "0"))
  return Number.isSafeInteger(value) && value > 0 ? value : null
}
