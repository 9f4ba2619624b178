import { hasMatch } from "./matchesOf.ts"

/** `machine`: its subject says so. `automatic`: its text does. `away`: an absence that a person mentions too. `notice`: calendars and e-signing. */
export type Machine = "machine" | "automatic" | "away" | "notice"

/** What kind of machine wrote the mail, told from subject and text in lower case; null for a person. */
export const machineNotice = (subject: string, lower: string): Machine | null => {
  const head = subject.toLowerCase().replace(/^(?:\s*(?:re|aw|fwd?|sv|antw|odp|wg|tr|rv|r)\s*:)+\s*/, "")
  if (noticeSubject.test(head) || hasMatch(lower, noticeText)) return "notice"
  if (autoSubject.test(head)) return "machine"
  const told = lower.split(/(?<=[.!?\n])/).filter((part) => !part.endsWith("?")).join("")
  return hasMatch(told, autoText) ? "automatic" : hasMatch(told, away) ? "away" : null
}

const autoSubject = new RegExp([
  "^\\W*auto(?:matic|mated|matische?|matisch|matiq\\w+|matic[ao]?)?[ :-]*(?:reply|response|antwort|antwoord|svar|message)\\b", "^\\W*autoreply", "^\\W*(?:out of (?:the )?office|ooo|on (?:vacation|holiday|leave|annual leave)|away from)\\b", "\\bout[ -]of[ -](?:the[ -])?office\\b",
  "^\\W*(?:abwesen\\w+|automatische (?:antwort|abwesenheit\\w*)|r[eé]ponse automatique|absence du bureau|respuesta autom[aá]tica|resposta autom[aá]tica|risposta automatica|fuera de la oficina|otomatik yan[iı]t|automatisch antwoord|autosvar|automatiskt svar|automatisk svar|automatyczna odpowied[zź]|odpowied[zź] automatyczna|automaattinen vastaus)",
  "\\b(?:delivery (?:status|failure|has failed|incomplete|delayed|report)|undeliver\\w+|returned mail|mail delivery|failure notice|delivery (?:notification|problem)|message delayed|delayed (?:mail|message)|could not be delivered)\\b",
  "^\\W*(?:ticket|case|request)\\s*#", "\\b(?:ticket|request|case|enquiry|inquiry|message) (?:has been |was )?(?:received|created|opened|registered|logged)\\b", "\\bwe(?:'ve|'re| have| are)? (?:got|received|on) your\\b", "^\\W*read:|\\bread receipt\\b"
].join("|"))
const autoText = new RegExp([
  "^\\s*automat(?:ed|ic)\\b", "\\b(?:this|that) (?:is|was) an? (?:automat(?:ic|ed)|auto-?generated|auto-?reply|out[ -]of[ -]office)\\b(?! (?:pass|no|yes|decline|choice))|\\bauto-?generated\\b|\\b(?:sent|generated) automatically\\b",
  "\\bautomat(?:ed|ic) (?:reply|response|message|confirmation|acknowledg\\w+|e-?mail|answer)\\b", "\\bauto-?(?:reply|responder|response)\\b", "\\b(?:please )?do not (?:reply to|answer|respond to) this (?:message|mail|e-?mail|address)\\b", "\\btype your reply above this line\\b",
  "\\b(?:this )?(?:mailbox|inbox|address|account) is (?:not|no longer|un)[ -]?(?:being )?(?:monitored|in use|active|read|checked|attended)", "\\bno longer (?:works?|employed|working|part of|with) (?:with|at|for|by|the|here)\\b", "\\b(?:don't|do not|doesn't|does not) work (?:at|for) [^.\\n]{1,40} (?:any ?more|any longer)\\b",
  "\\b(?:has|have|i've|i) left (?:the company|our company|the agency|the team|[a-z]+ (?:talent|management|agency|group|media|creators))\\b", "\\byour (?:request|ticket|case|message|inquiry|enquiry|e-?mail|mail)(?: [^.\\n]{1,24})? (?:has been|was|is|has) (?:received|created|logged|opened|registered|reached us|queued)\\b",
  "\\byour (?:ticket|case|reference|request) (?:number|id|no)\\b", "\\b(?:will|is expected to) (?:respond|reply|answer|come back to you|get back to you) within \\d+(?:-\\d+)? (?:business|working) (?:days?|hours?)\\b",
  "\\bdelivery to the following (?:recipient|address)", "\\b(?:could not|couldn't|wasn't|was not|can't|cannot) be delivered\\b|\\b(?:wasn't|was not|hasn't been|has not been) delivered\\b|\\bundelivera\\w+\\b", "\\baddress (?:couldn't be|could not be|was not|not) found\\b", "\\bmailer-daemon\\b", "\\b(?:recipient's )?mailbox is full\\b",
  "\\bwith (?:very )?(?:limited|no|little) access to (?:my )?(?:e-?mails?|messages|inbox)\\b", "\\bnicht im buro\\b", "\\babwesend\\b", "\\babsent(?:e)? du bureau\\b", "\\bfuera de la oficina\\b", "^\\s*out of (?:the )?office\\b", "\\bin my absence\\b|\\b(?:while|during) i(?:'m| am) away,? please contact\\b"
].join("|"))
const away =
  /\b(?:i am|i'm|i will be|i'll be|we are|she is|he is|currently) (?:currently |now )?(?:out of (?:the )?office|ooo|away (?:from|with|on|until|till)|on (?:[a-z]+ ){0,2}leave\b|(?:off|offline|travell?ing|at a [a-z]+|on (?:vacation|holiday|a [a-z ]{0,20}break))\b[^.\n]{0,60}\b(?:until|till|return|back|reply|respond))/
const noticeSubject = /^\s*(?:(?:updated )?invitation(?: from [^:]*)?:|(?:accepted|declined|tentative(?:ly accepted)?|canceled event|canceled|cancelled|proposed new time|new time proposed|completed|reminder): |docusign|.*\b(?:docusign|hellosign|pandadoc|adobe sign|dropbox sign)\b|.*\bsent you (?:a document|documents) to (?:sign|review)\b)/
const noticeText = /\bhas (?:accepted|declined|tentatively accepted) (?:your|this|the) invitation\b|\b(?:docusign|hellosign|pandadoc|adobe sign|dropbox sign)\b[^.\n]{0,60}\b(?:viewed|signed|completed|sent|document)|\brequests your signature\b|\b(?:document|agreement|contract|envelope) (?:has been |was )?(?:viewed|signed|completed) by\b|\ball (?:parties|signers) have signed\b/
