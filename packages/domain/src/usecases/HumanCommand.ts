import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { Draft } from "../drafting/Brief.ts"
import type { Actor, CommandId, NegotiationId } from "../Ids.ts"
import type { Command } from "../negotiation/Command.ts"
import { isOpen } from "../negotiation/settled.ts"
import type { Counterparty } from "../reading/ReplyReading.ts"
import { Store } from "../ports/Store.ts"
import { now } from "./ids.ts"
import { between } from "./KillPoints.ts"
import { markOf } from "./noticeOf.ts"
import { perform, type Subject, subject } from "./perform.ts"
import { briefOfWaiting, checkDraft, othersOf } from "./WriteMail.ts"

/** What a person of the team may decide. Amounts in minor units. */
export type Choice =
  | { readonly _tag: "Approve" | "Decline" | "Claim" | "Resume" | "Pause" | "Stop" }
  | { readonly _tag: "CounterWith" | "AgreeAt"; readonly amount: number }
  | { readonly _tag: "CorrectCounterparty"; readonly counterparty: Counterparty }
  /** A yes to the held mail with these words. */
  | { readonly _tag: "EditDraft"; readonly draft: Draft }

/** The gate objects to a person's words; nothing was changed. Each reason ends in the words it is about. */
export class DraftBlocked extends Data.TaggedError("DraftBlocked")<{ readonly objections: ReadonlyArray<string> }> {}

/**
 * One person's decision as a command to the Decider, recorded with who made it (HUMAN-05). `seen` is the version they were
 * shown, and `mark` tells it from the same version of other books; a decision on what has been settled since is refused (HUMAN-03).
 */
export const humanCommand = (negotiation: NegotiationId, choice: Choice, by: Actor, id: CommandId, seen: number | null = null, mark: string | null = null) =>
  Effect.gen(function*() {
    const it = yield* subject(negotiation)
    const edited = choice._tag === "EditDraft" ? yield* gated(it, choice.draft, by) : null
    const command: Command = { ...(choice._tag === "EditDraft" ? { _tag: "EditDraft", mail: edited?.mail ?? 0 } : choice), at: yield* now, by }
    return yield* perform(it, command, id, () => ({ drafts: edited === null ? [] : [edited] }), yield* stillSeen(negotiation, seen, mark)).pipe(between("before-decision", "after-decision"))
  })

/** The newest version that shows the same question as the one a person was shown; asked again inside the writer, so nothing slips in between. */
const stillSeen = (negotiation: NegotiationId, seen: number | null, mark: string | null) =>
  seen === null ? Effect.succeed(null) : Effect.map(Effect.flatMap(Store, (store) => store.events(negotiation)), (events) => {
    const shown = events.find(({ version }) => version === seen)
    // other books: nothing was ever shown of this version
    if (shown === undefined || (mark !== null && markOf(shown) !== mark)) return -1
    return isOpen(events, seen) ? events.at(-1)?.version ?? seen : seen
  })

const gated = (it: Subject, draft: Draft, by: Actor) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mail = it.state._tag === "Unopened" ? undefined : it.state.core.pending?.mail
    const brief = mail === undefined ? null : briefOfWaiting(it, mail, yield* store.events(it.id), yield* store.messages(it.id))
    // the Decider says so, unless it is a command that was handled before
    if (mail === undefined || brief === null) return null
    const { mail: rendered, objections } = checkDraft(draft, brief, yield* othersOf(it.id))
    if (rendered === null) return yield* new DraftBlocked({ objections })
    return { negotiation: it.id, mail, subject: draft.subject, body: draft.body, by }
  })
