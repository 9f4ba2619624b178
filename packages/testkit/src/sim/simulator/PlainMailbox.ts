import { instant } from "@parley/domain/Instant"
import { type InboundEmail, Mailbox, MailboxRejected, MailboxUnavailable, type OutboundEmail, type SentMail, UnreadableMail } from "@parley/domain/ports/Mailbox"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { ReceivedMail } from "../OurMail.ts"

/** A mailbox whose mails are never bytes: what stands for them is an empty token that the mail is found by. */
export interface PlainMailbox {
  readonly service: Context.Tag.Service<typeof Mailbox>
  readonly deliver: (mail: InboundEmail, name: string) => void
  readonly newlySent: () => ReadonlyArray<ReceivedMail>
}

interface Delivered {
  readonly providerId: string
  readonly raw: Uint8Array
  readonly at: number
}

/** Behaves as a mailbox must towards use cases; nobody edits a draft in it, and nothing is forgotten. */
export const make = ({ own, now }: { readonly own: string; readonly now: () => number }): PlainMailbox => {
  const mails = new WeakMap<Uint8Array, InboundEmail>()
  const delivered: Array<Delivered> = []
  const byId = new Map<string, Delivered>()
  const drafts = new Map<string, { readonly email: OutboundEmail; readonly raw: Uint8Array; readonly at: number; readonly hash: string }>()
  const sent = new Map<string, SentMail>()
  let outgoing: Array<ReceivedMail> = []
  let stages = 0

  const token = (mail: InboundEmail): Uint8Array => {
    const raw = new Uint8Array(0)
    mails.set(raw, mail)
    return raw
  }
  const markerOf = (draftId: string): string => draftId.slice("draft:".length)

  const service = Mailbox.of({
    arrivals: (cursor) =>
      Effect.sync(() => {
        const start = cursor === null ? 0 : Number(cursor)
        const page = delivered.slice(start, start + 100)
        const next = start + page.length
        return { messages: page.map(({ providerId, raw }) => ({ providerId, raw, copyRef: providerId })), cursor: String(next), more: next < delivered.length, skipped: [] }
      }),
    recent: (since) => Effect.sync(() => delivered.filter(({ at }) => at >= since).map(({ providerId }) => ({ providerId, copyRef: providerId }))),
    filed: () => Effect.void,
    fetch: (copyRef) =>
      Effect.suspend(() => {
        const found = byId.get(copyRef)
        return found === undefined ? Effect.fail(new MailboxRejected({ reason: `no mail ${copyRef}`, expected: "a mail that arrived" })) : Effect.succeed(found.raw)
      }),
    parse: (raw) =>
      Effect.suspend(() => {
        const mail = mails.get(raw)
        return mail === undefined ? Effect.fail(new UnreadableMail({ field: "raw", reason: "no mail of this world" })) : Effect.succeed(mail)
      }),
    stage: (email) =>
      Effect.suspend(() => {
        if (sent.has(email.marker)) return Effect.fail(new MailboxRejected({ reason: `a mail marked ${email.marker} was sent already`, expected: "a marker of its own for every mail" }))
        const hash = `${email.marker} ${++stages}`
        drafts.set(email.marker, { email, raw: token(outbound(email, own)), at: now(), hash })
        return Effect.succeed({ draftId: `draft:${email.marker}`, contentHash: hash })
      }),
    dispatch: ({ contentHash, draftId }) =>
      Effect.suspend((): Effect.Effect<SentMail, MailboxUnavailable | MailboxRejected> => {
        const marker = markerOf(draftId)
        const draft = drafts.get(marker)
        const before = sent.get(marker)
        if (draft === undefined) return before === undefined ? Effect.fail(new MailboxUnavailable({ reason: `${draftId} is neither a draft nor sent` })) : Effect.succeed(before)
        if (draft.hash !== contentHash) return Effect.fail(new MailboxRejected({ reason: "the draft was staged anew", expected: "the draft as it was staged last" }))
        const { email, raw } = draft
        drafts.delete(marker)
        const mail: SentMail = { raw, providerId: `sent-${sent.size + 1}`, messageId: email.messageId, threadId: null, contentHash }
        sent.set(marker, mail)
        outgoing.push({
          subject: email.subject, text: email.text, messageId: email.messageId, inReplyTo: email.inReplyTo, references: email.references, from: email.from, to: email.to, cc: email.cc, date: email.date
        })
        return Effect.succeed(mail)
      }),
    lookup: (marker) =>
      Effect.sync(() => {
        const before = sent.get(marker)
        if (before !== undefined) return { _tag: "Sent" as const, mail: before }
        const draft = drafts.get(marker)
        return draft === undefined ? { _tag: "Gone" as const } : { _tag: "Draft" as const, draft: { draftId: `draft:${marker}`, contentHash: draft.hash } }
      }),
    discard: ({ contentHash, draftId }) =>
      Effect.sync(() => {
        const marker = markerOf(draftId)
        if (drafts.get(marker)?.hash === contentHash) drafts.delete(marker)
      }),
    ours: Effect.sync(() => [...drafts].map(([marker, { at, hash }]) => ({ marker, draft: { draftId: `draft:${marker}`, contentHash: hash }, isUntouched: true, at: instant(at) }))),
    watch: null,
    forget: () => Effect.succeed([]),
    link: () => null,
    check: Effect.void
  })

  return {
    service,
    deliver: (mail, name) => {
      const one = { providerId: name, raw: token(mail), at: now() }
      delivered.push(one)
      byId.set(name, one)
    },
    newlySent: () => {
      const fresh = outgoing
      outgoing = []
      return fresh
    }
  }
}

/** A mail of ours as it is read back from where it was sent. */
const outbound = (email: OutboundEmail, own: string): InboundEmail => ({
  messageId: email.messageId, inReplyTo: email.inReplyTo, references: email.references, from: email.from, replyTo: [], to: email.to, cc: email.cc, subject: email.subject,
  date: email.date, dateOffsetMinutes: 0, text: email.text, newText: email.text, newTextAmbiguous: false, hiddenText: "", signatureText: "", kind: "personal", bouncedMessageId: null,
  authenticated: true, fromSelf: email.from.address === own, marker: email.marker, junk: false
})
