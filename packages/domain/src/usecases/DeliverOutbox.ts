import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { quietUntil } from "../campaign/QuietHours.ts"
import { gate } from "../drafting/Gate.ts"
import type { Brief, RenderedMail } from "../drafting/Brief.ts"
import { render } from "../drafting/Slots.ts"
import { writeTemplate } from "../drafting/TemplateWriter.ts"
import { addressingOf } from "../drafting/Thread.ts"
import { Actor, CommandId, NegotiationId } from "../Ids.ts"
import { instant } from "../Instant.ts"
import type { Cents } from "../Money.ts"
import type { Event } from "../negotiation/Event.ts"
import { EmailWriter } from "../ports/EmailWriter.ts"
import { Mailbox, MailboxUnavailable, type OutboundEmail, type SentMail, type StagedDraft } from "../ports/Mailbox.ts"
import { type OutboxRow, Store, type StoredMessage } from "../ports/Store.ts"
import { findAmounts, minorOf } from "../reading/Amounts.ts"
import type { Counterparty } from "../reading/ReplyReading.ts"
import { describe } from "./describe.ts"
import { briefOf } from "./briefOf.ts"
import { newCommandId, newMessageId, now, parley } from "./ids.ts"
import { between, KillPoints } from "./KillPoints.ts"
import { perform, type Subject, subject } from "./perform.ts"
import { piece } from "./piece.ts"
import { pauseAfter, retryPolicies } from "./RetryPolicy.ts"
import { Settings } from "./Settings.ts"
import { textHash } from "./textHash.ts"

const policy = retryPolicies.mailbox
const day = 86_400_000

/**
 * Works off the mail that is due, one mail of a negotiation at a time; answers how many rows came further. While sending is
 * stopped, only what may have left already is looked for.
 */
export const deliverMail = Effect.gen(function*() {
  const store = yield* Store
  const { concurrency } = yield* Settings
  const due = yield* store.outboxDue("mail", yield* now, 200)
  const rows = (yield* store.sendingStopped) === null ? due : due.filter((row) => row.status === "dispatching")
  const done = yield* Effect.forEach(rows, (row) => guarded(row, deliver(row)), { concurrency })
  return done.filter((further) => further).length
})

/** Removes the drafts of mail that will never leave, but for those that hold a person's words by now. */
export const discardDrafts = Effect.gen(function*() {
  const store = yield* Store
  const mailbox = yield* Mailbox
  const kill = yield* KillPoints
  const rows = yield* store.draftsToDiscard(200)
  const done = yield* Effect.forEach(rows, (row) =>
    piece(
      Effect.gen(function*() {
        yield* kill.reach("before-discard")
        if (row.draftId !== null && row.contentHash !== null) yield* mailbox.discard({ draftId: row.draftId, contentHash: row.contentHash })
        return yield* store.moveOutbox(row, ["superseded"], "superseded", { draftId: null }).pipe(Effect.tap(kill.reach("after-discard")))
      }),
      (cause) => Effect.as(Effect.logWarning(`a draft could not be removed: ${describe(cause)}`), false),
      false
    ))
  return done.filter((removed) => removed).length
})

/** A failure is written on the row, whatever status it has reached by now; true when the row came further, or the failure was recorded. */
const guarded = <E, R>(row: OutboxRow, work: Effect.Effect<void, E, R>) =>
  piece(Effect.as(work, true), (cause) => Effect.as(failed(row, cause), true), false)

