import type { Mailbox } from "./Mailbox.ts"
import { header, headersOf, idsIn } from "./Mime.ts"
import { notFound } from "./Refusal.ts"

/**
 * The thread a mail written in this account goes to, null for one of its own. A thread that is asked for is joined only when the mail's
 * subject is the thread's and its In-Reply-To or References name a message of it. `except` is the draft's own message.
 * https://developers.google.com/workspace/gmail/api/guides/threads
 */
export const threadOfOwn = (mailbox: Mailbox, raw: Uint8Array, wanted: string | null, except: string | null): string | null => {
  if (wanted === null) {
    const named = threadNamed(mailbox, raw)
    return named !== null && fits(mailbox, raw, named, except) ? named : null
  }
  if (mailbox.thread(wanted).length === 0) throw notFound()
  return fits(mailbox, raw, wanted, except) ? wanted : null
}

/** The thread of the newest message that a mail's In-Reply-To or References name. */
export const threadNamed = (mailbox: Mailbox, raw: Uint8Array): string | null => {
  const named = namedBy(raw)
  return mailbox.all().find((message) => message.messageId !== null && named.has(message.messageId))?.threadId ?? null
}

const fits = (mailbox: Mailbox, raw: Uint8Array, threadId: string, except: string | null): boolean => {
  const others = mailbox.thread(threadId).filter((message) => message.id !== except)
  const [first] = others
  if (first === undefined) return true
  const named = namedBy(raw)
  return bareSubject(raw) === bareSubject(first.raw) && others.some((message) => message.messageId !== null && named.has(message.messageId))
}

const namedBy = (raw: Uint8Array): ReadonlySet<string> => {
  const headers = headersOf(raw)
  return new Set(idsIn(`${header(headers, "in-reply-to") ?? ""} ${header(headers, "references") ?? ""}`))
}

const bareSubject = (raw: Uint8Array): string =>
  (header(headersOf(raw), "subject") ?? "").replace(/^(?:\s*(?:re|fwd?)\s*:)+/iu, "").replace(/\s+/gu, " ").trim()
