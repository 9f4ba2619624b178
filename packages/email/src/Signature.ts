import { mentionsMoney } from "./QuoteHeaders.ts"

/**
 * Index in `lines` at which the signature starts, or `lines.length`. In doubt the words stay: a signature that speaks
 * of money or asks a question is not taken for one, nor is anything that would leave no words at all.
 */
export const signatureStart = (lines: ReadonlyArray<string>): number => {
  const last = lines.findLastIndex((line) => line.trim() !== "") + 1
  const first = Math.max(0, last - 4 * tailLines)
  const hasWords = (from: number, to: number): boolean => lines.slice(from, to).some((line) => line.trim() !== "")
  let end = last
  for (let round = 0; round < 4; round++) {
    const tail = lines.slice(first, end)
    const found = [noticeStart, delimiterStart, closingStart, contactStart]
      .map((find) => find(tail))
      .find((start) => start !== undefined && hasWords(0, first + start))
    if (found === undefined) break
    end = first + found
  }
  return end === last ? lines.length : end
}

/** "Sent from my iPhone" and the like; only this line goes, what stands below it stays. */
export const isDeviceLine = (line: string): boolean => {
  const text = line.trim()
  return text.length > 0 && text.length < 120 && sentFrom.test(text) && device.test(text) && !mentionsMoney(text)
}

const tailLines = 12

const delimiterStart = (lines: ReadonlyArray<string>): number | undefined => {
  const start = lines.findLastIndex((line) => /^\s{0,2}--\s*$/u.test(line) || /^\s{0,2}[—_]{2,3}\s*$/u.test(line))
  if (start < 0) return undefined
  const body = lines.slice(start + 1).filter((line) => line.trim() !== "")
  return body.length <= tailLines && !body.some(isSpoken) ? start : undefined
}

/** A closing ("Best regards,") followed by nothing but a name, a title and ways to reach the person. */
const closingStart = (lines: ReadonlyArray<string>): number | undefined => {
  const from = Math.max(0, lines.length - tailLines)
  for (let index = from; index < lines.length; index++) {
    if (!closing.test((lines[index] ?? "").trim())) continue
    const body = lines.slice(index + 1).map((line) => line.trim()).filter((line) => line !== "")
    const [first] = body
    if (first !== undefined && isName(first) && body.every(isCard)) return index
  }
  return undefined
}

/** A last paragraph of name, title and at least one way to reach the person, without a closing. */
const contactStart = (lines: ReadonlyArray<string>): number | undefined => {
  const end = lines.findLastIndex((line) => line.trim() !== "")
  const start = lines.slice(0, end + 1).findLastIndex((line) => line.trim() === "") + 1
  const body = lines.slice(start, end + 1).map((line) => line.trim())
  const [first] = body
  const found = start > 0 && body.length >= 2 && body.length <= tailLines && first !== undefined && isName(first) &&
    body.every(isCard) && body.some(isContact)
  return found ? start : undefined
}

const noticeStart = (lines: ReadonlyArray<string>): number | undefined => {
  const end = lines.findLastIndex((line) => line.trim() !== "")
  const start = lines.slice(0, end + 1).findLastIndex((line) => line.trim() === "") + 1
  const text = lines.slice(start, end + 1).join(" ").trim()
  return start > 0 && notice.test(text) && !mentionsMoney(text) && !text.includes("?") ? start : undefined
}

const isSpoken = (line: string): boolean => mentionsMoney(line) || line.includes("?") || answers.test(line.trim())

const isCard = (line: string): boolean => isName(line) || isContact(line) || isTitle(line)

