import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { instant } from "@parley/domain/Instant"
import { mentions } from "@parley/domain/forgetting/Whom"
import {
  DraftChanged, Mailbox, MailboxRejected, MailboxUnavailable, type SentMail, UnreadableMail
} from "@parley/domain/ports/Mailbox"
import { composeMarked, isUntouched } from "@parley/email/composeMarked"
import { readMail } from "@parley/email/ReadMail"

export interface Options {
  readonly ownAddresses: ReadonlyArray<string>
  /** Whether mail that arrives counts as proven to come from its sender. */
  readonly authenticated: boolean
  /** Most messages in one listing. */
  readonly pageSize: number
  /** The time at which a mail arrives. */
  readonly now: () => number
}

/** A mailbox in memory, and what its world can see and do. */
export interface MemoryMailbox {
  /** The same mailbox however often it is built, as a process finds it after a restart. */
  readonly layer: Layer.Layer<Mailbox>
  /** A mail arrives; `name` is where the mailbox keeps it. */
  readonly deliver: (raw: Uint8Array, name: string) => void
  /** What left, in that order. */
  readonly sent: () => ReadonlyArray<Uint8Array>
  readonly drafts: () => ReadonlyArray<{ readonly draftId: string; readonly raw: Uint8Array }>
  /** A person saves other words in a draft. */
  readonly editDraft: (draftId: string, raw: Uint8Array) => void
  /** A person deletes a draft. */
  readonly deleteDraft: (draftId: string) => void
  /** A person sends a draft as it stands. */
  readonly sendDraft: (draftId: string) => void
  /** A person writes a mail of their own from this account; it shows among the arrivals. */
  readonly sendByHand: (raw: Uint8Array) => void
}

interface Delivered {
  readonly providerId: string
  readonly raw: Uint8Array
  readonly at: number
  filed: boolean
}

interface Sent {
  readonly marker: string
  readonly mail: SentMail
}

