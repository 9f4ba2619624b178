import { attached, base64, bytes, entity, hex, html, mail, multipart, plain } from "./Message.ts"
import type { Message } from "./Message.ts"

const picture = entity("image/png; name=a.png", "AAAA", "Content-ID: <a@mail.example>", "Content-Transfer-Encoding: base64")
const forwarded = entity("message/rfc822", plain("The brand pays 900 at most.", "From: Kim <kim@mail.example>", "Subject: rates"))
const invitation = (method: string, description: string): string =>
  `BEGIN:VCALENDAR\nPRODID:-//x//EN\nVERSION:2.0\nMETHOD:${method}\nBEGIN:VEVENT\nUID:1@mail.example\nDTSTART:20260510T090000Z\nSUMMARY:Reel call\nDESCRIPTION:${description}\nATTENDEE;PARTSTAT=ACCEPTED:mailto:mia@mail.example\nEND:VEVENT\nEND:VCALENDAR\n`
const calendar = (method: string): Uint8Array => entity(`text/calendar; charset=utf-8; method=${method}`, invitation(method, "Talk about 650"))
const tnef = attached("application/ms-tnef", "winmail.dat", hex("789f3e22010001089080"))

export const structures: ReadonlyArray<Message> = [
  {
    name: "mixed around related around alternative",
    raw: mail(multipart("mixed", "o", multipart("related", "m", multipart("alternative", "i", plain("650 please"), html("<p>650 <b>please</b></p><img src=\"cid:a@mail.example\">")), picture), attached("application/pdf", "Media Kit.pdf"))),
    newText: "650 please",
    attachments: ["a.png", "Media Kit.pdf"]
  },
  { name: "related with its HTML first and the alternative inside", raw: mail(multipart("related; type=\"text/html\"", "m", html("<div>650 please</div>"), picture)), newText: "650 please", attachments: ["a.png"] },
  { name: "alternative whose HTML comes first", raw: mail(multipart("alternative", "i", html("<p>650 please</p>"), plain("650 please"))), newText: "650 please" },
  { name: "an enriched alternative nobody reads", raw: mail(multipart("alternative", "i", plain("650 please"), entity("text/enriched", "<bold>650</bold> please"))), newText: "650 please" },
  { name: "an AMP alternative", raw: mail(multipart("alternative", "i", plain("650 please"), entity("text/x-amp-html", "<html amp4email>650</html>"), html("<p>650 please</p>"))), newText: "650 please" },
  { name: "text, picture, text", raw: mail(multipart("mixed", "o", plain("My offer:"), picture, plain("650 for it"))), newText: "My offer:\n\n650 for it" },
  { name: "HTML, attachment, HTML, as Apple Mail writes it", raw: mail(multipart("mixed", "o", html("<div>My offer:</div>"), attached("application/pdf", "kit.pdf"), html("<div>650 for it</div>"))), newText: "My offer:\n650 for it" },
  { name: "a list's footer in a part of its own", raw: mail(multipart("mixed", "o", html("<div>650 for it</div>"), attached("text/plain", "rates.txt", "reel 650"))), newText: "650 for it", attachments: ["rates.txt"] },
  { name: "a forwarded mail within is not the sender's words", raw: mail(multipart("mixed", "o", plain("See what they say, I ask 650."), forwarded)), newText: "See what they say, I ask 650." },
  { name: "a forwarded mail alone, where nobody knows whether its words are meant", raw: mail(forwarded), newText: "", ambiguous: true },
  { name: "a digest's forwarded mails without a type of their own", raw: mail(multipart("mixed", "o", plain("650, see both"), multipart("digest", "d", bytes("\nFrom: a@b.example\nSubject: x\n\n400?\n")))), newText: "650, see both" },
  {
    name: "S/MIME signed",
    raw: mail(multipart("signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256", "s", multipart("alternative", "i", plain("650 please"), html("<p>650 please</p>")), attached("application/pkcs7-signature", "smime.p7s"))),
    newText: "650 please",
    attachments: ["smime.p7s"]
  },
  {
    name: "PGP signed",
    raw: mail(multipart("signed; micalg=pgp-sha512; protocol=\"application/pgp-signature\"", "s", plain("650 please\n"), entity("application/pgp-signature; name=\"signature.asc\"", "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----"))),
    newText: "650 please"
  },
  {
    name: "PGP signed in the text itself",
    raw: mail(plain("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n650 please\n- -- not a signature line\nfor the reel\n-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG v2\n\niQEzBAEBCAAdFiEE650\n=abcd\n-----END PGP SIGNATURE-----\n")),
    newText: "650 please\n-- not a signature line\nfor the reel"
  },
  { name: "S/MIME encrypted, whose words cannot be read", raw: mail(entity("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", base64("secret"), "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=smime.p7m")), newText: "", ambiguous: true },
  { name: "PGP encrypted, whose words cannot be read", raw: mail(multipart("encrypted; protocol=\"application/pgp-encrypted\"", "s", entity("application/pgp-encrypted", "Version: 1"), entity("application/octet-stream; name=encrypted.asc", "-----BEGIN PGP MESSAGE-----"))), newText: "", ambiguous: true },
  { name: "winmail.dat beside its text", raw: mail(multipart("mixed", "o", plain("650 please"), tnef)), newText: "650 please", attachments: ["winmail.dat"] },
  { name: "winmail.dat alone, whose words cannot be read", raw: mail(tnef), newText: "", ambiguous: true, attachments: ["winmail.dat"] },
  { name: "a calendar invitation alone, which has no words of the sender but may mean something", raw: mail(calendar("REQUEST"), "Subject: Invitation: Reel call"), newText: "", ambiguous: true },
  { name: "a calendar answer alone, whose \"accepted\" is about a meeting", raw: mail(calendar("REPLY"), "Subject: Accepted: Reel call"), newText: "", ambiguous: true },
  {
    name: "a calendar answer with a text that a program may have written",
    raw: mail(multipart("alternative", "i", plain("Mia Moss has accepted this invitation."), calendar("REPLY")), "Subject: Accepted: Reel call"),
    newText: "Mia Moss has accepted this invitation.",
    ambiguous: true
  },
  {
    name: "an invitation whose words may be the calendar's",
    raw: mail(multipart("mixed", "o", multipart("alternative", "i", plain("Let us talk about 650."), html("<p>Let us talk about 650.</p>"), calendar("REQUEST")), attached("application/ics", "invite.ics", invitation("REQUEST", "x")))),
    newText: "Let us talk about 650.",
    ambiguous: true
  },
  { name: "only an attachment, which a person must open", raw: mail(multipart("mixed", "o", attached("application/pdf", "Rates.pdf"))), newText: "", ambiguous: true, attachments: ["Rates.pdf"] },
  { name: "an attachment and no multipart, which a person must open", raw: mail(attached("image/jpeg", "rates.jpg")), newText: "", ambiguous: true, attachments: ["rates.jpg"] },
  { name: "a picture of text in HTML, which a person must look at", raw: mail(multipart("related", "m", html("<div><img src=\"cid:a@mail.example\"></div>"), picture)), newText: "", ambiguous: true },
  { name: "no end boundary", raw: mail(entity("multipart/mixed; boundary=o", "--o\nContent-Type: text/plain\n\n650 please\n")), newText: "650 please" },
  { name: "a part cut off in its base64", raw: mail(entity("multipart/mixed; boundary=o", "--o\nContent-Type: text/plain\n\n650 please\n--o\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xL")), newText: "650 please" },
  { name: "words before the first boundary are for old programs", raw: mail(entity("multipart/mixed; boundary=o", "This is a multi-part message in MIME format.\n--o\nContent-Type: text/plain\n\n650 please\n--o--\nand after\n")), newText: "650 please" },
  { name: "an empty line and nothing before the first boundary", raw: mail(entity("multipart/mixed; boundary=o", "\n\n--o\n\n650 please\n--o--\n")), newText: "650 please" },
  { name: "a boundary of odd characters", raw: mail(multipart("alternative", "=_'()+_,-./:=? x", plain("650 please"), html("<p>650 please</p>"))), newText: "650 please" },
  { name: "a boundary with an escaped quote", raw: mail(entity("multipart/mixed; boundary=\"a\\\"b\"", "--a\"b\nContent-Type: text/plain\n\n650 please\n--a\"b--\n")), newText: "650 please" },
  { name: "a boundary that begins another one", raw: mail(multipart("mixed", "a", multipart("alternative", "ab", plain("650 please"), html("<p>650 please</p>")), attached("application/pdf", "a.pdf"))), newText: "650 please", attachments: ["a.pdf"] },
  { name: "blanks behind the boundary lines", raw: mail(entity("multipart/mixed; boundary=\"o\"", "--o \t\nContent-Type: text/plain\n\n650 please\n--o-- \n")), newText: "650 please" },
  { name: "a multipart that names no boundary", raw: mail(entity("multipart/mixed", "--o\nContent-Type: text/plain\n\n650 please\n--o--\n")), newText: "650 please" },
  { name: "a multipart whose boundary never comes", raw: mail(entity("multipart/mixed; boundary=zzz", "650 please\n")), newText: "650 please" },
  { name: "a multipart that says it is base64", raw: mail(bytes("Content-Transfer-Encoding: base64\n", multipart("mixed", "o", plain("650 please")))), newText: "650 please" },
  { name: "an empty part between", raw: mail(multipart("mixed", "o", plain(""), plain("650 please"), plain(""))), newText: "650 please" },
  { name: "text marked inline", raw: mail(plain("650 please", "Content-Disposition: inline; filename=\"body.txt\"")), newText: "650 please" },
  { name: "an attached text is not the sender's words", raw: mail(multipart("mixed", "o", plain("See my card."), attached("text/plain", "card.txt", "reel 900"))), newText: "See my card." },
  { name: "an attached HTML page is not the sender's words", raw: mail(multipart("mixed", "o", plain("See my card."), attached("text/html", "card.html", "<p>reel 900</p>"))), newText: "See my card." },
  { name: "forty levels of multipart", raw: mail(Array.from({ length: 40 }, (_, index) => index).reduce((inner, level) => multipart("mixed", `n${level}n`, inner), plain("650 please"))), newText: "650 please" },
  { name: "a Content-Type that is none", raw: mail(entity("text", "650 please")), newText: "650 please" },
  { name: "two Content-Type lines", raw: mail(plain("650 please", "Content-Type: text/html")), newText: "650 please" },
  { name: "text/plain that is written as HTML stays as it reads", raw: mail(plain("650 <please>")), newText: "650 <please>" }
]
