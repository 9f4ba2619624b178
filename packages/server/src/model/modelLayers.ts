import * as AnthropicReader from "@parley/adapters-anthropic/AnthropicReader"
import * as AnthropicWriter from "@parley/adapters-anthropic/AnthropicWriter"
import { type AnthropicOptions, defaultTimeout } from "@parley/adapters-anthropic/AnthropicOptions"
import { defaultModels, retirementWarning } from "@parley/adapters-anthropic/models"
import * as PlaybookFolder from "@parley/adapters-anthropic/PlaybookFolder"
import * as Usage from "@parley/adapters-anthropic/Usage"
import type { EmailWriter } from "@parley/domain/ports/EmailWriter"
import type { ReplyReader } from "@parley/domain/ports/ReplyReader"
import * as FallbackReader from "@parley/domain/reading/FallbackReader"
import * as Arr from "effect/Array"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { existsSync } from "node:fs"
import { join } from "node:path"
import type { AnthropicSettings } from "../AnthropicSettings.ts"
import { ModelUse } from "./ModelUse.ts"

/** Claude as the reader of replies; the rules stand in for it while it is down for long. */
export const readerLayer = (settings: AnthropicSettings): Layer.Layer<ReplyReader> =>
  Layer.unwrapEffect(Effect.map(optionsFor("reader", settings, settings.readerModels), (options) => {
    const reader = AnthropicReader.layer(options)
    return settings.fallbackAfter === null ? reader : FallbackReader.layer(reader, settings.fallbackAfter)
  }))

/** Claude as the writer of mails; what the gate refuses twice, and what nobody writes in time, the template writes. */
export const writerLayer = (settings: AnthropicSettings): Layer.Layer<EmailWriter> =>
  Layer.unwrapEffect(Effect.map(optionsFor("writer", settings, settings.writerModels), (options) =>
    AnthropicWriter.layer(options).pipe(Layer.provide(PlaybookFolder.layer({ path: settings.playbook ?? ownPlaybook })))))

const optionsFor = (role: "reader" | "writer", { apiKey, baseUrl }: AnthropicSettings, named: ReadonlyArray<string>): Effect.Effect<AnthropicOptions> =>
  Effect.gen(function*() {
    const models = Arr.isNonEmptyReadonlyArray(named) ? named : defaultModels[role]
    const at = yield* Clock.currentTimeMillis
    for (const model of models) {
      const warning = retirementWarning(model, at)
      if (warning !== null) yield* Effect.logWarning(warning).pipe(Effect.annotateLogs({ role }))
    }
    const meter = Usage.make()
    ;(yield* ModelUse).set(role, meter)
    return { apiKey: apiKey ?? Redacted.make(""), baseUrl, models, timeout: defaultTimeout, meter }
  })

/** What comes with Parley: beside the bundle, or at the root of the sources. */
export const ownPlaybook = [join(import.meta.dirname, "playbook"), join(import.meta.dirname, "../../../../playbook")].find((path) => existsSync(path)) ?? "playbook"
