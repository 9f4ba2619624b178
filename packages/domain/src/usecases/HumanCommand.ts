import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type { Draft } from "../drafting/Brief.ts"
import type { Actor, CommandId, NegotiationId } from "../Ids.ts"
import type { Command } from "../negotiation/Command.ts"
import { settles } from "../negotiation/settled.ts"
import { Store } from "../ports/Store.ts"
import { now } from "./ids.ts"
import { between } from "./KillPoints.ts"
import { perform, type Subject, subject } from "./perform.ts"
import { briefOfWaiting, checkDraft } from "./WriteMail.ts"

/** What a person of the team may decide. Amounts in minor units. */
export type Choice =
  | { readonly _tag: "Approve" | "Decline" | "Claim" | "Resume" | "Pause" | "Stop" }
  | { readonly _tag: "CounterWith" | "AgreeAt"; readonly amount: number }
  /** A yes to the held mail with these words. */
  | { readonly _tag: "EditDraft"; readonly draft: Draft }

/** The gate objects to a person's words; nothing was changed. Each reason ends in the words it is about. */
export class DraftBlocked extends Data.TaggedError("DraftBlocked")<{ readonly objections: ReadonlyArray<string> }> {}

/**
 * One person's decision as a command to the Decider, recorded with who made it (HUMAN-05). `seen` is the version they were
 * shown; a decision on what has been settled since is refused (HUMAN-03).
 */
export const humanCommand = (negotiation: NegotiationId, choice: Choice, by: Actor, id: CommandId, seen: number | null = null) =>
  Effect.gen(function*() {
    const it = yield* subject(negotiation)
    const { _tag } = choice
    const command: Command = { ...(_tag === "EditDraft" ? { _tag } : choice), at: yield* now, by }
    const drafts = choice._tag === "EditDraft" ? yield* gated(it, choice.draft, by) : []
    return yield* perform(it, command, id, () => ({ drafts }), yield* stillSeen(negotiation, seen)).pipe(between("before-decision", "after-decision"))
  })

/** The newest version that shows the same question as the one a person was shown; asked again inside the writer, so nothing slips in between. */
const stillSeen = (negotiation: NegotiationId, seen: number | null) =>
  seen === null ? Effect.succeed(null) : Effect.map(Effect.flatMap(Store, (store) => store.events(negotiation)), (events) => {
    const since = events.filter(({ version }) => version > seen)
    return since.some(({ event }) => settles(event)) ? seen : since.at(-1)?.version ?? seen
  })

const gated = (it: Subject, draft: Draft, by: Actor) =>
  Effect.gen(function*() {
    const store = yield* Store
    const mail = it.state._tag === "Unopened" ? undefined : it.state.core.pending?.mail
    const brief = mail === undefined ? null : briefOfWaiting(it, mail, yield* store.events(it.id), yield* store.messages(it.id))
    // the Decider says so, unless it is a command that was handled before
    if (mail === undefined || brief === null) return []
    const { mail: rendered, objections } = checkDraft(draft, brief)
    if (rendered === null) return yield* new DraftBlocked({ objections })
    return [{ negotiation: it.id, mail, subject: draft.subject, body: draft.body, by }]
  })
