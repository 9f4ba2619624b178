import { boundLines } from "./RawLines.ts"
import type { RawLines } from "./RawLines.ts"

/**
 * The bytes of a mail before they are read, mended where a whole family of senders breaks the format in the same way
 * and only one reading makes sense. What is sound stays as it is.
 */
export const mend = (raw: Uint8Array): RawLines => {
  const buffer = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const lines = buffer.includes(0x0a) ? buffer : Buffer.from(buffer.map((byte) => (byte === 0x0d ? 0x0a : byte)))
  const { cut, raw: bounded } = boundLines(lines.subarray(firstHeader(lines)))
  const whole = Buffer.from(bounded.buffer, bounded.byteOffset, bounded.byteLength)
  const source = whole.toString("latin1")
  const { end, start } = headerBounds(source)
  const head = typeHeaders(utf8Headers(whole.subarray(0, end)).toString("latin1"), source.slice(start, start + 100_000))
  const mended = softBreaks(plainDespiteBase64(`${head}${source.slice(end)}`))
  return { raw: mended === source ? whole : Buffer.from(mended, "latin1"), cut }
}

/** Some exports put a byte-order mark or empty lines first. */
const firstHeader = (raw: Buffer): number => {
  let start = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0
  while (raw[start] === 0x0a || raw[start] === 0x0d) start++
  return start
}

const headerBounds = (source: string): { readonly end: number; readonly start: number } => {
  const match = /\r?\n\r?\n/u.exec(source)
  return match === null ? { end: source.length, start: source.length } : { end: match.index, start: match.index + match[0].length }
}

/** Header lines may hold UTF-8 (RFC 6532); other bytes are Windows Latin in practice. */
const utf8Headers = (head: Buffer): Buffer => {
  try {
    strict.decode(head)
    return head
  } catch {
    return Buffer.from(head.toString("latin1").split("\n").map((line) => {
      const bytes = Buffer.from(line, "latin1")
      const text = bytes.toString("utf8")
      return text.includes("\ufffd") ? new TextDecoder("windows-1252").decode(bytes) : text
    }).join("\n"), "utf8")
  }
}

/** RFC 2045, 5.2: a type that cannot be understood means plain text. A multipart is understood only if its boundary stands in the body. */
const typeHeaders = (head: string, body: string): string =>
  head.replace(/^content-type[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*/imu, (field) => {
    const value = field.slice(field.indexOf(":") + 1).trim()
    if (!/^(?:\([^)]*\)\s*)?[^\s/;]+\s*\/\s*[^\s/;]+/u.test(value)) return "Content-Type: text/plain"
    if (!/^multipart\//iu.test(value)) return field
    const boundary = /boundary\*?\d?\*?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/iu.exec(value)
    const named = boundary?.[1]?.replace(/\\(.)/gu, "$1") ?? boundary?.[2]
    if (named !== undefined && (/boundary\*/iu.test(value) || body.length >= 100_000 || body.includes(`--${named.trimEnd()}`))) return field
    const found = /^--([^\s-][^\r\n"]{0,68}[^\s"]|[^\s"-])[ \t]*\r?\n(?:content-[^\r\n]*\r?\n|\r?\n)/imu.exec(body)?.[1]
    return found === undefined ? "Content-Type: text/plain" : `Content-Type: multipart/mixed; boundary="${found}"`
  })

/** A part that says base64 and goes on in words and blanks was never encoded. */
const plainDespiteBase64 = (mail: string): string =>
  mail.replace(/^(content-transfer-encoding:[ \t]*)base64([ \t]*\r?\n(?:[^\r\n]+\r?\n){0,30}(?:\r?\n)+)(?=([^\r\n]{8,500}))/gimu, (field: string, name: string, rest: string, line: string) =>
    line.replace(/[A-Za-z\d+/=]/gu, "").length * 8 > line.length ? `${name}8bit${rest}` : field)

/** Blanks between a soft line break and its line end are transport padding (RFC 2045, 6.7). */
const softBreaks = (mail: string): string => (/quoted-printable/iu.test(mail) ? mail.replace(/=[ \t]{1,200}(\r?\n)/gu, "=$1") : mail)

const strict = new TextDecoder("utf-8", { fatal: true })
