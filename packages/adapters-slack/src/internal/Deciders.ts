import * as Cache from "effect/Cache"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { SlackCallFailed } from "./SlackCalls.ts"

/** Who may decide (HUMAN-06). */
export interface Deciders {
  /** "unknown" where Slack cannot say who is in a group: they may not, for now. */
  readonly standing: (user: string) => Effect.Effect<"allowed" | "denied" | "unknown">
  /** Whom to ask, in markup. */
  readonly whom: string
}

export const make = Effect.fn("Deciders.make")(function*(listed: ReadonlyArray<string>, members: (group: string) => Effect.Effect<ReadonlyArray<string>, SlackCallFailed>) {
  const groups = listed.filter((id) => id.startsWith("S"))
  const people = new Set(listed.filter((id) => !id.startsWith("S")))
  const known = yield* Cache.makeWith({
    capacity: 100, lookup: members,
    // who left a group decides for five minutes more at most; a failure is asked again
    timeToLive: (exit: Exit.Exit<ReadonlyArray<string>, SlackCallFailed>) => Exit.isSuccess(exit) ? "5 minutes" : "0 millis"
  })
  const standing = Effect.fnUntraced(function*(user: string) {
    if (people.has(user)) return "allowed" as const
    const found = yield* Effect.forEach(groups, (group) =>
      Effect.map(known.get(group), (ids) => ids.includes(user) ? "allowed" as const : "denied" as const).pipe(
        Effect.catchAll(({ problem }) =>
          Effect.as(
            Effect.logWarning("Slack could not say who is in a group: none of them may decide now").pipe(Effect.annotateLogs({ group, problem })), "unknown" as const))
      ), { concurrency: "unbounded" })
    return found.includes("allowed") ? "allowed" as const : found.includes("unknown") ? "unknown" as const : "denied" as const
  })
  return { standing, whom: whom(listed) } satisfies Deciders
})

const whom = (listed: ReadonlyArray<string>): string => {
  const some = listed.filter((id) => /^[A-Z0-9]+$/u.test(id)).slice(0, 5).map((id) => id.startsWith("S") ? `<!subteam^${id}>` : `<@${id}>`)
  return some.length === 0 ? "Nobody is listed who may (PARLEY_SLACK_DECIDERS)." : `Ask ${some.join(", ")}${listed.length > some.length ? " or others who may" : ""}.`
}
