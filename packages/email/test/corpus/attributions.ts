import { html, mail, multipart, offer, plain, quotedOffer, sam } from "./Message.ts"
import type { Message } from "./Message.ts"

const words = "That would be 650 for me.\nOk?"

const marked = (client: string, line: string): Message => ({ name: `${client}, history marked`, raw: mail(plain(`${words}\n\n${line}\n\n${quotedOffer}`)), newText: words })
const bare = (client: string, line: string): Message => ({ name: `${client}, history not marked`, raw: mail(plain(`${words}\n\n${line}\n\n${offer}\n`)), newText: words })
const gmail = (client: string, line: string): Message => ({
  name: `${client}, in HTML that names no client`,
  raw: mail(multipart("alternative", "b", plain(`${words}\n\n${line}\n${quotedOffer}`), html(`<div>That would be 650 for me.<br>Ok?</div><br><div>${line.replace(/</gu, "&lt;").replace(/>/gu, "&gt;")}<br></div><blockquote>Hi Mia,<br>We can pay $400 for one reel.</blockquote>`))),
  newText: words
})

/** How Gmail and Apple Mail announce history, by language. */
const lines: ReadonlyArray<readonly [client: string, line: string]> = [
  ["Gmail, English", `On Sun, May 3, 2026 at 10:12 AM ${sam} wrote:`],
  ["Gmail, British", `On Sun, 3 May 2026, 10:12 Sam Field, <sam@brand.example> wrote:`],
  ["Apple, English", `On 3 May 2026, at 10:12, ${sam} wrote:`],
  ["Gmail, German", `Am So., 3. Mai 2026 um 10:12 Uhr schrieb ${sam}:`],
  ["Apple, German", `Am 03.05.2026 um 10:12 schrieb ${sam}:`],
  ["Gmail, French", `Le dim. 3 mai 2026 à 10:12, ${sam} a écrit\u00a0:`],
  ["Apple, French", `Le 3 mai 2026 à 10:12, ${sam} a écrit :`],
  ["Gmail, Spanish", `El dom, 3 may 2026 a las 10:12, Sam Field (<sam@brand.example>) escribió:`],
  ["Apple, Spanish", `El 3 may 2026, a las 10:12, ${sam} escribió:`],
  ["Gmail, Italian", `Il giorno dom 3 mag 2026 alle ore 10:12 ${sam} ha scritto:`],
  ["Apple, Italian", `Il giorno 3 mag 2026, alle ore 10:12, ${sam} ha scritto:`],
  ["Gmail, Brazilian", `Em dom., 3 de mai. de 2026 às 10:12, ${sam} escreveu:`],
  ["Gmail, Portuguese", `${sam} escreveu (domingo, 3/05/2026 à(s) 10:12):`],
  ["Apple, Portuguese", `No dia 03/05/2026, às 10:12, ${sam} escreveu:`],
  ["Gmail, Dutch", `Op zo 3 mei 2026 om 10:12 schreef ${sam}:`],
  ["Apple, Dutch", `Op 3 mei 2026, om 10:12 heeft ${sam} het volgende geschreven:`],
  ["Gmail, Polish", `niedz., 3 maj 2026 o 10:12 ${sam} napisał(a):`],
  ["Onet, Polish", `Dnia 3 maja 2026 10:12 ${sam} napisał(a):`],
  ["Apple, Polish", `Wiadomość napisana przez ${sam} w dniu 03.05.2026, o godz. 10:12:`],
  ["Gmail, Swedish", `Den sön 3 maj 2026 kl 10:12 skrev ${sam}:`],
  ["Apple, Swedish", `3 maj 2026 kl. 10:12 skrev ${sam}:`],
  ["Gmail, Danish", `Den søn. 3. maj 2026 kl. 10.12 skrev ${sam}:`],
  ["Gmail, Norwegian", `søn. 3. mai 2026 kl. 10:12 skrev ${sam}:`],
  ["Apple, Norwegian", `3. mai 2026 kl. 10:12 skrev ${sam}:`],
  ["Gmail, Finnish", `su 3. toukok. 2026 klo 10.12 Sam Field (sam@brand.example) kirjoitti:`],
  ["Apple, Finnish", `${sam} kirjoitti 3.5.2026 kello 10.12:`],
  ["Gmail, Czech", `ne 3. 5. 2026 v 10:12 odesílatel ${sam} napsal:`],
  ["Apple, Czech", `3. 5. 2026 v 10:12, ${sam}:`],
  ["Gmail, Slovak", `ne 3. 5. 2026 o 10:12 ${sam} napísal(a):`],
  ["Gmail, Hungarian", `${sam} ezt írta (időpont: 2026. máj. 3., V, 10:12):`],
  ["Gmail, Romanian", `În dum., 3 mai 2026 la 10:12, ${sam} a scris:`],
  ["Gmail, Greek", `Στις Κυρ 3 Μαΐ 2026 στις 10:12 π.μ., ο/η ${sam} έγραψε:`],
  ["Gmail, Turkish", `Sam Field <sam@brand.example>, 3 May 2026 Paz, 10:12 tarihinde şunu yazdı:`],
  ["Apple, Turkish", `Sam Field <sam@brand.example> şunları yazdı (3 May 2026 10:12):`],
  ["Gmail, Russian", `вс, 3 мая 2026 г. в 10:12, ${sam}:`],
  ["Apple, Russian", `3 мая 2026 г., в 10:12, ${sam} написал(а):`],
  ["Yandex, Russian", `03.05.2026, 10:12, "Sam Field" <sam@brand.example>:`],
  ["Thunderbird, Russian", `03.05.2026 10:12, Sam Field пишет:`],
  ["Gmail, Ukrainian", `нд, 3 трав. 2026 р. о 10:12 ${sam} пише:`],
  ["Gmail, Japanese", `2026年5月3日(日) 10:12 ${sam}:`],
  ["Apple, Japanese", `2026/05/03 10:12、${sam}のメール:`],
  ["Gmail, Chinese", `${sam} 于2026年5月3日周日 10:12写道：`],
  ["Apple, Chinese", `在 2026年5月3日，10:12，${sam} 写道：`],
  ["Gmail, Traditional Chinese", `${sam} 於 2026年5月3日 週日 上午10:12寫道：`],
  ["Gmail, Korean", `2026년 5월 3일 (일) 오전 10:12, Sam Field <sam@brand.example>님이 작성:`],
  ["Apple, Korean", `2026. 5. 3. 오전 10:12, ${sam} 작성:`],
  ["Gmail, Vietnamese", `Vào CN, 3 thg 5, 2026 vào lúc 10:12 ${sam} đã viết:`],
  ["Gmail, Indonesian", `Pada tanggal Min, 3 Mei 2026 pukul 10.12 ${sam} menulis:`],
  ["Gmail, Hebrew", `\u202bבתאריך יום א׳, 3 במאי 2026 ב-10:12 מאת \u202aSam Field\u202c\u200f <\u202asam@brand.example\u202c\u200f>:\u202c`],
  ["Gmail, Arabic", `في الأحد، 3 مايو 2026 في 10:12 ص تمت كتابة ما يلي بواسطة ${sam}:`],
  ["Thunderbird, Dutch", "Op 3-5-2026 om 10:12 schreef Sam Field:"],
  ["Thunderbird, Italian", "Il 03/05/2026 10:12, Sam Field ha scritto:"],
  ["Thunderbird, Portuguese", "Em 03/05/2026 10:12, Sam Field escreveu:"],
  ["Thunderbird, Danish", "Den 03.05.2026 kl. 10.12 skrev Sam Field:"],
  ["Spark, English", `On 3. May 2026 at 10:12 +0200, ${sam}, wrote:`],
  ["Proton, English", `On Sunday, May 3rd, 2026 at 10:12 AM, ${sam} wrote:`]
]