const failed = (row: OutboxRow, cause: Cause.Cause<unknown>) =>
  Effect.gen(function*() {
    const store = yield* Store
    const attempts = row.attempts + 1
    const error = describe(cause)
    const fields = { attempts, error, nextAt: instant((yield* now) + (yield* pauseAfter(policy, attempts, cause))) }
    yield* Effect.logWarning("a mail could not be delivered yet").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, attempts, error }))
    const unsent = (yield* store.moveOutbox(row, ["pending"], "pending", fields)) || (yield* store.moveOutbox(row, ["staged"], "staged", fields))
    if (unsent) return attempts < policy.attempts ? undefined : yield* trouble(row, "not_sendable")
    // Claimed: it may have left, so it is looked for again, and in doubt when nobody can look.
    yield* store.moveOutbox(row, ["dispatching"], "dispatching", fields)
    if (attempts >= policy.attempts) yield* trouble(row, "in_doubt")
  })

const deliver = (row: OutboxRow) =>
  Effect.gen(function*() {
    switch (row.status) {
      case "dispatching":
        // A claim without an outcome: this process or an earlier one died or lost the answer. Look, never resend.
        return yield* resolve(row, new MailboxUnavailable({ reason: "the outcome is not known" }))
      case "staged":
        return (yield* waitsForMorning(row)) ? undefined : yield* dispatch(row)
      default: {
        if (yield* waitsForMorning(row)) return
        const staged = row.draftId === null ? yield* stage(row) : yield* stagedBefore(row)
        if (staged !== null) yield* dispatch(staged)
      }
    }
  })

/** Puts a mail off to the end of the counterparty's quiet hours; false when it may leave now (MAIL-10). */
const waitsForMorning = (row: OutboxRow) =>
  Effect.gen(function*() {
    const store = yield* Store
    const { campaign, id, influencer } = yield* subject(NegotiationId.make(row.subject))
    const { quietHours } = campaign.policy
    if (quietHours === null) return false
    const lastIn = (yield* store.messages(id)).findLast((message) => message.direction === "in" && message.dateOffset !== null)
    const until = quietUntil(quietHours, influencer.timeZone ?? lastIn?.dateOffset ?? campaign.timeZone ?? "UTC", yield* now)
    if (until === null) return false
    yield* store.moveOutbox(row, [row.status], row.status, { nextAt: until, error: "waits for the end of their quiet hours" })
    return true
  })

/** Held after it was staged: the draft is in the mailbox, perhaps edited by now, which dispatching it will tell. */
const stagedBefore = (row: OutboxRow) =>
  Effect.flatMap(Store, (store) =>
    Effect.map(store.moveOutbox(row, ["pending"], "staged", {}), (moved) => moved ? { ...row, status: "staged" as const } : null))

/** Writes, renders, gates and stages the mail; null when it is not wanted any more. */
const stage = (row: OutboxRow) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mailbox = yield* Mailbox
    const settings = yield* Settings
    const kill = yield* KillPoints
    const it = yield* subject(NegotiationId.make(row.subject))
    const events = yield* store.events(it.id)
    const decided = events.find((one) => one.version === row.event)?.event
    if (it.state._tag === "Unopened" || it.state.core.pending?.mail !== row.seq || decided === undefined ||
      (decided._tag !== "OfferDecided" && decided._tag !== "MailDecided")) {
      yield* store.moveOutbox(row, ["pending"], "superseded", { error: "no longer wanted" })
      return null
    }
    const messages = yield* store.messages(it.id)
    const brief = briefOf(decided, it.state.core, counterpartyOf(events), it.campaign, it.influencer, messages)
    const addressing = addressingOf(messages, it.influencer, settings.ownAddresses)
    const mail = yield* writeGated(brief)
    if (mail === null) {
      yield* trouble(row, "not_sendable")
      return null
    }
    const email: OutboundEmail = {
      messageId: `${row.subject}.${row.seq}@${settings.sender.address.split("@")[1] ?? "localhost"}`,
      marker: markerOf(row),
      from: { name: it.campaign.senderName, address: settings.sender.address },
      to: addressing.to, cc: addressing.cc, inReplyTo: addressing.inReplyTo, references: addressing.references,
      threadId: addressing.threadId,
      subject: addressing.subject ?? mail.subject,
      text: mail.text, html: mail.html, date: yield* now
    }
    yield* kill.reach("before-stage")
    const draft = yield* mailbox.stage(email).pipe(Effect.catchTag("MailboxRejected", (error) => Effect.as(refused(row, error.reason), null)))
    if (draft === null) return null
    yield* kill.reach("after-stage")
    const fields = { draftId: draft.draftId, contentHash: draft.contentHash, messageHeader: email.messageId, error: null }
    const moved = yield* store.moveOutbox(row, ["pending"], "staged", fields)
    // Superseded between reading and staging: the draft is ours to remove.
    if (!moved) yield* mailbox.discard(draft)
    return moved ? { ...row, ...fields, status: "staged" as const } : null
  })

