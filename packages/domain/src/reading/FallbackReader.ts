import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { ReplyReader } from "../ports/ReplyReader.ts"
import { readByRules } from "./RuleReader.ts"

/**
 * A reader that the rules stand in for once it has answered nobody for `after` milliseconds (OPS-03). What the rules cannot read with confidence goes
 * to a person, as it does with any reader.
 */
export const make = (reader: Context.Tag.Service<ReplyReader>, after: number): Context.Tag.Service<ReplyReader> => {
  let downSince: number | null = null
  return {
    read: (reply, context) =>
      reader.read(reply, context).pipe(
        Effect.tap(() => {
          downSince = null
        }),
        Effect.catchTag("ReaderUnavailable", (error) =>
          Effect.gen(function*() {
            const at = yield* Clock.currentTimeMillis
            downSince ??= at
            if (at - downSince < after) return yield* error
            yield* Effect.logWarning("the rules read a reply, for the reader is down").pipe(Effect.annotateLogs({ downMillis: at - downSince, reason: error.reason }))
            return readByRules(reply, context)
          }))
      )
  }
}

export const layer = <E, R>(reader: Layer.Layer<ReplyReader, E, R>, after: number): Layer.Layer<ReplyReader, E, R> =>
  Layer.effect(ReplyReader, Effect.map(ReplyReader, (made) => make(made, after))).pipe(Layer.provide(reader))
