/** Most body lines of one part of a mail that are handed on as lines. */
export const maxPartLines = 10_000
/** The same for base64, whose lines mean nothing. */
export const maxBase64Lines = 500
/** Most body lines of a whole mail. */
export const maxBodyLines = 30_000
/** Most header lines of a mail and of all its parts. */
export const maxHeaderLines = 10_000
/** Most header bytes of a mail and of all its parts; the rest of a header is left out. */
export const maxHeaderBytes = 256_000
/** Most parts of a mail, those that only hold others included. */
export const maxParts = 500
/** Most bytes of a text part; the rest of it is left out. */
export const maxTextBytes = 2_000_000
/** Most paddings of a base64 part, each of which ends a unit that is decoded on its own; the rest of the part is left out. */
export const maxPaddings = 20_000

export interface RawLines {
  readonly raw: Uint8Array
  /** Words or structure stand past a limit: what is read there need not be what was sent. */
  readonly cut: boolean
}

/**
 * Reading costs by the line, so past a limit line ends become bare carriage returns: attachments keep their size, base64 means the same,
 * and text still has its lines once line ends are evened out. Parts past their limit belong to the last one.
 */
export const boundLines = (raw: Uint8Array): RawLines => {
  const head = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const out = Buffer.allocUnsafe(raw.length)
  const boundaries = new Set<string>()
  let length = 0
  let lineStart = 0
  let header: Array<string> | undefined = []
  let body: Body = { lines: maxPartLines, isText: true, base64: false, bytes: maxTextBytes }
  let [bytes, paddings] = [0, 0]
  let inPart = 0
  let [headerBytes, headerLines, bodyLines, parts] = [0, 0, 0, 1]
  let cut = false
  let joined = false
  // Whether the line before the one at hand may end as a line.
  let pending = false
  const endLine = (whole: boolean): void => {
    if (whole) {
      if (raw[lineStart - 2] === 13) out[length++] = 13
      out[length++] = 10
    } else {
      joined = true
      out[length++] = 13
    }
  }
  while (lineStart < raw.length) {
    const feed = raw.indexOf(10, lineStart)
    const next = feed < 0 ? raw.length : feed + 1
    let end = feed < 0 ? raw.length : feed
    if (feed >= 0 && raw[end - 1] === 13 && end > lineStart) end--
    const opens = raw[lineStart] === 45 && raw[lineStart + 1] === 45 && end - lineStart < 1000 && boundaries.size > 0 &&
      isBoundary(boundaries, head.toString("latin1", lineStart + 2, end))
    const counted = opens && parts < maxParts
    if (opens && !counted) cut = true
    if (header !== undefined && !counted && end > lineStart) {
      if (headerBytes >= maxHeaderBytes || headerLines >= maxHeaderLines) {
        cut = true
        lineStart = next
        continue
      }
      const last = Math.min(end, lineStart + maxHeaderBytes - headerBytes)
      cut ||= last < end
      end = last
      headerBytes += next - lineStart
    }
    if (header === undefined && !counted) {
      if (bytes >= body.bytes || paddings >= maxPaddings) {
        cut = true
        lineStart = next
        continue
      }
      let last = Math.min(end, lineStart + body.bytes - bytes)
      if (body.base64) {
        const line = raw.subarray(lineStart, last)
        for (let at = line.indexOf(61); at >= 0 && paddings < maxPaddings; at = line.indexOf(61, at + 1)) {
          if (++paddings === maxPaddings) last = lineStart + at + 1
        }
      }
      cut ||= last < end
      end = last
      bytes += next - lineStart
    }
    if (lineStart > 0) endLine(pending || counted)
    if (end - lineStart < 32) for (let at = lineStart; at < end; at++) out[length++] = raw[at] ?? 0
    else length += head.copy(out, length, lineStart, end)
    if (counted) {
      parts++
      header = []
      inPart = 0
      bytes = 0
      paddings = 0
      pending = true
    } else if (header === undefined) {
      pending = ++inPart <= body.lines && ++bodyLines <= maxBodyLines
      cut ||= !pending && body.isText
    } else if (end === lineStart) {
      body = bodyBelow(header, boundaries)
      header = undefined
      pending = true
    } else {
      header.push(head.toString("latin1", lineStart, Math.min(end, lineStart + 2000)))
      headerLines++
      pending = true
    }
    lineStart = next
  }
  if (raw.at(-1) === 10) endLine(true)
  return !joined && !cut ? { raw, cut } : { raw: out.subarray(0, length), cut }
}

const isBoundary = (boundaries: ReadonlySet<string>, line: string): boolean => {
  const name = line.trimEnd()
  return boundaries.has(name) || (name.endsWith("--") && boundaries.has(name.slice(0, -2)))
}

interface Body {
  readonly lines: number
  /** Its lines are words that are shown. */
  readonly isText: boolean
  readonly base64: boolean
  readonly bytes: number
}

/** Notes the boundary that a part's header names. */
const bodyBelow = (header: ReadonlyArray<string>, boundaries: Set<string>): Body => {
  const fields = header.slice(0, 1000).join("\n").replace(/\n[ \t]/gu, " ").split("\n")
  const field = (name: string): string => fields.find((line) => line.toLowerCase().startsWith(name))?.slice(name.length).trim() ?? ""
  const type = field("content-type:")
  const boundary = /boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/iu.exec(type)
  const named = (boundary?.[1] ?? boundary?.[2] ?? "").trimEnd()
  if (/^multipart\//iu.test(type) && named !== "") boundaries.add(named)
  const base64 = /base64/iu.test(field("content-transfer-encoding:"))
  const shown = (type === "" || /^(?:text|multipart)\//iu.test(type)) && !/^attachment/iu.test(field("content-disposition:"))
  return { lines: base64 ? maxBase64Lines : maxPartLines, isText: shown && !base64, base64, bytes: shown && !/^multipart/iu.test(type) ? maxTextBytes : Number.POSITIVE_INFINITY }
}
