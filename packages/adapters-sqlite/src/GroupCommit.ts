import type { KillPoint } from "@parley/domain/usecases/KillPoints"
import type Sqlite from "better-sqlite3"
import { isEverybodys, isFileFailure } from "./SqliteFailure.ts"

/** One waiting step. All are plain functions: an Effect fiber or span per step would cost as much as the step. */
export interface Job {
  /**
   * Inside the transaction. What it throws undoes its own changes and nobody else's: the group is undone and run again with
   * a savepoint for each. So it may run twice, and must do the same both times.
   */
  readonly run: () => void
  /** After `run` threw and was undone, still inside the transaction: the last chance to record it. Null: `done` gets the failure. */
  readonly rescue: ((cause: unknown) => void) | null
  /** Once, after the commit; with the cause when this job's changes were not kept. */
  readonly done: (failure: Failure | null) => void
}

export interface Failure {
  readonly cause: unknown
}

export interface GroupCommit {
  /** Everything that writes goes through here; jobs run in the order of their submission. */
  readonly submit: (job: Job) => void
  /** Commits what waits now and takes nothing more. */
  readonly close: () => void
}

export interface Options {
  /** At the start of each group's transaction and just before its commit, inside it. */
  readonly begin?: () => void
  readonly end?: () => void
  /** After a job: its changes stay, or were undone and what it left in memory must be undone too. */
  readonly undone?: () => void
  readonly kept?: () => void
  /** Called at "before-commit" and "after-commit", where a crash harness may end the process. */
  readonly kill?: (point: KillPoint) => void
  /** A write or sync failed in the file system: what the disk holds is unknown, so the process must end. */
  readonly fatal: (cause: unknown) => void
  /** When a group is committed after its first job arrived. */
  readonly schedule?: (flush: () => void) => void
}

/** Waiting steps share one BEGIN IMMEDIATE .. COMMIT and so one sync (STATE-01). */
export const make = (db: Sqlite.Database, options: Options): GroupCommit => {
  const begin = db.prepare("BEGIN IMMEDIATE")
  const commit = db.prepare("COMMIT")
  const rollback = db.prepare("ROLLBACK")
  const savepoint = db.prepare("SAVEPOINT step")
  const release = db.prepare("RELEASE step")
  const undo = db.prepare("ROLLBACK TO step")
  const schedule = options.schedule ?? setImmediate
  let waiting: Array<Job> = []
  let scheduled = false
  let broken: Failure | null = null

  const attempt = (work: () => void): Failure | null => {
    try {
      savepoint.run()
      work()
      release.run()
      options.kept?.()
      return null
    } catch (cause) {
      options.undone?.()
      // SQLite ends the whole transaction by itself after some errors; then nobody's changes stand
      if (!db.inTransaction || isEverybodys(cause)) throw cause
      undo.run()
      release.run()
      return { cause }
    }
  }

  /** All jobs without savepoints, whose undo pages cost as much as the jobs; false when one threw and all were undone. */
  const runPlain = (group: ReadonlyArray<Job>): boolean => {
    try {
      for (const job of group) {
        job.run()
        options.kept?.()
      }
      return true
    } catch (cause) {
      if (isEverybodys(cause)) throw cause
      if (db.inTransaction) rollback.run()
      return false
    }
  }

  const runGroup = (group: ReadonlyArray<Job>): ReadonlyArray<Failure | null> | null => {
    begin.run()
    options.begin?.()
    let failures: ReadonlyArray<Failure | null> | null = null
    if (!runPlain(group)) {
      begin.run()
      options.begin?.()
      failures = group.map((job) => {
        const failure = attempt(job.run)
        const { rescue } = job
        return failure === null || rescue === null ? failure : attempt(() => rescue(failure.cause))
      })
    }
    options.end?.()
    options.kill?.("before-commit")
    commit.run()
    options.kill?.("after-commit")
    return failures
  }

  const flush = (): void => {
    scheduled = false
    const group = waiting.length > largest ? waiting.splice(0, largest) : waiting
    if (group === waiting) waiting = []
    else arrange()
    let outcome: { readonly each: ReadonlyArray<Failure | null> | null } | { readonly all: Failure }
    try {
      outcome = broken === null ? { each: runGroup(group) } : { all: broken }
    } catch (cause) {
      outcome = { all: { cause } }
      if (isFileFailure(cause)) broken = outcome.all
      try {
        if (db.inTransaction) rollback.run()
      } catch (undoing) {
        // a transaction that cannot be undone leaves a connection that cannot be trusted
        broken ??= { cause: undoing }
      }
      if (broken !== null) options.fatal(cause)
    }
    for (const [index, job] of group.entries()) job.done("all" in outcome ? outcome.all : outcome.each?.[index] ?? null)
  }

  const arrange = (): void => {
    if (scheduled) return
    scheduled = true
    schedule(flush)
  }

  return {
    submit: (job) => {
      if (broken !== null) {
        job.done(broken)
        return
      }
      waiting.push(job)
      arrange()
    },
    close: () => {
      while (waiting.length > 0) flush()
      broken ??= { cause: new Error("the store is closed") }
    }
  }
}

/** A group longer than this keeps everything else waiting for too long. */
const largest = 256
