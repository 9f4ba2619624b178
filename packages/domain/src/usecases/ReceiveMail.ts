import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type { MessageId, NegotiationId } from "../Ids.ts"
import { Actor, CommandId } from "../Ids.ts"
import { instant } from "../Instant.ts"
import type { Command } from "../negotiation/Command.ts"
import { MailLeaving } from "../negotiation/Refusal.ts"
import type { State } from "../negotiation/State.ts"
import { packageOf } from "../campaign/Campaign.ts"
import { type InboundEmail, keptBytes, Mailbox } from "../ports/Mailbox.ts"
import { OnBehalfOf } from "../ports/OnBehalfOf.ts"
import { ReaderUnavailable, ReplyReader } from "../ports/ReplyReader.ts"
import { failedMail, type InboxMark, type InboxRow, type InboxStatus } from "../ports/Inbox.ts"
import type { LooseNotice, OutboxRow } from "../ports/Outbox.ts"
import { Store, type StoreUnavailable } from "../ports/Store.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"
import { ground } from "../reading/Grounding.ts"
import { watchedTriggers } from "../reading/watchedTriggers.ts"
import { settleDecided } from "./DeliverOutbox.ts"
import { describe } from "./describe.ts"
import { newCommandId, newMessageId, now, parley } from "./ids.ts"
import { between, KillPoints } from "./KillPoints.ts"
import { confirmSent, markerOf } from "./MailOutcome.ts"
import { looseNotice } from "./looseNotice.ts"
import { namesOtherClient } from "./otherClients.ts"
import { perform, type Subject, subject } from "./perform.ts"
import { piece } from "./piece.ts"
import { type Recognised, recognise } from "./recognise.ts"
import { afterFailure, retryPolicies } from "./RetryPolicy.ts"
import { Settings } from "./Settings.ts"
import { textHash } from "./textHash.ts"

const policy = retryPolicies.reader
/** The confidence, of 100, of a reading whose text may hold somebody else's words: too low to act on. */
const unsure = 40

/** Stores what arrived, with the cursor, and only then lets the mailbox file it (MAIL-03, MAIL-04). Answers how many were new. */
export const sync = Effect.gen(function*() {
  const store = yield* Store
  const mailbox = yield* Mailbox
  const { mailbox: name } = yield* Settings
  const kill = yield* KillPoints
  let stored = 0
  const since = yield* store.behindSince(name)
  if (since !== null) stored += yield* store.catchUp(name, yield* mailbox.recent(since), yield* now)
  for (;;) {
    const cursor = yield* store.cursor(name)
    const page = yield* mailbox.arrivals(cursor)
    for (const { name: file, reason } of page.skipped) {
      yield* store.addNotice(looseNotice("unreadable_mail", `skipped ${file}`, "A file in the mailbox cannot be taken in", [["file", file], ["reason", reason]], yield* now)).pipe(between("before-notice", "after-notice"))
    }
    if (page.messages.length > 0) {
      yield* kill.reach("before-ingest")
      stored += yield* store.ingest(
        name,
        page.messages.map(({ copyRef, providerId, raw }) => ({ providerId, copyRef, raw: raw === null || raw.length > keptBytes ? null : raw })),
        page.cursor,
        yield* now
      )
      yield* kill.reach("after-ingest")
      yield* mailbox.filed(page.messages.map((message) => message.providerId))
      yield* kill.reach("after-filing")
    } else if (page.cursor !== cursor) {
      // a mailbox keeps its past for some days only, so the cursor follows it also where nothing came
      yield* store.ingest(name, [], page.cursor, yield* now)
    }
    if (!page.more) return stored
  }
})

/**
 * Handles every message that waits; one negotiation's messages in the order of their arrival, different negotiations side
 * by side. Where one cannot be handled yet, those behind it wait too. Answers how many were handled.
 */
export const handleInbox = Effect.gen(function*() {
  const store = yield* Store
  const { concurrency, mailbox } = yield* Settings
  const rows = yield* store.inboxDue(yield* now, 200)
  const behind = rows.length > 0 && (yield* store.behindSince(mailbox)) !== null
  const opened = yield* Effect.forEach(rows, (row) => openMail(row).pipe(Effect.map((one) => ({ row, ...one })), guarded(row, null)), { concurrency })
  const lanes = new Map<string, Array<Opened & { readonly row: InboxRow }>>()
  for (const one of opened) {
    if (one === null) continue
    const lane = one.negotiation ?? `message ${one.row.order}`
    lanes.set(lane, [...(lanes.get(lane) ?? []), one])
  }
  const handled = yield* Effect.forEach(lanes.values(), (lane) =>
    Effect.reduce(lane.toSorted((one, other) => one.row.order - other.row.order).slice(0, behind ? 1 : lane.length), 0, (count, one) =>
      (behind ? caughtUp(one) : Effect.succeed(one)).pipe(Effect.flatMap(inTurn), Effect.as(1), guarded(one.row, one.negotiation), Effect.map((done) => count + (done ?? 0)))), { concurrency })
  return handled.reduce((sum, count) => sum + count, 0)
})

