import type { SeenMail, SeenNotice } from "./Outside.ts"
import type { Taking } from "./takeOver.ts"

/** A mail that somebody outside has to get, once. */
export interface DueMail {
  readonly to: string
  /** The Message-ID it answers; null for the first of its thread. */
  readonly answers: string | null
  readonly says: RegExp
  /** What made it due, for the report. */
  readonly because: string
}

/** A notice the team has to get, once; `about` stands in its title or one of its facts. */
export interface DueNotice {
  readonly kind: string
  readonly about: string
  readonly because: string
}

/** The outside world's own books: what it did, and what has to come of it. Never read from Parley's. */
export interface Book {
  readonly mails: Array<DueMail>
  readonly notices: Array<DueNotice>
  /** Mails that came, by the names they were delivered under. */
  readonly delivered: Array<string>
  /** Decisions that were answered with a yes, by creator: each stands in the timeline, once. */
  readonly decided: Array<{ readonly creator: string; readonly choice: string }>
  /** Staged mails that a person made theirs: each ends in their hands, at the price that their mail names. */
  readonly taken: Array<{ readonly creator: string; readonly how: Taking; readonly price: string }>
  /** Drafts that a person changed and left. */
  readonly keptDrafts: Array<string>
  /** Another process took a mail of ours back before it left, so that due is due no more. */
  readonly withdraw: (due: DueMail) => void
}

export const empty = (): Book => {
  const mails: Array<DueMail> = []
  return {
    mails, notices: [], delivered: [], decided: [], taken: [], keptDrafts: [],
    withdraw: (due) => void mails.splice(mails.indexOf(due), 1)
  }
}

export interface Comparison {
  readonly lost: ReadonlyArray<string>
  readonly duplicated: ReadonlyArray<string>
  readonly dueMails: ReadonlyArray<DueMail>
}

/** What is due and was not seen, and what was seen and is not due. A copy of a mail answers nothing that is due, for its like was seen already. */
export const compare = (book: Book, mails: ReadonlyArray<Pick<SeenMail, "file" | "to" | "inReplyTo" | "text">>, notices: ReadonlyArray<SeenNotice>): Comparison => {
  const mailsLeft = [...book.mails]
  const noticesLeft = [...book.notices]
  const duplicated: Array<string> = []
  for (const mail of mails) {
    const at = mailsLeft.findIndex((due) => mail.to.some((to) => to.address === due.to) && mail.inReplyTo === due.answers && due.says.test(mail.text))
    if (at >= 0) mailsLeft.splice(at, 1)
    else duplicated.push(`a mail too many to ${mail.to.map((to) => to.address).join(", ")}, answering ${mail.inReplyTo ?? "nothing"}: ${mail.file}`)
  }
  for (const notice of notices) {
    const about = `${notice.title}\n${notice.facts.map(([, value]) => value).join("\n")}`
    const at = noticesLeft.findIndex((due) => due.kind === notice.kind && about.includes(due.about))
    if (at >= 0) noticesLeft.splice(at, 1)
    else duplicated.push(`a notice too many: ${notice.kind}, ${notice.title} (${notice.id})`)
  }
  return {
    lost: [
      ...mailsLeft.map((due) => `no mail to ${due.to} that answers ${due.answers ?? "nothing"} and says ${String(due.says)}, due by ${due.because}`),
      ...noticesLeft.map((due) => `no notice ${due.kind} about ${due.about}, due by ${due.because}`)
    ],
    duplicated,
    dueMails: mailsLeft
  }
}
