import * as Effect from "effect/Effect"
import { addressingOf } from "../drafting/Thread.ts"
import { Actor, CommandId, NegotiationId } from "../Ids.ts"
import type { Cents } from "../Money.ts"
import { Mailbox, type SentMail } from "../ports/Mailbox.ts"
import type { OutboxRow } from "../ports/Outbox.ts"
import { Store } from "../ports/Store.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"
import { findAmounts, minorOf } from "../reading/Amounts.ts"
import { newCommandId, newMessageId, now, parley } from "./ids.ts"
import { KillPoints } from "./KillPoints.ts"
import { perform, type Subject, subject } from "./perform.ts"
import { Settings } from "./Settings.ts"
import { textHash } from "./textHash.ts"

/** By which a mail is found in the mailbox, as a draft or sent. */
export const markerOf = (row: OutboxRow): string => `${row.subject}.${row.seq}`

/** The row that a mark of ours names; null for any other text. */
export const rowMarked = (marker: string) =>
  Effect.gen(function*() {
    const rows = yield* (yield* Store).outboxOf(marker.slice(0, Math.max(0, marker.lastIndexOf("."))))
    return rows.find((row) => row.lane === "mail" && markerOf(row) === marker) ?? null
  })

/** A mail of ours has left: as it was staged, or, if not `asStaged`, with somebody else's words, which are recorded as theirs. */
export const confirmSent = (row: OutboxRow, sent: SentMail, asStaged = row.contentHash === sent.contentHash) =>
  Effect.gen(function*() {
    const settings = yield* Settings
    const store = yield* Store
    const mailbox = yield* Mailbox
    const kill = yield* KillPoints
    const it = yield* subject(NegotiationId.make(row.subject))
    const at = yield* now
    const message = yield* newMessageId
    // What left is read back from the mailbox, so that the books hold what the other side got.
    const mail = yield* mailbox.parse(sent.raw)
    const addressing = addressingOf(yield* store.messages(it.id), it.influencer, settings.ownAddresses)
    const stored: StoredMessage = {
      id: message, negotiation: it.id, direction: "out", providerId: sent.providerId, header: sent.messageId, inReplyTo: mail.inReplyTo, references: mail.references,
      threadId: sent.threadId ?? addressing.threadId, from: mail.from, replyTo: mail.replyTo, to: mail.to, cc: mail.cc, subject: mail.subject,
      dateOffset: null, text: mail.text, bodyHash: textHash(mail.text), at
    }
    yield* kill.reach("before-sent")
    if (!asStaged) return yield* altered(row, sent.raw, stored)
    yield* perform(it, { _tag: "ConfirmSent", mail: row.seq, message, at, by: parley }, CommandId.make(`sent-${row.subject}-${row.seq}`), () => ({ messages: [stored] }))
    yield* kill.reach("after-sent")
    yield* Effect.logInfo("mail sent").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, message }))
  })

/** Somebody changed the mail: what it says now is theirs, and so is the negotiation (MAIL-06). `sent` is null for a draft that stays. */
export const altered = (row: OutboxRow, raw: Uint8Array, sent: StoredMessage | null) =>
  Effect.gen(function*() {
    const mailbox = yield* Mailbox
    const it = yield* subject(NegotiationId.make(row.subject))
    // a draft may be left in any shape; what cannot be read names no price
    const text = sent?.text ?? (yield* Effect.map(Effect.either(mailbox.parse(raw)), (mail) => mail._tag === "Right" ? mail.right.text : ""))
    yield* Effect.logWarning("a mail of ours holds other words than ours").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, sent: sent !== null }))
    yield* perform(it, {
      _tag: "ReportAltered", mail: row.seq, message: sent?.id ?? null, rate: priceIn(text, it), at: yield* now, by: Actor.make("mailbox")
    }, CommandId.make(`altered-${row.subject}-${row.seq}`), () => ({ messages: sent === null ? [] : [sent] }))
  })

/** The one price a text names beside those that were on the table before, if it can pass for our next offer. */
const priceIn = (text: string, { campaign, state }: Subject): Cents | null => {
  const known = state._tag === "Unopened" ? [] : [...state.core.offers, ...state.core.asks]
  const last = state._tag === "Unopened" ? 0 : state.core.offers.at(-1) ?? 0
  const figures = findAmounts(text).filter(({ kind }) => kind === "money")
  if (figures.some(({ currency }) => currency !== null && currency !== campaign.currency)) return null
  const prices = figures.map((figure) => minorOf(figure, campaign.currency))
  const fresh = new Set(prices.filter((price) => price === null || !known.includes(price)))
  const all = new Set(prices)
  const [price = null] = fresh.size === 1 ? fresh : fresh.size === 0 && all.size === 1 ? all : []
  // a gift card or a bonus beside the rate is no rate
  return price !== null && price >= last ? price : null
}

/** A mail cannot be sent, or nobody knows whether it was: a person is told and decides. */
export const trouble = (row: OutboxRow, reason: "in_doubt" | "not_sendable") =>
  Effect.gen(function*() {
    const it = yield* subject(NegotiationId.make(row.subject))
    yield* perform(it, { _tag: "ReportTrouble", mail: row.seq, reason, at: yield* now, by: parley }, yield* newCommandId)
  })
