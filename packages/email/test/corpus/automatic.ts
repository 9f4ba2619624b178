import type { InboundKind } from "../../src/InboundEmail.ts"
import { entity, html, mail, multipart, plain } from "./Message.ts"
import type { Message } from "./Message.ts"

const away = "I am out of the office until 10 May and will answer then."
const headed = (kind: InboundKind, name: string, ...fields: ReadonlyArray<string>): Message => ({ name, raw: mail(plain(away), ...fields), newText: away, kind })

const status = (action: string, extra = ""): Uint8Array =>
  entity("message/delivery-status", `Reporting-MTA: dns; mx.brand.example\n\nFinal-Recipient: rfc822; mia@mail.example\nAction: ${action}\nStatus: 5.1.1\n${extra}`)
const returned = entity("text/rfc822-headers", "From: sam@brand.example\nMessage-ID: <offer-1@brand.example>\nSubject: Reel\n")
const report = (action: string, words: string): Uint8Array => multipart("report; report-type=delivery-status", "r", plain(words), status(action), returned)
const daemon = "From: Mail Delivery System <MAILER-DAEMON@mx.brand.example>"
const nullPath = "Return-Path: <>"

const bounced = (name: string, words: string, content: Uint8Array, ...fields: ReadonlyArray<string>): Message => ({ name, raw: mail(content, ...fields), newText: words, kind: "bounce" })
const failed = "I'm sorry to have to inform you that your message could not be delivered."

const gotThis = "I got this when I wrote first. I would do it for $3,000."
/** Whether the words are the person's or the report's takes a person to tell. */
const passedOn = (name: string, ...reports: ReadonlyArray<Uint8Array>): Message => ({ name, raw: mail(multipart("mixed", "o", plain(gotThis), ...reports)), newText: gotThis, ambiguous: true })

