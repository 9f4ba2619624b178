import * as Effect from "effect/Effect"
import { addressingOf } from "../drafting/Thread.ts"
import type { NegotiationId } from "../Ids.ts"
import { NothingToApprove } from "../negotiation/Refusal.ts"
import { Store } from "../ports/Store.ts"
import { subject } from "./perform.ts"
import { Settings } from "./Settings.ts"
import { briefOfWaiting, checkDraft, othersOf } from "./WriteMail.ts"

/** The words of the mail that waits for a yes, as its notice showed them, and how it would leave. Refused where none does. */
export const waitingDraft = (negotiation: NegotiationId) =>
  Effect.gen(function*() {
    const store = yield* Store
    const it = yield* subject(negotiation)
    const waiting = it.state._tag === "Unopened" ? null : it.state.core.pending
    const brief = waiting === null ? null : briefOfWaiting(it, waiting.mail, yield* store.events(it.id), yield* store.messages(it.id))
    const kept = waiting === null ? null : yield* store.draft(it.id, waiting.mail)
    const mail = brief === null || kept === null ? null : checkDraft(kept, brief, yield* othersOf(it.id)).mail
    if (kept === null || mail === null) return yield* new NothingToApprove({ state: it.state._tag })
    const subjectLine = addressingOf(yield* store.messages(it.id), it.influencer, (yield* Settings).ownAddresses).subject
    return { mail: kept.mail, subject: subjectLine ?? kept.subject, body: kept.body, text: mail.text }
  })
