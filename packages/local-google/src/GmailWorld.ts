import type { Mailbox, Message } from "./internal/Mailbox.ts"
import { notFound } from "./internal/Refusal.ts"
import type { PostOffice, Sent } from "./internal/PostOffice.ts"

/** The mailbox as its owner and the outside see it, past the API. An id that is not there throws. */
export interface GmailWorld {
  readonly address: string
  /** A mail arrives from outside, as it is. Answers the message's id. */
  readonly deliver: (raw: Uint8Array | string, options?: { readonly labels?: ReadonlyArray<string>; readonly at?: number }) => string
  /** Every mail that left, once per time it left. */
  readonly sent: () => ReadonlyArray<Sent>
  readonly onSent: (listener: (mail: Sent) => void) => void
  readonly drafts: () => ReadonlyArray<{ readonly draftId: string; readonly messageId: string; readonly threadId: string; readonly raw: Uint8Array }>
  /** A person saves a draft anew; its message gets another id. */
  readonly editDraft: (draftId: string, raw: Uint8Array | string) => void
  /**
   * A person saves a draft in a composer that writes it anew: another draft id, none of our X- headers, the same Message-ID. Answers the id.
   */
  readonly rewriteDraft: (draftId: string, raw: Uint8Array | string) => string
  readonly deleteDraft: (draftId: string) => void
  readonly sendDraft: (draftId: string) => string
  /** A person writes from the account. */
  readonly sendByHand: (raw: Uint8Array | string, threadId: string | null) => string
  readonly trash: (id: string) => void
  readonly message: (id: string) => Message | null
  /** What history there is can no longer be asked for. */
  readonly expireHistory: () => void
  readonly historyId: () => string
  /** Search terms that were asked for and are not known here; they found nothing. */
  readonly unknownSearches: () => ReadonlyArray<string>
  readonly isWatched: () => boolean
  readonly unitsSpent: () => number
}

export const make = (parts: {
  readonly address: string
  readonly mailbox: Mailbox
  readonly office: PostOffice
  readonly now: () => number
  readonly unknownSearches: () => ReadonlyArray<string>
  readonly isWatched: () => boolean
  readonly unitsSpent: () => number
}): GmailWorld => {
  const { mailbox, now, office } = parts
  return {
    address: parts.address,
    deliver: (raw, { at = now(), labels = ["INBOX", "UNREAD"] } = {}) => office.deliver(Buffer.from(raw), labels, at).id,
    sent: office.sent,
    onSent: office.onSent,
    drafts: () => mailbox.drafts().flatMap(({ draftId, messageId }) => {
      const message = mailbox.find(messageId)
      return message === null ? [] : [{ draftId, messageId, threadId: message.threadId, raw: message.raw }]
    }),
    editDraft: (draftId, raw) => {
      const draft = mailbox.draft(draftId)
      const message = draft === null ? null : mailbox.find(draft.messageId)
      if (message === null) throw notFound()
      // Gmail's own editor keeps a draft where it is, whatever its headers say.
      mailbox.remove(message.id)
      mailbox.keepDraft(draftId, mailbox.add(Buffer.from(raw), message.threadId, message.labels, now()).id)
    },
    rewriteDraft: (draftId, raw) => {
      const message = mailbox.find(mailbox.draft(draftId)?.messageId ?? "")
      if (message === null) throw notFound()
      const bare = Buffer.from(raw).toString("latin1").replace(/^X-[\w-]+:.*(?:\r?\n[ \t].*)*\r?\n/gimu, "")
      const written = office.createDraft(Buffer.from(bare, "latin1"), message.threadId)
      office.deleteDraft(draftId)
      return written.draftId
    },
    deleteDraft: office.deleteDraft,
    sendDraft: (draftId) => office.sendDraft(draftId, false).id,
    sendByHand: (raw, threadId) => office.send(Buffer.from(raw), threadId, false).id,
    trash: (id) => {
      const message = mailbox.find(id)
      if (message === null) throw notFound()
      mailbox.relabel(message, ["TRASH"], ["INBOX"])
    },
    message: mailbox.find,
    expireHistory: () => mailbox.history.expire(),
    historyId: () => mailbox.history.current().toString(),
    unknownSearches: parts.unknownSearches,
    isWatched: parts.isWatched,
    unitsSpent: parts.unitsSpent
  }
}
