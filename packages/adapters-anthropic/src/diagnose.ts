import Anthropic from "@anthropic-ai/sdk"
import { type Diagnosis, problem, warning } from "@parley/domain/ports/Diagnosis"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import type { AnthropicOptions } from "./AnthropicOptions.ts"
import { failureOf } from "./internal/Failure.ts"
import { retirementWarning } from "./models.ts"

/** Whether Anthropic takes the key and knows every model that is to be asked. Looks models up, and asks none. https://platform.claude.com/docs/en/api/models/retrieve */
export const diagnose = ({ apiKey, baseUrl, models, timeout }: Pick<AnthropicOptions, "apiKey" | "baseUrl" | "models" | "timeout">): Effect.Effect<Diagnosis> =>
  Effect.gen(function*() {
    const key = Redacted.value(apiKey)
    if (!/^[\x21-\x7e]+$/u.test(key)) return { told: "", findings: [problem("ANTHROPIC_API_KEY holds something that is no key", "an API key of Anthropic's, sk-ant-..., without spaces", "copy it again from the Anthropic console")] }
    const silent = (): void => undefined
    const client = new Anthropic({
      apiKey: key, ...(baseUrl === null ? {} : { baseURL: baseUrl }), maxRetries: 0, timeout,
      logLevel: "off", logger: { debug: silent, info: silent, warn: silent, error: silent }, openTelemetry: false
    })
    const now = yield* Clock.currentTimeMillis
    const looked = yield* Effect.forEach([...new Set<string>(models)], (model) =>
      Effect.tryPromise({ try: (signal) => client.models.retrieve(model, {}, { signal }), catch: (error) => failureOf(error, model, now) }).pipe(
        Effect.either,
        Effect.map((answer) => ({ model, answer }))
      ), { concurrency: 4 })
    const failures = looked.flatMap(({ answer, model }) => Either.isLeft(answer) ? [{ model, kind: answer.left.kind, reason: answer.left.reason }] : [])
    const findings = failures.map(({ kind, model, reason }) => {
      const [what = reason, mend] = reason.split(/: (?=put|permit|configure|raise|mend)/u)
      return problem(kind === "missing" || reason.includes(model) ? what : `${what}, asked for ${model}`, `${model}, and a key that may use it`,
        mend?.replace(/ \(\d{3}.*$/u, "") ?? "look at the connection to Anthropic, and at ANTHROPIC_BASE_URL where it is set")
    })
    return {
      told: failures.length === 0 ? `${models.join(", ")}` : "",
      findings: [
        // one key that is not taken is one problem, however many models are asked for with it
        ...failures.length === looked.length && failures.every(({ kind }) => kind === "forbidden") ? findings.slice(0, 1) : findings,
        ...models.flatMap((model) => {
          const told = retirementWarning(model, now)
          return told === null ? [] : [warning(told.split(": ")[0] ?? told, "a model that goes on answering", "name another in PARLEY_READER_MODELS or PARLEY_WRITER_MODELS, and evaluate it first")]
        })
      ]
    }
  })
