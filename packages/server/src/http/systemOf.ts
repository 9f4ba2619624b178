import type { SystemHealth } from "@parley/api/OperationsApi"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { Readiness } from "../Readiness.ts"
import { version } from "../version.ts"

/** How the server is; asked for when it starts, so that it knows since when it runs. */
export const systemOf = (readiness: Readiness["Type"]): Effect.Effect<Effect.Effect<SystemHealth>> =>
  Effect.map(Clock.currentTimeMillis, (startedAt) =>
    Effect.map(readiness.report, ({ checks, deadLetters, ready, reasons, sendingStoppedBy, unaccountedMessages }) => ({
      ready, reasons, checks, unaccountedMessages, deadLetters, sendingStoppedBy, version, startedAt
    })))