export const attributions: ReadonlyArray<Message> = [
  ...lines.flatMap(([client, line]) => [marked(client, line), bare(client, line)]),
  ...lines.filter((_, index) => index % 4 === 0).map(([client, line]) => gmail(client, line)),
  { name: "an attribution broken within the address", raw: mail(plain(`${words}\n\nOn Sun, May 3, 2026 at 10:12 AM Sam Field\n<sam@brand.example>\nwrote:\n\n${quotedOffer}`)), newText: words },
  { name: "words posted below the quoted history", raw: mail(plain(`On Sun, May 3, 2026 at 10:12 AM ${sam} wrote:\n${quotedOffer}\n${words}\n`)), newText: words },
  { name: "words between the quoted lines", raw: mail(plain(`Am 03.05.2026 um 10:12 schrieb ${sam}:\n> $400 for one reel?\n\n650 please.\n\n> Before May 10?\n\nAfter it.\n`)), newText: "650 please.\n\nAfter it." },
  { name: "words above and below the quoted history", raw: mail(plain(`Hi Sam!\n\nOn Sun, May 3, 2026 at 10:12 AM ${sam} wrote:\n${quotedOffer}\n650 please.\n`)), newText: "Hi Sam!\n\n650 please." },
  { name: "history in three depths", raw: mail(plain(`${words}\n\nOn Mon, May 4, 2026 at 9:00 AM ${sam} wrote:\n> 500?\n>\n> On Sun, 3 May 2026 at 10:12, Mia <mia@mail.example> wrote:\n>> 700\n>>> 400?\n`)), newText: words },
  { name: "words below unmarked history, where nobody can tell them apart", raw: mail(plain(`On Sun, May 3, 2026 at 10:12 AM ${sam} wrote:\n\n${offer}\n\n650 please.\n`)), newText: `${offer}\n\n650 please.`, ambiguous: true },
  { name: "a sentence with a date and a colon is no attribution", raw: mail(plain("On 3 May 2026 I can offer:\n\nreel 650, story 150\n")), newText: "On 3 May 2026 I can offer:\n\nreel 650, story 150" },
  { name: "a time and a colon is no attribution", raw: mail(plain("Am 3. Mai um 10:12 kann ich, meine Preise:\n\nReel 650, Story 150\n")), newText: "Am 3. Mai um 10:12 kann ich, meine Preise:\n\nReel 650, Story 150" },
  { name: "an address and a colon is no attribution", raw: mail(plain("Please pay by PayPal to mia@mail.example by 3.5.2026:\n\n650 EUR\n")), newText: "Please pay by PayPal to mia@mail.example by 3.5.2026:\n\n650 EUR" },
  { name: "a report of what somebody wrote in a year is no attribution", raw: mail(plain("3 reels for 2026, as my manager wrote:\n650 each\n")), newText: "3 reels for 2026, as my manager wrote:\n650 each" },
  { name: "a greater-than sign in a sentence is no quote", raw: mail(plain("My reach is\n100k, so 650 > 400 :)\n")), newText: "My reach is\n100k, so 650 > 400 :)" }
]