/** What a message answers must be on the books before it is read, so the mails of its negotiation that may have left are looked for first. */
const caughtUp = (one: Opened & { readonly row: InboxRow }) =>
  one.negotiation === null ? Effect.succeed(one) : Effect.gen(function*() {
    if (one.negotiation !== null) yield* settleDecided(one.negotiation)
    return { row: one.row, ...(yield* openMail(one.row)) }
  })

/** Waits for an older message of the same negotiation that could not be handled yet: read first, it would pass for the newer word. */
const inTurn = ({ handle, negotiation, row }: Opened & { readonly row: InboxRow }) =>
  Effect.gen(function*() {
    if (negotiation === null) return yield* handle
    const store = yield* Store
    const older = yield* store.olderPending(negotiation, row.order)
    if (older === null) return yield* handle
    const at = yield* now
    yield* store.retryInbox(row, instant(older > at ? older : at + 1_000), { error: "waits for an older message", negotiation })
  })

/** One row's failure is written on that row, with a time to try again. Null when it failed. */
const guarded = (row: InboxRow, negotiation: NegotiationId | null) => <A, E, R>(work: Effect.Effect<A, E, R>) =>
  piece<A | null, E, R, StoreUnavailable | MailLeaving, Store | Settings>(work, (cause) => Effect.as(failed(row, negotiation, cause), null), null)

const failed = (row: InboxRow, negotiation: NegotiationId | null, cause: Cause.Cause<unknown>) =>
  Effect.gen(function*() {
    const store = yield* Store
    const at = yield* now
    const error = describe(cause)
    const mine = negotiation === null ? {} : { negotiation }
    // A mail of ours is leaving: its outcome is awaited, however long that takes.
    if (Cause.squash(cause) instanceof MailLeaving) return yield* store.retryInbox(row, instant(at + 1_000), { error, ...mine })
    const { attempts, wait } = yield* afterFailure(policy, row.attempts, cause)
    yield* Effect.logWarning("a message could not be handled yet").pipe(Effect.annotateLogs({ message: row.providerId, negotiation, attempts, error }))
    // a reader that is down says nothing of this message, so it waits for hours, not for so many tries
    const until = Cause.squash(cause) instanceof ReaderUnavailable ? row.receivedAt + (yield* Settings).unread.handOffAfter : null
    if (until === null ? attempts < policy.attempts : at < until) {
      return yield* store.retryInbox(row, instant(Math.min(at + wait, until ?? Infinity)), { error, attempts, ...mine })
    }
    if (negotiation !== null) yield* silence(negotiation)
    yield* store.settleInbox(
      { key: row, status: "owned", reason: failedMail, negotiation, error },
      looseNotice("dead_letter", `failed ${row.providerId}`, "A message could not be handled: please read it yourself", [
        ["negotiation", negotiation ?? "none"], ["file", row.copyRef], ["problem", error]
      ], at)
    )
  })

/** Nobody has read their mail, so nothing of ours may follow it up: the negotiation is paused until a person resumes it. */
const silence = (negotiation: NegotiationId) =>
  Effect.gen(function*() {
    const it = yield* subject(negotiation)
    yield* perform(it, { _tag: "Pause", at: yield* now, by: parley }, yield* newCommandId)
  }).pipe(Effect.catchAll((error) =>
    // safe: what has ended or is set aside sends nothing
    error._tag === "StoreUnavailable" || error._tag === "MailLeaving" ? Effect.fail(error) : Effect.void))

interface Opened {
  /** The lane it is handled in; null when it belongs to no negotiation. */
  readonly negotiation: NegotiationId | null
  readonly handle: Effect.Effect<void, unknown, Store | Mailbox | ReplyReader | Settings>
}

const openMail = (row: InboxRow) =>
  Effect.gen(function*() {
    const mailbox = yield* Mailbox
    const raw = row.raw ?? (yield* mailbox.fetch(row.copyRef))
    return yield* mailbox.parse(raw, row.copyRef).pipe(
      Effect.flatMap((mail) => route(row, mail)),
      Effect.catchTag("UnreadableMail", (error) =>
        Effect.succeed<Opened>({
          negotiation: null,
          handle: settle(row, "owned", `unreadable_${error.field}`, null, (at) =>
            looseNotice("unreadable_mail", `unreadable ${row.providerId}`, "A message cannot be read", [
              ["field", error.field], ["reason", error.reason], ["file", row.copyRef]
            ], at))
        }))
    )
  })

