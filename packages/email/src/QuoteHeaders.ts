/** The lines by which mail clients announce quoted history, in the languages our counterparties write in. */

export interface Attribution {
  /** Index of its first line; clients wrap it over up to four. */
  readonly start: number
  /** Index of its last line. */
  readonly end: number
  /** It names an address, a time of day, or a weekday with a year, so no person typed it. A weak one counts only above quoted lines. */
  readonly strong: boolean
}

/** "On <date>, <person> wrote:", ending at line `end`. The nearest line that can open one wins, so words above it are never swallowed. */
export const attributionEndingAt = (lines: ReadonlyArray<string>, end: number): Attribution | undefined => {
  const last = flat(lines[end] ?? "")
  if (!/[:：]$/u.test(last) || last.length > 300) return undefined
  let joined = ""
  for (let start = end; start >= 0 && end - start < 4; start--) {
    const line = flat(lines[start] ?? "")
    if (line === "") return undefined
    joined = joined === "" ? line : `${line} ${joined}`
    if (joined.length > 300) return undefined
    if (!opensAttribution.test(line) && !(nameFirst.test(joined) && dateLike.test(joined))) continue
    const hasAddress = address.test(joined)
    if (!dateLike.test(joined) || money.test(joined)) return undefined
    if (!wrote.test(joined) && !addressAtEnd.test(joined)) continue
    return { start, end, strong: hasAddress || timeOfDay.test(joined) || weekdayAndYear.test(joined) }
  }
  return undefined
}

/** An attribution whose history starts on the same line, as Yahoo's mobile clients write it. */
export const isInlineAttribution = (line: string): boolean =>
  line.length < 2000 && /^\s*on [^<]{8,200}<[^<>\s@]+@[^<>\s]+>\s*wrote:\s+\S/iu.test(line)

/** Last line of an Outlook-style block (From, Sent, To, Subject) that starts at `start`. */
export const headerBlockEnd = (lines: ReadonlyArray<string>, start: number): number | undefined => {
  const first = flat(lines[start] ?? "")
  if (!labels.some(([, label]) => label.test(first))) return undefined
  const seen = new Set<string>()
  let evidence = false
  // A block that does not start with its sender could be a person's list, unless the sender comes with an address.
  let sender = fromLabel.test(first)
  let end = start
  for (let index = start; index < lines.length && index < start + 14; index++) {
    const line = flat(lines[index] ?? "")
    if (line === "") {
      if (seen.size >= 2) break
      continue
    }
    evidence ||= address.test(line) || year.test(line)
    sender ||= fromLabel.test(line) && address.test(line)
    for (const [name, label] of labels) {
      if (label.test(line)) {
        seen.add(name)
        end = index
      }
    }
  }
  const whole = (seen.has("date") && (seen.has("subject") || seen.has("to"))) || (seen.has("subject") && seen.has("to"))
  return whole && sender && evidence ? end : undefined
}

/** "-----Original Message-----", "Begin forwarded message:" and their translations. */
export const isSeparator = (line: string): boolean => {
  const text = flat(line)
  return text.length < 100 && (original.test(text) || forwarded.test(text))
}

/** A ruler that clients draw above a header block. */
export const isRuler = (line: string): boolean => /^\s*[_\-*=]{5,200}\s*$/u.test(line)

/** A line of text in which money is spoken of; such a line is never dropped as a signature. */
export const mentionsMoney = (line: string): boolean => money.test(line.slice(0, 2000))

const flat = (line: string): string => line.slice(0, 2000).replace(/[\s*]+/gu, " ").trim()

const address = /[^\s<>@]@[^\s<>@]/u
const addressAtEnd = /[<([][^\s<>@]+@[^\s<>@]+[>)\]]+ ?[:：]$/u
const timeOfDay = /\d{1,2}[:.h時]\d{2}/u
const weekdayAndYear = /^on (?:mon|tue|wed|thu|fri|sat|sun)\w*,? .{0,40}(?:19|20)\d\d/iu
const year = /(?:19|20)\d\d/u
const dateLike = /\d{1,2}[:.h]\d{2}|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}/u
const opensAttribution =
  /^(?:on|am|le|el|il|em|no dia|op|den|dnia|w dniu|wiadomość napisana przez|în|στις|vào|pada|في|בתאריך|在|\d{4}[-年년/.]|\d{1,2}[./-] ?\d|\d{1,2}\.? \p{L}+|\p{L}{2,9}\.?,? \d)(?![\p{L}])/iu
