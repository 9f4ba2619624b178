import * as Effect from "effect/Effect"
import type { Brief, Draft, RenderedMail } from "../drafting/Brief.ts"
import { gate } from "../drafting/Gate.ts"
import { namesOf } from "../drafting/NameCheck.ts"
import { render } from "../drafting/Slots.ts"
import { writeTemplate } from "../drafting/TemplateWriter.ts"
import type { NegotiationId } from "../Ids.ts"
import type { Event } from "../negotiation/Event.ts"
import { EmailWriter } from "../ports/EmailWriter.ts"
import { OnBehalfOf } from "../ports/OnBehalfOf.ts"
import { Store, type StoredEvent } from "../ports/Store.ts"
import type { StoredMessage } from "../ports/StoredMessage.ts"
import type { Counterparty } from "../reading/ReplyReading.ts"
import { briefOf } from "./briefOf.ts"
import { parley } from "./ids.ts"
import { otherClients } from "./otherClients.ts"
import type { Subject } from "./perform.ts"

/** A mail's words, and how they would leave. */
export interface Written {
  readonly draft: Draft
  readonly mail: RenderedMail
}

/** The brief of the mail that waits; null when none does, or another than `mail`. */
export const briefOfWaiting = (it: Subject, mail: number, events: ReadonlyArray<StoredEvent>, messages: ReadonlyArray<StoredMessage>): Brief | null => {
  if (it.state._tag === "Unopened" || it.state.core.pending?.mail !== mail) return null
  const decided = events.findLast(({ event }) => (event._tag === "OfferDecided" || event._tag === "MailDecided") && event.mail === mail)?.event
  return decided?._tag === "OfferDecided" || decided?._tag === "MailDecided"
    ? briefOf(decided, it.state.core, counterpartyOf(events), it.campaign, it.influencer, messages)
    : null
}

/**
 * The words kept for a mail, else new ones: the writer's when the gate lets them pass, at the second try with the reasons, else the
 * template's (GATE-03). `blocked` when nothing may leave, as when the gate objects to words a person approved.
 */
export const writeMail = (it: Subject, mail: number, brief: Brief) =>
  Effect.gen(function*() {
    const kept = yield* (yield* Store).draft(it.id, mail)
    const others = yield* othersOf(it.id)
    if (kept === null) return yield* writeGated(brief, others).pipe(Effect.provideService(OnBehalfOf, it.id), Effect.annotateLogs({ negotiation: it.id }))
    const isTemplate = kept.body === writeTemplate(brief).body
    const checked = checkDraft(kept, brief, isTemplate ? [] : others)
    if (checked.mail !== null) return { draft: kept, mail: checked.mail }
    yield* Effect.logWarning("the gate blocked a draft that was kept").pipe(Effect.annotateLogs({ negotiation: it.id, mail, objections: checked.objections.length }))
    return null
  })

/** The same, kept from now on: what a person is shown is what leaves. */
export const writeForYes = (it: Subject, mail: number, brief: Brief) =>
  Effect.gen(function*() {
    const written = yield* writeMail(it, mail, brief)
    if (written !== null) yield* (yield* Store).keepDraft({ negotiation: it.id, mail, subject: written.draft.subject, body: written.draft.body, by: parley })
    return written
  })

const writeGated = (brief: Brief, others: ReadonlyArray<string>): Effect.Effect<Written | null, never, EmailWriter> =>
  Effect.gen(function*() {
    const writer = yield* EmailWriter
    let objections: ReadonlyArray<string> = []
    // a holding reply is sent because a model is down
    for (let attempt = 0; attempt < 2 && brief.purpose !== "holding"; attempt++) {
      const draft = yield* Effect.either(Effect.interruptible(writer.write(brief, objections)))
      if (draft._tag === "Left") break
      const checked = checkDraft(draft.right, brief, others)
      if (checked.mail !== null) return { draft: draft.right, mail: checked.mail }
      objections = checked.objections
      yield* Effect.logWarning("the gate blocked a draft").pipe(Effect.annotateLogs({ purpose: brief.purpose, objections: objections.length }))
    }
    const draft = writeTemplate(brief)
    // its words are ours and the brief's: a creator who is called as one of them is not named
    const { mail } = checkDraft(draft, brief, [])
    return mail === null ? null : { draft, mail }
  })

/** What the other creators of the campaign are called, and those of the same manager in any: for the gate, and kept from the writer (GATE-02, READ-05, PARTY-02). */
export const othersOf = (id: NegotiationId) =>
  Effect.map(Effect.all([Effect.flatMap(Store, (store) => store.otherCreators(id)), otherClients(id)]), (creators) => [...new Set(creators.flat().flatMap(namesOf))])

/** The draft as it would leave, or why it may not. */
export const checkDraft = (draft: Draft, brief: Brief, others: ReadonlyArray<string>): { readonly mail: RenderedMail | null; readonly objections: ReadonlyArray<string> } => {
  const rendered = render(draft, brief)
  if (rendered._tag === "Left") return { mail: null, objections: [String(rendered.left)] }
  const objections = gate(rendered.right, brief, others)
  return objections.length === 0
    ? { mail: rendered.right, objections: [] }
    : { mail: null, objections: objections.map((objection) => `${objection.code}: ${objection.quote}`) }
}

const counterpartyOf = (events: ReadonlyArray<{ readonly event: Event }>): Counterparty => {
  // a person knows better than any reading, before it and after
  const corrected = events.findLast((one) => one.event._tag === "CounterpartyCorrected")?.event
  if (corrected?._tag === "CounterpartyCorrected") return corrected.counterparty
  const read = events.findLast((one) => one.event._tag === "ReplyRead")?.event
  return read?._tag === "ReplyRead" ? read.reading.counterparty : "influencer"
}
