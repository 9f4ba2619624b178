import type { Span } from "./ReplyText.ts"

/** An address in lower case, with the display name as the sender wrote it ("" if none). */
export interface MailAddress {
  readonly name: string
  readonly address: string
}

export interface Attachment {
  readonly filename: string | null
  readonly contentType: string
  /** Decoded bytes. */
  readonly size: number
}

/** `personal`: a person, or what cannot be told from one. `auto_reply`: out of office and the like. `bounce`: a delivery report. */
export type InboundKind = "personal" | "auto_reply" | "bounce"

/** Lower-case name to raw values (unfolded, encoded words not decoded), in order of appearance. */
export type Headers = ReadonlyMap<string, ReadonlyArray<string>>

/** A parsed mail. Message ids carry no angle brackets. */
export interface InboundEmail {
  /** null if the mail has none, as some bounces and old mailers do. */
  readonly messageId: string | null
  readonly inReplyTo: string | null
  /** The whole References chain, oldest first. */
  readonly references: ReadonlyArray<string>
  readonly from: MailAddress
  readonly replyTo: ReadonlyArray<MailAddress>
  readonly to: ReadonlyArray<MailAddress>
  readonly cc: ReadonlyArray<MailAddress>
  readonly subject: string
  /** Epoch milliseconds of the Date header. */
  readonly date: number | null
  /** Their clock's distance from UTC, east positive; null if the header is missing or says "-0000". */
  readonly dateOffsetMinutes: number | null
  readonly headers: Headers
  /** All a reader sees, history included. Lines end in "\n". */
  readonly text: string
  /** Only what the sender newly wrote. */
  readonly newText: string
  /** Where the stretches of `newText` stand in `text`. */
  readonly newTextSpans: ReadonlyArray<Span>
  /** Start of the first stretch; null if there is nothing new. */
  readonly newTextStart: number | null
  /** The mail does not show for certain what is new: a person should look before a number is taken from it. */
  readonly newTextAmbiguous: boolean
  readonly quotedText: string
  readonly signatureText: string
  /** What the HTML holds but does not show, and the plain alternative's own words if it contradicts the HTML; one stretch per line. */
  readonly hiddenText: string
  readonly attachments: ReadonlyArray<Attachment>
  readonly kind: InboundKind
  /** For a bounce: the message id of the mail that was not delivered, if the report returns it. */
  readonly bouncedMessageId: string | null
}