/** The mailbox will not take this draft: because it was sent already, which a look tells, or for good. */
const refused = (row: OutboxRow, reason: string) =>
  Effect.gen(function*() {
    const mailbox = yield* Mailbox
    yield* Effect.logWarning("the mailbox refused a draft").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, reason }))
    const fate = yield* mailbox.lookup(markerOf(row))
    yield* fate._tag === "Sent" ? confirmSent(row, fate.mail) : trouble(row, "not_sendable")
  })

/** The writer's mail when the gate lets it pass, at the second try with the reasons, else the template's (GATE-03). */
const writeGated = (brief: Brief): Effect.Effect<RenderedMail | null, never, EmailWriter> =>
  Effect.gen(function*() {
    const writer = yield* EmailWriter
    let objections: ReadonlyArray<string> = []
    for (let attempt = 0; attempt < 2; attempt++) {
      const draft = yield* Effect.either(Effect.interruptible(writer.write(brief, objections)))
      if (draft._tag === "Left") break
      const checked = check(draft.right, brief)
      if (checked.mail !== null) return checked.mail
      objections = checked.objections
      yield* Effect.logWarning("the gate blocked a draft").pipe(Effect.annotateLogs({ purpose: brief.purpose, objections: objections.length }))
    }
    return check(writeTemplate(brief), brief).mail
  })

const check = (draft: { readonly subject: string; readonly body: string }, brief: Brief) => {
  const rendered = render(draft, brief)
  if (rendered._tag === "Left") return { mail: null, objections: [String(rendered.left)] }
  const objections = gate(rendered.right, brief)
  return objections.length === 0
    ? { mail: rendered.right, objections: [] }
    : { mail: null, objections: objections.map((objection) => `${objection.code}: ${objection.quote}`) }
}

const dispatch = (row: OutboxRow) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mailbox = yield* Mailbox
    const kill = yield* KillPoints
    if (row.draftId === null || row.contentHash === null) {
      return yield* Effect.asVoid(store.moveOutbox(row, ["staged"], "pending", { error: "staged without a draft" }))
    }
    const draft: StagedDraft = { draftId: row.draftId, contentHash: row.contentHash }
    yield* kill.reach("before-claim")
    const { sendsPerDay } = yield* Settings
    const at = yield* now
    const claim = yield* store.claimMail(row, at, { since: instant(at - day), limit: sendsPerDay })
    if (claim._tag === "BudgetSpent") {
      yield* Effect.logWarning("the mailbox has sent its mails of the day").pipe(Effect.annotateLogs({ sendsPerDay }))
      yield* store.moveOutbox(row, ["staged"], "staged", { nextAt: instant(claim.oldest + day), error: "waits for the send budget" })
    }
    if (claim._tag !== "Claimed") return
    const claimedRow = { ...row, status: "dispatching" as const }
    yield* kill.reach("before-dispatch")
    yield* mailbox.dispatch(draft).pipe(
      Effect.tap(kill.reach("after-dispatch")),
      Effect.flatMap((sent) => confirmSent(row, sent)),
      Effect.catchTags({
        MailboxUnavailable: (error) => resolve(claimedRow, error),
        MailboxRejected: () => trouble(row, "not_sendable"),
        DraftChanged: ({ raw }) => altered(row, raw, null)
      })
    )
  })

