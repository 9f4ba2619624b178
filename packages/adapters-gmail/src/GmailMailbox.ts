import type { Whom } from "@parley/domain/forgetting/Whom"
import type { Instant } from "@parley/domain/Instant"
import { DraftChanged, Mailbox, MailboxRejected, MailboxUnavailable, type OutboundEmail, type StagedDraft, UnreadableMail } from "@parley/domain/ports/Mailbox"
import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import type { RetryPolicy } from "@parley/domain/usecases/RetryPolicy"
import { composeMarked } from "@parley/email/composeMarked"
import { readMail } from "@parley/email/ReadMail"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { GoogleOAuth } from "./GoogleOAuth.ts"
import * as Drafts from "./internal/Drafts.ts"
import type { Failure } from "./internal/Failure.ts"
import { forget } from "./internal/forget.ts"
import * as GmailClient from "./internal/GmailClient.ts"
import * as Inbox from "./internal/Inbox.ts"
import * as Session from "./internal/Session.ts"
import { watch } from "./internal/watch.ts"

export interface Options {
  readonly oauth: GoogleOAuth
  /** Written by a sign-in; read again whenever it is replaced. */
  readonly tokenFile: string
  /** Where Gmail's API is; null is Google's own address. */
  readonly rootUrl: string | null
  /** The server whose Authentication-Results are believed: "mx.google.com" for Gmail. */
  readonly authservId: string
  /** One of them must be signed in; none stands for any. */
  readonly ownAddresses: ReadonlyArray<string>
  /** Gmail's quota for one mailbox: 6000, or 15000 for projects from before May 2026. */
  readonly unitsPerMinute: number
  /** Milliseconds that one call may take. */
  readonly timeout: number
  /** The Pub/Sub topic that Gmail tells of changes; null: nobody is told, and changes are found by asking. */
  readonly topic: string | null
  /** How a read is asked again after a failure that may pass; four times within seconds unless it is given. */
  readonly patience?: RetryPolicy
  /** Called between durable steps, where a crash harness may end the process. */
  readonly kill?: (point: KillPoint) => void
}

/** A Gmail account as a mailbox (MAIL-01 to MAIL-08). Starts signed out too: everything waits until somebody signs in. */
export const layer = (options: Options): Layer.Layer<Mailbox> => Layer.effect(Mailbox, make(options))

const make = Effect.fnUntraced(function*(options: Options) {
  const session = Session.make(options.oauth, options.tokenFile, options.timeout)
  const own = new Set(options.ownAddresses.map((address) => address.trim().toLowerCase()))
  const client = GmailClient.make(session, own.size === 0 ? null : own, options)
  const inbox = Inbox.make(client)
  const drafts = Drafts.make(client, options.kill)

  return Mailbox.of({
    arrivals: Effect.fn("GmailMailbox.arrivals")((cursor: string | null) => Effect.mapError(inbox.arrivals(cursor), unavailable)),
    recent: Effect.fn("GmailMailbox.recent")((since: Instant) => Effect.mapError(inbox.recent(since), unavailable)),
    // history lists nothing twice, and a label of ours would only make more of it
    filed: () => Effect.void,
    fetch: Effect.fn("GmailMailbox.fetch")(function*(copyRef: string) {
      const bytes = yield* inbox.fetch(copyRef).pipe(Effect.mapError((failure) => refused(failure, "a message id of Gmail's")))
      return bytes ?? (yield* new MailboxRejected({ reason: `Gmail no longer holds ${copyRef}`, expected: "a mail that nobody deleted" }))
    }),
    parse: Effect.fn("GmailMailbox.parse")(function*(raw: Uint8Array, copyRef?: string) {
      const mail = yield* readMail(raw, options.authservId).pipe(Effect.mapError(({ field, problem }) => new UnreadableMail({ field, reason: problem })))
      return { ...mail, fromSelf: Inbox.isRef(copyRef, "sent"), junk: Inbox.isRef(copyRef, "spam") }
    }),
    stage: Effect.fn("GmailMailbox.stage")(function*(email: OutboundEmail) {
      const bytes = yield* composeMarked(email).pipe(
        Effect.mapError(({ field, problem }) => new MailboxRejected({ reason: `${field}: ${problem}`, expected: `a ${field} that can stand in a mail` }))
      )
      const staged = yield* drafts.stage(email, bytes).pipe(Effect.mapError((failure) => refused(failure, "a mail that Gmail takes as a draft")))
      if (staged._tag === "Staged") return staged.draft
      if (staged._tag === "Edited") return yield* new DraftChanged({ draftId: staged.draftId, raw: staged.raw })
      return yield* staged._tag === "SentBefore"
        ? new MailboxRejected({ reason: `a mail marked ${email.marker} was sent already`, expected: "a marker of its own for every mail" })
        : new MailboxRejected({ reason: "Gmail would send another mail than this one", expected: `${email.from.address} as the account's address, or one of its "send mail as" addresses` })
    }),
    dispatch: Effect.fn("GmailMailbox.dispatch")(function*(draft: StagedDraft) {
      const dispatched = yield* drafts.dispatch(draft).pipe(Effect.mapError((failure) => refused(failure, "a draft that Gmail can send")))
      if (dispatched._tag === "Sent") return dispatched.mail
      if (dispatched._tag === "Changed") return yield* new DraftChanged({ draftId: draft.draftId, raw: dispatched.raw })
      return yield* new MailboxUnavailable({ reason: "the draft is gone, and no sent mail carries its mark" })
    }),
    lookup: Effect.fn("GmailMailbox.lookup")((marker: string, draftId: string | null = null) => Effect.mapError(drafts.lookup(marker, draftId), unavailable)),
    discard: Effect.fn("GmailMailbox.discard")((draft: StagedDraft) => Effect.mapError(drafts.discard(draft), unavailable)),
    ours: Effect.mapError(drafts.ours, unavailable),
    watch: options.topic === null ? null : Effect.mapError(watch(client, options.topic), unavailable),
    forget: Effect.fn("GmailMailbox.forget")((whom: Whom) => Effect.mapError(forget(client)(whom), unavailable)),
    link: (threadId) => `https://mail.google.com/mail/?authuser=${encodeURIComponent(options.ownAddresses[0] ?? "")}#all/${encodeURIComponent(threadId)}`,
    // who no longer waits for the answer must not break it off for the others
    check: Effect.disconnect(yield* Effect.cachedWithTTL(
      Effect.uninterruptible(Effect.mapError(client.check, unavailable)),
      "15 seconds"
    ))
  })
})

const unavailable = ({ kind, reason, retryAfter }: Failure): MailboxUnavailable =>
  new MailboxUnavailable({ reason, ...(retryAfter === undefined ? {} : { retryAfter }), ...(kind === "signedOut" || kind === "stale" || kind === "forbidden" ? { cutOff: true as const } : {}) })

/** What is missing went while we looked, so the next try finds another state of things. */
const refused = (failure: Failure, expected: string): MailboxUnavailable | MailboxRejected =>
  failure.kind === "refused" ? new MailboxRejected({ reason: failure.reason, expected }) : unavailable(failure)
