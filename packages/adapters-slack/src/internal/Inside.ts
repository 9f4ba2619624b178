import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { Actor } from "@parley/domain/Ids"
import type { Desk } from "../Desk.ts"
import { type Answer, section } from "./answers.ts"
import type { Deciders } from "./Deciders.ts"
import type { SlackCalls } from "./SlackCalls.ts"

/** What every handler works with. */
export interface Inside {
  readonly desk: Context.Tag.Service<typeof Desk>
  readonly deciders: Deciders
  readonly calls: SlackCalls
  readonly count: (what: "handled" | "refused" | "denied") => void
}

export const actorOf = (user: string): Actor => Actor.make(`slack:${user}`)

/** Null where they may decide; else it is in the books that they asked for `what`, and this is what they are told (HUMAN-06). */
export const denial = Effect.fnUntraced(function*({ count, deciders, desk }: Inside, user: string, what: string) {
  const standing = yield* deciders.standing(user)
  if (standing === "allowed") return null
  // whom nobody can tell apart just now is turned away, and not held against them
  if (standing === "denied") {
    yield* desk.denied(actorOf(user), what).pipe(
      // they are turned away all the same
      Effect.catchAll(({ message }) => Effect.logWarning("a denial could not be recorded").pipe(Effect.annotateLogs({ what, problem: message }))))
    count("denied")
  }
  const unsure = standing === "unknown" ? " Slack could not say now who may: if you are one of them, try again in a minute." : ""
  const text = "You may not decide here."
  return { text, blocks: [section(`${text} ${deciders.whom}${unsure}`)] } satisfies Answer
})
