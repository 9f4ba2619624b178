import type { Draft, Mailbox, Message } from "./Mailbox.ts"
import { type Account, departing, fromAccount, requireRecipients } from "./Outgoing.ts"
import { notFound } from "./Refusal.ts"
import { threadNamed, threadOfOwn } from "./Threading.ts"

/** A mail that left the account. */
export interface Sent {
  readonly id: string
  readonly threadId: string
  readonly raw: Uint8Array
}

export interface Options {
  readonly mailbox: Mailbox
  readonly account: Account
  readonly replacesMessageIds: boolean
  readonly now: () => number
}

/** Gmail's rules for what is written, sent and received. Refuses with `Refusal`. */
export interface PostOffice {
  readonly createDraft: (raw: Uint8Array, threadId: string | null) => Draft
  /** The draft keeps its id; its message gets another. */
  readonly updateDraft: (draftId: string, raw: Uint8Array, threadId: string | null) => Draft
  readonly deleteDraft: (draftId: string) => void
  /** The draft and its message are gone afterwards; what left is a new message in the same thread. */
  readonly sendDraft: (draftId: string, byApi: boolean) => Message
  readonly send: (raw: Uint8Array, threadId: string | null, byApi: boolean) => Message
  readonly deliver: (raw: Uint8Array, labels: ReadonlyArray<string>, at: number) => Message
  readonly sent: () => ReadonlyArray<Sent>
  readonly onSent: (listener: (mail: Sent) => void) => void
}

export const make = ({ account, mailbox, now, replacesMessageIds }: Options): PostOffice => {
  const sent: Array<Sent> = []
  const listeners: Array<(mail: Sent) => void> = []
  let number = 0

  const draftOf = (draftId: string): { readonly draft: Draft; readonly message: Message } => {
    const draft = mailbox.draft(draftId)
    const message = draft === null ? null : mailbox.find(draft.messageId)
    if (draft === null || message === null) throw notFound()
    return { draft, message }
  }

  const leave = (raw: Uint8Array, threadId: string | null, byApi: boolean): Message => {
    number += 1
    const at = now()
    const own = { messageId: `CA+p4r1ey${at.toString(36)}-${number}@mail.gmail.com`, replaces: replacesMessageIds, at, byApi }
    const message = mailbox.add(departing(raw, own), threadId, ["SENT"], at)
    const mail = { id: message.id, threadId: message.threadId, raw: message.raw }
    sent.push(mail)
    for (const listener of listeners) listener(mail)
    return message
  }

  return {
    createDraft: (given, threadId) => {
      const raw = fromAccount(given, account)
      const message = mailbox.add(raw, threadOfOwn(mailbox, raw, threadId, null), ["DRAFT"], now())
      return mailbox.keepDraft(null, message.id)
    },
    updateDraft: (draftId, given, threadId) => {
      const { message } = draftOf(draftId)
      const raw = fromAccount(given, account)
      const isAlone = mailbox.thread(message.threadId).length === 1
      const thread = threadOfOwn(mailbox, raw, threadId ?? (isAlone ? message.threadId : null), message.id)
      mailbox.remove(message.id)
      return mailbox.keepDraft(draftId, mailbox.add(raw, thread, ["DRAFT"], now()).id)
    },
    deleteDraft: (draftId) => mailbox.remove(draftOf(draftId).message.id),
    sendDraft: (draftId, byApi) => {
      const { message } = draftOf(draftId)
      requireRecipients(message.raw)
      mailbox.remove(message.id)
      return leave(message.raw, message.threadId, byApi)
    },
    send: (given, threadId, byApi) => {
      const raw = fromAccount(given, account)
      // Gmail's own pages put a reply where its writer is, whatever its headers say.
      const thread = !byApi && threadId !== null ? threadId : threadOfOwn(mailbox, raw, threadId, null)
      requireRecipients(raw)
      return leave(raw, thread, byApi)
    },
    deliver: (raw, labels, at) => mailbox.add(raw, threadNamed(mailbox, raw), labels, at),
    sent: () => [...sent],
    onSent: (listener) => {
      listeners.push(listener)
    }
  }
}
