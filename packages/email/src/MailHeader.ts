/** The first header of a name in a mail's bytes, unfolded; null where there is none. */
export const headerValue = (raw: Uint8Array, name: string): string | null => {
  const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 64 * 1024)).toString("latin1").split(/\r?\n\r?\n/u, 1)[0] ?? ""
  const lines = head.replace(/\r?\n[ \t]+/gu, " ").split(/\r?\n/u)
  return lines.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))?.slice(name.length + 1).trim() ?? null
}

/** Message ids in a References, In-Reply-To or Message-ID value, without their angle brackets, each once, in order. */
export const messageIds = (value: string): ReadonlyArray<string> => {
  const text = value.slice(0, 200_000)
  const bracketed = [...text.matchAll(/<\s*([^<>\s]+)\s*>/gu)].map((match) => match[1] ?? "")
  const found = bracketed.length > 0 ? bracketed : text.split(/[\s,]+/u).filter((word) => /^[^<>"]+$/u.test(word) && /.@./u.test(word))
  return [...new Set(found)]
}

/**
 * Encoded words (RFC 2047) in a form that any reader of headers understands: neighbours of one charset joined, so that a
 * character may be split between them, and no comma or other special sign inside.
 */
export const plainWords = (value: string): string =>
  value
    .replace(/=\?([^?\s]{1,60})\?q\?([^?]{0,1000})\?=/giu, (_, charset: string, text: string) => {
      const bytes = text.replace(/_/gu, " ").replace(/=([\da-f]{2})|[\u0080-\u{10ffff}]+/giu, (found, digits: string | undefined) =>
        digits === undefined ? Buffer.from(found, "utf8").toString("latin1") : String.fromCharCode(Number.parseInt(digits, 16)))
      return `=?${charset}?B?${Buffer.from(bytes, "latin1").toString("base64")}?=`
    })
    .replace(/=\?([^?\s]{1,60})\?b\?([^?]*)\?=(?:\s+=\?\1\?b\?[^?]*\?=)+/giu, (run, charset: string) => {
      const words = [...run.matchAll(/\?b\?([^?]*)\?=/giu)].map((match) => Buffer.from(match[1] ?? "", "base64"))
      return `=?${charset}?B?${Buffer.concat(words).toString("base64")}?=`
    })

export interface HeaderDate {
  readonly epochMillis: number
  /** null where the header says that the zone is not known ("-0000"). */
  readonly offsetMinutes: number | null
}

/** Reads an RFC 5322 date, its obsolete zone names, and missing weekdays or seconds. */
export const headerDate = (value: string): HeaderDate | null => {
  const text = value.slice(0, 500).replace(/\([^()]*\)/gu, " ").trim()
  const match = /^(?:[a-z]{2,9}\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{2,4})\s+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?\s*(\S*)/iu.exec(text)
  if (match === null) return isoDate(text)
  const month = months.indexOf((match[2] ?? "").toLowerCase())
  const [day, hour, minute] = [Number(match[1]), Number(match[4]), Number(match[5])]
  const second = Math.min(59, Number(match[6] ?? 0))
  if (month < 0 || day < 1 || day > 31 || hour > 23 || minute > 59) return null
  const shortYear = Number(match[3])
  const year = shortYear < 50 ? 2000 + shortYear : shortYear < 1000 ? 1900 + shortYear : shortYear
  const offset = zoneOffset(match[7] ?? "")
  return { epochMillis: Date.UTC(year, month, day, hour, minute, second) - (offset ?? 0) * 60_000, offsetMinutes: offset }
}

const isoDate = (text: string): HeaderDate | null => {
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):?(\d{2})?\S*?\s*(Z|[+-]\d{2}:?\d{2})?$/iu.exec(text)
  if (match === null) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const offset = zoneOffset((match[7] ?? "").replace(":", "").replace(/^z$/iu, "+0000"))
  return { epochMillis: Date.UTC(year, month - 1, day, hour, minute, second) - (offset ?? 0) * 60_000, offsetMinutes: offset }
}

const zoneOffset = (zone: string): number | null => {
  const numeric = /^([+-])(\d{2}):?(\d{2})/u.exec(zone)
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3])
    if (minutes > 14 * 60 || (numeric[1] === "-" && minutes === 0)) return null
    return numeric[1] === "-" ? -minutes : minutes
  }
  const hours = zoneHours.get(zone.toUpperCase())
  return hours === undefined ? null : hours * 60
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
const zoneHours = new Map([
  ["UT", 0], ["GMT", 0], ["UTC", 0], ["Z", 0], ["EST", -5], ["EDT", -4], ["CST", -6], ["CDT", -5], ["MST", -7], ["MDT", -6], ["PST", -8], ["PDT", -7],
  ["CET", 1], ["CEST", 2], ["BST", 1], ["JST", 9]
])
