import * as Context from "effect/Context"
import * as Data from "effect/Data"
import type * as Effect from "effect/Effect"
import type { Whom } from "../forgetting/Whom.ts"

/** Everything the team can be told of. */
export const noticeKinds = [
  "agreement", "escalation", "approval", "declined", "walked", "stale", "takeover", "waiting", "late_mail", "unknown_thread", "unreadable_mail",
  "campaign_started", "intake", "roster_problem", "in_doubt", "dead_letter", "quarantine", "mailbox_trouble", "digest"
] as const

/** What a person can decide where a notice asks for it (HUMAN-03). */
export const choiceNames = ["approve", "counter", "edit", "claim", "decline", "agree", "resume"] as const
export type ChoiceName = typeof choiceNames[number]

/** What a notice asks of a person. `seen` is the version of the negotiation that it shows, `mark` what tells it from the same version of other books. */
export interface Ask {
  readonly seen: number
  readonly mark: string
  /** In the order of a disciplined negotiator's liking; `detail` says what the choice comes to, e.g. "agree at $2,400". */
  readonly choices: ReadonlyArray<{ readonly choice: ChoiceName; readonly detail: string | null }>
}

/** How what a notice asked was settled; `by` is the actor of the books who did it, null where nobody of the team did. */
export interface NoticeOutcome {
  readonly text: string
  readonly by: string | null
  readonly at: number
}

/** What the team is told. Amounts are rendered already; counterparty text in `quotes` is hostile data, and so may be any name. */
export interface Notice {
  /** Unique for ever; posting the same id again posts nothing. */
  readonly id: string
  readonly kind: typeof noticeKinds[number]
  readonly negotiation: string | null
  readonly title: string
  /** Name and value, in order. */
  readonly facts: ReadonlyArray<readonly [string, string]>
  /** Their words, those that are evidence first. */
  readonly quotes: ReadonlyArray<string>
  /** The mail that waits for a yes, as it would leave. */
  readonly draft: { readonly to: string; readonly subject: string; readonly text: string } | null
  /** Why its number is what it is, line by line (STRAT-06). */
  readonly why: ReadonlyArray<string>
  /** Where a person can read the thread; null when the mailbox has no such place. */
  readonly link: string | null
  readonly ask: Ask | null
  /** Null while it is open, or asks nothing. */
  readonly outcome: NoticeOutcome | null
  /** Epoch milliseconds. */
  readonly at: number
}

/** A notice that says and asks nothing beyond its facts. */
export const plainNotice = (told: Pick<Notice, "id" | "kind" | "negotiation" | "title" | "facts" | "at">): Notice =>
  ({ ...told, quotes: [], draft: null, why: [], link: null, ask: null, outcome: null })

/** A notice without what it said; its id, kind and negotiation stay. */
export const forgottenNotice = <Kind extends string>({ at, id, kind, negotiation }: { readonly id: string; readonly kind: Kind; readonly negotiation: string | null; readonly at: number }) =>
  ({ id, kind, negotiation, title: forgotten, facts: [], quotes: [], draft: null, why: [], link: null, ask: null, outcome: null, at })

export const isForgotten = ({ title }: Pick<Notice, "title">): boolean => title === forgotten

const forgotten = "forgotten"

/** The channel cannot be used now, by anybody. `retryAfter`: milliseconds it asked us to wait. */
export class TeamUnavailable extends Data.TaggedError("TeamUnavailable")<{ readonly reason: string; readonly retryAfter?: number }> {}

/** The channel refused this notice for good: asking again cannot help. `expected` says how to mend it. */
export class TeamRejected extends Data.TaggedError("TeamRejected")<{ readonly reason: string; readonly expected: string }> {}

/** Where people are told things. Its decisions come back as commands. */
export class TeamChannel extends Context.Tag("@parley/domain/ports/TeamChannel")<TeamChannel, {
  /**
   * Posts once per notice id, also after a crash or a lost answer, and answers what the channel calls the post. `thread` is the
   * latest post of the same negotiation: what follows belongs with it. Null for the first, and where that name was lost.
   */
  readonly post: (notice: Notice, thread: string | null) => Effect.Effect<string, TeamUnavailable | TeamRejected>
  /** Shows a post as it stands now: who settled it, and no choices any more. A post that a person removed is no failure. */
  readonly update: (post: string, notice: Notice) => Effect.Effect<void, TeamUnavailable | TeamRejected>
  /**
   * Takes the words out of every notice that concerns them, and answers how many those were (STATE-06). A negotiation's notice keeps its id, so
   * that it is not posted again; one of no negotiation goes whole, for its id may name a file.
   */
  readonly forget: (whom: Whom) => Effect.Effect<number, TeamUnavailable>
  /** Where words may stand that `forget` cannot reach, for people to read. */
  readonly beyond: ReadonlyArray<string>
  readonly check: Effect.Effect<void, TeamUnavailable>
}>() {}
