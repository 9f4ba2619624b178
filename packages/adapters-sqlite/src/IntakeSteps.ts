import type { IntakeBooks } from "@parley/domain/ports/IntakeBooks"
import type { StoreUnavailable } from "@parley/domain/ports/Store"
import type * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { IntakeRows } from "./IntakeRows.ts"
import type { OutboxRows } from "./OutboxRows.ts"

/** How a store reads, and writes in a group. */
export interface Access {
  readonly read: <A>(run: () => A) => Effect.Effect<A, StoreUnavailable>
  readonly write: <A, E>(run: () => Exit.Exit<A, E>) => Effect.Effect<A, E | StoreUnavailable>
}

/** The part of the store that keeps intakes. */
export const make = (intakes: IntakeRows, outbox: OutboxRows, { read, write }: Access): IntakeBooks => ({
  noteWebhook: (webhook) => write(() => Exit.succeed(intakes.webhook(webhook))),
  noteForms: (forms, at) => write(() => Exit.succeed(intakes.add(forms, at))),
  intakesDue: (now, limit) => read(() => intakes.due(now, limit)),
  intake: (form) => read(() => intakes.one(form)),
  intakes: read(() => intakes.all()),
  noteIntake: (note) => write(() => {
    if (!intakes.isCurrent(note)) return Exit.succeed(false)
    intakes.note(note)
    for (const notice of note.notices) outbox.notice(notice)
    return Exit.succeed(true)
  }),
  formsSince: (now) => write(() => Exit.succeed(intakes.since(now))),
  formsDoubtedUntil: read(() => intakes.restoredAt())
})
