import * as History from "./History.ts"
import { header, headersOf, idsIn } from "./Mime.ts"

export interface Message {
  readonly id: string
  readonly threadId: string
  readonly labels: ReadonlyArray<string>
  readonly raw: Uint8Array
  /** Epoch milliseconds. */
  readonly internalDate: number
  /** Of the last change to this message. */
  readonly historyId: bigint
  /** Later messages have higher numbers. */
  readonly order: number
  /** Of the Message-ID header, without brackets. */
  readonly messageId: string | null
}

export interface Draft {
  readonly draftId: string
  readonly messageId: string
}

/** One account's messages and drafts. It keeps what it is told; Gmail's rules stand in PostOffice. */
export interface Mailbox {
  readonly history: History.History
  /** Starts a thread when none is named. */
  readonly add: (raw: Uint8Array, threadId: string | null, labels: ReadonlyArray<string>, at: number) => Message
  readonly remove: (id: string) => void
  readonly relabel: (message: Message, add: ReadonlyArray<string>, remove: ReadonlyArray<string>) => Message
  readonly find: (id: string) => Message | null
  /** Newest first. */
  readonly all: () => ReadonlyArray<Message>
  /** Oldest first. */
  readonly thread: (threadId: string) => ReadonlyArray<Message>
  /** Newest first. */
  readonly drafts: () => ReadonlyArray<Draft>
  readonly draft: (draftId: string) => Draft | null
  /** Makes a draft of a message, a new one when no id is given. */
  readonly keepDraft: (draftId: string | null, messageId: string) => Draft
  readonly dropDraft: (draftId: string) => void
}

export const make = (firstHistoryId: bigint): Mailbox => {
  const history = History.make(firstHistoryId)
  const messages = new Map<string, Message>()
  const drafts = new Map<string, Draft>()
  let order = 0
  let draftNumber = 0

  const record = (kind: History.Change["kind"], message: Pick<Message, "id" | "threadId" | "labels">, changed: ReadonlyArray<string> = []): bigint =>
    history.record({ kind, id: message.id, threadId: message.threadId, labels: message.labels, changed })
  const thread = (threadId: string): ReadonlyArray<Message> => [...messages.values()].filter((one) => one.threadId === threadId)

  return {
    history,
    add: (raw, threadId, labels, at) => {
      order += 1
      const id = (0x19a4_0000_0000_0000n + BigInt(order) * 0x1_93c5_a7f1n).toString(16)
      const known = { id, threadId: threadId ?? id, labels }
      const messageId = idsIn(header(headersOf(raw), "message-id") ?? "")[0] ?? null
      // Listeners of the history may look the message up, so it is there before its entry.
      const message: Message = { ...known, raw, internalDate: at, historyId: history.current(), order, messageId }
      messages.set(id, message)
      const kept = { ...message, historyId: record("messageAdded", message) }
      messages.set(id, kept)
      return kept
    },
    remove: (id) => {
      const message = messages.get(id)
      if (message === undefined) return
      messages.delete(id)
      for (const draft of drafts.values()) if (draft.messageId === id) drafts.delete(draft.draftId)
      record("messageDeleted", message)
    },
    relabel: (message, add, remove) => {
      const added = add.filter((label) => !message.labels.includes(label))
      const removed = remove.filter((label) => message.labels.includes(label) && !add.includes(label))
      let kept: Message = { ...message, labels: [...message.labels.filter((label) => !removed.includes(label)), ...added] }
      messages.set(kept.id, kept)
      if (added.length > 0) kept = { ...kept, historyId: record("labelAdded", kept, added) }
      if (removed.length > 0) kept = { ...kept, historyId: record("labelRemoved", kept, removed) }
      messages.set(kept.id, kept)
      return kept
    },
    find: (id) => messages.get(id) ?? null,
    all: () => [...messages.values()].sort((a, b) => b.internalDate - a.internalDate || b.order - a.order),
    thread,
    drafts: () => [...drafts.values()].reverse(),
    draft: (draftId) => drafts.get(draftId) ?? null,
    keepDraft: (draftId, messageId) => {
      draftNumber += 1
      const draft = { draftId: draftId ?? `r-${7_300_000_000_000 + draftNumber * 48_611}`, messageId }
      drafts.set(draft.draftId, draft)
      return draft
    },
    dropDraft: (draftId) => {
      drafts.delete(draftId)
    }
  }
}
