import Anthropic from "@anthropic-ai/sdk"
import type { Message } from "@anthropic-ai/sdk/resources/messages/messages"
import { OnBehalfOf } from "@parley/domain/ports/OnBehalfOf"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { AnthropicOptions } from "../AnthropicOptions.ts"
import { Failure, failureOf, mendTime } from "./Failure.ts"
import { countTokens } from "./tokenCounters.ts"

/** A question: the prefix is the same for every call of a role, byte for byte, and is cached; `turn` is what differs. */
export interface Prompt {
  readonly prefix: string
  readonly turn: string
  /** JSON schema of the answer, in the subset that structured outputs take. */
  readonly schema: Readonly<Record<string, unknown>>
  readonly maxTokens: number
}

/** One question to one model, asked once. Fails with `refused` when the model would not, or could not, answer in full. */
export type Ask = (model: string, prompt: Prompt) => Effect.Effect<string, Failure>

export const make = (role: string, { apiKey, baseUrl, meter, timeout }: AnthropicOptions): Ask => {
  const key = Redacted.value(apiKey)
  if (!/^[\x21-\x7e]+$/u.test(key)) {
    return () => Effect.fail(new Failure({ kind: "forbidden", reason: "ANTHROPIC_API_KEY is no key: put the one from the Anthropic console there, without spaces", retryAfter: mendTime }))
  }
  const silent = (): void => undefined
  const client = new Anthropic({
    apiKey: key, ...(baseUrl === null ? {} : { baseURL: baseUrl }), maxRetries: 0, timeout,
    // its own log and spans could hold what people wrote
    logLevel: "off", logger: { debug: silent, info: silent, warn: silent, error: silent }, openTelemetry: false
  })
  return (model, prompt) =>
    Effect.gen(function*() {
      meter.called()
      const began = yield* Clock.currentTimeMillis
      const message = yield* Effect.tryPromise({
        try: (signal) => client.messages.create(requestOf(model, prompt), { signal }),
        catch: (error) => error
      }).pipe(
        // the SDK's own timeout ends with the headers; a body may never come
        Effect.timeoutFail({ duration: Duration.millis(timeout), onTimeout: () => new Failure({ kind: "unavailable", reason: "no answer in time" }) }),
        Effect.catchAll((error) => Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.fail(error instanceof Failure ? error : failureOf(error, model, now))))
      )
      const { text, tokens } = yield* Effect.try({ try: () => contentOf(message), catch: () => new Failure({ kind: "unavailable", reason: "an answer that is not Anthropic's" }) })
      meter.answered(tokens, yield* OnBehalfOf)
      yield* countTokens(role, model, tokens)
      yield* Effect.logInfo("a model answered").pipe(Effect.annotateLogs({
        role, model, request: idOf(message), stop: message.stop_reason, ...tokens, ms: (yield* Clock.currentTimeMillis) - began
      }))
      if (message.stop_reason === "end_turn" || message.stop_reason === "stop_sequence") return text
      return yield* new Failure({ kind: "refused", reason: `the model stopped before its answer was complete (${message.stop_reason}, request ${idOf(message)})` })
    }).pipe(
      Effect.tapError(({ kind, reason }) => Effect.sync(() => meter.failed(kind, reason)))
    )
}

/** https://platform.claude.com/docs/en/build-with-claude/structured-outputs and .../prompt-caching. No temperature: newer models refuse it. */
const requestOf = (model: string, { maxTokens, prefix, schema, turn }: Prompt) => ({
  model,
  max_tokens: maxTokens,
  system: [{ type: "text" as const, text: prefix, cache_control: { type: "ephemeral" as const } }],
  messages: [{ role: "user" as const, content: turn }],
  output_config: { format: { type: "json_schema" as const, schema: { ...schema } } }
})

/** A proxy may answer anything with 200: what is not shaped like a message throws. */
const contentOf = ({ content, usage }: Message) => ({
  text: content.flatMap((block) => block.type === "text" ? [block.text] : []).join(""),
  tokens: {
    input: usage.input_tokens, output: usage.output_tokens, cacheRead: usage.cache_read_input_tokens ?? 0, cacheCreation: usage.cache_creation_input_tokens ?? 0
  }
})

const idOf = (message: Message & { readonly _request_id?: string | null }): string => message._request_id ?? "unknown"