const route = (row: InboxRow, mail: InboundEmail) =>
  Effect.gen(function*() {
    const what = yield* recognise(mail)
    const one = (handle: Opened["handle"]): Opened => ({ negotiation: "negotiation" in what ? what.negotiation : null, handle })
    switch (what._tag) {
      case "Own":
        return one(settle(row, "ignored", "own_mail", null))
      case "AutoReply":
        return one(settle(row, "ignored", "auto_reply", what.negotiation))
      case "Unknown":
        if (mail.junk) return one(settle(row, "ignored", "junk", null))
        return one(settle(row, "owned", what.reason, null, (at) =>
          looseNotice("unknown_thread", `unknown ${row.providerId}`, "Mail that belongs to no negotiation", [
            ["from", mail.from.address], ["subject", mail.subject], ["file", row.copyRef]
          ], at)))
      case "Bounce":
        return one(handleMail(row, mail, what.negotiation, "owned", "bounce", (message, at) =>
          Effect.succeed({ _tag: "ReportBounce", message, at, by: parley })))
      case "SentByHand":
        return one(handleSentByHand(row, mail, what.negotiation, what.draft))
      case "Teammate":
        return one(takenOver(row, mail, what.negotiation))
      case "Reply":
        return one(handleMail(row, mail, what.negotiation, "answered", "reply", (message, at, it) =>
          read(message, mail, what, it, at).pipe(Effect.tapErrorTag("ReaderUnavailable", () => held(row, mail, message, what, it, at)))))
    }
  })

const takenOver = (row: InboxRow, mail: InboundEmail, negotiation: NegotiationId) =>
  handleMail(row, mail, negotiation, "owned", "takeover", (message, at) =>
    Effect.succeed({ _tag: "TakeOver", message, at, by: Actor.make(`mail:${textHash(mail.from.address)}`) }))

/**
 * What a person sends of ours is theirs, with the price it names (MAIL-06), unless an earlier dispatch of ours, taken for failed, came
 * through late. A draft that the negotiation had left behind is a word of theirs in the thread.
 */
const handleSentByHand = (row: InboxRow, mail: InboundEmail, negotiation: NegotiationId, draft: OutboxRow) =>
  Effect.gen(function*() {
    const mailbox = yield* Mailbox
    const { state } = yield* subject(negotiation)
    const fate = yield* mailbox.lookup(markerOf(draft), draft.draftId)
    if (fate._tag !== "Sent" || state._tag === "Unopened" || state.core.pending?.mail !== draft.seq) return yield* takenOver(row, mail, negotiation)
    yield* confirmSent(draft, fate.mail, draft.attempts > 0 && fate.mail.contentHash === draft.contentHash)
    yield* settle(row, "owned", "takeover", negotiation)
  })

const settle = (row: InboxRow, status: InboxStatus, reason: string, negotiation: NegotiationId | null, notice: (at: number) => LooseNotice | null = () => null) =>
  Effect.gen(function*() {
    const store = yield* Store
    yield* store.settleInbox({ key: row, status, reason, negotiation }, notice(yield* now)).pipe(between("before-settle", "after-settle"))
  })

const handleMail = (
  row: InboxRow,
  mail: InboundEmail,
  negotiation: NegotiationId,
  status: InboxStatus,
  reason: string,
  commandOf: (message: MessageId, at: Command["at"], it: Subject) => Effect.Effect<Command | "machine", unknown, ReplyReader | Store | Settings>
) =>
  Effect.gen(function*() {
    const store = yield* Store
    const kill = yield* KillPoints
    const it = yield* subject(negotiation)
    const at = yield* now
    const bodyHash = bodyHashOf(mail)
    const known = yield* store.messagesByHeader([mail.messageId])
    const same = known.find((message) => message.direction === "in" && message.bodyHash === bodyHash && message.negotiation === negotiation)
    if (same !== undefined && same.providerId !== row.providerId) return yield* settle(row, "ignored", "duplicate", negotiation)
    // Kept before only when it waited, for a person or for the reader.
    const message = same?.id ?? (yield* newMessageId)
    const command = yield* commandOf(message, at, it)
    if (command === "machine") return yield* settle(row, "ignored", "auto_reply", negotiation)
    const stored = storedOf(row, mail, message, negotiation, at)
    yield* kill.reach("before-step")
    // The disposition stands in the same commit, so a message that was handled is never handled again.
    const outcome = yield* perform(it, command, yield* newCommandId, (state) => ({
      inbox: [{ key: row, ...(command._tag === "AnswerReply" ? dispositionIn(state, status, reason) : { status, reason }), negotiation }],
      messages: same === undefined ? [stored] : []
    }))
    yield* kill.reach("after-step")
    yield* Effect.logInfo("mail handled").pipe(Effect.annotateLogs({ negotiation, message, command: command._tag, state: outcome.state }))
  })

