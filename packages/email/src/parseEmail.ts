import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import PostalMime, { addressParser, decodeWords } from "postal-mime"
import type { Email } from "postal-mime"
import { classify, holdsReport } from "./AutoReply.ts"
import { declareLatin, decodeUtf7, looksMisdecoded, repairByteOrder, repairMojibake } from "./Charset.ts"
import { hiddenText, htmlSegments } from "./HtmlSegments.ts"
import { maxHtmlLength } from "./HtmlTree.ts"
import type { Segment } from "./HtmlSegments.ts"
import type { Headers, InboundEmail, MailAddress } from "./InboundEmail.ts"
import { headerDate, messageIds, plainWords } from "./MailHeader.ts"
import { mend } from "./RawMail.ts"
import { plainLines, split } from "./ReplyText.ts"
import type { Line } from "./ReplyText.ts"
import { cutLines, cutText } from "./TextLimit.ts"

/** The bytes are no mail that could be answered; `problem` names what is missing and what was expected instead. */
export class UnreadableEmail extends Data.TaggedError("UnreadableEmail")<{
  readonly reason: "empty" | "no_headers" | "no_sender" | "malformed"
  readonly problem: string
}> {
  override get message(): string {
    return this.problem
  }

  /** Where the problem stands. */
  get field(): string {
    return fieldOf[this.reason]
  }
}

const fieldOf = { empty: "body", no_headers: "headers", no_sender: "From", malformed: "Content-Type" } as const

/** Requirement MAIL-01. Any MIME is read as far as it goes: wrong charsets, missing boundaries and broken encodings lose no other part. */
export const parseEmail = Effect.fn("parseEmail")(function*(raw: Uint8Array) {
  if (isBlank(raw)) {
    return yield* new UnreadableEmail({ reason: "empty", problem: "The mail is empty: expected header lines, an empty line and a body." })
  }
  const { cut, raw: sound } = mend(raw)
  const email = yield* parseMime(sound)
  const headers = collectHeaders(email)
  if (headers.size === 0) {
    return yield* new UnreadableEmail({ reason: "no_headers", problem: "The mail has no header lines: expected lines such as \"From: name <address>\" at its start." })
  }
  const from = addresses(headers, "from")[0] ?? addresses(headers, "sender")[0]
  if (from === undefined) {
    return yield* new UnreadableEmail({ reason: "no_sender", problem: "The mail names no sender: expected a From header that holds an address." })
  }
  const text = cutText(email.text ?? "")
  const html = (email.html ?? "").slice(0, maxHtmlLength)
  return assemble({ ...email, text: readable(sound, text.kept), html: readable(sound, html) }, headers, from, cut || text.cut || html.length < (email.html ?? "").length)
})

const readable = (raw: Uint8Array, text: string): string => repairMojibake(decodeUtf7(raw, repairByteOrder(text)))

const parseMime = (raw: Uint8Array): Effect.Effect<Email, UnreadableEmail> =>
  Effect.gen(function*() {
    const email = yield* attempt(raw)
    return looksMisdecoded(`${email.text ?? ""}${email.html ?? ""}`) ? yield* attempt(declareLatin(raw)) : email
  })

const attempt = (raw: Uint8Array): Effect.Effect<Email, UnreadableEmail> =>
  Effect.tryPromise({
    try: () => PostalMime.parse(raw, { forceRfc822Attachments: true }),
    catch: (cause) => new UnreadableEmail({ reason: "malformed", problem: `The mail's MIME structure cannot be read: ${cause instanceof Error ? cause.message : String(cause)}` })
  })

interface Readable extends Email {
  readonly text: string
  readonly html: string
}

const assemble = (email: Readable, headers: Headers, from: MailAddress, cut: boolean): InboundEmail => {
  const subject = decodeWords(plainWords(headers.get("subject")?.[0] ?? "")).replace(/\s+/gu, " ").trim()
  const plain = withoutArmor(cutText(email.text).kept)
  const html = htmlSegments(email.html)
  const { segments } = html
  const htmlLines = segmentLines(segments)
  // A person reads the HTML where there is one, so that is what counts; the plain alternative stands in when the HTML shows nothing.
  const hasHtmlText = htmlLines.some((line) => line.text.trim() !== "")
  const { cut: tooLong, kept: shown } = cutLines(hasHtmlText ? htmlLines : plainLines(plain))
  const lines = shown.map(cleanLine)
  const reply = split(lines)
  const text = lines.map((line) => line.text).join("\n")
  const date = headerDate(headers.get("date")?.[0] ?? "")
  const parts = email.attachments.map((attachment) => ({
    contentType: attachment.mimeType,
    content: /^(?:message|text)\//u.test(attachment.mimeType) ? decodeStart(attachment.content) : ""
  }))
  const classified = classify(headers, from.address, subject, parts, plain)
  return {
    messageId: messageIds(headers.get("message-id")?.[0] ?? "")[0] ?? null,
    inReplyTo: messageIds(headers.get("in-reply-to")?.[0] ?? "").at(-1) ?? null,
    references: messageIds((headers.get("references") ?? []).join(" ")),
    from,
    replyTo: addresses(headers, "reply-to"),
    to: addresses(headers, "to"),
    cc: addresses(headers, "cc"),
    subject,
    date: date?.epochMillis ?? null,
    dateOffsetMinutes: date?.offsetMinutes ?? null,
    headers,
    text,
    newText: reply.text,
    newTextSpans: reply.spans,
    newTextStart: reply.spans[0]?.start ?? null,
    newTextAmbiguous: cut || html.cut || tooLong || reply.ambiguous || isElsewhere(email, reply.text) || shown.some((line) => turned.test(line.text)) ||
      (classified.kind === "personal" && holdsReport(parts)),
    quotedText: reply.quoted,
    signatureText: reply.signature,
    hiddenText: [hiddenText(segments), hasHtmlText ? contradiction(plain, text) : ""].filter((part) => part !== "").join("\n"),
    attachments: email.attachments.map((attachment) => ({
      filename: attachment.filename,
      contentType: attachment.mimeType,
      size: typeof attachment.content === "string" ? attachment.content.length : attachment.content.byteLength
    })),
    ...classified
  }
}

