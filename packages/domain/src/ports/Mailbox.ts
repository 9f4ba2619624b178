import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Whom } from "../forgetting/Whom.ts"
import type { Instant } from "../Instant.ts"

/** A message that arrived, or that a person sent from this account by hand. `providerId` names it for ever in this mailbox: the same bytes never get two. */
export interface Listed {
  readonly providerId: string
  /** Where the mailbox keeps it, to fetch it again when the bytes are too many to store. */
  readonly copyRef: string
}

/** The same with its bytes; null for many bytes, or where they were not to be had now: `fetch` gives them. */
export interface Arrival extends Listed {
  readonly raw: Uint8Array | null
}

/** More bytes than these are fetched when they are wanted, instead of being listed and kept. */
export const keptBytes = 1_000_000

/** One listing: what came after `cursor`, oldest first, and the cursor once these are stored. */
export interface Arrivals {
  readonly messages: ReadonlyArray<Arrival>
  readonly cursor: string
  /** True when more is waiting behind this page. */
  readonly more: boolean
  /** What cannot be taken in and stays where it is, each told once while the process lives; the others come all the same. */
  readonly skipped: ReadonlyArray<{ readonly name: string; readonly reason: string }>
}

export interface Address {
  readonly name: string
  readonly address: string
}

/** How the id of a mail ends that came without a Message-ID; made from its content, kept in the books, never referred to in a mail. */
export const noMessageId = "@no-message-id.invalid"

/** A parsed message. Addresses are lower case; message ids stand without angle brackets. */
export interface InboundEmail {
  readonly messageId: string
  readonly inReplyTo: string | null
  readonly references: ReadonlyArray<string>
  readonly from: Address
  readonly replyTo: ReadonlyArray<Address>
  readonly to: ReadonlyArray<Address>
  readonly cc: ReadonlyArray<Address>
  readonly subject: string
  /** Epoch milliseconds by their Date header, and its offset from UTC in minutes. */
  readonly date: number | null
  readonly dateOffsetMinutes: number | null
  readonly text: string
  /** What the sender wrote now: no quoted history, no signature, no hidden HTML (MAIL-01). */
  readonly newText: string
  /** It is not certain what is new: a person looks before a number is taken from it. */
  readonly newTextAmbiguous: boolean
  readonly signatureText: string
  readonly hiddenText: string
  readonly kind: "personal" | "auto_reply" | "bounce"
  readonly bouncedMessageId: string | null
  /** The sending domain is proven by the mailbox's own server, or the mailbox is one that only trusted software can write to. */
  readonly authenticated: boolean
  /** The mailbox's own account wrote it (label SENT and the like), not merely somebody who claims its address. */
  readonly fromSelf: boolean
  /** Our mark as the mail claims it: believed of mail from ourselves only. */
  readonly marker: string | null
  /** The mailbox took it for spam. */
  readonly junk: boolean
}

/** A mail to be staged. Message ids stand without angle brackets. */
export interface OutboundEmail {
  readonly messageId: string
  /** Our mark on a draft, by which it is found again: unique per outbox row. */
  readonly marker: string
  readonly from: Address
  readonly to: ReadonlyArray<Address>
  readonly cc: ReadonlyArray<Address>
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly inReplyTo: string | null
  readonly references: ReadonlyArray<string>
  readonly threadId: string | null
  /** Epoch milliseconds for the Date header. */
  readonly date: number
}

/** A draft in the mailbox, and the hash of what it held when it was staged. */
export interface StagedDraft {
  readonly draftId: string
  readonly contentHash: string
}

/** A draft of ours as it stands. */
export interface OurDraft {
  readonly marker: string
  readonly draft: StagedDraft
  /** It holds what was staged: nobody has put words of their own into it. */
  readonly isUntouched: boolean
  /** When it was last written. */
  readonly at: Instant
}

/** What the mailbox says it sent; `raw` is the message as it left, read back. */
export interface SentMail {
  readonly raw: Uint8Array
  readonly providerId: string
  readonly messageId: string
  readonly threadId: string | null
  /** The staged draft's, when it left as it was staged; another when a person changed it before. */
  readonly contentHash: string
}

/** What became of a staged draft. */
export type DraftFate =
  | { readonly _tag: "Sent"; readonly mail: SentMail }
  | { readonly _tag: "Draft"; readonly draft: StagedDraft }
  | { readonly _tag: "Gone" }