const bodyHashOf = (mail: InboundEmail): string => textHash(`${mail.messageId}\n${mail.from.address}\n${mail.text}`)

const storedOf = (row: InboxRow, mail: InboundEmail, id: MessageId, negotiation: NegotiationId, at: Command["at"]): StoredMessage => ({
  id, negotiation, direction: "in", providerId: row.providerId, header: mail.messageId, inReplyTo: mail.inReplyTo, references: mail.references,
  threadId: null, from: mail.from, ...answerTo(mail), subject: mail.subject, dateOffset: mail.dateOffsetMinutes, text: mail.newText, bodyHash: bodyHashOf(mail), at
})

/** Whom an answer may go to beside the sender: nobody on the word of a sender who is not proven, for a forger would add himself. */
const answerTo = (mail: InboundEmail): Pick<StoredMessage, "replyTo" | "to" | "cc"> =>
  mail.authenticated ? { replyTo: mail.replyTo, to: mail.to, cc: mail.cc } : { replyTo: [], to: [], cc: [] }

/** Whoever waits for long is told that their mail is here (OPS-03): once in a negotiation, and nobody who may be a forger. */
const held = (row: InboxRow, mail: InboundEmail, message: MessageId, { knownContact }: Extract<Recognised, { readonly _tag: "Reply" }>, it: Subject, at: Command["at"]) =>
  Effect.gen(function*() {
    const { holdAfter } = (yield* Settings).unread
    if (holdAfter === null || at < row.receivedAt + holdAfter || !knownContact || !mail.authenticated || it.state._tag !== "AwaitingReply") return
    yield* perform(it, { _tag: "HoldReply", message, at, by: parley }, CommandId.make(`hold-${it.id}`), () => ({ messages: [storedOf(row, mail, message, it.id, at)] }))
    yield* Effect.logInfo("a holding reply is sent").pipe(Effect.annotateLogs({ negotiation: it.id, message }))
  })

const dispositionIn = (state: State, status: InboxStatus, reason: string): Pick<InboxMark, "status" | "reason"> => {
  switch (state._tag) {
    case "Paused":
      return { status: "deferred", reason: "paused" }
    case "HumanManaged":
      return { status: "owned", reason: "human_managed" }
    case "Agreed":
    case "Escalated":
    case "Stale":
    case "Stopped":
    case "Declined":
    case "Walked":
    case "Waiting":
      return { status: "owned", reason: `mail_while_${state._tag.toLowerCase()}` }
    default:
      return { status, reason }
  }
}

const read = (message: MessageId, mail: InboundEmail, { inThread, knownContact, toLostMail }: Extract<Recognised, { readonly _tag: "Reply" }>, it: Subject, at: Command["at"]) =>
  Effect.gen(function*() {
    yield* Effect.flatMap(KillPoints, ({ reach }) => reach("before-read"))
    const reader = yield* ReplyReader
    const { state } = it
    const context = {
      influencerName: it.influencer.name,
      currency: it.campaign.currency,
      openOffer: state._tag === "Unopened" ? null : state.core.sent?.rate ?? null,
      deliverables: packageOf(it.campaign, state._tag === "Unopened" ? 1 : state.core.tier).deliverables,
      averageViews: it.influencer.averageViews
    }
    const text = {
      subject: mail.subject, newText: mail.newText, hiddenText: mail.hiddenText, signature: mail.signatureText, fromName: mail.from.name, fromAddress: mail.from.address
    }
    // nothing has changed yet, and a model may take long: a stop does not wait for it
    const said = yield* Effect.interruptible(reader.read(text, context)).pipe(Effect.provideService(OnBehalfOf, it.id), Effect.annotateLogs({ negotiation: it.id }))
    const grounded = watchedTriggers(ground(said, text.newText, context), text.newText, it.campaign.policy)
    const reading = mail.newTextAmbiguous ? { ...grounded, confidence: Math.min(grounded.confidence, unsure) } : grounded
    if (reading.intent === "out_of_office") return "machine" as const
    const command: Command = {
      _tag: "AnswerReply", message, reading, at, by: parley,
      trust: { authenticated: mail.authenticated, knownContact, inThread, toLostMail, ...(yield* namesOtherClient(it, mail)) ? { namesOther: true } : {} }
    }
    return command
  })