/** Refuses what a real mailbox refuses: unknown mail, changed drafts, a second dispatch, addresses that cannot stand in a mail. */
export const make = (options: Partial<Options> = {}): MemoryMailbox => {
  const { authenticated = true, now = Date.now, ownAddresses = [], pageSize = 100 } = options
  const own = new Set(ownAddresses.map((address) => address.toLowerCase()))
  const delivered: Array<Delivered> = []
  const drafts = new Map<string, { readonly messageId: string; readonly raw: Uint8Array; readonly at: number }>()
  const sent: Array<Sent> = []
  const byHand = new Set<string>()
  let departures = 0

  const sentAs = (marker: string): Sent | undefined => sent.find((one) => one.marker === marker)

  const parse = Effect.fn("MemoryMailbox.parse")(function*(raw: Uint8Array) {
    const mail = yield* readMail(raw, null).pipe(Effect.mapError(({ field, problem }) => new UnreadableMail({ field, reason: problem })))
    return { ...mail, authenticated, junk: false, fromSelf: own.has(mail.from.address) && (byHand.has(fingerprint(raw)) || sent.some((one) => one.mail.messageId === mail.messageId)) }
  })

  const service = Mailbox.of({
    arrivals: (cursor) =>
      Effect.sync(() => {
        const start = cursor === null || !/^\d+$/u.test(cursor) ? 0 : Number(cursor)
        const waiting = delivered.flatMap((one, index) => (index >= start && !one.filed ? [{ one, next: index + 1 }] : []))
        const page = waiting.slice(0, pageSize)
        return {
          messages: page.map(({ one: { providerId, raw } }) => ({ providerId, raw, copyRef: providerId })),
          cursor: String(page.at(-1)?.next ?? start),
          more: waiting.length > page.length,
          skipped: []
        }
      }),
    recent: (since) =>
      Effect.sync(() => delivered.flatMap(({ at, providerId }) => at >= since ? [{ providerId, copyRef: providerId }] : [])),
    filed: (providerIds) =>
      Effect.sync(() => {
        for (const one of delivered) if (providerIds.includes(one.providerId)) one.filed = true
      }),
    fetch: (copyRef) =>
      Effect.suspend(() => {
        const found = delivered.find(({ providerId }) => providerId === copyRef)
        return found === undefined
          ? Effect.fail(new MailboxRejected({ reason: `no mail ${copyRef}`, expected: "a mail that arrived" }))
          : Effect.succeed(found.raw)
      }),
    parse,
    stage: Effect.fn("MemoryMailbox.stage")(function*(email) {
      const raw = yield* composeMarked(email).pipe(
        Effect.mapError(({ field, problem }) => new MailboxRejected({ reason: `${field}: ${problem}`, expected: `a ${field} that can stand in a mail` }))
      )
      if (sentAs(email.marker) !== undefined) {
        return yield* new MailboxRejected({ reason: `a mail marked ${email.marker} was sent already`, expected: "a marker of its own for every mail" })
      }
      const before = drafts.get(email.marker)
      if (before !== undefined && !(yield* isUntouched(before.raw))) return yield* new DraftChanged({ draftId: draftIdOf(email.marker), raw: before.raw })
      drafts.set(email.marker, { messageId: email.messageId, raw, at: now() })
      return { draftId: draftIdOf(email.marker), contentHash: fingerprint(raw) }
    }),
    dispatch: Effect.fn("MemoryMailbox.dispatch")(function*({ contentHash, draftId }) {
      const marker = markerOf(draftId)
      const draft = drafts.get(marker)
      if (draft === undefined) {
        const before = sentAs(marker)
        if (before === undefined) return yield* new MailboxUnavailable({ reason: `${draftId} is neither a draft nor sent` })
        return before.mail
      }
      if (fingerprint(draft.raw) !== contentHash) return yield* new DraftChanged({ draftId, raw: draft.raw })
      drafts.delete(marker)
      const mail = { raw: draft.raw, providerId: `sent-${++departures}`, messageId: draft.messageId, threadId: null, contentHash }
      sent.push({ marker, mail })
      return mail
    }),
    lookup: (marker) =>
      Effect.sync(() => {
        const before = sentAs(marker)
        if (before !== undefined) return { _tag: "Sent", mail: before.mail } as const
        const draft = drafts.get(marker)
        return draft === undefined
          ? { _tag: "Gone" } as const
          : { _tag: "Draft", draft: { draftId: draftIdOf(marker), contentHash: fingerprint(draft.raw) } } as const
      }),
    discard: ({ contentHash, draftId }) =>
      Effect.sync(() => {
        const draft = drafts.get(markerOf(draftId))
        if (draft !== undefined && fingerprint(draft.raw) === contentHash) drafts.delete(markerOf(draftId))
      }),
    ours: Effect.suspend(() => Effect.forEach(drafts, ([marker, { at, raw }]) =>
      Effect.map(isUntouched(raw), (untouched) => ({ marker, draft: { draftId: draftIdOf(marker), contentHash: fingerprint(raw) }, isUntouched: untouched, at: instant(at) })))),
    watch: null,
    forget: (whom) =>
      Effect.sync(() => {
        const isTheirs = (raw: Uint8Array, providerId: string): boolean => whom.mails.has(providerId) || mentions(headersOf(raw), whom.address)
        const gone: Array<string> = []
        for (const [index, { providerId, raw }] of delivered.entries()) {
          if (!isTheirs(raw, providerId)) continue
          gone.push(providerId)
          // its place stays, for cursors count places
          delivered[index] = { providerId: `gone ${index}`, raw: new Uint8Array(), at: -1, filed: true }
        }
        const left = sent.filter(({ mail }) => isTheirs(mail.raw, mail.providerId)).map(({ mail }) => mail.providerId)
        sent.splice(0, sent.length, ...sent.filter(({ mail }) => !left.includes(mail.providerId)))
        const unsent = [...drafts].filter(([, { raw }]) => isTheirs(raw, ""))
        for (const [marker] of unsent) drafts.delete(marker)
        return [...gone, ...left, ...unsent.map(([marker]) => draftIdOf(marker))]
      }),
    link: () => null,
    check: Effect.void
  })

  const deliver: MemoryMailbox["deliver"] = (raw, name) => {
    const providerId = `${name}#${fingerprint(raw)}`
    if (!delivered.some((one) => one.providerId === providerId && !one.filed)) delivered.push({ providerId, raw, at: now(), filed: false })
  }

  return {
    layer: Layer.succeed(Mailbox, service),
    deliver,
    sent: () => sent.map(({ mail }) => mail.raw),
    drafts: () => [...drafts].map(([marker, { raw }]) => ({ draftId: draftIdOf(marker), raw })),
    editDraft: (draftId, raw) => {
      const draft = drafts.get(markerOf(draftId))
      if (draft !== undefined) drafts.set(markerOf(draftId), { ...draft, raw })
    },
    deleteDraft: (draftId) => void drafts.delete(markerOf(draftId)),
    sendDraft: (draftId) => {
      const marker = markerOf(draftId)
      const draft = drafts.get(marker)
      if (draft === undefined) return
      drafts.delete(marker)
      sent.push({ marker, mail: { raw: draft.raw, providerId: `sent-${sent.length + 1}`, messageId: draft.messageId, threadId: null, contentHash: fingerprint(draft.raw) } })
    },
    sendByHand: (raw) => {
      byHand.add(fingerprint(raw))
      deliver(raw, `by hand ${byHand.size}`)
    }
  }
}

const headersOf = (raw: Uint8Array): string => new TextDecoder().decode(raw).split(/\r?\n\r?\n/u, 1)[0] ?? ""

const draftIdOf = (marker: string): string => `draft:${marker}`

const markerOf = (draftId: string): string => draftId.slice("draft:".length)

/** 53 bits over all bytes and their number: the same for the same bytes, another for others, short of a deliberate attack. */
const fingerprint = (bytes: Uint8Array): string => {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 2654435761)
    two = Math.imul(two ^ byte, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return `${(4294967296 * (2097151 & two) + (one >>> 0)).toString(16)}-${bytes.length.toString(16)}`
}
