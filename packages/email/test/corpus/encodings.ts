import { base64, bytes, entity, html, mail, plain, quotedOffer, quotedPrintable, sam } from "./Message.ts"
import type { Message } from "./Message.ts"

const encoding = (name: string): string => `Content-Transfer-Encoding: ${name}`
const quoted = (name: string, body: string, newText: string): Message => ({ name: `quoted-printable: ${name}`, raw: mail(plain(body, encoding("quoted-printable"))), newText })
const based = (name: string, body: string, newText: string): Message => ({ name: `base64: ${name}`, raw: mail(plain(body, encoding("base64"))), newText })

export const encodings: ReadonlyArray<Message> = [
  quoted("a soft break in the middle of a number", "I would need 1=\n250=\n.50 =E2=82=\n=AC for it.", "I would need 1250.50 € for it."),
  quoted("blanks behind a soft break", "I would need 1=  \n250 euros.", "I would need 1250 euros."),
  quoted("=20 at line ends", "I would need 1250.=20\n=20\nOk?=20\n", "I would need 1250.\n\nOk?"),
  quoted("small digits and a tab", "650 =e2=82=ac=09net", "650 €\tnet"),
  quoted("signs that encode nothing", "100=% sure: price=650, x=ZZ", "100=% sure: pricee0, x=ZZ"),
  quoted("the last line ends in a soft break", "650 is fine=", "650 is fine"),
  quoted("raw UTF-8 within", "650 € =E2=82=AC", "650 € €"),
  quoted("a whole reply with its history", quotedPrintable(`Für 1.250 € mache ich das sehr gerne, und zwar noch im Mai, wenn der Vertrag bis Freitag da ist.\n\nAm 03.05.2026 um 10:12 schrieb ${sam}:\n${quotedOffer}`), "Für 1.250 € mache ich das sehr gerne, und zwar noch im Mai, wenn der Vertrag bis Freitag da ist."),
  {
    name: "quoted-printable: an equals sign in an HTML attribute over a soft break",
    raw: mail(html("<p style=3D\"color:=\nred\">650 =\nplease</p>", encoding("QUOTED-PRINTABLE"))),
    newText: "650 please"
  },
  based("usual", base64("650 € für alles, größer nicht"), "650 € für alles, größer nicht"),
  based("line noise and blanks", "NTUw\n!!#\n IGZv ciB0\n\t~aGUg\ncmVlbA==\n", "550 for the reel"),
  based("no padding", "NTUwIGlzIGZpbmU", "550 is fine"),
  based("each line padded by itself", "NTUwIA==\nZm9yIA==\naXQ=\n", "550 for it"),
  based("one very long line", Buffer.from(`${"word ".repeat(2000)}550`).toString("base64"), `${"word ".repeat(2000)}550`),
  based("declared, but the text stands plain", "Hi Sam, 550 works for me, but not before May 10.\n", "Hi Sam, 550 works for me, but not before May 10."),
  { name: "7bit declared, 8bit sent", raw: mail(plain("650 € für alles", encoding("7bit"))), newText: "650 € für alles" },
  { name: "binary", raw: mail(plain("650 € für alles\n", encoding("binary"))), newText: "650 € für alles" },
  { name: "an encoding nobody knows", raw: mail(plain("650 € für alles", encoding("x-uuencode-maybe"))), newText: "650 € für alles" },
  { name: "an encoding with a comment and odd case", raw: mail(plain("NTUwIGlzIGZpbmU=", encoding("(as ever) Base64"))), newText: "550 is fine" },
  { name: "LF-only line ends", raw: Buffer.from(Buffer.from(mail(plain(`650 is fine\n\nOn Sun, May 3, 2026 at 10:12 AM ${sam} wrote:\n${quotedOffer}`))).toString().replace(/\r\n/gu, "\n")), newText: "650 is fine", fromName: "Mia Moss" },
  { name: "CR-only line ends", raw: Buffer.from(Buffer.from(mail(plain(`650 is fine\n\nOn Sun, May 3, 2026 at 10:12 AM ${sam} wrote:\n${quotedOffer}`))).toString().replace(/\r\n/gu, "\r")), newText: "650 is fine", fromName: "Mia Moss" },
  { name: "mixed line ends in one body", raw: mail(plain(Buffer.from("650\nis\rfine\r\n\r\nok"))), newText: "650\nis\nfine\n\nok" },
  { name: "NUL bytes in the text", raw: mail(plain("My rate is 6\u000050.\u0000\n")), newText: "My rate is 650." },
  { name: "NUL bytes in HTML", raw: mail(html("<p>My rate is 6\u000050.</p>")), newText: "My rate is 650." },
  { name: "control characters of a terminal", raw: mail(plain("My rate is \u001b[1m650\u001b[0m.\u0007")), newText: "My rate is [1m650[0m." },
  { name: "a byte-order mark before the first header line", raw: bytes("\ufeff", mail(plain("650 is fine"))), newText: "650 is fine", fromName: "Mia Moss" },
  { name: "empty lines before the first header line", raw: bytes("\n\n", mail(plain("650 is fine"))), newText: "650 is fine", fromName: "Mia Moss" },
  { name: "an mbox line before the first header line", raw: bytes("From mia@mail.example Sun May  3 10:12:00 2026\n", mail(plain("650 is fine"))), newText: "650 is fine", fromName: "Mia Moss" },
  { name: "format=flowed joins its soft lines", raw: mail(entity("text/plain; charset=utf-8; format=flowed", "My rate would be \n1250 for \nthe reel.\n\n-- \nMia")), newText: "My rate would be 1250 for the reel." },
  { name: "format=flowed with a deleted blank in a number", raw: mail(entity("text/plain; charset=utf-8; format=flowed; delsp=yes", "My rate is 12 \n50 net.")), newText: "My rate is 1250 net." },
  { name: "a line of 190,000 letters", raw: mail(plain(`${"a".repeat(190_000)} 650`)), newText: `${"a".repeat(190_000)} 650` },
  { name: "a line of a million letters, of which the start is read", raw: mail(plain(`${"a".repeat(1_000_000)} 650`)), newText: "a".repeat(200_000), ambiguous: true },
  { name: "a long quoted history", raw: mail(plain(`650 is fine\n\nOn Sun, May 3, 2026 at 10:12 AM ${sam} wrote:\n${quotedOffer.repeat(1_900)}`)), newText: "650 is fine" },
  { name: "a megabyte of quoted history, below whose start there could be more words", raw: mail(plain(`650 is fine\n\nOn Sun, May 3, 2026 at 10:12 AM ${sam} wrote:\n${quotedOffer.repeat(18_000)}`)), newText: "650 is fine", ambiguous: true },
  { name: "an empty body", raw: mail(plain("")), newText: "" },
  { name: "a body of blanks", raw: mail(plain("\n \n\t\n")), newText: "" },
  { name: "no body and no empty line", raw: bytes("From: Mia Moss <mia@mail.example>\nSubject: Re: Reel\n"), newText: "", fromName: "Mia Moss" }
]
