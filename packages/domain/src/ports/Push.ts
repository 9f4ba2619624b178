import type { Instant } from "../Instant.ts"

/** What the mailbox's provider told us over the network: something has changed up to `position`, or what could not be read, and why. */
export interface Push {
  /** The provider's; the same push delivered twice has one. */
  readonly id: string
  readonly mailbox: string
  readonly position: string | null
  readonly problem: string | null
  readonly at: Instant
}
