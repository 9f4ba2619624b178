import type { ReplyReader } from "@parley/domain/ports/ReplyReader"
import * as RuleReader from "@parley/domain/reading/RuleReader"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { anthropicProblems, anthropicSettings } from "../AnthropicSettings.ts"
import { ModelUse } from "../model/ModelUse.ts"
import { InvalidSettings } from "../Settings.ts"
import { problemsOf } from "../settingOf.ts"

export const readers = ["rules", "anthropic"] as const

/** The reader that is measured, as the server would have it, but that nothing stands in for it: the figures are its own. */
export const readerOf = (name: typeof readers[number]): Effect.Effect<Layer.Layer<ReplyReader>, InvalidSettings> =>
  name === "rules" ? Effect.succeed(RuleReader.layer) : Effect.gen(function*() {
    const settings = yield* Effect.mapError(anthropicSettings, (error) => new InvalidSettings({ problems: problemsOf(error) }))
    const problems = anthropicProblems(settings)
    if (problems.length > 0) return yield* new InvalidSettings({ problems })
    const { readerLayer } = yield* Effect.promise(() => import("../model/modelLayers.ts"))
    return readerLayer({ ...settings, fallbackAfter: null })
  })

/** What the model was asked and used, on stderr; nothing where none was asked. */
export const tellUse: Effect.Effect<void> = Effect.map(ModelUse, (use) => {
  const used = use.get("reader")?.usage()
  if (used === undefined) return
  const { cacheCreationTokens, cacheReadTokens, calls, inputTokens, invalid, outputTokens } = used
  process.stderr.write(`${calls} calls, ${invalid} answers that could not be used; tokens: ${inputTokens} in, ${cacheReadTokens} from the cache, ${cacheCreationTokens} into it, ${outputTokens} out\n`)
})
