import * as Effect from "effect/Effect"
import type { Actor, CommandId, NegotiationId } from "../Ids.ts"
import type { Command } from "../negotiation/Command.ts"
import { now } from "./ids.ts"
import { between } from "./KillPoints.ts"
import { perform, subject } from "./perform.ts"

/** What a person of the team may decide. Amounts in minor units. */
export type Choice =
  | { readonly _tag: "Approve" | "Decline" | "Claim" | "Resume" | "Pause" | "Stop" }
  | { readonly _tag: "CounterWith" | "AgreeAt"; readonly amount: number }

/**
 * One person's decision as a command to the Decider, recorded with who made it (HUMAN-05). `seen` is the version they were
 * shown; a decision on what has changed since is refused (HUMAN-03).
 */
export const humanCommand = (negotiation: NegotiationId, choice: Choice, by: Actor, id: CommandId, seen: number | null = null) =>
  Effect.gen(function*() {
    const it = yield* subject(negotiation)
    const command: Command = { ...choice, at: yield* now, by }
    return yield* perform(it, command, id, () => ({}), seen).pipe(between("before-decision", "after-decision"))
  })