/** The mailbox refused for good: retrying the same cannot help. `expected` says how to mend it. */
export class MailboxRejected extends Data.TaggedError("MailboxRejected")<{ readonly reason: string; readonly expected: string }> {}

/**
 * The mailbox cannot be used now. After `dispatch` the outcome is unknown and must be looked up. `retryAfter`: milliseconds it asked us to
 * wait. `cutOff`: nothing at all can be asked until a person has mended it, so a failure says nothing of what was asked; nothing was done.
 */
export class MailboxUnavailable extends Data.TaggedError("MailboxUnavailable")<{ readonly reason: string; readonly retryAfter?: number; readonly cutOff?: true }> {}

/** The draft no longer holds what was gated: a person edited it. Nothing was sent; `raw` is what it holds now. */
export class DraftChanged extends Data.TaggedError("DraftChanged")<{ readonly draftId: string; readonly raw: Uint8Array }> {}

/** These bytes are no mail that can be read. `field` names what is missing or broken. */
export class UnreadableMail extends Data.TaggedError("UnreadableMail")<{ readonly field: string; readonly reason: string }> {}

/** Mail in and out. Reads may be repeated; `dispatch` is never repeated blindly. */
export class Mailbox extends Context.Tag("@parley/domain/ports/Mailbox")<Mailbox, {
  /** Lists what arrived; changes nothing. `cursor` is null at the first time. */
  readonly arrivals: (cursor: string | null) => Effect.Effect<Arrivals, MailboxUnavailable>
  /**
   * Everything that arrived since an instant and is still there, filed or not, oldest first: for books that are older than the
   * mailbox. One whose file was renamed may come under another id than it arrived with.
   */
  readonly recent: (since: Instant) => Effect.Effect<ReadonlyArray<Listed>, MailboxUnavailable>
  /** These are stored for good; the mailbox may file them. Repeating it, or naming unknown ids, does nothing. */
  readonly filed: (providerIds: ReadonlyArray<string>) => Effect.Effect<void, MailboxUnavailable>
  /** The bytes of an arrival again. */
  readonly fetch: (copyRef: string) => Effect.Effect<Uint8Array, MailboxUnavailable | MailboxRejected>
  /** `copyRef` is the arrival's, where it is one: it may tell who wrote a mail better than its bytes do. */
  readonly parse: (raw: Uint8Array, copyRef?: string) => Effect.Effect<InboundEmail, UnreadableMail>
  /** Puts a draft into the mailbox, visible to its people. Staging the same marker again replaces that draft, unless a person changed it. */
  readonly stage: (email: OutboundEmail) => Effect.Effect<StagedDraft, MailboxUnavailable | MailboxRejected | DraftChanged>
  /** Sends a draft once, if it still holds `contentHash`. */
  readonly dispatch: (draft: StagedDraft) => Effect.Effect<SentMail, MailboxUnavailable | MailboxRejected | DraftChanged>
  /** Looks what became of a marker's draft; `draftId` is what `stage` answered, where that is known, and spares a search. */
  readonly lookup: (marker: string, draftId?: string | null) => Effect.Effect<DraftFate, MailboxUnavailable>
  /** Removes a draft if it still holds `contentHash`: what a person changed is theirs and stays. One that is gone already is no failure. */
  readonly discard: (draft: StagedDraft) => Effect.Effect<void, MailboxUnavailable>
  /** The drafts that carry a mark of ours. */
  readonly ours: Effect.Effect<ReadonlyArray<OurDraft>, MailboxUnavailable>
  /** Asks the mailbox to tell us of changes from now on; until when it will. Null for one that never does. */
  readonly watch: Effect.Effect<Instant, MailboxUnavailable> | null
  /**
   * Removes for good what is from or to the address and the named mails: arrived, drafts and sent (STATE-06). Answers the provider ids of
   * what it removed; naming what is gone does nothing. Copies at their provider and with those who got them stay.
   */
  readonly forget: (whom: Whom) => Effect.Effect<ReadonlyArray<string>, MailboxUnavailable>
  /** Where a person reads a thread in their browser; null where there is no such place. */
  readonly link: (threadId: string) => string | null
  /** Usable now? Fails with the reason. */
  readonly check: Effect.Effect<void, MailboxUnavailable>
}>() {}
