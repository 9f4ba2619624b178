import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import { type Currency, minorDigits } from "../Currency.ts"
import { type Instant, instant } from "../Instant.ts"
import { number, rate } from "../influencer/RosterCell.ts"
import type { FormAnswer } from "./Form.ts"

/** What a field says in one line, null where it says nothing; a choice of several is a list. */
export const textOf = (answer: FormAnswer): string | null => {
  switch (answer._tag) {
    case "Nothing": return null
    case "Text": return answer.text.trim() === "" ? null : answer.text.trim()
    case "Choices": return answer.choices.length === 0 ? null : answer.choices.join(", ")
    case "Dates": return [answer.from, answer.to].filter((one) => one !== null).map((one) => dayText(one, "UTC")).join(" to ") || null
    case "Unreadable": return answer.got
  }
}

/** An amount, "$2,500" or "10k", in major units; what is no amount stays as it was written, so that the campaign's own check names it. */
export const amountIn = (text: string, currency: Currency): number | string => {
  const read = rate(text, currency)
  return read._tag === "Right" && read.right !== null ? read.right / 10 ** minorDigits[currency] : plain(text)
}

/** A whole number, "12" or "10k"; otherwise as it was written. */
export const countIn = (text: string): number | string => number(text.trim(), 0) ?? plain(text)

/** "50" or "50%" is 50. A share under 1 without its sign may mean a hundred times as much, so it stays as it was written. */
export const percentIn = (text: string): number | string => {
  const [, digits = "", sign = ""] = /^(.*?)\s*(%?)$/u.exec(text.trim()) ?? []
  const hundredths = number(digits, 2)
  return hundredths === null ? plain(text) : sign === "" && hundredths > 0 && hundredths < 100 ? text : hundredths / 100
}

/** A usage duration by the form's words, "Not required" or "90 Days"; otherwise as it was written. */
export const durationIn = (text: string): string => {
  const words = text.trim().toLowerCase().replace(/[\s_]+/gu, " ")
  return durations.get(words) ?? text
}

/** Yes or no, null for anything else. */
export const yesIn = (text: string): boolean | null => /^(?:yes|y|true)$/iu.test(text.trim()) ? true : /^(?:no|n|false)$/iu.test(text.trim()) ? false : null

/** What `datesIn` wants, for people. */
export const expectedDates = "a day or two, e.g. 2026-10-12 or 2026-10-12 to 2026-10-20"

/** The days of a field; "2026-10-12 to 2026-10-20" as a person types it. Null for anything else. */
export const datesIn = (answer: FormAnswer): { readonly from: Instant | null; readonly to: Instant | null } | null => {
  if (answer._tag === "Dates") return answer
  const days = (textOf(answer) ?? "").split(/\s+to\s+/iu).map(dayIn)
  const [from = null, to = null] = days
  return days.length > 2 || days.includes(null) ? null : { from: to === null ? null : from, to: to ?? from }
}

/** "12 October 2026", as a zone's calendar has it. */
export const dayText = (at: Instant, timeZone: string): string => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone }).format(at)

const dayIn = (text: string): Instant | null =>
  /^\d{4}-\d{2}-\d{2}$/u.test(text.trim()) ? Option.match(DateTime.make(`${text.trim()}T12:00:00Z`), { onNone: () => null, onSome: (day) => instant(day.epochMillis) }) : null

/** A plain number that is none of ours, such as one below zero, is a number all the same, as it would be in a file. */
const plain = (text: string): number | string => /^-?\d{1,15}(?:\.\d{1,9})?$/u.test(text.trim()) ? Number(text) : text

const durations = new Map([
  ["not required", "none"], ["none", "none"], ["no", "none"], ["30 days", "30_days"], ["60 days", "60_days"], ["90 days", "90_days"], ["6 months", "6_months"],
  ["1 year", "1_year"], ["12 months", "1_year"], ["perpetual", "perpetual"]
])
