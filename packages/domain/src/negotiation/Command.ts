import type { Actor, MessageId } from "../Ids.ts"
import type { Instant } from "../Instant.ts"
import type { Cents } from "../Money.ts"
import type { Counterparty, ReplyReading } from "../reading/ReplyReading.ts"

/** What the mailbox and the books say about whoever wrote a reply (READ-03). */
export interface Trust {
  /** The sending domain is proven. */
  readonly authenticated: boolean
  /** The address is the creator's, or one we have written to in this negotiation. */
  readonly knownContact: boolean
  /** The reply stands in our thread: it refers to a mail of ours. */
  readonly inThread: boolean
  /** It answers a mail of ours that these books do not know, as after a restore: nobody knows what was offered in it. */
  readonly toLostMail?: boolean
  /** It speaks of another creator whom the same people act for: nobody knows whom its figures are about (PARTY-02). */
  readonly namesOther?: boolean
}

interface Meta {
  readonly at: Instant
  readonly by: Actor
}

/** Everything that can be asked of a negotiation. Amounts in minor units. */
export type Command =
  | Meta & { readonly _tag: "Open" }
  /** Money or a seat may have come free. */
  | Meta & { readonly _tag: "Wake" }
  | Meta & { readonly _tag: "AnswerReply"; readonly message: MessageId; readonly reading: ReplyReading; readonly trust: Trust }
  /** Their mail has arrived and cannot be read for a while: they are told that it has. */
  | Meta & { readonly _tag: "HoldReply"; readonly message: MessageId }
  | Meta & { readonly _tag: "ConfirmSent"; readonly mail: number; readonly message: MessageId }
  /** A mail could not be sent, or nobody knows whether it was. */
  | Meta & { readonly _tag: "ReportTrouble"; readonly mail: number; readonly reason: "in_doubt" | "not_sendable" }
  /** A person changed a mail of ours in the mailbox; `message` is what was sent, null when it was not. `rate`: the one price it names. */
  | Meta & { readonly _tag: "ReportAltered"; readonly mail: number; readonly message: MessageId | null; readonly rate: Cents | null }
  /** The address does not take mail. */
  | Meta & { readonly _tag: "ReportBounce"; readonly message: MessageId }
  /** The silence has lasted its time. */
  | Meta & { readonly _tag: "Remind" }
  | Meta & { readonly _tag: "TakeOver"; readonly message: MessageId }
  | Meta & { readonly _tag: "Approve" }
  /** A person says yes to the held mail with words of their own, which the gate let pass. */
  | Meta & { readonly _tag: "EditDraft"; readonly mail: number }
  /** A person says who writes for them, whatever their mails look like (PARTY-01). */
  | Meta & { readonly _tag: "CorrectCounterparty"; readonly counterparty: Counterparty }
  | Meta & { readonly _tag: "CounterWith"; readonly amount: number }
  | Meta & { readonly _tag: "Decline" }
  /** A person closed the deal at this amount. */
  | Meta & { readonly _tag: "AgreeAt"; readonly amount: number }
  | Meta & { readonly _tag: "Claim" }
  | Meta & { readonly _tag: "Resume" }
  | Meta & { readonly _tag: "Pause" }
  | Meta & { readonly _tag: "Stop" }
  /** A mail that could not be sent is tried again; one in doubt is looked for again. */
  | Meta & { readonly _tag: "RetryMail" }
  /** A mail that could not be sent, or may have been, is given up. */
  | Meta & { readonly _tag: "DismissMail" }

export type CommandTag = Command["_tag"]
