/** A JSON object as it goes over the wire. */
export type Json = Readonly<Record<string, unknown>>

/** What a program hides in a message for itself. */
export interface Metadata {
  readonly event_type: string
  readonly event_payload: Json
}

/** A message as it stands; an update makes another. */
export interface Message {
  readonly channel: string
  readonly ts: string
  /** The thread's first message, for a reply. */
  readonly threadTs: string | null
  /** A reply that shows in the channel too. */
  readonly isBroadcast: boolean
  readonly user: string
  readonly botId: string | null
  readonly text: string
  readonly blocks: ReadonlyArray<Json>
  readonly metadata: Metadata | null
  /** When it was last changed. */
  readonly editedTs: string | null
  /** As the caller asked; null is the default, which links bare addresses in `text` and no names. */
  readonly parse: string | null
  /** Who alone sees it. */
  readonly onlyFor: string | null
  readonly unfurlLinks: boolean
  readonly unfurlMedia: boolean
}

export interface Button {
  readonly actionId: string
  readonly blockId: string
  readonly text: string
  readonly value: string | null
  readonly style: string | null
  /** The element, which need not be a button. */
  readonly element: Json
}
