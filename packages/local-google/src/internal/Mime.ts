/** One header line, unfolded; bytes above ASCII read as UTF-8. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** A part of a mail with its content decoded. */
export interface Part {
  readonly headers: ReadonlyArray<Header>
  readonly mimeType: string
  readonly filename: string
  readonly content: Buffer
  readonly parts: ReadonlyArray<Part>
}

/** Byte for byte as Latin-1, so that positions are those of the bytes. */
export const split = (raw: Uint8Array): { readonly head: string; readonly body: string } => {
  const whole = Buffer.from(raw).toString("latin1")
  const end = /^\r?\n|\r?\n\r?\n/u.exec(whole)
  return end === null ? { head: whole, body: "" } : { head: whole.slice(0, end.index), body: whole.slice(end.index + end[0].length) }
}

export const fieldsIn = (head: string): ReadonlyArray<string> => head.split(/\r?\n(?![ \t])/u).filter((line) => /^[!-9;-~]+:/u.test(line))

export const headersOf = (raw: Uint8Array): ReadonlyArray<Header> => headersIn(split(raw).head)

/** As headersOf, with encoded words left as they are: once decoded, a name could hold commas and brackets. */
export const encodedHeadersOf = (raw: Uint8Array): ReadonlyArray<Header> => fieldsIn(split(raw).head).map(unfolded)

/** The first header of that name. */
export const header = (headers: ReadonlyArray<Header>, name: string): string | null =>
  headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? null

export const parse = (raw: Uint8Array): Part => {
  const { body, head } = split(raw)
  const headers = headersIn(head)
  const type = header(headers, "content-type") ?? "text/plain"
  const mimeType = (type.split(";")[0] ?? "").trim().toLowerCase()
  const boundary = parameter(type, "boundary")
  const filename = parameter(header(headers, "content-disposition") ?? "", "filename") ?? parameter(type, "name") ?? ""
  if (!mimeType.startsWith("multipart/") || boundary === null) {
    return { headers, mimeType, filename, content: decoded(body, header(headers, "content-transfer-encoding") ?? ""), parts: [] }
  }
  return { headers, mimeType, filename, content: Buffer.alloc(0), parts: pieces(body, boundary).map((piece) => parse(Buffer.from(piece, "latin1"))) }
}

/** Encoded words (RFC 2047) as what they say. */
export const decodeWords = (value: string): string =>
  value
    .replace(/(=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)\s+(?==\?)/gu, "$1")
    .replace(/=\?([^?*\s]+)[^?\s]*\?([BbQq])\?([^?\s]*)\?=/gu, (whole, charset: string, encoding: string, words: string) => {
      const bytes = encoding.toUpperCase() === "B" ? Buffer.from(words, "base64") : quotedPrintable(words.replace(/_/gu, " "))
      try {
        return new TextDecoder(charset).decode(bytes)
      } catch {
        return whole
      }
    })

/** Ids of a Message-ID, In-Reply-To or References value, without angle brackets. */
export const idsIn = (value: string): ReadonlyArray<string> => [...value.matchAll(/<([^<>\s]+)>/gu)].map((match) => match[1] ?? "")

/** The entries of an address header as (address in lower case, or null for what is none). */
export const addressesIn = (value: string): ReadonlyArray<string | null> =>
  value
    .replace(/"(?:[^"\\]|\\.)*"|\([^()]*\)/gu, " ")
    .replace(/[^,;:]*:([^;]*);/gu, "$1")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) => {
      const address = (/<([^<>]*)>\s*$/u.exec(entry)?.[1] ?? entry).trim().toLowerCase()
      return /^[^\s@<>,;]+@[^\s@<>,;.]+(?:\.[^\s@<>,;.]+)+$/u.test(address) ? address : null
    })

const headersIn = (head: string): ReadonlyArray<Header> =>
  fieldsIn(head).map(unfolded).map(({ name, value }) => ({ name, value: decodeWords(value) }))

const unfolded = (line: string): Header => {
  const colon = line.indexOf(":")
  return { name: line.slice(0, colon), value: Buffer.from(line.slice(colon + 1).replace(/\r?\n(?=[ \t])/gu, ""), "latin1").toString("utf8").trim() }
}

const parameter = (value: string, name: string): string | null => {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, "iu").exec(value)
  return found === null ? null : found[1] ?? found[2] ?? null
}

const pieces = (body: string, boundary: string): ReadonlyArray<string> => {
  const quoted = boundary.replace(/[$()*+./?[\\\]^{|}]/gu, "\\$&")
  const [inside = ""] = `\n${body}`.split(new RegExp(`\\r?\\n--${quoted}--`, "u"))
  return inside.split(new RegExp(`\\r?\\n--${quoted}[ \\t]*(?:\\r?\\n|$)`, "u")).slice(1)
}

const decoded = (body: string, encoding: string): Buffer => {
  switch (encoding.trim().toLowerCase()) {
    case "base64":
      return Buffer.from(body, "base64")
    case "quoted-printable":
      return quotedPrintable(body.replace(/=[ \t]*\r?\n/gu, ""))
    default:
      return Buffer.from(body, "latin1")
  }
}

const quotedPrintable = (body: string): Buffer =>
  Buffer.from(body.replace(/=([\dA-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), "latin1")
