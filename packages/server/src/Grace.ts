import * as Effect from "effect/Effect"
import * as Runtime from "effect/Runtime"

/** The exit code of a server whose work in hand did not end within the grace period. */
export const hung = 75

/**
 * From the first SIGTERM or SIGINT on, gives what is in hand so many milliseconds to end; what is `unfinished` then is logged
 * and the process ends, which loses nothing: it is looked at after the next start (OPS-02). Further signals change nothing;
 * without a listener of ours the second one would end the process at once.
 */
export const watch = (millis: number, unfinished: () => ReadonlyArray<string>): Effect.Effect<void> =>
  Effect.map(Effect.runtime<never>(), (runtime) => {
    let stopping = false
    const onSignal = (signal: string): void => {
      if (stopping) return
      stopping = true
      Runtime.runSync(runtime)(Effect.annotateLogs(Effect.logInfo("stopping: what is in hand is finished or parked"), { signal, inHand: unfinished().join(", ") }))
      setTimeout(() => {
        Runtime.runSync(runtime)(Effect.annotateLogs(Effect.logError("stopped without waiting any longer for what hangs"), { graceMs: millis, hanging: unfinished().join(", ") }))
        process.exit(hung)
      }, millis).unref()
    }
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, onSignal)
  })
