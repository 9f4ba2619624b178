import { html, mail, offer, plain, quotedOffer, sam } from "./Message.ts"
import type { Message } from "./Message.ts"

const words = "650 works for me."
const attribution = `On Sun, May 3, 2026 at 10:12 AM ${sam} wrote:`
const device = (line: string): Message => ({ name: `a device's line: ${line}`, raw: mail(plain(`${words}\n\n${line}\n\n${attribution}\n${quotedOffer}`)), newText: words })
const notice = (language: string, text: string): Message => ({ name: `a legal notice, ${language}`, raw: mail(plain(`${words}\n\n${text}\n\n${attribution}\n${quotedOffer}`)), newText: words })
const closing = (name: string, lines: string): Message => ({ name: `a closing: ${name}`, raw: mail(plain(`${words}\n\n${lines}\n\n${attribution}\n\n${offer}`)), newText: words })
const kept = (name: string, text: string): Message => ({ name, raw: mail(plain(text)), newText: text })

export const signatures: ReadonlyArray<Message> = [
  ...[
    "Sent from my iPhone", "Sent from my iPad", "Sent from my Samsung Galaxy smartphone.", "Sent from my mobile device", "Get Outlook for iOS", "Get Outlook for Android<https://aka.example/x>",
    "Sent from Outlook for iOS", "Sent from Yahoo Mail for iPhone", "Sent from Mail for Windows", "Sent via Superhuman", "Von meinem iPhone gesendet", "Von meinem Samsung Galaxy Smartphone gesendet.", "Gesendet von Outlook für iOS",
    "Envoyé de mon iPhone", "Envoyé depuis mon Samsung", "Télécharger Outlook pour iOS", "Obtenez Outlook pour iOS", "Enviado desde mi iPhone", "Obtener Outlook para iOS", "Enviado do meu iPhone", "Obter o Outlook para iOS", "Inviato da iPhone", "Inviato dal mio iPhone",
    "Scarica Outlook per iOS", "Verstuurd vanaf mijn iPhone", "Outlook voor iOS downloaden", "Wysłane z iPhone'a", "Pobierz program Outlook dla systemu iOS", "Skickat från min iPhone", "Hämta Outlook för iOS", "Sendt fra min iPhone", "Hent Outlook til iOS",
    "Lähetetty iPhonesta", "Hanki Outlook for iOS", "Odesláno z iPhonu", "iPhone'umdan gönderildi", "Отправлено с iPhone", "Надіслано з iPhone", "iPhoneから送信", "发自我的iPhone", "從我的 iPhone 傳送", "나의 iPhone에서 보냄", "Στάλθηκε από το iPhone μου", "Trimis de pe iPhone-ul meu", "נשלח מה-iPhone שלי", "أُرسلت من الـ iPhone"
  ].map(device),
  closing("a delimiter", "-- \nMia Moss\nCreator | Moss Media\n+44 20 7946 0018"),
  closing("a delimiter and an image's name", "-- \n[image: logo]\nMia Moss\nwww.mossmedia.example"),
  closing("kind regards and a card", "Kind regards,\n\nMia Moss\nContent Creator\nM: +44 7700 900123\nhttps://mossmedia.example"),
  closing("German", "Mit freundlichen Grüßen\nMia Moss"),
  closing("French", "Cordialement,\nMia Moss"),
  closing("Spanish", "Saludos,\nMia"),
  closing("Italian", "Cordiali saluti,\nMia Moss"),
  closing("Portuguese", "Atenciosamente,\nMia Moss"),
  closing("Dutch", "Met vriendelijke groet,\nMia Moss"),
  closing("Polish", "Pozdrawiam,\nMia Moss"),
  closing("Swedish", "Med vänliga hälsningar\nMia Moss"),
  closing("Danish", "Med venlig hilsen\nMia Moss"),
  closing("Norwegian", "Med vennlig hilsen\nMia Moss"),
  closing("Finnish", "Ystävällisin terveisin\nMia Moss"),
  closing("Czech", "S pozdravem\nMia Moss"),
  closing("Turkish", "Saygılarımla,\nMia Moss"),
  closing("Russian", "С уважением,\nМия Мосс"),
  closing("Korean", "감사합니다.\n미아 모스"),
  closing("Chinese", "此致\n敬礼\n莫米娅"),
  closing("emoji beside the name", "xoxo\nMia 💕"),
  closing("an agency's card", "Best,\n\nKim Lee\nTalent Manager | Moss Media GmbH\n+49 30 901820\nkim@agency.example\n@kimlee | www.agency.example"),
  notice("English", "This email and any attachments are confidential and intended solely for the addressee. If you are not the addressee, delete it."),
  notice("English, in capitals", "CONFIDENTIALITY NOTICE: The contents of this email message are intended solely for the addressee(s)."),
  notice("German", "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie bitte."),
  notice("French", "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses destinataires."),
  notice("Spanish", "Este mensaje y sus archivos adjuntos son confidenciales y van dirigidos exclusivamente a su destinatario."),
  notice("Italian", "Questo messaggio e gli eventuali allegati sono confidenziali e destinati esclusivamente al destinatario."),
  notice("Portuguese", "Esta mensagem e seus anexos são confidenciais e destinados exclusivamente ao destinatário."),
  notice("Dutch", "Dit e-mailbericht en de bijlagen zijn vertrouwelijk en uitsluitend bestemd voor de geadresseerde."),
  notice("printing", "Please consider the environment before printing this email."),
  notice("virus scanner", "Virus-free. www.avast.com"),
  kept("a price in a signature stays", "Hello Sam\n\n--\nMia Moss\nReels from 650 EUR"),
  kept("a postscript stays", "Happy to do it.\n\nBest,\nMia\n\nPS: it would be 650."),
  kept("an address for the parcel stays", "650 works. Please send the product to\n\nMia Moss\n12 Mill Lane\nLeeds LS1 4AB"),
  kept("a sentence about a mailbox stays, Korean", "50만원입니다.\n내 gmail로 보내주세요."),
  kept("a short yes stays", "Yes"),
  kept("emoji alone stay", "👍🏽"),
  kept("right-to-left text stays", "שלום סם,\n\nהמחיר שלי הוא 650 דולר."),
  kept("Arabic digits stay", "سعري ٦٥٠ دولار للفيديو الواحد."),
  { name: "directional marks do not split a price", raw: mail(plain("\u200fהמחיר: \u200e650\u200f\u202c $")), newText: "המחיר: 650 $" },
  { name: "an override that turns digits around, so that what is seen and what is written differ", raw: mail(plain("My rate is \u202e056\u202c net.")), newText: "My rate is 056 net.", ambiguous: true },
  { name: "zero-width characters do not split a price", raw: mail(html("<p>6\u200b5\u200d0\u2060 net</p>")), newText: "650 net" },
  { name: "emoji of many parts stay whole", raw: mail(html("<p>650 👩‍👩‍👧 ❤️ ok</p>")), newText: "650 👩‍👩‍👧 ❤️ ok" }
]
