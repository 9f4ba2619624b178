import { describe } from "@parley/domain/usecases/describe"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { readdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { CommandFailed } from "../cli/CommandFailed.ts"
import { backupsAmong, expired, nameOf, timeOf, unfinished } from "./BackupName.ts"

/** Where backups are kept, how often one is made, how many stay, and what makes one. */
export interface Plan<E> {
  readonly folder: string
  readonly every: Duration.Duration
  readonly keep: number
  readonly copy: (file: string) => Effect.Effect<unknown, E>
}

/** How long after a failure the next try comes. */
const pause = Duration.minutes(5)

/** Makes a backup whenever the newest is as old as `every`, over restarts too, until it is interrupted. What fails is logged and tried again. */
export const keepBackups = <E>(plan: Plan<E>): Effect.Effect<never> =>
  turn(plan).pipe(
    Effect.catchAllCause((cause) =>
      Effect.as(Effect.logError("no backup was made").pipe(Effect.annotateLogs({ folder: plan.folder, problem: describe(cause) })), pause)),
    Effect.flatMap(Effect.sleep),
    Effect.forever
  )

/** A backup where one is due; answers how long until the next one is. */
const turn = <E>(plan: Plan<E>): Effect.Effect<Duration.Duration, E | CommandFailed> =>
  Effect.gen(function*() {
    const now = yield* Clock.currentTimeMillis
    const age = yield* ageOfNewest(plan.folder)
    // one from the future is of a clock that was wrong, and says nothing
    if (age !== null && age >= 0 && age < Duration.toMillis(plan.every)) return Duration.millis(Duration.toMillis(plan.every) - age)
    yield* backUpOnce(plan)
    return Duration.millis(Math.max(0, Duration.toMillis(plan.every) - ((yield* Clock.currentTimeMillis) - now)))
  })

/** Makes a backup now, and only then removes what is too old. Other files in the folder are left alone. */
export const backUpOnce = <E>({ copy, folder, keep }: Plan<E>): Effect.Effect<void, E | CommandFailed> =>
  Effect.gen(function*() {
    yield* remove(folder, unfinished(yield* filesIn(folder)))
    const written = nameOf(yield* Clock.currentTimeMillis)
    yield* copy(join(folder, written))
    const removed = expired(yield* filesIn(folder), keep, written)
    yield* remove(folder, removed)
    yield* Effect.logInfo("backed up").pipe(Effect.annotateLogs({ file: join(folder, written), removed: removed.join(", ") }))
  })

/** Fails unless the newest backup is younger than two of `every`: one may be missed, not two. */
export const checkBackups = ({ every, folder }: Pick<Plan<never>, "every" | "folder">): Effect.Effect<void, CommandFailed> =>
  Effect.flatMap(ageOfNewest(folder), (age) =>
    age === null || age >= 2 * Duration.toMillis(every)
      ? new CommandFailed({ message: `${folder}: expected a backup of the last ${2 * Duration.toHours(every)} hours; ${age === null ? "there is none" : `the newest is ${Math.floor(age / 3_600_000)} hours old`}` })
      : Effect.void)

/** In milliseconds; null where there is none. */
const ageOfNewest = (folder: string): Effect.Effect<number | null, CommandFailed> =>
  Effect.gen(function*() {
    const newest = backupsAmong(yield* filesIn(folder)).at(-1)
    const at = newest === undefined ? null : timeOf(newest)
    return at === null ? null : (yield* Clock.currentTimeMillis) - at
  })

const filesIn = (folder: string) => attempt(folder, () => readdirSync(folder))

const remove = (folder: string, names: ReadonlyArray<string>) => attempt(folder, () => names.forEach((name) => rmSync(join(folder, name), { force: true })))

const attempt = <A>(folder: string, run: () => A): Effect.Effect<A, CommandFailed> =>
  Effect.try({
    try: run,
    catch: (error) => new CommandFailed({ message: `${folder}: expected a folder that this account (uid ${process.getuid?.()}) may write to; got ${error instanceof Error ? error.message : String(error)}` })
  })
