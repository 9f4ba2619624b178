import { bareSubject } from "@parley/domain/drafting/Thread"
import type { Influencer } from "@parley/domain/influencer/Influencer"
import { plainAddress } from "@parley/domain/influencer/plainAddress"
import { noMessageId } from "@parley/domain/ports/Mailbox"
import type { StoredMessage } from "@parley/domain/ports/StoredMessage"
import type { OutboundMime } from "@parley/email/composeEmail"

/** The mails of a negotiation that the creator wrote or got, also in copy; what others wrote to each other about them is not theirs to see. */
export const threadOf = (messages: ReadonlyArray<StoredMessage>, creator: Creator): ReadonlyArray<StoredMessage> =>
  messages.filter(({ cc, from, to }) => [from, ...to, ...cc].some((one) => isFrom(creator, one)))

/** The address is the creator's, also where one of the two is a plus address. */
export const isFrom = (creator: Creator, { address }: { readonly address: string }): boolean => plainAddress(address) === plainAddress(creator.email)

/** The last mail of ours in a creator's thread; null before the first. */
export const lastReceived = (thread: ReadonlyArray<StoredMessage>): StoredMessage | null =>
  thread.findLast(({ direction, header }) => direction === "out" && !header.endsWith(noMessageId)) ?? null

/** An answer to it as the creator's mail program would write it: to its sender, with everybody else in copy, under its subject, at the end of its references. */
export const replyOf = (
  received: StoredMessage,
  { creator, date, messageId, text }: { readonly creator: Creator; readonly text: string; readonly messageId: string; readonly date: number }
): OutboundMime => ({
  from: { name: creator.name, address: creator.email },
  to: [received.from],
  cc: [...received.to, ...received.cc].filter(({ address }) => !isFrom(creator, { address }) && address !== received.from.address),
  subject: `Re: ${bareSubject(received.subject)}`,
  text,
  messageId,
  inReplyTo: received.header,
  references: [...received.references, received.header],
  date,
  headers: { "X-Parley-Sandbox": "a visitor wrote this as the creator" }
})

type Creator = Pick<Influencer, "name" | "email">
