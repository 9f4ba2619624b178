import type { InboundKind } from "../../src/InboundEmail.ts"

/** A whole mail as its bytes, and what a careful person reads in it. */
export interface Message {
  readonly name: string
  readonly raw: Uint8Array
  /** The sender's new words, trimmed. */
  readonly newText: string
  readonly subject?: string
  readonly fromName?: string
  /** "personal" unless told. */
  readonly kind?: InboundKind
  /** Stretches that the mail holds but does not show. */
  readonly hidden?: ReadonlyArray<string>
  /** Nobody could tell for certain what is new; the name says why. */
  readonly ambiguous?: boolean
  readonly attachments?: ReadonlyArray<string | null>
}

type Piece = string | Uint8Array

/** Text as UTF-8 with CRLF line ends; bytes as they are. */
export const bytes = (...pieces: ReadonlyArray<Piece>): Uint8Array =>
  Buffer.concat(pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece.replace(/\r?\n/gu, "\r\n"), "utf8") : piece)))

export const hex = (digits: string): Uint8Array => Buffer.from(digits.replace(/\s/gu, ""), "hex")
export const latin = (text: string): Uint8Array => Buffer.from(text.replace(/\r?\n/gu, "\r\n"), "latin1")
export const base64 = (content: Piece): string => Buffer.from(content).toString("base64").replace(/.{76}/gu, "$&\n")
export const quotedPrintable = (text: string): string =>
  [...Buffer.from(text, "utf8")].map((byte) => (byte === 10 || (byte >= 32 && byte < 127 && byte !== 61) ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`))
    .join("").replace(/[^\n]{72}(?!\n|$)/gu, (line) => `${line.slice(0, -3)}${line.slice(-3).includes("=") ? `${line.slice(-3)}` : `${line.slice(-3)}=\n`}`)

/** A MIME entity: its own header lines, an empty line, its body. */
export const entity = (type: string, body: Piece, ...fields: ReadonlyArray<string>): Uint8Array =>
  bytes([`Content-Type: ${type}`, ...fields].join("\n"), "\n\n", body)

export const plain = (body: Piece, ...fields: ReadonlyArray<string>): Uint8Array => entity("text/plain; charset=utf-8", body, ...fields)
export const html = (body: Piece, ...fields: ReadonlyArray<string>): Uint8Array => entity("text/html; charset=utf-8", body, ...fields)

/** `subtype` may go on with parameters: "signed; micalg=sha-256". */
export const multipart = (subtype: string, boundary: string, ...parts: ReadonlyArray<Uint8Array>): Uint8Array =>
  entity(`multipart/${subtype}; boundary="${boundary}"`, bytes(...parts.flatMap((part) => [`--${boundary}\n`, part, "\n"]), `--${boundary}--\n`))

export const attached = (type: string, filename: string, content: Piece = "binary"): Uint8Array =>
  entity(type, base64(content), `Content-Disposition: attachment; filename="${filename}"`, "Content-Transfer-Encoding: base64")

const usual: ReadonlyArray<string> = [
  "From: Mia Moss <mia@mail.example>",
  "To: Sam Field <sam@brand.example>",
  "Subject: Re: Reel for May",
  "Message-ID: <m1@mail.example>",
  "In-Reply-To: <o1@brand.example>",
  "Date: Sun, 3 May 2026 10:12:00 +0200",
  "MIME-Version: 1.0"
]

/** The usual header lines around an entity; a given field takes the place of the usual one of its name. */
export const mail = (content: Uint8Array, ...fields: ReadonlyArray<string>): Uint8Array => {
  const nameOf = (field: string): string => field.slice(0, field.indexOf(":")).toLowerCase()
  const given = new Set(fields.map(nameOf))
  return bytes([...usual.filter((field) => !given.has(nameOf(field))), ...fields].join("\n"), "\n", content)
}

export const sam = "Sam Field <sam@brand.example>"
export const offer = "Hi Mia,\n\nWe can pay $400 for one reel.\n\nSam"
export const quotedOffer = "> Hi Mia,\n>\n> We can pay $400 for one reel.\n>\n> Sam\n"