const isName = (line: string): boolean => {
  const words = line.replace(/[\p{Extended_Pictographic}\ufe0f\u200d]/gu, "").trim().replace(/^[-–—~]\s*/u, "").replace(/[.,]$/u, "").split(/\s+/u)
  return line.length <= 40 && words.length <= 5 && !answers.test(line) && !/[\d?!:;]/u.test(line) &&
    words.every((word) => /^[\p{Lu}\p{Lo}(&"]/u.test(word) || /^(?:x+|von|van|de|da|del|di|der|la|le|and|und|y|et)$/iu.test(word))
}

const isTitle = (line: string): boolean => {
  if (line.length > 70 || /[\d?!]|\.\s|\.$/u.test(line) || answers.test(line) || mentionsMoney(line)) return false
  const words = line.split(/[\s|·•,/&-]+/u).filter((word) => word !== "")
  const capitals = words.filter((word) => /^[\p{Lu}\p{Lo}]/u.test(word)).length
  return words.length <= 9 && capitals * 3 >= words.length * 2
}

const isContact = (line: string): boolean => {
  if (line.length > 120 || mentionsMoney(line) || line.includes("?")) return false
  if (/^(?:[\p{L}.]{1,12}[:.]?\s*)?[+(]?\d[\d\s().\-/]{6,20}\d$/u.test(line) && (line.match(/\d/gu) ?? []).length >= 7) return true
  const rest = line
    .replace(/<?(?:mailto:|https?:\/\/)?[^\s<>]+@[^\s<>]+>?/giu, "")
    .replace(/<?(?:https?:\/\/|www\.)\S+/giu, "")
    .replace(/\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,10}\b(?:\/\S*)?/giu, "")
    .replace(/(?:^|\s)@[\w.]+/gu, "")
  return rest !== line && rest.replace(/[\s|·•,:;/()<>-]/gu, "").length <= 24 && !/\d/u.test(rest)
}

const closing =
  /^(?:(?:with )?(?:(?:all (?:the )?|very |my )?best|kind|kindest|warm|warmest|many|best|sincere)(?: regards| wishes| thanks)?|regards|thanks(?: again| so much| a lot)?|thank you(?: so much| very much)?|thx|cheers|sincerely|yours(?: truly| sincerely| faithfully)?|talk soon|x[xo]*|love|(?:mit )?(?:viele|liebe|beste|freundliche[nm]?|herzliche|schöne)n? (?:grü(?:ß|ss)e?n?|gru(?:ß|ss))|lg|vg|mfg|gruß|danke|(?:bien )?cordialement|(?:bien )?à (?:vous|toi)|bonne journée|merci(?: beaucoup)?|(?:un )?(?:cordial )?saludos?(?: cordiales)?|un abrazo|atentamente|gracias|(?:cordiali |distinti |un )?saluti?|grazie(?: mille)?|a presto|(?:com os melhores |melhores )?cumprimentos|atenciosamente|abraços?|obrigad[oa]|(?:met )?vriendelijke groete?n?|groetjes?|groeten|(?:med )?vänliga? hälsning(?:ar)?|hälsningar|mvh|tack|(?:med )?venn?lig hilsen|(?:de )?bedste hilsner|(?:mange )?hilsne[nr]|hilsen|(?:ystävällisin )?terveisin|s pozdravem|s pozdravom|üdvözlettel|cu (?:stimă|respect)|με εκτίμηση|saygılarım(?:la|ızla)|teşekkürler|с уважением|спасибо|з повагою|дякую|감사합니다|此致|敬礼|祝好|[谢謝]{2}|z poważaniem|pozdrawiam|pozdrowienia|よろしくお願い(?:いた)?します|よろしくお願い致します|敬具)[\s,.!。–-]*$/iu
const answers =
  /^(?:i\b|i'|we\b|yes|yep|yeah|no|nope|ok|okay|deal|done|agreed|accepted|confirmed|final|sure|perfect|great|works|sounds|let|please|can|happy|ja|nein|oui|non|s[ií]|sim|não|vale|hecho|d'accord|tak|nie|nej|nee|はい|いいえ|承知|了解)/iu
const sentFrom =
  /^(?:[-–—]+\s*)?(?:sent (?:from|via|with|using|by)|get outlook|von meinem|gesendet (?:mit|von|über)|envoyé (?:de|depuis|à partir)|télécharge[rz] outlook|enviado (?:desde|do|da|de|a partir|pelo)|obtener outlook|inviato (?:da|dal)|scarica outlook|verstuurd vanaf|verzonden (?:vanaf|met|via)|skickat från|hämta outlook|sendt fra|hent outlook|wysłan[eoy]|pobierz (?:program )?outlook|obtenez outlook|obter o outlook|outlook voor|lähetetty|hanki outlook|odesláno z|odoslané z|trimis de pe|отправлено (?:с|из)|надіслано з|στάλθηκε από|[发發]自我的|[从從]我的.{1,15}(?:傳送|发送)$|(?:나의|내) .{1,15}에서 보냄$|נשלח מ|أُ?رسلت من|.{0,20}(?:den|dan) gönderildi|diese nachricht wurde von|holen sie sich outlook|outlook für|.{0,12}iphoneから送信|.{0,20}から送信)/iu
const device =
  /iphon|ipad|ios|android|samsung|galaxy|huawei|xiaomi|pixel|blackberry|outlook|yahoo|gmail|proton|superhuman|spark|mail\b|mobile?\b|handy|phone|telefon|teléfono|téléphone|telefoon|mobiltelefon|smartphone|から送信/iu
const notice =
  /^(?:\*?\s*)?(?:confidentiality notice|disclaimer\b|this (?:e-?mail|message)(?: and any (?:attachments|files)[^.]{0,60})? (?:is|are|may contain|contains?)[^.]{0,60}(?:confidential|privileged|intended)|the information (?:contained )?in this (?:e-?mail|message)[^.]{0,60}confidential|diese e-?mail (?:enthält|kann)[^.]{0,60}vertraulich|ce (?:message|courriel)[^.]{0,80}confidentiel|est[ea] (?:mensaje|correo|mensagem|e-?mail)[^.]{0,80}confidencia|quest[oa] (?:messaggio|e-?mail)[^.]{0,80}(?:confidenzial|riservat)|(?:dit e-?mail(?:bericht)?|dit bericht|deze e-?mail)[^.]{0,80}vertrouwelijk|please consider the environment|virus-free\.)/iu
