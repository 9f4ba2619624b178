import * as Cause from "effect/Cause"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import * as Ref from "effect/Ref"
import { deliverMail, discardDrafts } from "@parley/domain/usecases/DeliverOutbox"
import { handleInbox, sync } from "@parley/domain/usecases/ReceiveMail"
import { sweepDeadlines } from "@parley/domain/usecases/SweepDeadlines"
import { tellDigests } from "@parley/domain/usecases/TellDigests"
import { tellTeam } from "@parley/domain/usecases/TellTeam"
import { watchRosters } from "@parley/domain/usecases/WatchRoster"
import { KillPoints } from "@parley/domain/usecases/KillPoints"
import { describe } from "@parley/domain/usecases/describe"
import { pauseAfter, retryPolicies } from "@parley/domain/usecases/RetryPolicy"
import { keepWatch } from "@parley/domain/usecases/KeepWatch"
import { sweepDrafts } from "@parley/domain/usecases/SweepDrafts"
import { findForms } from "@parley/domain/usecases/FindForms"
import { takeIn } from "@parley/domain/usecases/TakeIn"
import type { CampaignSource } from "@parley/domain/ports/CampaignSource"
import type { EmailWriter } from "@parley/domain/ports/EmailWriter"
import type { Mailbox } from "@parley/domain/ports/Mailbox"
import type { ReplyReader } from "@parley/domain/ports/ReplyReader"
import { type Roster, RosterUnavailable } from "@parley/domain/ports/Roster"
import type { Store } from "@parley/domain/ports/Store"
import type { TeamChannel } from "@parley/domain/ports/TeamChannel"
import { Settings } from "@parley/domain/usecases/Settings"

type Ports = Store | Mailbox | Roster | CampaignSource | ReplyReader | EmailWriter | TeamChannel | Settings

/** How one worker is doing; `problem` is null when its last pass succeeded. */
export interface WorkerHealth {
  readonly problem: string | null
  readonly failures: number
  readonly passes: number
}

/** What every worker last reported, by name. */
export class WorkersHealth extends Context.Tag("@parley/server/Workers/WorkersHealth")<WorkersHealth, {
  readonly read: Effect.Effect<Readonly<Record<string, WorkerHealth>>>
}>() {}

/** The names of the workers in the middle of a pass. */
export class Busy extends Context.Reference<Busy>()("@parley/server/Workers/Busy", { defaultValue: () => new Set<string>() }) {}

/** Passes of work in the order mail flows through them; each answers how much it did. */
const makePasses = (withForms: boolean): ReadonlyArray<readonly [string, Effect.Effect<number, unknown, Ports>]> => [
  ["sync", sync],
  ["inbox", handleInbox],
  ["deadlines", sweepDeadlines],
  ["mail", deliverMail],
  ["drafts", discardDrafts],
  ["team", tellTeam],
  ["roster", watchRosters(new Map())],
  ["intake", takeIn],
  ...withForms ? [["forms", findForms] as const] : [],
  ["watch", keepWatch],
  ["orphans", sweepDrafts],
  ["digest", tellDigests(new Map())]
]

/** What must not run before the mail was read that came while nobody looked: it would remind, or answer, who has answered. */
const afterReading: ReadonlyArray<string> = ["deadlines", "mail"]

/** Rung when the mailbox has told of a change: the next look at it need not wait. */
export class MailBell extends Context.Reference<MailBell>()("@parley/server/Workers/MailBell", { defaultValue: () => Effect.unsafeMakeLatch() }) {}

/** How long a worker waits that did nothing. `sync` asks another machine, so it goes by a pace of its own, as rosters go by that of the settings. */
export interface Paces {
  readonly idle: Duration.DurationInput
  readonly sync?: Duration.DurationInput
  /** Milliseconds between two looks through the forms, a fifth more or less; null: there is no form service. */
  readonly forms?: number | null
}

/**
 * Runs every worker until the scope closes. A worker that did something wakes the others; one that did nothing waits for that, or for its pace. One
 * that fails is started again with growing pauses and shows in readiness meanwhile.
 */
