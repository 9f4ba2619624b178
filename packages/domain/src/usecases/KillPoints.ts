import * as Context from "effect/Context"
import * as Effect from "effect/Effect"

/**
 * Every named moment between two durable steps at which a crash harness may end the process. Use cases and adapters name
 * theirs from this list, and the harness reads it, so that a typo cannot select nothing.
 */
export const killPoints = [
  // a database brought forward
  "migration-copy-written", "migration-copied", "before-migration-commit", "after-migration",
  // books copied, and a copy put in their place
  "before-backup", "during-backup", "after-backup",
  "before-restore", "restore-marked", "restore-file-aside", "restore-aside", "restore-swapped", "after-restore",
  // a campaign begun, its openings decided, its deadlines swept
  "before-campaign", "after-campaign", "before-open", "after-open", "before-remind", "after-remind",
  // a form taken in: told of, fetched, asked about, answered; it starts its campaign as any other is begun
  "before-webhook", "after-webhook", "before-form", "after-form", "before-questions", "after-questions", "before-answer", "after-answer",
  // mail taken in: stored, filed from new/ to cur/, read, decided or settled without a decision
  "before-notice", "after-notice", "before-ingest", "after-ingest", "filing-linked", "filing-moved", "after-filing",
  "before-read", "before-step", "after-step", "before-settle", "after-settle",
  // mail sent: staged, claimed, dispatched, looked for when in doubt, discarded when no longer wanted
  "before-stage", "draft-written", "draft-renamed", "after-stage", "before-claim", "before-dispatch", "dispatch-renamed", "after-dispatch",
  "before-sent", "after-sent", "before-lookup", "after-lookup", "before-discard", "discard-removed", "after-discard",
  // the team told, a person's decision taken
  "before-post", "notice-written", "after-post", "after-told", "before-decision", "after-decision",
  // any group of steps committed
  "before-commit", "after-commit",
  // a server told to end
  "stop-signalled", "stop-workers-ended", "stop-store-closed"
] as const
export type KillPoint = typeof killPoints[number]

/** Reaches a kill point in use cases; adapters take a function of the same meaning. Nothing happens unless a crash harness asks. */
export class KillPoints extends Context.Reference<KillPoints>()("@parley/domain/usecases/KillPoints", {
  defaultValue: (): { readonly reach: (point: KillPoint) => Effect.Effect<void> } => ({ reach: () => Effect.void })
}) {}

/** Passes one point before an effect and another after it has succeeded. */
export const between = (before: KillPoint, after: KillPoint) => <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.flatMap(KillPoints, ({ reach }) => Effect.zipLeft(Effect.zipRight(reach(before), effect), reach(after)))
