/** What kind of machine wrote the mail, told from subject and text in lower case; null for a person. */
export const machineNotice = (subject: string, lower: string): "out_of_office" | "notice" | null => {
  const head = subject.toLowerCase()
  if (noticeSubject.test(head) || noticeText.test(lower)) return "notice"
  if (autoSubject.test(head) || autoText.test(lower)) return "out_of_office"
  return null
}

const autoSubject =
  /^\s*(?:re:\s*)?(?:auto(?:matic|mated)?[ -]?(?:reply|response)|autoreply|out of (?:the )?office|ooo\b|on (?:vacation|leave)|away from|abwesenheit|automatische antwort|r[eé]ponse automatique|respuesta autom[aá]tica|resposta autom[aá]tica|risposta automatica|fuera de la oficina|delivery (?:status|failure|has failed)|undeliver|returned mail|mail delivery|failure notice|\[?(?:ticket|case|request) ?#|ticket received|we(?:'ve)? (?:got|received) your)/
const autoText = new RegExp([
  "\\b(?:i am|i'm|i will be|i'll be|we are|she is|he is|maya is|currently) (?:currently )?(?:out of (?:the )?office|ooo|away (?:from|with|on|until)|on (?:[a-z]+ ){0,2}leave\\b|on (?:vacation|holiday)\\b[^.\\n]{0,50}\\b(?:and|until|with|return|back|reply|respond))",
  "^\\s*out of (?:the )?office\\b", "\\bthis is an auto(?:matic|mated)\\b", "\\bautomated (?:reply|response|message)\\b", "\\bautomatic reply\\b",
  "\\b(?:mailbox|inbox|address) is (?:not|no longer|un)[ -]?(?:being )?(?:monitored|in use|active)", "\\bno longer (?:works?|employed|at|with) (?:with|at|for|by)?", "\\b(?:has|have) left (?:the company|our company)",
  "\\byour (?:request|ticket|case|message|inquiry|enquiry)(?: \\(?#?\\d+\\)?)? (?:has been|was) (?:received|created|logged|opened)", "\\byour (?:ticket|case|reference) (?:number|id) is\\b",
  "\\bdelivery to the following recipient", "\\b(?:could not|couldn't|wasn't|was not) (?:be )?delivered\\b", "\\baddress not found\\b", "\\bmailer-daemon\\b",
  "\\bwith (?:limited|no) access to (?:my )?e-?mail\\b", "\\bnicht im buro\\b", "\\babwesend\\b", "\\babsent(?:e)? du bureau\\b", "\\bfuera de la oficina\\b"
].join("|"))
const noticeSubject = /^\s*(?:(?:updated )?invitation:|accepted:|declined:|tentative:|canceled event|completed:|docusign|.*\b(?:docusign|hellosign|pandadoc|adobe sign|dropbox sign)\b)/
const noticeText = /\bhas (?:accepted|declined|tentatively accepted) (?:your|this) invitation\b|\b(?:docusign|hellosign|pandadoc|adobe sign|dropbox sign)\b[^.\n]{0,60}\b(?:viewed|signed|completed|sent|document)/
