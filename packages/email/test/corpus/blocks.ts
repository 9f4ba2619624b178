import { mail, offer, plain } from "./Message.ts"
import type { Message } from "./Message.ts"

const words = "That would be 650 for me.\nOk?"
const from = "Sam Field <sam@brand.example>"

const block = (language: string, ...fields: ReadonlyArray<string>): ReadonlyArray<Message> => {
  const ruled = ["", "________________________________", ...fields, "", offer].join("\n")
  const starred = ["", ...fields.map((field) => field.replace(/^([^:：]+[:：])/u, "*$1*")), "", offer].join("\n")
  return [
    { name: `Outlook's block, ${language}, below a ruler`, raw: mail(plain(`${words}\n${ruled}`)), newText: words },
    { name: `Outlook's block, ${language}, bold labels`, raw: mail(plain(`${words}\n${starred}`)), newText: words }
  ]
}

const separated = (line: string): Message => ({
  name: `below "${line}"`,
  raw: mail(plain(`${words}\n\n${line}\n\n${offer}`)),
  newText: words
})

export const blocks: ReadonlyArray<Message> = [
  ...block("English", `From: ${from}`, "Sent: Sunday, May 3, 2026 10:12 AM", "To: Mia Moss <mia@mail.example>", "Cc: Kim <kim@mail.example>", "Subject: Reel for May"),
  ...block("English with its date last", `From: ${from}`, "Subject: Reel for May", "To: Mia Moss", "Date: 3 May 2026 10:12"),
  ...block("German", `Von: ${from}`, "Gesendet: Sonntag, 3. Mai 2026 10:12", "An: Mia Moss <mia@mail.example>", "Betreff: Reel im Mai"),
  ...block("French", `De : ${from}`, "Envoyé : dimanche 3 mai 2026 10:12", "À : Mia Moss <mia@mail.example>", "Objet : Reel de mai"),
  ...block("Spanish", `De: ${from}`, "Enviado: domingo, 3 de mayo de 2026 10:12", "Para: Mia Moss <mia@mail.example>", "Asunto: Reel de mayo"),
  ...block("Italian", `Da: ${from}`, "Inviato: domenica 3 maggio 2026 10:12", "A: Mia Moss <mia@mail.example>", "Oggetto: Reel di maggio"),
  ...block("Portuguese", `De: ${from}`, "Enviado: domingo, 3 de maio de 2026 10:12", "Para: Mia Moss <mia@mail.example>", "Assunto: Reel de maio"),
  ...block("Dutch", `Van: ${from}`, "Verzonden: zondag 3 mei 2026 10:12", "Aan: Mia Moss <mia@mail.example>", "Onderwerp: Reel in mei"),
  ...block("Polish", `Od: ${from}`, "Wysłane: niedziela, 3 maja 2026 10:12", "Do: Mia Moss <mia@mail.example>", "Temat: Reel w maju"),
  ...block("Swedish", `Från: ${from}`, "Skickat: den 3 maj 2026 10:12", "Till: Mia Moss <mia@mail.example>", "Ämne: Reel i maj"),
  ...block("Danish", `Fra: ${from}`, "Sendt: 3. maj 2026 10:12", "Til: Mia Moss <mia@mail.example>", "Emne: Reel i maj"),
  ...block("Norwegian", `Fra: ${from}`, "Sendt: søndag 3. mai 2026 10:12", "Til: Mia Moss <mia@mail.example>", "Emne: Reel i mai"),
  ...block("Finnish", `Lähettäjä: ${from}`, "Lähetetty: sunnuntai 3. toukokuuta 2026 10.12", "Vastaanottaja: Mia Moss <mia@mail.example>", "Aihe: Reel"),
  ...block("Czech", `Od: ${from}`, "Odesláno: neděle 3. května 2026 10:12", "Komu: Mia Moss <mia@mail.example>", "Předmět: Reel"),
  ...block("Slovak", `Od: ${from}`, "Odoslané: nedeľa 3. mája 2026 10:12", "Komu: Mia Moss <mia@mail.example>", "Predmet: Reel"),
  ...block("Hungarian", `Feladó: ${from}`, "Elküldve: 2026. május 3., vasárnap 10:12", "Címzett: Mia Moss <mia@mail.example>", "Tárgy: Reel"),
  ...block("Romanian", `De la: ${from}`, "Trimis: duminică, 3 mai 2026 10:12", "Către: Mia Moss <mia@mail.example>", "Subiect: Reel"),
  ...block("Greek", `Από: ${from}`, "Στάλθηκε: Κυριακή, 3 Μαΐου 2026 10:12", "Προς: Mia Moss <mia@mail.example>", "Θέμα: Reel"),
  ...block("Turkish", `Kimden: ${from}`, "Gönderildi: 3 Mayıs 2026 Pazar 10:12", "Kime: Mia Moss <mia@mail.example>", "Konu: Reel"),
  ...block("Russian", `От: ${from}`, "Отправлено: 3 мая 2026 г. 10:12", "Кому: Mia Moss <mia@mail.example>", "Тема: Reel"),
  ...block("Ukrainian", `Від: ${from}`, "Надіслано: 3 травня 2026 р. 10:12", "Кому: Mia Moss <mia@mail.example>", "Тема: Reel"),
  ...block("Japanese", `差出人: ${from}`, "送信日時: 2026年5月3日 10:12", "宛先: Mia Moss <mia@mail.example>", "件名: 5月のリール"),
  ...block("Chinese", `发件人: ${from}`, "发送时间: 2026年5月3日 10:12", "收件人: Mia Moss <mia@mail.example>", "主题: Reel"),
  ...block("Chinese with wide colons", `发件人：${from}`, "发送时间：2026年5月3日 10:12", "收件人：Mia Moss <mia@mail.example>", "主题：Reel"),
  ...block("Traditional Chinese", `寄件者: ${from}`, "寄件日期: 2026年5月3日 10:12", "收件者: Mia Moss <mia@mail.example>", "主旨: Reel"),
  ...block("Korean", `보낸 사람: ${from}`, "보낸 날짜: 2026년 5월 3일 일요일 10:12", "받는 사람: Mia Moss <mia@mail.example>", "제목: Reel"),
  ...[
    "-----Original Message-----", "-----Ursprüngliche Nachricht-----", "-----Message d'origine-----", "-----Mensaje original-----", "-----Messaggio originale-----",
    "-----Mensagem original-----", "-----Oorspronkelijk bericht-----", "-----Original-Nachricht-----", "-------- Original Message --------", "-------- Forwarded Message --------",
    "-----Oprindelig meddelelse-----", "-----Opprinnelig melding-----", "-----Alkuperäinen viesti-----", "-----Původní zpráva-----", "-----Özgün İleti-----",
    "-----Исходное сообщение-----", "-------- Пересылаемое сообщение --------", "-----邮件原件-----", "------------------ 原始邮件 ------------------", "-----원본 메시지-----",
    "Begin forwarded message:", "Anfang der weitergeleiteten Nachricht:", "Début du message réexpédié :", "---------- Forwarded message ---------", "---------- Weitergeleitete Nachricht ---------"
  ].map(separated),
  {
    name: "a name of two fields in a sentence is no header block",
    raw: mail(plain("From: 1 May to 20 May\nTo: be agreed\n\nI ask 650 for 2026.\n")),
    newText: "From: 1 May to 20 May\nTo: be agreed\n\nI ask 650 for 2026."
  },
  {
    name: "a briefing with labels is no header block",
    raw: mail(plain("Subject: unboxing\nDate: 3 May 2026\nTo: your audience\nPrice: 650\n")),
    newText: "Subject: unboxing\nDate: 3 May 2026\nTo: your audience\nPrice: 650"
  }
]
