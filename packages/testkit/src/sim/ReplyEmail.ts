import * as DateTime from "effect/DateTime"
import type { MailPerson, ReceivedMail } from "./OurMail.ts"
import type { WritingHabits } from "./Persona.ts"
import type { Stream } from "./Seeded.ts"

/** A mail that a simulated creator sends. Message ids stand without angle brackets; `date` is epoch milliseconds. */
export interface ReplyEmail {
  readonly from: MailPerson
  readonly to: ReadonlyArray<MailPerson>
  readonly cc: ReadonlyArray<MailPerson>
  readonly subject: string
  readonly messageId: string
  readonly inReplyTo: string
  readonly references: ReadonlyArray<string>
  readonly date: number
  /** At least one of the two is there. */
  readonly text: string | null
  readonly html: string | null
  readonly headers: Readonly<Record<string, string>>
}

/** Who writes, and what stands around the words. */
export interface Letter {
  readonly words: string
  readonly from: MailPerson
  readonly cc: ReadonlyArray<MailPerson>
  readonly signature: ReadonlyArray<string>
  readonly writing: WritingHabits
  readonly date: number
}

/** A reply to `mail` as a mail program would send it: greeting, words, signature, history. */
export const replyEmail = (mail: ReceivedMail, letter: Letter, random: Stream): ReplyEmail => {
  const { writing } = letter
  const paragraphs = [
    ...(writing.greets ? [random.pick([`Hi ${firstWord(mail.from.name)},`, `Hey ${firstWord(mail.from.name)},`, "Hi there,"])] : []),
    ...letter.words.split("\n\n")
  ]
    .map((paragraph) => writing.isCasual ? paragraph.toLowerCase() : paragraph)
  const ending = endingOf(letter, random)
  return {
    ...headersOf(mail, letter, random),
    subject: `Re: ${bare(mail.subject)}`,
    text: writing.format === "html" ? null : `${[...paragraphs, ...ending].join("\n\n")}\n${quoteText(mail, writing.quote)}`,
    html: writing.format === "text" ? null : `<html><body>${toHtml(paragraphs, ending)}${quoteHtml(mail, writing.quote)}</body></html>`,
    headers: {}
  }
}

/** The notice of a mail program that its owner is away. */
export const autoReply = (mail: ReceivedMail, letter: Letter, random: Stream): ReplyEmail => ({
  ...headersOf(mail, letter, random),
  cc: [],
  subject: `Automatic reply: ${bare(mail.subject)}`,
  text: `${letter.words}\n`,
  html: null,
  headers: { "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" }
})

const headersOf = (mail: ReceivedMail, letter: Letter, random: Stream) => {
  const own = [letter.from, ...letter.cc].map((one) => one.address.toLowerCase())
  const others = [...mail.to, ...mail.cc].filter((one) => !own.includes(one.address.toLowerCase()) && one.address !== mail.from.address)
  const domain = letter.from.address.split("@")[1] ?? "example.com"
  const part = (): string => random.int(0x1000_0000, 0x7fff_ffff).toString(36)
  return {
    from: letter.from,
    to: [mail.from],
    cc: [...letter.cc, ...others],
    messageId: `${part()}.${part()}@mail.${domain}`,
    inReplyTo: mail.messageId,
    references: [...mail.references, mail.messageId],
    date: letter.date
  }
}

const endingOf = ({ from, signature, writing }: Letter, random: Stream): ReadonlyArray<string> => {
  const name = firstWord(from.name)
  switch (writing.signature) {
    case "none":
      return []
    case "name":
      return [random.pick([`Best,\n${name}`, `Thanks,\n${name}`, `Cheers,\n${name}`, `Talk soon,\n${name}`])]
    case "iphone":
      return ["Sent from my iPhone"]
    case "galaxy":
      return ["Sent from my Galaxy"]
    case "outlook_app":
      return ["Get Outlook for iOS"]
    case "card":
      return [`Best regards,\n${[from.name, ...signature].join("\n")}`]
  }
}

const toHtml = (paragraphs: ReadonlyArray<string>, ending: ReadonlyArray<string>): string =>
  [...paragraphs, ...ending].map((one) => `<p>${escape(one).replace(/\n/gu, "<br>")}</p>`).join("")

const quoteText = (mail: ReceivedMail, quote: WritingHabits["quote"]): string => {
  const lines = mail.text.trimEnd().split("\n")
  switch (quote) {
    case "none":
      return ""
    case "on_wrote":
      return `\nOn ${longDate(mail.date)} ${mail.from.name} <${mail.from.address}> wrote:\n\n${lines.map((line) => line === "" ? ">" : `> ${line}`).join("\n")}\n`
    case "outlook":
      return `\n________________________________\nFrom: ${mail.from.name} <${mail.from.address}>\nSent: ${longDate(mail.date)}\nTo: ${
        mail.to.map((one) => one.address).join("; ")}\nSubject: ${mail.subject}\n\n${lines.join("\n")}\n`
  }
}

const quoteHtml = (mail: ReceivedMail, quote: WritingHabits["quote"]): string => {
  const body = escape(mail.text.trimEnd()).replace(/\n/gu, "<br>")
  const sender = `${escape(mail.from.name)} &lt;<a href="mailto:${escape(mail.from.address)}">${escape(mail.from.address)}</a>&gt;`
  switch (quote) {
    case "none":
      return ""
    case "on_wrote":
      return `<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On ${longDate(mail.date)} ${sender} wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">${body}</blockquote></div>`
    case "outlook":
      return `<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> ${sender}<br><b>Sent:</b> ${
        longDate(mail.date)}<br><b>To:</b> ${escape(mail.to.map((one) => one.address).join("; "))}<br><b>Subject:</b> ${escape(mail.subject)}</div><div>${body}</div>`
  }
}

const longDate = (millis: number): string => {
  const { day, hours, minutes, month, weekDay, year } = DateTime.toPartsUtc(DateTime.unsafeMake(millis))
  return `${weekDays[weekDay] ?? ""}, ${months[month - 1] ?? ""} ${day}, ${year} at ${hours % 12 === 0 ? 12 : hours % 12}:${String(minutes).padStart(2, "0")} ${hours < 12 ? "AM" : "PM"}`
}

/** As a mail header writes it: "Mon, 02 Nov 2026 10:00:00 +0000". */
export const headerDate = (millis: number): string => {
  const { day, hours, minutes, month, seconds, weekDay, year } = DateTime.toPartsUtc(DateTime.unsafeMake(millis))
  const two = (value: number): string => String(value).padStart(2, "0")
  return `${weekDays[weekDay] ?? ""}, ${two(day)} ${months[month - 1] ?? ""} ${year} ${two(hours)}:${two(minutes)}:${two(seconds)} +0000`
}

const weekDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

const bare = (subject: string): string => subject.replace(/^(?:\s*(?:re|aw|fwd?)\s*:\s*)+/iu, "").trim()
const firstWord = (name: string): string => name.trim().split(/\s+/u)[0] ?? ""
const escape = (text: string): string => text.replace(/&/gu, "&amp;").replace(/</gu, "&lt;").replace(/>/gu, "&gt;").replace(/"/gu, "&quot;")
