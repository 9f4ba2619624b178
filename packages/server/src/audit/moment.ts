/** What a written time stands for, first and last millisecond: a whole day, minute or second, or one instant. */
export interface Moment {
  readonly first: number
  readonly last: number
}

/** Reads "2026-11-23", "2026-11-23T10:00", "2026-11-23 10:00:30.250+01:00"; UTC unless an offset is named. Null when it is no such time. */
export const readMoment = (text: string): Moment | null => {
  const [matched, year, month, day, hour, minute, second, fraction, offset] = pattern.exec(text.trim()) ?? []
  if (matched === undefined || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  // a day that its month does not have would pass for one of the next month
  if (new Date(midnight).toISOString().slice(0, 10) !== `${year}-${month}-${day}`) return null
  const shift = offsetOf(offset ?? "Z")
  if (shift === null) return null
  const millis = Number((fraction ?? "").padEnd(3, "0").slice(0, 3))
  const first = midnight + Number(hour ?? 0) * hours + Number(minute ?? 0) * minutes + Number(second ?? 0) * 1000 + millis - shift
  const whole = hour === undefined ? 24 * hours : second === undefined ? minutes : fraction === undefined ? 1000 : 1
  return { first, last: first + whole - 1 }
}

/** Reads "30m", "24h", "7d", "2w" as milliseconds; null when it is no such span. */
export const readSpan = (text: string): number | null => {
  const [, count, unit] = /^(\d{1,4})\s*([mhdw])$/i.exec(text.trim()) ?? []
  if (count === undefined || unit === undefined || Number(count) === 0) return null
  const lower = unit.toLowerCase()
  return Number(count) * (lower === "m" ? minutes : lower === "h" ? hours : lower === "d" ? 24 * hours : 7 * 24 * hours)
}

const minutes = 60_000
const hours = 60 * minutes

const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i

/** No place on earth is further than 14 hours from UTC. */
const offsetOf = (text: string): number | null => {
  if (text.toUpperCase() === "Z") return 0
  const [, sign, hour, minute] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? []
  const shift = Number(hour) * hours + Number(minute ?? 0) * minutes
  return Number(minute ?? 0) > 59 || shift > 14 * hours ? null : sign === "-" ? -shift : shift
}
