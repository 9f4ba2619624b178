import type { InboundEmail, Mailbox } from "@parley/domain/ports/Mailbox"
import { parseEmail } from "@parley/email/parseEmail"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as MemoryMailbox from "../../MemoryMailbox.ts"
import { Mailbox as MailboxTag } from "@parley/domain/ports/Mailbox"
import type { ReceivedMail } from "../OurMail.ts"
import type { ReplyEmail } from "../ReplyEmail.ts"
import { replyMime } from "../replyMime.ts"
import * as PlainMailbox from "./PlainMailbox.ts"

/** The post office of a simulated world: our mailbox, and what the others see of it. */
export interface Post {
  readonly mailbox: Context.Tag.Service<typeof Mailbox>
  /** A mail arrives under a name of its own. */
  readonly deliver: (email: ReplyEmail, name: string) => void
  /** What left since the last look, in the order it left. */
  readonly newlySent: Effect.Effect<ReadonlyArray<ReceivedMail>>
}

export interface Options {
  readonly own: string
  readonly now: () => number
}

/** Mail handed over as it is: no bytes are written or read, which is most of what a mail costs. */
export const plain = ({ own, now }: Options): Post => {
  const box = PlainMailbox.make({ own, now })
  return { mailbox: box.service, deliver: (email, name) => box.deliver(inbound(email), name), newlySent: Effect.sync(box.newlySent) }
}

/** Mail as bytes, written and parsed as with a real mailbox. */
export const mime = ({ own, now }: Options): Effect.Effect<Post> => {
  const box = MemoryMailbox.make({ ownAddresses: [own], now })
  let seen = 0
  return Effect.map(Effect.provide(MailboxTag, box.layer), (mailbox) => ({
    mailbox,
    deliver: (email, name) => box.deliver(replyMime(email), name),
    newlySent: Effect.suspend(() => {
      const fresh = box.sent().slice(seen)
      seen += fresh.length
      return Effect.forEach(fresh, (raw) => Effect.map(Effect.orDie(parseEmail(raw)), (mail): ReceivedMail => ({
        subject: mail.subject, text: mail.text, messageId: mail.messageId ?? "", inReplyTo: mail.inReplyTo, references: mail.references, from: mail.from, to: mail.to, cc: mail.cc,
        date: mail.date ?? now()
      })))
    })
  }))
}

/** As the parser gives a mail of theirs. */
const inbound = (email: ReplyEmail): InboundEmail => {
  const text = email.text ?? ""
  return {
    messageId: email.messageId, inReplyTo: email.inReplyTo, references: email.references, from: lower(email.from), replyTo: [], to: email.to.map(lower), cc: email.cc.map(lower),
    subject: email.subject, date: email.date, dateOffsetMinutes: 0, text, newText: text.trim(), newTextAmbiguous: false, hiddenText: "", signatureText: "",
    kind: email.headers["Auto-Submitted"] === undefined ? "personal" : "auto_reply", bouncedMessageId: null, authenticated: true, fromSelf: false, marker: null, junk: false
  }
}

const lower = ({ address, name }: { readonly name: string; readonly address: string }) => ({ name, address: address.toLowerCase() })
