import * as Encoding from "effect/Encoding"
import type { MailPerson } from "./OurMail.ts"
import { headerDate, type ReplyEmail } from "./ReplyEmail.ts"

/**
 * The raw message (RFC 5322) of a reply, in plain ASCII: one text part, one HTML part, or both as alternatives, as the reply has them.
 * Written by hand, because the product's own mails always carry both parts and no header that mail programs add.
 */
export const replyMime = (email: ReplyEmail): Uint8Array => {
  const message = rawMessage(email)
  const bytes = new Uint8Array(message.length)
  for (let index = 0; index < message.length; index++) bytes[index] = message.charCodeAt(index)
  return bytes
}

const rawMessage = (email: ReplyEmail): string => {
  const boundary = `=_${email.messageId.replace(/[^a-z0-9]/giu, "")}`
  const parts = [
    ...(email.text === null ? [] : [part("text/plain", email.text)]),
    ...(email.html === null ? [] : [part("text/html", email.html)])
  ]
  const [only] = parts
  const body = parts.length === 1 && only !== undefined
    ? only
    : `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n${parts.map((one) => `--${boundary}\r\n${one}\r\n`).join("")}--${boundary}--\r\n`
  return [
    `From: ${mailbox(email.from)}`,
    `To: ${email.to.map(mailbox).join(",\r\n ")}`,
    ...(email.cc.length === 0 ? [] : [`Cc: ${email.cc.map(mailbox).join(",\r\n ")}`]),
    `Subject: ${phrase(email.subject)}`,
    `Date: ${headerDate(email.date)}`,
    `Message-ID: <${email.messageId}>`,
    `In-Reply-To: <${email.inReplyTo}>`,
    `References: ${email.references.map((id) => `<${id}>`).join("\r\n ")}`,
    ...Object.entries(email.headers).map(([name, value]) => `${name}: ${value}`),
    "MIME-Version: 1.0",
    body
  ].join("\r\n")
}

const part = (type: string, content: string): string =>
  `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${content.split("\n").map(quotedPrintable).join("\r\n")}`

/** One line, soft-wrapped so that no line passes 76 characters and no escape is cut. */
const quotedPrintable = (line: string): string => {
  if (line.length <= 73 && /^(?:[!-<>-~ ]*[!-<>-~])?$/u.test(line)) return line
  const tokens = Array.from(line, (char) => /[!-<>-~ \t]/u.test(char) ? char : percent(char))
  let out = ""
  let length = 0
  for (const [index, raw] of tokens.entries()) {
    const token = index === tokens.length - 1 && /[ \t]/u.test(raw) ? percent(raw) : raw
    if (length + token.length > 73) {
      out += "=\r\n"
      length = 0
    }
    out += token
    length += token.length
  }
  return out
}

const percent = (char: string): string => {
  const encoded = encodeURIComponent(char)
  return encoded === char ? `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}` : encoded.replace(/%/gu, "=")
}

const mailbox = ({ address, name }: MailPerson): string =>
  name === "" ? address : /^[\w .'-]+$/u.test(name) ? `"${name}" <${address}>` : `${phrase(name)} <${address}>`

/** Encoded words (RFC 2047) of at most 75 characters where the text is not plain ASCII. */
const phrase = (text: string): string => {
  if (/^[ -~]*$/u.test(text)) return text
  const chunks: Array<string> = []
  for (const char of text) {
    const last = chunks.at(-1)
    if (last === undefined || Encoding.encodeBase64(last + char).length > 52) chunks.push(char)
    else chunks[chunks.length - 1] = last + char
  }
  return chunks.map((chunk) => `=?utf-8?B?${Encoding.encodeBase64(chunk)}?=`).join("\r\n ")
}
