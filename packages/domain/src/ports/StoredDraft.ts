import type { Actor, NegotiationId } from "../Ids.ts"

/** The words of a mail that waits for a person, so that what they approve is what leaves. Prose around slots, kept apart from events so that it can be forgotten. */
export interface StoredDraft {
  readonly negotiation: NegotiationId
  /** The mail's number in its negotiation. */
  readonly mail: number
  readonly subject: string
  readonly body: string
  /** Who wrote it last. */
  readonly by: Actor
}
