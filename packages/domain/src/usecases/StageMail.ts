import * as Effect from "effect/Effect"
import { addressingOf } from "../drafting/Thread.ts"
import { NegotiationId } from "../Ids.ts"
import { Mailbox, type OutboundEmail } from "../ports/Mailbox.ts"
import type { OutboxRow } from "../ports/Outbox.ts"
import { Store } from "../ports/Store.ts"
import { now } from "./ids.ts"
import { KillPoints } from "./KillPoints.ts"
import { altered, confirmSent, markerOf, trouble } from "./MailOutcome.ts"
import { addressesOfOthers } from "./otherClients.ts"
import { subject } from "./perform.ts"
import { Settings } from "./Settings.ts"
import { briefOfWaiting, writeMail } from "./WriteMail.ts"

/** Writes, renders, gates and stages the mail; null when it is not wanted any more. */
export const stage = (row: OutboxRow) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mailbox = yield* Mailbox
    const settings = yield* Settings
    const kill = yield* KillPoints
    const it = yield* subject(NegotiationId.make(row.subject))
    const messages = yield* store.messages(it.id)
    const brief = briefOfWaiting(it, row.seq, yield* store.events(it.id), messages)
    if (brief === null) {
      yield* store.moveOutbox(row, ["pending"], "superseded", { error: "no longer wanted" })
      return null
    }
    const addressing = addressingOf(messages, it.influencer, [...settings.ownAddresses, ...yield* addressesOfOthers(it, messages)])
    const written = yield* writeMail(it, row.seq, brief)
    if (written === null) {
      yield* trouble(row, "not_sendable")
      return null
    }
    const { mail } = written
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
    const draft = yield* mailbox.stage(email).pipe(Effect.catchTags({
      MailboxRejected: (error) => Effect.as(refused(row, email, error.reason), null),
      // staged before, by a process that died before it could say so, and changed by a person since
      DraftChanged: ({ raw }) => Effect.as(altered(row, raw, null), null)
    }))
    if (draft === null) return null
    yield* kill.reach("after-stage")
    const fields = { draftId: draft.draftId, contentHash: draft.contentHash, messageHeader: email.messageId, error: null, attempts: 0 }
    const moved = yield* store.moveOutbox(row, ["pending"], "staged", fields)
    // Superseded between reading and staging: the draft is ours to remove.
    if (!moved) yield* mailbox.discard(draft)
    return moved ? { ...row, ...fields, status: "staged" as const } : null
  })

/**
 * The mailbox will not take this draft: because it was sent already, which a look tells, or for good. What left then, by books
 * that were lost since, may name another rate: only the same text is this mail.
 */
const refused = (row: OutboxRow, email: OutboundEmail, reason: string) =>
  Effect.gen(function*() {
    const mailbox = yield* Mailbox
    yield* Effect.logWarning("the mailbox refused a draft").pipe(Effect.annotateLogs({ negotiation: row.subject, mail: row.seq, reason }))
    const fate = yield* mailbox.lookup(markerOf(row))
    if (fate._tag !== "Sent") return yield* trouble(row, "not_sendable")
    const { text } = yield* mailbox.parse(fate.mail.raw)
    yield* confirmSent(row, fate.mail, words(text) === words(email.text))
  })

/** What is read back comes from the HTML, where the terms stand in a table instead of behind colons, and what is crossed out is marked. */
const words = (text: string): string => text.replace(/~~/gu, "").replace(/[\s:]+/gu, " ").trim()
