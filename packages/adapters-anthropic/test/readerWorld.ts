import { cents } from "@parley/domain/Money"
import { type ReadingContext, ReplyReader, type ReplyText } from "@parley/domain/ports/ReplyReader"
import type { ModelAnswer } from "@parley/domain/reading/ModelReading"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import type { AnthropicOptions } from "../src/AnthropicOptions.ts"
import { layer } from "../src/AnthropicReader.ts"
import { type Meter, make as makeMeter } from "../src/Usage.ts"

export const key = "sk-ant-secret-of-ours"

export const context: ReadingContext = {
  influencerName: "Maya Lopez", currency: "USD", openOffer: cents(200_000), deliverables: [{ kind: "instagram_reel", quantity: 2 }], averageViews: 85_000
}

export const reply = (newText: string, changes: Partial<ReplyText> = {}): ReplyText =>
  ({ subject: "Re: Spring", newText, hiddenText: "", fromName: "Maya Lopez", fromAddress: "maya@example.com", ...changes })

export const asks = reply("Thanks! I'd need $2,500 for both reels.")

export const answer: ModelAnswer = {
  counterparty: "influencer", agency: null, triggers: [], concerns: [], intent: "counter", confidence: 92,
  ask: { quote: "$2,500 for both", minor: 250_000, currency: "USD", firm: false }
}

export const optionsFor = (url: string, meter: Meter, changes: Partial<AnthropicOptions> = {}): AnthropicOptions =>
  ({ apiKey: Redacted.make(key), baseUrl: url, models: ["claude-first", "claude-second"], timeout: 45_000, meter, ...changes })

/** A reader on the server at `url`, its meter, and what was logged. */
export const readerAt = (url: string, changes: Partial<AnthropicOptions> = {}) =>
  Effect.gen(function*() {
    const logs: Array<string> = []
    const meter = makeMeter()
    const logger = Logger.replace(Logger.defaultLogger, Logger.make(({ annotations, logLevel, message }) => void logs.push(`${logLevel.label} ${String(message)} ${JSON.stringify([...annotations])}`)))
    const built = yield* Layer.build(layer(optionsFor(url, meter, changes)))
    const { read } = yield* Effect.provide(ReplyReader, built)
    return { meter, logs, read: (it: ReplyText = asks, its: ReadingContext = context) => Effect.provide(read(it, its), logger) }
  })
