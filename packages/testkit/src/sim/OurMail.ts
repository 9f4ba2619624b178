import { DeliverableKind, kindNames } from "@parley/domain/deliverables/Deliverable"
import type { Deliverable } from "@parley/domain/deliverables/Deliverable"

/** A mail of the campaign as it lies in a creator's inbox. Message ids stand without angle brackets; `date` is epoch milliseconds. */
export interface ReceivedMail {
  readonly subject: string
  readonly text: string
  readonly messageId: string
  /** What the mail answers, where that is known. */
  readonly inReplyTo?: string | null
  readonly references: ReadonlyArray<string>
  readonly from: MailPerson
  readonly to: ReadonlyArray<MailPerson>
  readonly cc: ReadonlyArray<MailPerson>
  readonly date: number
}

export interface MailPerson {
  readonly name: string
  readonly address: string
}

/** What a person makes of such a mail. The rate is in minor units of two digits. */
export interface OurMail {
  /** An invitation asks for a rate and names none; a holding reply only says that theirs has arrived. */
  readonly kind: "offer" | "invitation" | "confirmation" | "holding" | "exit"
  readonly rate: number | null
  /** The currency as the mail writes it before an amount: "$", "€", "CAD ". */
  readonly mark: string
  readonly deliverables: ReadonlyArray<Deliverable>
  /** They say that it is their last word. */
  readonly final: boolean
}

/** Reads a mail with a creator's eyes: from its words alone, never from what the campaign knows. */
export const readOurMail = (mail: ReceivedMail): OurMail => {
  const text = newWords(mail.text)
  const rate = rateIn(text)
  const isConfirmed = /^\s*(?:1\.\s|next steps:?\s*$)/imu.test(text) || confirming.test(text)
  return {
    kind: rate === null ? inviting.test(text) ? "invitation" : holding.test(text) ? "holding" : "exit" : isConfirmed ? "confirmation" : "offer",
    rate: rate?.minor ?? null,
    mark: rate?.mark ?? "$",
    deliverables: deliverablesIn(text),
    final: finalWords.test(text)
  }
}

const newWords = (text: string): string =>
  (text.split(/^On .{8,200} wrote:\s*$/mu)[0] ?? text).split("\n").filter((line) => !line.startsWith(">")).join("\n")

/** The line "Rate:" says it; otherwise the last amount that is neither struck through nor called the previous one. */
const rateIn = (text: string): { readonly minor: number; readonly mark: string } | null => {
  const standing = text.replace(/\([^()]*\b(?:previous|before|was|instead)[^()]*\)|~~[^~]*~~/giu, "")
  const line = /^[ \t>*|-]*(?:rate|fee)\b[^:\n]{0,20}:[ \t]*(.+)$/imu.exec(standing)?.[1]
  return amountsIn(line ?? standing).at(-1) ?? null
}

const amountsIn = (text: string): ReadonlyArray<{ readonly minor: number; readonly mark: string }> =>
  [...text.matchAll(/([$€£]|\b[A-Z]{3} )(\d[\d,]*)(?:\.(\d\d))?(?![\d%])/gu)].map(([, mark = "$", whole = "0", rest = "00"]) =>
    ({ minor: Number(whole.replace(/,/gu, "")) * 100 + Number(rest), mark }))

const deliverablesIn = (text: string): ReadonlyArray<Deliverable> =>
  DeliverableKind.literals.flatMap((kind) => {
    const [one, many] = kindNames[kind]
    const found = new RegExp(`(\\d{1,2}) (?:${many}|${one})\\b`, "iu").exec(text)
    return found === null ? [] : [{ kind, quantity: Number(found[1]) }]
  })

const confirming = /\b(?:we have a deal|it's a deal|(?:pleased|glad|happy|delighted) to confirm|what we(?:'ve| have) agreed)\b/iu
const holding = /\bhas arrived\b[^.!?\n]*\bcome back to you\b/iu
const inviting = /\b(?:rate|fee|price|quote|charge)\b[^.!?\n]*\?/iu
const finalWords = /\b(?:final|last|best|most|highest)\b[^.!?\n]{0,30}\b(?:offer|we can|rate)\b|\bas far as we can\b/iu
