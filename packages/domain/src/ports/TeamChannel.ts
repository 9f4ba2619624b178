import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Whom } from "../forgetting/Whom.ts"

/** Everything the team can be told of. */
export const noticeKinds = [
  "agreement", "escalation", "approval", "declined", "walked", "stale", "takeover", "waiting", "late_mail", "unknown_thread", "unreadable_mail",
  "campaign_started", "roster_problem", "in_doubt", "dead_letter", "quarantine", "mailbox_trouble"
] as const

/** What the team is told. Amounts are rendered already; counterparty text in `quotes` is hostile data. */
export interface Notice {
  /** Unique for ever; posting the same id again posts nothing. */
  readonly id: string
  readonly kind: typeof noticeKinds[number]
  readonly negotiation: string | null
  readonly title: string
  /** Name and value, in order. */
  readonly facts: ReadonlyArray<readonly [string, string]>
  readonly quotes: ReadonlyArray<string>
  /** What a person can do now, e.g. `parley decide n-7k2 approve`. */
  readonly actions: ReadonlyArray<string>
  /** Epoch milliseconds. */
  readonly at: number
}

/** A notice without what it said; its id, kind and negotiation stay. */
export const forgottenNotice = <Kind extends string>({ at, id, kind, negotiation }: { readonly id: string; readonly kind: Kind; readonly negotiation: string | null; readonly at: number }) =>
  ({ id, kind, negotiation, title: forgotten, facts: [], quotes: [], actions: [], at })

export const isForgotten = ({ title }: Pick<Notice, "title">): boolean => title === forgotten

const forgotten = "forgotten"

/** The channel cannot be used now. `retryAfter`: milliseconds it asked us to wait. */
export class TeamUnavailable extends Data.TaggedError("TeamUnavailable")<{ readonly reason: string; readonly retryAfter?: number }> {}

/** The channel refused this notice for good: asking again cannot help. `expected` says how to mend it. */
export class TeamRejected extends Data.TaggedError("TeamRejected")<{ readonly reason: string; readonly expected: string }> {}

/** Where people are told things. Its decisions come back as commands. */
export class TeamChannel extends Context.Tag("@parley/domain/ports/TeamChannel")<TeamChannel, {
  /** Posts once per notice id, also after a crash or a lost answer. */
  readonly post: (notice: Notice) => Effect.Effect<void, TeamUnavailable | TeamRejected>
  /**
   * Takes the words out of every notice that concerns them, and answers how many those were (STATE-06). A negotiation's notice keeps its id, so
   * that it is not posted again; one of no negotiation goes whole, for its id may name a file.
   */
  readonly forget: (whom: Whom) => Effect.Effect<number, TeamUnavailable>
  readonly check: Effect.Effect<void, TeamUnavailable>
}>() {}