/** "Sam <sam@host> schrieb am 3. Mai:", the address right before the verb, so that no sentence passes for it. */
const nameFirst =
  /^[^<>:!?\d]{0,80}<[^<>\s@]+@[^<>\s@]+>(?: (?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał|kirjoitti|ezt írta|şunları yazdı|于 ?\d|於 ?\d)|, \d.{0,60} şunu yazdı)/iu
const wrote =
  /(?:^|[ \u3000])(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|scrisse|escreveu|schreef|geschreven|skrev|napisał(?:\(a\)|a)?|napisana przez|pisze|kirjoitti|napsala?|napísal(?:\(a\)|a)?|ezt írta|a scris|έγραψε|şun(?:u|ları) yazdı|написал(?:\(а\)|а)?|пишет|пише|написав|đã viết|menulis)(?: |:|$)|さんは書きました|のメール|[写寫]道|작성/iu
const money =
  /[$€£¥₹₩₽₺]\s?\d|\d[\d.,]*\s?(?:[$€£₹₩₽₺]|k\b|zł|kr\b|万|円|usd\b|eur\b|euros?\b|gbp\b|chf\b|sek\b|pln\b|cad\b|aud\b|dollars?\b|bucks\b|pounds?\b)|\b(?:usd|eur|gbp|chf|sek|pln|cad|aud|cpm)\s?\d|\b(?:hundred|thousand)\b/iu

const fromLabel = /^(?:from|von|de|da|van|från|fra|od|lähettäjä|feladó|de la|από|kimden|差出人|发件人|寄件者|보낸 사람|от|від) ?[:：]/iu
const labels: ReadonlyArray<readonly [string, RegExp]> = [
  ["from", fromLabel],
  ["date", /^(?:sent|date|gesendet|datum|envoyé(?: le)?|date d'envoi|enviado(?: el| em)?|enviada(?: em)?|fecha|inviato|data|verzonden|skickat|sendt|dato|wysłano|wysłane|lähetetty|päivämäärä|odesláno|odoslané|elküldve|dátum|trimis|στάλθηκε|ημερομηνία|gönderildi|tarih|送信日時|日時|日付|发送时间|寄件日期|日期|보낸 날짜|дата|отправлено|надіслано) ?[:：]/iu],
  ["to", /^(?:to|an|à|para|a|aan|till|til|do|komu|vastaanottaja|címzett|către|προς|kime|宛先|收件人|收件者|받는 사람|кому) ?[:：]/iu],
  ["subject", /^(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|aihe|předmět|predmet|tárgy|subiect|θέμα|konu|件名|主题|主旨|제목|тема) ?[:：]/iu]
]
const original =
  /^[-_=]{2,} ?(?:original message|original appointment|reply message|ursprüngliche nachricht|original-?nachricht|message d'origine|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|original-?meddelande|oryginalna wiadomość|wiadomość oryginalna|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|původní zpráva|pôvodná správa|eredeti üzenet|mesaj original|αρχικό μήνυμα|özgün [iİ]leti|orijinal mesaj|исходное сообщение|元のメッセージ|邮件原件|原始[邮郵]件|원본 메시지|original mail) ?[-_=]{2,}$/iu
const forwarded =
  /^[-_=]{2,} ?(?:forwarded message|weitergeleitete nachricht|message transféré|forwarded by|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|vidarebefordrat meddelande|przekazana wiadomość|пересылаемое сообщение|转发的?邮件|転送メッセージ)|^(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem (?:re)?encaminhada|begin doorgestuurd bericht|vidarebefordrat brev|転送されたメッセージ) ?[:：]$/iu
