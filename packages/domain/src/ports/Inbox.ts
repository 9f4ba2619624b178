import type { NegotiationId } from "../Ids.ts"
import type { Instant } from "../Instant.ts"

/** How an inbound message ended, or what it waits for (MAIL-05). */
export type InboxStatus = "pending" | "deferred" | "answered" | "owned" | "ignored"

export interface InboxKey {
  readonly mailbox: string
  readonly providerId: string
}

export interface InboxRow extends InboxKey {
  /** Ever growing in the order of arrival. */
  readonly order: number
  readonly raw: Uint8Array | null
  readonly copyRef: string
  readonly status: InboxStatus
  readonly receivedAt: Instant
  readonly attempts: number
}

/**
 * A disposition. `reason` is a short word, e.g. "auto_reply", "duplicate", "unknown_thread"; `error` says what went wrong
 * where something did. With status "pending" the message is handled afresh.
 */
export interface InboxMark {
  readonly key: InboxKey
  readonly status: InboxStatus
  readonly reason: string
  readonly negotiation: NegotiationId | null
  readonly error?: string
}

/** The `reason` of a message that could not be handled and was left to a person. */
export const failedMail = "failed"