/** Draft gone and message found is sent; draft still there is not sent; neither is for a human (MAIL-06). */
const resolve = (row: OutboxRow, error: MailboxUnavailable) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mailbox = yield* Mailbox
    const fate = yield* mailbox.lookup(markerOf(row)).pipe(between("before-lookup", "after-lookup"))
    switch (fate._tag) {
      case "Sent":
        return yield* confirmSent(row, fate.mail)
      case "Draft": {
        const attempts = row.attempts + 1
        yield* Effect.logWarning("a mail did not leave and is tried again").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, attempts, reason: error.reason }))
        const wait = row.attempts === 0 && error.retryAfter === undefined ? 0 : yield* pauseAfter(policy, attempts, Cause.fail(error))
        yield* store.moveOutbox(row, ["dispatching"], "staged", { attempts, error: error.reason, nextAt: instant((yield* now) + wait) })
        return attempts < policy.attempts ? undefined : yield* trouble(row, "not_sendable")
      }
      case "Gone":
        return yield* trouble(row, "in_doubt")
    }
  })

const confirmSent = (row: OutboxRow, sent: SentMail) =>
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
    if (row.contentHash !== null && row.contentHash !== sent.contentHash) return yield* altered(row, sent.raw, stored)
    yield* perform(it, { _tag: "ConfirmSent", mail: row.seq, message, at, by: parley }, CommandId.make(`sent-${row.subject}-${row.seq}`), () => ({ messages: [stored] }))
    yield* kill.reach("after-sent")
    yield* Effect.logInfo("mail sent").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, message }))
  })

/** A person changed the mail: what it says now is theirs, and so is the negotiation (MAIL-06). */
const altered = (row: OutboxRow, raw: Uint8Array, sent: StoredMessage | null) =>
  Effect.gen(function*() {
    const mailbox = yield* Mailbox
    const it = yield* subject(NegotiationId.make(row.subject))
    // a draft may be left in any shape; what cannot be read names no price
    const text = sent?.text ?? (yield* Effect.map(Effect.either(mailbox.parse(raw)), (mail) => mail._tag === "Right" ? mail.right.text : ""))
    yield* Effect.logWarning("a person changed a mail of ours").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, sent: sent !== null }))
    yield* perform(it, {
      _tag: "ReportAltered", mail: row.seq, message: sent?.id ?? null, rate: priceIn(text, it), at: yield* now, by: Actor.make("mailbox")
    }, CommandId.make(`altered-${row.subject}-${row.seq}`), () => ({ messages: sent === null ? [] : [sent] }))
  })

/** The one price a text names beside those that were on the table before. */
const priceIn = (text: string, { campaign, state }: Subject): Cents | null => {
  const known = state._tag === "Unopened" ? [] : [...state.core.offers, ...state.core.asks]
  const prices = findAmounts(text).flatMap((figure) => figure.kind === "money" ? [minorOf(figure, campaign.currency)] : [])
  const fresh = new Set(prices.filter((price) => price === null || !known.includes(price)))
  const all = new Set(prices)
  const [price] = fresh.size === 1 ? fresh : all.size === 1 ? all : []
  return price ?? null
}

const trouble = (row: OutboxRow, reason: "in_doubt" | "not_sendable") =>
  Effect.gen(function*() {
    const it = yield* subject(NegotiationId.make(row.subject))
    yield* perform(it, { _tag: "ReportTrouble", mail: row.seq, reason, at: yield* now, by: parley }, yield* newCommandId)
  })

const markerOf = (row: OutboxRow): string => `${row.subject}.${row.seq}`

const counterpartyOf = (events: ReadonlyArray<{ readonly event: Event }>): Counterparty => {
  const read = events.findLast((one) => one.event._tag === "ReplyRead")?.event
  return read?._tag === "ReplyRead" ? read.reading.counterparty : "influencer"
}
