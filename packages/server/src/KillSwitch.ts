import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { KillPoints } from "@parley/domain/usecases/KillPoints"

/** Ends the process with SIGKILL when `wanted` is reached: what the crash harness counts on. */
export const killAt = (wanted: string | null) => (point: string): void => {
  if (point === wanted) process.kill(process.pid, "SIGKILL")
}

/** Every use case's kill points; they do nothing when `wanted` is null. */
export const layer = (wanted: string | null): Layer.Layer<KillPoints> =>
  Layer.succeed(KillPoints, { reach: (point) => Effect.sync(() => killAt(wanted)(point)) })
