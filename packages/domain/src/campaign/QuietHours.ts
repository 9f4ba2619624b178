import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { type Instant, instant } from "../Instant.ts"

const MinuteOfDay = Schema.Int.pipe(Schema.between(0, 1439))

/** When no mail leaves, in the counterparty's time; minutes after midnight, `from` later than `to` spans midnight (MAIL-10). */
export const QuietHours = Schema.Struct({ from: MinuteOfDay, to: MinuteOfDay })
export type QuietHours = typeof QuietHours.Type

/** An IANA name, or minutes east of UTC as a Date header has them. */
export type Zone = string | number

/** When the quiet hours that hold at `at` end; null when mail may leave. A zone that this machine does not know counts as UTC. */
export const quietUntil = (hours: QuietHours, zone: Zone, at: Instant): Instant | null => {
  const local = DateTime.setZone(DateTime.unsafeMake(at), zoneOf(zone))
  const { hours: hour, minutes } = DateTime.toParts(local)
  const minute = hour * 60 + minutes
  const spansMidnight = hours.from > hours.to
  const quiet = spansMidnight ? minute >= hours.from || minute < hours.to : minute >= hours.from && minute < hours.to
  if (!quiet) return null
  const day = spansMidnight && minute >= hours.from ? DateTime.add(local, { days: 1 }) : local
  const end = DateTime.toEpochMillis(DateTime.setParts(day, { hours: Math.floor(hours.to / 60), minutes: hours.to % 60, seconds: 0, millis: 0 }))
  // where the clocks are put forward over the end, it lies before the beginning
  return instant(end > at ? end : at + 60_000)
}

/** The day and the hour it is somewhere, e.g. "2026-11-23" and 9. */
export const localHour = (zone: Zone, at: Instant): { readonly day: string; readonly hour: number } => {
  const local = DateTime.setZone(DateTime.unsafeMake(at), zoneOf(zone))
  return { day: DateTime.formatIsoDate(local), hour: DateTime.toParts(local).hours }
}

const zoneOf = (zone: Zone): DateTime.TimeZone =>
  typeof zone === "number"
    ? DateTime.zoneMakeOffset(zone * 60_000)
    : Option.getOrElse(DateTime.zoneMakeNamed(zone), () => DateTime.zoneMakeOffset(0))
