import * as Effect from "effect/Effect"
import type { Brief, RenderedMail } from "../drafting/Brief.ts"
import { gate } from "../drafting/Gate.ts"
import { render } from "../drafting/Slots.ts"
import { writeTemplate } from "../drafting/TemplateWriter.ts"
import { addressingOf } from "../drafting/Thread.ts"
import { NegotiationId } from "../Ids.ts"
import type { Event } from "../negotiation/Event.ts"
import { EmailWriter } from "../ports/EmailWriter.ts"
import { Mailbox, type OutboundEmail } from "../ports/Mailbox.ts"
import type { OutboxRow } from "../ports/Outbox.ts"
import { Store } from "../ports/Store.ts"
import type { Counterparty } from "../reading/ReplyReading.ts"
import { briefOf } from "./briefOf.ts"
import { now } from "./ids.ts"
import { KillPoints } from "./KillPoints.ts"
import { altered, confirmSent, markerOf, trouble } from "./MailOutcome.ts"
import { subject } from "./perform.ts"
import { Settings } from "./Settings.ts"

/** Writes, renders, gates and stages the mail; null when it is not wanted any more. */
export const stage = (row: OutboxRow) =>
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

/** What is read back comes from the HTML, where the terms stand in a table instead of behind colons. */
const words = (text: string): string => text.replace(/[\s:]+/gu, " ").trim()

const counterpartyOf = (events: ReadonlyArray<{ readonly event: Event }>): Counterparty => {
  const read = events.findLast((one) => one.event._tag === "ReplyRead")?.event
  return read?._tag === "ReplyRead" ? read.reading.counterparty : "influencer"
}