export const layer = ({ forms: formsPace = null, idle, sync: syncPace = idle }: Paces): Layer.Layer<WorkersHealth, never, Ports> =>
  Layer.scoped(
    WorkersHealth,
    Effect.gen(function*() {
      const mailBell = yield* MailBell
      const { rosterEvery } = yield* Settings
      const passes = makePasses(formsPace !== null)
      /** Those that ask other machines are not woken by what goes on here. */
      const alone: Readonly<Record<string, Effect.Effect<void>>> = {
        sync: Effect.ignore(Effect.timeout(Effect.zipRight(mailBell.await, mailBell.close), syncPace)),
        roster: Effect.flatMap(around(rosterEvery), Effect.sleep),
        forms: Effect.flatMap(around(formsPace ?? 0), Effect.sleep),
        watch: Effect.sleep("1 hour"),
        orphans: Effect.sleep("1 hour"),
        digest: Effect.sleep("5 minutes")
      }
      const health = yield* Ref.make<Readonly<Record<string, WorkerHealth>>>(
        Object.fromEntries(passes.map(([name]) => [name, { problem: null, failures: 0, passes: 0 }]))
      )
      const busy = yield* Busy
      const bells = new Map(yield* Effect.forEach(passes, ([name]) => Effect.map(Effect.makeLatch(true), (latch) => [name, latch] as const)))
      const report = (name: string, problem: string | null) =>
        Ref.updateAndGet(health, (all) => {
          const before = all[name] ?? { problem: null, failures: 0, passes: 0 }
          return { ...all, [name]: { problem, failures: problem === null ? 0 : before.failures + 1, passes: before.passes + 1 } }
        })

      const synced = yield* Ref.make(false)
      const caughtUp = yield* Effect.makeLatch(false)
      const turn = (name: string, pass: Effect.Effect<number, unknown, Ports>) =>
        Effect.gen(function*() {
          const bell = bells.get(name)
          if (bell !== undefined) yield* bell.close
          if (afterReading.includes(name)) yield* caughtUp.await
          const isSynced = yield* Ref.get(synced)
          busy.add(name)
          const result = yield* Effect.exit(pass).pipe(Effect.ensuring(Effect.sync(() => busy.delete(name))))
          if (result._tag === "Success") {
            yield* report(name, null)
            if (name === "sync") yield* Ref.set(synced, true)
            if (name === "inbox" && isSynced && result.value === 0) yield* caughtUp.open
            if (result.value > 0) yield* Effect.forEach(bells.values(), (one) => one.open, { discard: true })
            yield* alone[name] ?? (result.value === 0 && bell !== undefined ? Effect.ignore(Effect.timeout(bell.await, idle)) : Effect.void)
            return
          }
          if (Cause.isInterruptedOnly(result.cause)) return yield* Effect.interrupt
          const after = yield* report(name, describe(result.cause))
          const failures = after[name]?.failures ?? 1
          // a mailbox that cannot be read for long holds up nobody else
          if (failures >= 3 && (name === "sync" || name === "inbox")) yield* caughtUp.open
          yield* Effect.logError(`worker ${name} failed and will try again`).pipe(Effect.annotateLogs({ worker: name, failures, problem: describe(result.cause) }))
          const pause = Duration.millis(yield* pauseAfter(retryPolicies.worker, failures, result.cause))
          yield* Effect.sleep(Cause.squash(result.cause) instanceof RosterUnavailable ? Duration.max(pause, yield* around(rosterEvery)) : pause)
        })

      const kill = yield* KillPoints
      yield* Effect.addFinalizer(() => kill.reach("stop-workers-ended"))
      // one fiber over all of them: a stop reaches every worker at once, and nobody takes new work while another finishes its own
      yield* Effect.forkScoped(Effect.forEach(
        passes,
        ([name, pass]) => Effect.annotateLogs(Effect.forever(turn(name, pass)), { worker: name }),
        { concurrency: "unbounded", discard: true }
      ))
      return { read: Ref.get(health) }
    })
  )

/** A fifth more or less, so that the rosters of many servers, or of one that was started with others, are not all asked for at once. */
const around = (millis: number): Effect.Effect<Duration.Duration> =>
  Effect.map(Random.nextRange(0.8, 1.2), (factor) => Duration.millis(millis * factor))
