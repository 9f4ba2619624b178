import { bytes, entity, hex, html, latin, mail, multipart, plain } from "./Message.ts"
import type { Message } from "./Message.ts"

const text = plain("650 please")
const subject = (name: string, value: string, expected: string): Message => ({ name: `subject: ${name}`, raw: mail(text, `Subject: ${value}`), newText: "650 please", subject: expected })
const sender = (name: string, value: string, expected: string): Message => ({ name: `sender: ${name}`, raw: mail(text, `From: ${value}`), newText: "650 please", fromName: expected })
const file = (name: string, parameters: string, expected: string): Message => ({
  name: `file name: ${name}`,
  raw: mail(multipart("mixed", "o", text, entity("application/pdf", "AAAA", `Content-Disposition: attachment${parameters}`, "Content-Transfer-Encoding: base64"))),
  newText: "650 please",
  attachments: [expected]
})

export const headers: ReadonlyArray<Message> = [
  subject("folded", "Re: a reel\n for May\n\tand June", "Re: a reel for May and June"),
  subject("folded right after its name", "\n Re: a reel", "Re: a reel"),
  subject("one encoded word", "=?UTF-8?B?44Kt44Oj44Oz44Oa44O844Oz?=", "キャンペーン"),
  subject("two encoded words are joined without a blank", "=?utf-8?Q?Gr=C3=BC=C3=9F?=\n =?utf-8?Q?e_f=C3=BCr_Mai?=", "Grüße für Mai"),
  subject("a character split over two words in Q", "=?utf-8?Q?Preis_650_=E2=82?= =?utf-8?Q?=AC?=", "Preis 650 €"),
  subject("a character split over two words in B", "=?utf-8?B?44Kt44Oj44Oz44Oa44O8?=\n =?utf-8?B?44M=?= =?utf-8?B?sw==?=", "キャンペーン"),
  subject("two charsets", "=?iso-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?4oKs?= =?koi8-r?B?xME=?=", "Grüße€да"),
  subject("ISO-2022-JP", "=?ISO-2022-JP?B?UmU6IBskQiVqITwlayRON28bKEI=?=", "Re: リールの件"),
  subject("a language tag", "=?utf-8*de?Q?F=C3=BCr_Mai?=", "Für Mai"),
  subject("blanks inside an encoded word", "=?utf-8?Q?F=C3=BCr Mai?=", "Für Mai"),
  subject("no encoded word after all", "=?utf-8?X?650?= and =?", "=?utf-8?X?650?= and =?"),
  subject("raw UTF-8", "Für Mai – 650 €", "Für Mai – 650 €"),
  { name: "subject: raw Latin bytes", raw: bytes("From: mia@mail.example\nSubject: ", latin("Angebot f\u00fcr Mai, 650 \u0080"), "\n", text), newText: "650 please", subject: "Angebot für Mai, 650 €" },
  { name: "subject: missing", raw: bytes("From: mia@mail.example\n\n650 please"), newText: "650 please", subject: "" },
  sender("raw Japanese, encoded", "=?ISO-2022-JP?B?GyRCJWIlORsoQiAbJEJIfjAhGyhC?= <mia@mail.example>", "モス 美亜"),
  sender("an encoded word in quotes", "\"=?utf-8?B?TWlhIE3DtsOf?=\" <mia@mail.example>", "Mia Möß"),
  sender("a comma in quotes", "\"Moss, Mia\" <mia@mail.example>", "Moss, Mia"),
  sender("a comma in an encoded word", "=?utf-8?Q?Moss,_Mia?= <mia@mail.example>", "Moss, Mia"),
  sender("a name in a comment", "mia@mail.example (Mia Moss)", "Mia Moss"),
  sender("folded before the address", "Mia\n Moss\n <mia@mail.example>", "Mia Moss"),
  sender("an address without a name", "mia@mail.example", ""),
  sender("an address as its own name", "\"sam@brand.example\" <mia@mail.example>", "sam@brand.example"),
  sender("a comma that should have been quoted", "Moss, Mia <mia@mail.example>", "Moss, Mia"),
  sender("emoji", "Mia 🎬 Moss <mia@mail.example>", "Mia 🎬 Moss"),
  { name: "sender: raw Latin bytes", raw: bytes("From: ", latin("Mia M\u00f6\u00df"), " <mia@mail.example>\n", text), newText: "650 please", fromName: "Mia Möß" },
  file("RFC 2231 with a charset", "; filename*=utf-8''Preise%20650%20%E2%82%AC.pdf", "Preise 650 €.pdf"),
  file("RFC 2231 in Latin", "; filename*=iso-8859-1'de'Gr%FC%DFe.pdf", "Grüße.pdf"),
  file("RFC 2231 continued", ";\n filename*0*=utf-8''Preise%20;\n filename*1*=650%20%E2%82%AC;\n filename*2=\".pdf\"", "Preise 650 €.pdf"),
  file("an encoded word where none belongs", "; filename=\"=?utf-8?B?44Kt44Oj44Oz44Oa44O844Oz?=\"", "キャンペーン"),
  file("raw UTF-8", "; filename=\"Preise 650 €.pdf\"", "Preise 650 €.pdf"),
  file("quotes and parentheses", "; filename=Rates(1).pdf", "Rates(1).pdf"),
  {
    name: "header names in any case, folded and with blanks before the colon",
    raw: bytes("FROM : Mia Moss\n <mia@mail.example>\nsubject: Re: x\nCONTENT-TYPE:\n TEXT/HTML;\n\tCHARSET=\"UTF-8\"\ncontent-transfer-encoding: QUOTED-PRINTABLE\n\n<p>650 =E2=82=AC</p>"),
    newText: "650 €",
    fromName: "Mia Moss"
  },
  { name: "a header line that is none among them", raw: mail(text, "this is no header", "X-After: 1"), newText: "650 please", fromName: "Mia Moss", subject: "Re: Reel for May" },
  { name: "a body in Shift_JIS under a header in ISO-2022-JP", raw: mail(entity("text/html; charset=shift_jis", bytes("<p>", hex("38302c303030897e82c58fb382e882dc82b78142"), "</p>")), "Subject: =?ISO-2022-JP?B?UmU6IBskQiVqITwlayRON28bKEI=?="), newText: "80,000円で承ります。", subject: "Re: リールの件" },
  { name: "HTML entities of every form", raw: mail(html("<p>650&nbsp;&euro; &amp; &#8364;700 &#x20AC;800 &lt;net&gt;</p>")), newText: "650 € & €700 €800 <net>" }
]
