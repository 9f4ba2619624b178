import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type KillPoint, KillPoints } from "@parley/domain/usecases/KillPoints"
import { existsSync } from "node:fs"
import type { ServerSettings } from "./Settings.ts"

/** What a kill point does: the process ends with SIGKILL at the wanted pass, and a system call trace sees each by its name. */
export const make = ({ killAt, tracePoints }: Pick<ServerSettings, "killAt" | "tracePoints">): (point: KillPoint) => void => {
  let passes = 0
  return (point) => {
    if (tracePoints) existsSync(`/parley-point/${point}`)
    if (point !== killAt?.point) return
    passes += 1
    if (passes === killAt.pass) process.kill(process.pid, "SIGKILL")
  }
}

/** The use cases' kill points. */
export const layer = (settings: ServerSettings): Layer.Layer<KillPoints> =>
  Layer.sync(KillPoints, () => {
    const kill = make(settings)
    return { reach: (point) => Effect.sync(() => kill(point)) }
  })