export const automatic: ReadonlyArray<Message> = [
  headed("auto_reply", "Auto-Submitted: auto-replied", "Auto-Submitted: auto-replied"),
  headed("auto_reply", "Auto-Submitted with a comment", "Auto-Submitted: (vacation) auto-replied; owner-email=\"mia@mail.example\""),
  headed("auto_reply", "X-Autoreply", "X-Autoreply: yes"),
  headed("auto_reply", "X-Autorespond", "X-Autorespond: Re: Reel"),
  headed("auto_reply", "Precedence: auto_reply", "Precedence: auto_reply"),
  headed("auto_reply", "Gmail's vacation responder", "Precedence: bulk", "Auto-Submitted: auto-replied", "X-Autoreply: yes", "Subject: On holiday Re: Reel for May"),
  headed("auto_reply", "Exchange out of office", "Subject: Automatic reply: Reel for May", "X-Auto-Response-Suppress: All", "X-MS-Exchange-Inbox-Rules-Loop: mia@mail.example", nullPath),
  headed("auto_reply", "Exchange out of office, known by its loop header and suppression alone", "Subject: Weg bis Mai", "X-MS-Exchange-Inbox-Rules-Loop: mia@mail.example", "X-Auto-Response-Suppress: DR, OOF, AutoReply", "Auto-Submitted: auto-generated"),
  headed("auto_reply", "cPanel's responder", "X-Autorespond: Autoresponder", "Precedence: bulk", "X-Loop: mia@mail.example"),
  headed("auto_reply", "Postfix's vacation program", "Precedence: bulk", "Auto-Submitted: auto-replied (vacation)", nullPath),
  headed("auto_reply", "a null return path and Precedence: junk, from a person's address", nullPath, "Precedence: junk"),
  ...[
    "Automatic reply: Reel for May", "Automatische Antwort: Reel", "Réponse automatique : Reel", "Respuesta automática: Reel", "Risposta automatica: Reel", "Resposta automática: Reel", "Automatisch antwoord: Reel", "Autosvar: Reel",
    "Automatisk svar: Reel", "Automaattinen vastaus: Reel", "Automatická odpověď: Reel", "Automatikus válasz: Reel", "Răspuns automat: Reel", "Otomatik yanıt: Reel", "Αυτόματη απάντηση: Reel", "Автоматический ответ: Reel", "Автоматична відповідь: Reel",
    "自動応答: Reel", "自动答复: Reel", "自動回覆: Reel", "자동 회신: Reel", "Odpowiedź automatyczna: Reel", "Out of Office: Re: Reel", "Abwesenheitsnotiz: Reel", "Re: Automatic reply: Reel"
  ].map((subject) => headed("auto_reply", `by its subject: ${subject}`, `Subject: ${subject}`)),
  { name: "an encoded subject of an automatic reply", raw: mail(plain(away), "Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_Reel?="), newText: away, kind: "auto_reply" },
  {
    name: "a read receipt",
    raw: mail(multipart("report; report-type=disposition-notification", "r", plain("Your message was read on 3 May."), entity("message/disposition-notification", "Final-Recipient: rfc822; mia@mail.example\nDisposition: manual-action/MDN-sent-manually; displayed\n")), "Subject: Read: Reel for May"),
    newText: "Your message was read on 3 May.",
    kind: "auto_reply"
  },
  {
    name: "a receipt that a mail was deleted unread",
    raw: mail(multipart("report", "r", plain("Your message was deleted without being read."), entity("message/disposition-notification", "Disposition: automatic-action/MDN-sent-automatically; deleted\n")), "Subject: Not read: Reel for May"),
    newText: "Your message was deleted without being read.",
    kind: "auto_reply"
  },
  bounced("Postfix", failed, report("failed", failed), daemon, nullPath, "Subject: Undelivered Mail Returned to Sender", "Auto-Submitted: auto-replied"),
  bounced("Exim", failed, plain(failed), "From: Mail Delivery System <Mailer-Daemon@mx.brand.example>", "X-Failed-Recipients: mia@mail.example", "Auto-Submitted: auto-replied", "Subject: Mail delivery failed: returning message to sender"),
  bounced("qmail", "Hi. This is the qmail-send program at mx.brand.example.\n\n<mia@mail.example>:\nno mailbox here by that name.", plain("Hi. This is the qmail-send program at mx.brand.example.\n\n<mia@mail.example>:\nno mailbox here by that name.\n"), "From: MAILER-DAEMON@mx.brand.example", nullPath, "Subject: failure notice"),
  bounced("Gmail", "Address not found", multipart("report; report-type=delivery-status", "r", multipart("related", "x", multipart("alternative", "y", plain("Address not found"), html("<p>Address not found</p>"))), status("failed"), returned), "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "X-Failed-Recipients: mia@mail.example", nullPath, "Auto-Submitted: auto-replied", "Subject: Delivery Status Notification (Failure)"),
  bounced("Exchange", failed, report("failed", failed), "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@brand.example>", nullPath, "Subject: Undeliverable: Reel for May", "X-MS-Exchange-Message-Is-Ndr:"),
  bounced("Exchange, without a report", failed, html(`<p>${failed}</p>`), "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@brand.example>", nullPath, "Subject: Unzustellbar: Reel for May"),
  bounced("Exchange, known by its own header", failed, plain(failed), "From: postmaster@brand.example", "Subject: Nope: Reel", "X-MS-Exchange-Message-Is-Ndr:"),
  bounced("a report whose multipart type was lost", failed, multipart("mixed", "r", plain(failed), status("failed"), returned), daemon),
  bounced("a report that says so in quotes", failed, multipart("report; report-type=\"delivery-status\"", "r", plain(failed), status("failed")), daemon),
  bounced("a German postmaster", failed, plain(failed), "From: Postmaster <postmaster@mail.example>", nullPath, "Subject: Nachricht nicht zugestellt"),
  {
    name: "a delivery that is only delayed is automatic, and nothing has failed",
    raw: mail(report("delayed", "THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND."), daemon, nullPath, "Subject: Delayed Mail (still being retried)", "Auto-Submitted: auto-replied"),
    newText: "THIS IS A WARNING MESSAGE ONLY. YOU DO NOT NEED TO RESEND.",
    kind: "auto_reply"
  },
  {
    name: "Exim's warning that a delivery is delayed",
    raw: mail(plain("A message that you sent has not yet been delivered. No action is required on your part."), "From: Mail Delivery System <Mailer-Daemon@mx.brand.example>", nullPath, "Auto-Submitted: auto-replied", "Subject: Warning: message 1abc delayed 24 hours"),
    newText: "A message that you sent has not yet been delivered. No action is required on your part.",
    kind: "auto_reply"
  },
  {
    name: "a report that the mail was delivered",
    raw: mail(report("delivered", "Your message was delivered."), daemon, nullPath, "Subject: Successful Mail Delivery Report"),
    newText: "Your message was delivered.",
    kind: "auto_reply"
  },
  {
    name: "a report on two recipients of whom one failed",
    raw: mail(multipart("report; report-type=delivery-status", "r", plain(failed), status("delayed", "\nFinal-Recipient: rfc822; kim@mail.example\nAction: failed\nStatus: 5.2.2\n")), daemon, nullPath),
    newText: failed,
    kind: "bounce"
  },
  { name: "a person who tells of an absence", raw: mail(plain("I am out of office next week but yes, 650 works.")), newText: "I am out of office next week but yes, 650 works.", kind: "personal" },
  headed("personal", "Auto-Submitted: no", "Auto-Submitted: no"),
  headed("personal", "a person writing through a list", "List-Id: <creators.mail.example>", "List-Unsubscribe: <mailto:u@mail.example>", "Precedence: list"),
  headed("personal", "a person whose mailer says bulk", "Precedence: bulk"),
  headed("personal", "a person whose mailer wants no automatic answers", "X-Auto-Response-Suppress: All"),
  headed("personal", "a person whose host lost the return path", nullPath),
  headed("personal", "a person whose subject is about the office", "Subject: Re: our office tour, out in May"),
  headed("personal", "a person who answers an automatic reply's subject in words", "Subject: Re: your automatic reply"),
  headed("personal", "a person called Postmaster", "From: Paul Postmaster <paul.postmaster@mail.example>", "Subject: Re: delivery failure of the parcel"),
  headed("personal", "a person writing about a delivery", "Subject: Delivery failed: the parcel never came"),
  {
    name: "a person who attaches the report they got",
    raw: mail(multipart("mixed", "o", plain("My answer bounced, see the report. 650 works."), entity("message/rfc822", multipart("report; report-type=delivery-status", "r", plain(failed), status("failed")), "Content-Disposition: attachment"))),
    newText: "My answer bounced, see the report. 650 works.",
    kind: "personal"
  },
  passedOn("a person who attaches the warning that their answer was delayed", status("delayed"), returned),
  passedOn("a person who attaches the report that their answer failed", status("failed"), returned),
  passedOn("a person who attaches a report of the other address form", entity("message/global-delivery-status", "Reporting-MTA: dns; mx.brand.example\n\nAction: failed\n")),
  passedOn("a person who attaches a read receipt", entity("message/disposition-notification", "Disposition: automatic-action/MDN-sent-automatically; displayed\n")),
  { ...passedOn("a person who passes a whole report on as a part", report("failed", failed)), newText: `${gotThis}\n\n${failed}` },
  {
    name: "a delayed delivery told by a null sender whose multipart type was lost",
    raw: mail(multipart("mixed", "r", plain(failed), status("delayed")), "From: Mail Service <service@mx.brand.example>", nullPath),
    newText: failed,
    kind: "auto_reply"
  }
]
