const long = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" })
const short = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" })
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" })

/** A moment in the reader's own time zone; `at` is epoch milliseconds. */
export const when = (at: number): string => long.format(at)

/** The same, short enough for a table or an axis. */
export const shortWhen = (at: number): string => short.format(at)

/** How far a moment is from now, in the largest unit that fits: "in 3 hours", "2 days ago". */
export const fromNow = (at: number, now: number): string => {
  const seconds = Math.round((at - now) / 1000)
  const [unit, length] = units.find(([, one]) => Math.abs(seconds) >= one) ?? smallest
  return relative.format(Math.round(seconds / length), unit)
}

const smallest = ["second", 1] as const
const units = [["day", 86_400], ["hour", 3600], ["minute", 60], smallest] as const
