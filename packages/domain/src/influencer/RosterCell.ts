import * as DateTime from "effect/DateTime"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { type Currency, minorDigits } from "../Currency.ts"
import { type Cents, cents, formatMoney } from "../Money.ts"
import { Views } from "../Views.ts"
import { EmailAddress, Platform } from "./Influencer.ts"

/** One cell read strictly, or what was expected in its place. Nothing is guessed and nothing becomes 0 (ROSTER-01). */
export type CellReading<A> = Either.Either<A, string>

/**
 * A name or handle of up to 200 characters on one line; runs of white space become one space. `""` only where `required` is false. What a
 * spreadsheet shows in place of a formula's value is none.
 */
export const text = (cell: string, required: boolean): CellReading<string> => {
  const line = cell.trim().replace(/\s+/gu, " ")
  if (required && line === "") return Either.left("a name")
  if (/^#(?:N\/A|REF!|NAME\?|VALUE!|DIV\/0!|NUM!|NULL!|ERROR!)$|^Loading\.\.\.$/u.test(line)) return Either.left("a text, not a formula's error")
  return line.length > 200 || /\p{Cc}/u.test(line) ? Either.left("one line of up to 200 characters") : Either.right(line)
}

/** A mail address, lower case. */
export const email = (cell: string): CellReading<EmailAddress> => {
  const address = cell.trim().toLowerCase()
  return isEmailAddress(address) ? Either.right(address) : Either.left("a mail address, e.g. maya@example.com")
}

/** A platform, without regard to case and spaces. */
export const platform = (cell: string): CellReading<Platform> => {
  const name = cell.toLowerCase().replace(/\s+/gu, "")
  return isPlatform(name) ? Either.right(name) : Either.left(Platform.literals.join(", "))
}

/**
 * Whole views, 1 to 10^9: `120000`, `120,000`, `120k`, `1.2M`. A point without `k` or `M` is refused, because `120.000` is 120 to some
 * people and 120,000 to others.
 */
export const averageViews = (cell: string): CellReading<Views> => {
  const value = number(cell.trim(), 0)
  return value !== null && isViews(value) ? Either.right(value) : Either.left("whole views, 1 to 1,000,000,000, e.g. 120,000 or 120k or 1.2M")
}

/** Minor units of `currency`: `1200`, `1,200.50`, `$1,200`, `USD 1,200`, `1.2k`. Null if empty; another currency's sign is refused. */
export const rate = (cell: string, currency: Currency): CellReading<Cents | null> => {
  const amount = cell.trim()
  if (amount === "") return Either.right(null)
  const value = number(withoutSign(amount, currency), minorDigits[currency])
  return value === null
    ? Either.left(`an amount in ${currency}, e.g. 1200 or ${formatMoney(cents(1200 * 10 ** minorDigits[currency]), currency)}`)
    : Either.right(cents(value))
}

/**
 * Basis points, 0 to 10,000, rounded half up: `4.2%` and `0.042` are 420. Null if empty. A bare number of 1 or more is refused,
 * because it may mean percent; so is one that only rounding would make 0.
 */
export const engagement = (cell: string): CellReading<number | null> => {
  const share = cell.trim()
  if (share === "") return Either.right(null)
  const expected = "a share of 0% to 100%, e.g. 4.2% or 0.042"
  const match = /^(\d{0,3})(?:\.(\d{1,20}))?\s?(%?)$/u.exec(share)
  if (match === null) return Either.left(expected)
  const [, whole = "", fraction = "", percent = ""] = match
  if (whole === "" && fraction === "") return Either.left(expected)
  if (percent === "" && Number(whole) >= 1) return Either.left(expected)
  const digits = percent === "" ? 4 : 2
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, "0"))
  const bps = kept + ((fraction[digits] ?? "0") >= "5" ? 1 : 0)
  const vanished = bps === 0 && /[1-9]/u.test(whole + fraction)
  return bps > 10_000 || vanished ? Either.left(expected) : Either.right(bps)
}

/** An IANA time zone, as the platform spells it. Null if empty. */
export const timeZone = (cell: string): CellReading<string | null> => {
  const name = cell.trim()
  if (name === "") return Either.right(null)
  const zone = /^[A-Za-z]/u.test(name) && name.length <= 64 ? DateTime.zoneMakeNamed(name) : Option.none()
  return Option.match(zone, {
    onNone: () => Either.left("a time zone, e.g. Europe/Berlin"),
    onSome: (named) => Either.right(named.id)
  })
}

const isEmailAddress = Schema.is(EmailAddress)
const isPlatform = Schema.is(Platform)
const isViews = Schema.is(Views)

/** A number times 10^digits, exactly, or null. Grouping by comma or space must be right; decimals beyond what is whole are refused. */
export const number = (cell: string, digits: number): number | null => {
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:\.(\d+))?\s?([km]?)$/iu.exec(cell)
  if (match === null) return null
  const [, whole = "", fraction = "", suffix = ""] = match
  const power = digits + (suffix === "" ? 0 : suffix.toLowerCase() === "k" ? 3 : 6)
  if (fraction.length > power) return null
  const value = Number(whole.replace(/\D/gu, "") + fraction.padEnd(power, "0"))
  return Number.isSafeInteger(value) ? value : null
}

/** Signs that mean one currency only, as `formatMoney` uses them: a bare `$` is US dollars, so that no other dollar is taken for them. */
const signs: Readonly<Record<Currency, ReadonlyArray<string>>> = {
  AUD: ["A$", "AU$"], BRL: ["R$"], CAD: ["C$", "CA$"], CHF: ["Fr."], CNY: ["CN¥"], CZK: ["Kč"], DKK: ["kr", "kr."], EUR: ["€"],
  GBP: ["£"], HKD: ["HK$"], INR: ["₹"], JPY: ["¥", "JP¥"], KRW: ["₩"], MXN: ["MX$"], NOK: ["kr", "kr."], NZD: ["NZ$"], PLN: ["zł"],
  SEK: ["kr", "kr."], SGD: ["S$"], TRY: ["₺"], USD: ["$", "US$"], ZAR: ["R"]
}

const withoutSign = (amount: string, currency: Currency): string => {
  for (const sign of [currency, ...signs[currency]]) {
    const lower = amount.toLowerCase()
    if (lower.startsWith(sign.toLowerCase())) {
      const rest = amount.slice(sign.length).trim()
      if (/^\d/u.test(rest)) return rest
    }
    if (lower.endsWith(sign.toLowerCase())) {
      const rest = amount.slice(0, -sign.length).trim()
      if (/\d[km]?$/iu.test(rest)) return rest
    }
  }
  return amount
}
