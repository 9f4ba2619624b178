import { isOneOf, plainAddress } from "../influencer/plainAddress.ts"
import type { EmailAddress } from "../influencer/Influencer.ts"
import { type Address, noMessageId } from "../ports/Mailbox.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"

/** Where a mail goes and how it hangs in its thread (MAIL-02). Message ids stand without angle brackets. */
export interface Addressing {
  readonly to: ReadonlyArray<Address>
  readonly cc: ReadonlyArray<Address>
  readonly inReplyTo: string | null
  readonly references: ReadonlyArray<string>
  readonly threadId: string | null
  /** Null for the first mail, whose subject the writer chooses. */
  readonly subject: string | null
}

/**
 * Answers the newest message of the thread: to Reply-To or From, everybody else in Cc, without ourselves; the whole
 * References chain; `Re:` once. Nor does it go to any other address in `own`. When the newest message is ours, the same people get it again.
 */
export const addressingOf = (
  messages: ReadonlyArray<StoredMessage>,
  creator: { readonly name: string; readonly email: EmailAddress },
  own: ReadonlyArray<string>
): Addressing => {
  const talk = conversationOf(messages, creator.email)
  const newest = talk.at(-1)
  const threadId = messages.findLast((message) => message.threadId !== null)?.threadId ?? null
  if (newest === undefined) {
    return { to: [{ name: creator.name, address: creator.email }], cc: [], inReplyTo: null, references: [], threadId, subject: null }
  }
  const ours = messages.find((message) => message.direction === "out")
  const people = newest.direction === "out" ? { to: newest.to, cc: newest.cc } : repliesTo(newest)
  const notOurs = (address: Address) => !isOneOf(own, address.address)
  const to = people.to.filter(notOurs)
  const toAddresses = new Set(to.map((one) => one.address))
  const hasId = !newest.header.endsWith(noMessageId)
  const chain = [...newest.references, ...(newest.references.length === 0 && newest.inReplyTo !== null ? [newest.inReplyTo] : []), ...(hasId ? [newest.header] : [])]
  return {
    to: to.length > 0 ? to : [{ name: creator.name, address: creator.email }],
    cc: people.cc.filter((one) => notOurs(one) && !toAddresses.has(one.address)),
    inReplyTo: hasId ? newest.header : null,
    references: [...new Set(chain)],
    threadId,
    // Ours, which the gate has read; theirs might say anything.
    subject: `Re: ${bareSubject((ours ?? newest).subject)}`
  }
}

/**
 * Our mails and those of the creator and of people we wrote to. What a stranger, a teammate or a mail server put into the
 * thread is not answered: it would hand them our offer and make them a contact.
 */
export const conversationOf = (messages: ReadonlyArray<StoredMessage>, creator: string): ReadonlyArray<StoredMessage> => {
  const contacts = new Set([plainAddress(creator), ...messages.flatMap((message) => message.direction === "out" ? [...message.to, ...message.cc] : []).map((one) => plainAddress(one.address))])
  return messages.filter((message) => message.direction === "out" || contacts.has(plainAddress(message.from.address)))
}

const repliesTo = (message: StoredMessage) => ({
  to: message.replyTo.length > 0 ? message.replyTo : [message.from],
  cc: [...message.to, ...message.cc]
})

/** The subject without reply prefixes of any common mail program or language. */
export const bareSubject = (subject: string): string => {
  const bare = subject.replace(/^(\s*(re|aw|sv|vs|antw|odp|res|ref|rif|fw|fwd|wg|tr|enc)\s*(\[\d+\])?\s*[:：]\s*)+/iu, "").trim()
  return bare === "" ? subject.trim() : bare
}