/** The words may stand in an attachment, or come from a calendar program that answers about a meeting. */
const isElsewhere = (email: Email, newText: string): boolean =>
  (newText === "" && email.attachments.length > 0) || email.attachments.some((attachment) => attachment.mimeType === "text/calendar")

/** What stands inside a PGP signature in the text (RFC 9580, 7). */
const withoutArmor = (plain: string): string => {
  const armor = /(?:^|\n)-----BEGIN PGP SIGNED MESSAGE-----\n(?:[\w-]{1,40}:[^\n]*\n)*\n/u.exec(plain)
  if (armor === null) return plain
  const start = armor.index + armor[0].length
  const end = plain.indexOf("\n-----BEGIN PGP SIGNATURE-----", start)
  if (end < 0) return plain
  const last = "\n-----END PGP SIGNATURE-----"
  const after = plain.indexOf(last, end)
  return `${plain.slice(0, armor.index)}\n${plain.slice(start, end).replace(/^- /gmu, "")}${after < 0 ? "" : plain.slice(after + last.length)}`
}

const collectHeaders = (email: Email): Headers => {
  const headers = new Map<string, Array<string>>()
  const withColon = new Set(email.headerLines.filter((line) => line.line.includes(":")).map((line) => line.key))
  for (const { key, value } of email.headers) {
    if (!/^[!-9;-~]+$/u.test(key) || (value === "" && !withColon.has(key))) continue
    const known = headers.get(key)
    if (known === undefined) headers.set(key, [value])
    else known.push(value)
  }
  return headers
}

const addresses = (headers: Headers, name: string): ReadonlyArray<MailAddress> =>
  (headers.get(name) ?? []).flatMap((value) => {
    const found: Array<MailAddress> = []
    // A comma that should have been quoted leaves the name's first half without an address.
    let before = ""
    for (const one of addressParser(plainWords(value), { flatten: true })) {
      const address = (one.address ?? "").trim().toLowerCase()
      const own = decodeWords(one.name).replace(/\s+/gu, " ").trim()
      const whole = before === "" ? own : `${before}, ${own}`
      const valid = /^[^\s@]+@[^\s@]+$/u.test(address)
      if (valid) found.push({ name: whole, address })
      before = valid ? "" : whole.slice(0, 200)
    }
    return found
  })

const segmentLines = (segments: ReadonlyArray<Segment>): ReadonlyArray<Line> => {
  const lines: Array<{ text: string; quoted: boolean; signature: boolean; written: boolean }> = [{ text: "", quoted: false, signature: false, written: false }]
  for (const segment of segments) {
    if (!segment.visible) continue
    segment.text.split("\n").forEach((text, index) => {
      if (index > 0) lines.push({ text: "", quoted: segment.quoted, signature: segment.signature, written: false })
      const line = lines.at(-1)
      if (line === undefined || text === "") return
      line.text += text
      if (text.trim() === "") return
      line.quoted = line.written ? line.quoted && segment.quoted : segment.quoted
      line.signature = line.written ? line.signature && segment.signature : segment.signature
      line.written = true
    })
  }
  return lines.map(({ text, quoted, signature }) => ({ text, quoted, signature }))
}

/** Invisible characters would split words and numbers that a reader sees whole. */
const cleanLine = (line: Line): Line => ({
  ...line,
  text: line.text
    // oxlint-disable-next-line no-control-regex -- control characters are what this removes
    .replace(/[\x00-\x08\x0b-\x1f\x7f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|(?<=\d)[\u200c\u200d]|[\u200c\u200d](?=\d)/gu, "")
    .replace(/\u00a0/gu, " ").trimEnd()
})

/** An override makes a reader see the digits in another order than they are written. */
const turned = /[\u202d\u202e]/u

/** Lines of the plain alternative that hold a digit and whose words the HTML does not show. */
const contradiction = (plain: string, shown: string): string => {
  const squash = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase()
  const seen = squash(shown)
  // Both say the same in the same order as a rule; what stands elsewhere is searched for as long as the work is worth it.
  let at = 0
  let work = 20_000_000
  const isSeen = (line: string): boolean => {
    if (seen.startsWith(line, at)) return true
    const found = work < 0 ? -1 : seen.indexOf(line, at)
    const before = found < 0 && work >= 0 ? seen.indexOf(line) : found
    work -= (found < 0 ? seen.length : found - at) + line.length
    if (before >= 0) at = before
    return before >= 0
  }
  return plain.split("\n").map((line) => line.replace(/<?https?:\/\/\S+/gu, "").trim())
    .filter((line) => /\d/u.test(line) && !isSeen(squash(line))).join("\n")
}

const decodeStart = (content: ArrayBuffer | Uint8Array | string): string => {
  if (typeof content === "string") return content.slice(0, 500_000)
  const bytes = content instanceof Uint8Array ? content : new Uint8Array(content)
  return new TextDecoder("utf-8").decode(bytes.subarray(0, 500_000))
}

const isBlank = (raw: Uint8Array): boolean => {
  for (let index = 0; index < raw.length; index++) {
    const byte = raw[index] ?? 0
    if (byte !== 9 && byte !== 10 && byte !== 13 && byte !== 32) return false
  }
  return true
}
