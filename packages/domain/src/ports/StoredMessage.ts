import type { MessageId, NegotiationId } from "../Ids.ts"
import type { Instant } from "../Instant.ts"
import type { Address } from "./Mailbox.ts"

/** A mail's text, kept apart from events so that it can be forgotten. */
export interface StoredMessage {
  readonly id: MessageId
  readonly negotiation: NegotiationId
  readonly direction: "in" | "out"
  /** The mailbox's name for it. Two inbound messages with one header and one body hash but two provider ids are duplicates. */
  readonly providerId: string
  /** The Message-ID header without angle brackets, and what the mail itself referred to. */
  readonly header: string
  readonly inReplyTo: string | null
  readonly references: ReadonlyArray<string>
  readonly threadId: string | null
  readonly from: Address
  readonly replyTo: ReadonlyArray<Address>
  readonly to: ReadonlyArray<Address>
  readonly cc: ReadonlyArray<Address>
  readonly subject: string
  /** Minutes east of UTC by its Date header; null for our own mail, and where there was none. */
  readonly dateOffset: number | null
  /** In: the new text that was read. Out: the plain text that left. */
  readonly text: string
  /** A hash of the whole body; a duplicate has the same header and the same body hash. */
  readonly bodyHash: string
  readonly at: Instant
}
